/** The compiled graphs of SPAC's training: a step on captions and attributes, one on texts alone, and the losses of val. */
import type { Elements } from '../engine/layout.js';
import type { Tensors } from '../engine/trace.js';
import type { Weights } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import { compileForward } from '../train/forward.js';
import { type CompiledStep, compileStep, type StepOptions, type Training } from '../train/step.js';
import { spacInputs, type SpacBatchSize, spacLoss, textInputs, textLoss } from './loss.js';
import { generatorWeights, isRead, type SpacNet } from './network.js';

export interface SpacSteps {
  readonly captions: CompiledStep;
  /** Where there are texts. */
  readonly texts?: CompiledStep;
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
  /** Number of the end of text. */
  readonly end: number;
}

const GENERATOR = 'generator/';

export async function compileSpacSteps(parts: SpacStepParts, options: StepOptions): Promise<SpacSteps> {
  const { net, parameters, size, texts, end } = parts;
  const whole: Training = {
    parameters,
    inputs: spacInputs(net, size),
    isTrained: (name) => isRead(net, name),
    loss: (weights, inputs, mode) => spacLoss(net, weights, inputs, mode),
  };
  const captions = await compileStep(whole, options);
  const language =
    texts > 0
      ? await compileStep(
          {
            parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith(GENERATOR))),
            inputs: textInputs({ texts, words: size.captionWords }),
            loss: (weights, inputs) => ({ loss: textLoss(net.generator, generatorWeights(weights), inputs, end) }),
          },
          options,
        )
      : undefined;
  const { losses, release } = await compileLosses(parts, options);
  return {
    captions,
    texts: language,
    losses,
    release: async () => {
      await captions.release();
      await language?.release();
      await release();
    },
  };
}

async function compileLosses(
  { net, parameters, size }: SpacStepParts,
  options: StepOptions,
): Promise<Pick<SpacSteps, 'losses' | 'release'>> {
  const all = spacInputs(net, { ...size, images: size.captioned });
  // What is dropped is no part of the graph in inference.
  const inputs = Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith('dropout/')));
  const run = (weights: Weights, given: Tensors): Tensors => spacLoss(net, weights, given, { training: false }).outputs;
  const compiled = await compileForward({ parameters, inputs, run }, options);
  return {
    losses: async (feeds) => {
      const { caption, attribute } = await compiled.run(feeds);
      return { caption: caption[0], attribute: attribute[0] };
    },
    release: () => compiled.release(),
  };
}
