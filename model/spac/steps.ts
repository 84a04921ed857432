/** The compiled graphs of SPAC's training: a step on captions and attributes, one on texts or on pictures alone, the losses of val. */
import type { Elements } from '../engine/layout.js';
import type { Tensors } from '../engine/trace.js';
import type { Weights } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import type { Learner, LearningStep } from '../train/learner.js';
import type { Training } from '../train/step.js';
import { spacInputs, type SpacBatchSize, spacLoss, textInputs, textLoss } from './loss.js';
import { isDropout } from './dropout.js';
import { lookingInputs, lookingLoss, looks } from './looking.js';
import { generatorWeights, isRead, type SpacNet } from './network.js';

export interface SpacSteps {
  readonly captions: LearningStep;
  /** Where there are texts. */
  readonly texts?: LearningStep;
  /** Where there is a phase of looking. */
  readonly looking?: LearningStep;
  /** The two parts of the loss of a batch whose images all have captions, as in inference. */
  losses(inputs: Readonly<Record<string, Elements>>): Promise<{ caption: number; attribute: number }>;
  release(): Promise<void>;
}

export interface SpacStepParts {
  readonly net: SpacNet;
  readonly parameters: Parameters;
  readonly size: SpacBatchSize;
  /** Texts of a batch of the generator's own; 0: there is no such step. */
  readonly texts: number;
  /** Pictures of a batch of the phase of looking; 0: there is no such step. */
  readonly looking: number;
  readonly lambda: number;
  /** Number of the end of text. */
  readonly end: number;
}

const GENERATOR = 'generator/';

/** The gradients of each step are left in the learner. */
export async function compileSpacSteps(parts: SpacStepParts, learner: Learner): Promise<SpacSteps> {
  const { net, parameters, size, texts, looking, lambda } = parts;
  const whole: Training = {
    parameters,
    inputs: spacInputs(net, size),
    isTrained: (name) => isRead(net, name),
    loss: (weights, inputs, mode) => spacLoss(net, weights, inputs, { mode, lambda }),
  };
  const captions = await learner.compileStep(whole);
  const language = texts > 0 ? await learner.compileStep(languageTraining(parts)) : undefined;
  const pictures = looking > 0 ? await learner.compileStep(lookingTraining(parts)) : undefined;
  const { losses, release } = await compileLosses(parts, learner);
  return {
    captions,
    texts: language,
    looking: pictures,
    losses,
    release: async () => {
      await captions.release();
      await language?.release();
      await pictures?.release();
      await release();
    },
  };
}

const only = (parameters: Parameters, isIn: (name: string) => boolean): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => isIn(name)));

function languageTraining({ net, parameters, size, texts, end }: SpacStepParts): Training {
  return {
    parameters: only(parameters, (name) => name.startsWith(GENERATOR)),
    inputs: textInputs({ texts, words: size.captionWords }),
    loss: (weights, inputs) => ({ loss: textLoss(net.generator, generatorWeights(weights), inputs, end) }),
  };
}

function lookingTraining({ net, parameters, looking }: SpacStepParts): Training {
  return {
    parameters,
    inputs: lookingInputs(net, looking),
    isTrained: (name) => looks(net, name),
    loss: (weights, inputs, mode) => ({ loss: lookingLoss(net, weights, inputs, mode) }),
  };
}

async function compileLosses(
  { net, size, lambda }: SpacStepParts,
  learner: Learner,
): Promise<Pick<SpacSteps, 'losses' | 'release'>> {
  const all = spacInputs(net, { ...size, images: size.captioned });
  // What is dropped is no part of the graph in inference.
  const inputs = Object.fromEntries(Object.entries(all).filter(([name]) => !isDropout(name)));
  const run = (weights: Weights, given: Tensors): Tensors =>
    spacLoss(net, weights, given, { mode: { training: false }, lambda }).outputs;
  const compiled = await learner.compileForward({ inputs, run });
  return {
    losses: async (feeds) => {
      const { caption, attribute } = await compiled.run(feeds);
      return { caption: caption[0], attribute: attribute[0] };
    },
    release: () => compiled.release(),
  };
}
