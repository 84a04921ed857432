/** The dropouts of SPAC's branches as inputs of a step: their factors are drawn outside, so that a step can be done again. */
import type { Tensor2D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import type { InputSpec, Tensors } from '../engine/trace.js';
import { type BranchDropout, DROPOUT, dropoutSizes, type SpacNet } from './network.js';

const PREFIX = 'dropout/';
const nameOf = (branch: string, place: 0 | 1): string => `${PREFIX}${branch}/${place}`;

export const isDropout = (input: string): boolean => input.startsWith(PREFIX);

export function dropoutInputs(net: SpacNet, images: number): Record<string, InputSpec> {
  const named = Object.entries(dropoutSizes(net)).flatMap(([branch, widths]) =>
    widths.map((width, i): [string, InputSpec] => [nameOf(branch, i as 0 | 1), { shape: [images, width] }]),
  );
  return Object.fromEntries(named);
}

export function dropoutOf(net: SpacNet, inputs: Tensors): BranchDropout {
  const factors = Object.keys(dropoutSizes(net)).map((branch) => {
    const at = (place: 0 | 1): Tensor2D => inputs[nameOf(branch, place)] as Tensor2D;
    return [branch, [at(0), at(1)]] as const;
  });
  return Object.fromEntries(factors);
}

/** 0 where something is dropped, 1 / (1 - p) where it stays; without a generator of random numbers all stays. */
export function fillDropout(factors: Float32Array, random: Random | undefined): void {
  const keep = 1 - DROPOUT;
  for (let i = 0; i < factors.length; i++) factors[i] = random === undefined ? 1 : random() < keep ? 1 / keep : 0;
}
