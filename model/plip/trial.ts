/** How long a step of PLIP takes on this machine, from one chunk of made-up data: for estimates. */
import { seededRandom } from '../../data/random.js';
import { type Elements, sizeOf } from '../engine/layout.js';
import type { TrialOptions } from '../train/learner.js';
import { compileStep, type Training } from '../train/step.js';
import { type ContrastPlace, type PlipBatchSize, plipInputs, type PlipLoss } from './loss.js';
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
const usualLength = (lengths: readonly number[]): number => lengths[Math.floor((lengths.length - 1) / 2)];

export interface TriedPlip {
  readonly net: PlipNet;
  readonly loss: PlipLoss;
  readonly recipe: PlipRecipe;
}

export interface TrialStep {
  readonly training: Training;
  readonly size: PlipBatchSize;
  /** Any numbers: by the names of `plipInputs`. */
  readonly feeds: Readonly<Record<string, Elements>>;
}

/** The step of one chunk of a recipe, of the usual length, with new weights. */
export function trialStep({ net, loss, recipe }: TriedPlip, contrast: ContrastPlace): TrialStep {
  const { batch, chunk, recompute } = recipe;
  const parameters = plipParameters(net, loss.tasks, seededRandom('trial'));
  const size = { images: chunk, length: usualLength(recipe.lengths), targets: recipe.targets * chunk };
  const textLayers = recipe.textLayers ?? Infinity;
  const parts = { net, loss, parameters, textLayers, batch, chunk, targets: size.targets, recompute };
  const feeds = Object.fromEntries(
    Object.entries(plipInputs(net, loss, size, contrast)).map(([name, { shape, dtype }]) => [
      name,
      dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)).fill(0.5),
    ]),
  );
  return { training: plipTraining(parts, size, contrast), size, feeds };
}

export async function tryPlip(tried: TriedPlip, options: TrialOptions): Promise<PlipTrial> {
  const { batch, chunk } = tried.recipe;
  const { training, feeds } = trialStep(tried, batch === chunk ? 'inside' : { of: batch });
  const step = await compileStep(training, options);
  await step.run(feeds);
  const started = performance.now();
  await step.run(feeds);
  const seconds = (performance.now() - started) / 1000;
  await step.release();
  const weights = Object.values(training.parameters).reduce((sum, { data }) => sum + data.byteLength, 0);
  return { seconds: (batch / chunk) * seconds * (batch === chunk ? 1 : 1 + FORWARD), weights };
}
