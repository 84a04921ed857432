/** The weights of a network: a flat table by path name, each array in the order in which the engine wants it. */
import type { Random } from '../../data/random.js';
import { randomNormal } from '../../data/random.js';
import type { Layout } from '../engine/layout.js';

export interface Parameter {
  /** Logical shape: a filter is (kh, kw, I, O). */
  readonly shape: readonly number[];
  /** How `data` lie: filters as (O, I, kh, kw). */
  readonly layout: Layout;
  readonly data: Float32Array;
  /** `weight`: trained, decays. `bias`: trained, does not decay. `statistic`: running statistics, not trained. */
  readonly role: 'weight' | 'bias' | 'statistic';
}

export type Parameters = Readonly<Record<string, Parameter>>;

const filled = (size: number, value: number, role: Parameter['role']): Parameter => ({
  shape: [size],
  layout: 'plain',
  data: new Float32Array(size).fill(value),
  role,
});

/** Filter of a convolution, He's normal initialisation over the fan-out. */
export function convParameters(
  random: Random,
  { kernel, from, to }: { kernel: number; from: number; to: number },
): { filter: Parameter } {
  const deviation = Math.sqrt(2 / (kernel * kernel * to));
  const data = Float32Array.from({ length: kernel * kernel * from * to }, () => deviation * randomNormal(random));
  return { filter: { shape: [kernel, kernel, from, to], layout: 'oihw', data, role: 'weight' } };
}

/** Batch norm; `scale` 0 on the last one of a residual block makes the block start as the identity. */
export function batchNormParameters(channels: number, scale = 1): Record<string, Parameter> {
  return {
    scale: filled(channels, scale, 'bias'),
    shift: filled(channels, 0, 'bias'),
    mean: filled(channels, 0, 'statistic'),
    variance: filled(channels, 1, 'statistic'),
  };
}

/** (from, to) matrix and (to) bias. */
export function linearParameters(random: Random, from: number, to: number): Record<string, Parameter> {
  const deviation = Math.sqrt(1 / from);
  const data = Float32Array.from({ length: from * to }, () => deviation * randomNormal(random));
  return { matrix: { shape: [from, to], layout: 'plain', data, role: 'weight' }, bias: filled(to, 0, 'bias') };
}

/** `{a: {w}}` -> `{'a/w'}`. */
export function underName(name: string, parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [`${name}/${key}`, value]));
}
