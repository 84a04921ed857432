/** What a step of PLIP's training spends its time on, and how its expressions do beside their rivals. */
import { type Part, profile } from '../engine/profile.js';
import { channelBlock } from '../engine/channelBlock.js';
import { trace } from '../engine/trace.js';
import { type Times, timesOf } from '../engine/tune.js';
import { gradientLayouts, stepFunction, stepInputs, weightFeeds } from '../train/step.js';
import { type TriedPlip, trialStep } from './trial.js';

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
  tried: TriedPlip,
  { threads, onTimed }: { threads?: number; onTimed?: (done: number, all: number) => void },
): Promise<ExplainedStep> {
  const { training, size, feeds: given } = trialStep(tried, 'inside');
  const traced = trace(stepFunction(training), stepInputs(training), {
    ...{ outputLayouts: gradientLayouts(training), openRowSums: true, isNamed: true },
    channelBlock: await channelBlock(),
  });
  const feeds = { ...given, ...weightFeeds(training.parameters) };
  const { parts, seconds } = await profile(traced, feeds, { threads });
  const times = await timesOf(traced.problems, { threads, onTimed });
  const expressions = Object.fromEntries(
    Object.entries(times).map(([key, own]) => [key, { count: traced.problems.get(key)!.count, times: own }]),
  );
  return { images: size.images, length: size.length, seconds, parts, expressions };
}
