/** How long a step of PLIP takes on this machine, from one chunk of made-up data: for estimates. */
import { seededRandom } from '../../data/random.js';
import { sizeOf } from '../engine/layout.js';
import { compileStep } from '../train/step.js';
import { plipInputs, type PlipLoss } from './loss.js';
import { type PlipNet, plipParameters } from './network.js';
import type { PlipRecipe } from './recipes.js';
import { plipTraining } from './steps.js';

export interface PlipTrial {
  /** Seconds of a batch. */
  readonly seconds: number;
  /** Bytes of all weights. */
  readonly weights: number;
}

/** Share of a step's time that its forward pass takes, which a batch in chunks does twice. */
const FORWARD = 1 / 3;
/** Captions of the data set have half as many tokens as there is room for. */
export const usualLength = (lengths: readonly number[]): number => lengths[Math.floor((lengths.length - 1) / 2)];

export async function tryPlip(
  { net, loss, recipe }: { net: PlipNet; loss: PlipLoss; recipe: PlipRecipe },
  threads: number,
): Promise<PlipTrial> {
  const { batch, chunk, recompute } = recipe;
  const parameters = plipParameters(net, loss.tasks, seededRandom('trial'));
  const size = { images: chunk, length: usualLength(recipe.lengths), targets: recipe.targets * chunk };
  const contrast = batch === chunk ? 'inside' : { of: batch };
  const textLayers = recipe.textLayers ?? Infinity;
  const parts = { net, loss, parameters, textLayers, batch, chunk, targets: size.targets, recompute };
  const step = await compileStep(plipTraining(parts, size, contrast), { threads });
  const feeds = Object.fromEntries(
    Object.entries(plipInputs(net, loss, size, contrast)).map(([name, { shape, dtype }]) => [
      name,
      dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)).fill(0.5),
    ]),
  );
  await step.run(feeds);
  const started = performance.now();
  await step.run(feeds);
  const seconds = (performance.now() - started) / 1000;
  await step.release();
  const weights = Object.values(parameters).reduce((sum, { data }) => sum + data.byteLength, 0);
  return { seconds: (batch / chunk) * seconds * (batch === chunk ? 1 : 1 + FORWARD), weights };
}
