/** What a step of PLIP's training spends its time on, and how its expressions do beside their rivals. */
import { seededRandom } from '../../data/random.js';
import { sizeOf } from '../engine/layout.js';
import { type Part, profile } from '../engine/profile.js';
import { trace } from '../engine/trace.js';
import { type Times, timesOf } from '../engine/tune.js';
import { stepFunction, stepInputs, weightFeeds } from '../train/step.js';
import { plipInputs, type PlipLoss } from './loss.js';
import { type PlipNet, plipParameters } from './network.js';
import type { PlipRecipe } from './recipes.js';
import { plipTraining } from './steps.js';
import { usualLength } from './trial.js';

export interface ExplainedStep {
  /** N, and L of the captions. */
  readonly images: number;
  readonly length: number;
  /** Of forward and backward pass, without optimizer. */
  readonly seconds: number;
  readonly parts: readonly Part[];
  /** By problem, how often it is in the step, and each expression's milliseconds: the usual one first. */
  readonly expressions: Readonly<Record<string, { readonly count: number; readonly times: Times }>>;
}

/** One chunk, with the contrast inside. */
export async function explainPlip(
  { net, loss, recipe }: { net: PlipNet; loss: PlipLoss; recipe: PlipRecipe },
  { threads, onTimed }: { threads?: number; onTimed?: (done: number, all: number) => void },
): Promise<ExplainedStep> {
  const { chunk: images, recompute } = recipe;
  const random = seededRandom('explain');
  const parameters = plipParameters(net, loss.tasks, random);
  const size = { images, length: usualLength(recipe.lengths), targets: recipe.targets * images };
  const textLayers = recipe.textLayers ?? Infinity;
  const parts = { net, loss, parameters, textLayers, batch: images, chunk: images, targets: size.targets, recompute };
  const training = plipTraining(parts, size, 'inside');
  const traced = trace(stepFunction(training), stepInputs(training), { openRowSums: true, isNamed: true });
  const given = Object.entries(plipInputs(net, loss, size, 'inside')).map(([name, { shape, dtype }]) => {
    const count = sizeOf(shape);
    return [name, dtype === 'int32' ? new Int32Array(count) : new Float32Array(count).fill(0.5)] as const;
  });
  const feeds = { ...Object.fromEntries(given), ...weightFeeds(parameters) };
  const { parts: shares, seconds } = await profile(traced, feeds, { threads });
  const times = await timesOf(traced.problems, { threads, onTimed });
  const expressions = Object.fromEntries(
    Object.entries(times).map(([key, own]) => [key, { count: traced.problems.get(key)!.count, times: own }]),
  );
  return { images, length: size.length, seconds, parts: shares, expressions };
}
