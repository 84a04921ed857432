/** One optimizer step of the classifier: the compiled forward and backward pass, then AdamW in typed arrays. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Head } from '../../schemas/heads.js';
import { logitCount } from '../../schemas/heads.js';
import { tf } from '../engine/tfjs.js';
import type { InputSpec } from '../engine/trace.js';
import type { Parameters } from '../nn/parameters.js';
import { featureSize } from '../nn/residualNet.js';
import { ADAMW_DEFAULTS } from '../optim/adamw.js';
import { planParameters } from '../optim/groups.js';
import type { StepNumbers } from '../train/epochs.js';
import { type Learner, openLearner } from '../train/learner.js';
import type { StepOptions, Training } from '../train/step.js';
import { classifierFeature, classifierLogits, classifierLoss } from './network.js';
import type { ClassifierNet } from './presets.js';

export interface StepShape {
  readonly net: ClassifierNet;
  readonly heads: readonly Head[];
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

export interface Batch {
  /** (N, 3, H, W) */
  readonly images: Float32Array;
  /** (N, K) each */
  readonly positive: Float32Array;
  readonly negative: Float32Array;
  /** (N, D): 0 where a feature is dropped, 1/(1 - p) where it stays. */
  readonly dropout: Float32Array;
}

export interface TrainStep {
  /** Runs one step on a batch and moves the learner's weights. */
  run(batch: Batch, rate: number): Promise<StepNumbers>;
  readonly learner: Pick<Learner, 'optimizer' | 'fetch'>;
  release(): Promise<void>;
}

export async function compileTrainStep(
  { net, heads, batch, height, width }: StepShape,
  parameters: Parameters,
  { weightDecay, ...options }: StepOptions & { weightDecay: number },
): Promise<TrainStep> {
  const labels: InputSpec = { shape: [batch, logitCount(heads)] };
  const training: Omit<Training, 'parameters'> = {
    inputs: {
      images: { shape: [batch, height, width, 3], layout: 'nchw' },
      positive: labels,
      negative: labels,
      dropout: { shape: [batch, featureSize(net)] },
    },
    loss: (weights, { images, positive, negative, dropout }, mode) => {
      const feature = classifierFeature(net, weights, images as Tensor4D, mode); // (N, D)
      const logits = classifierLogits(weights, tf.mul(feature, dropout)); // (N, K)
      const evidence = { positive: positive as Tensor2D, negative: negative as Tensor2D };
      return { loss: classifierLoss(heads, logits, evidence) };
    },
  };
  const plan = planParameters(parameters, { weightDecay });
  const learner = await openLearner({ parameters, plan, rule: { kind: 'adamw', ...ADAMW_DEFAULTS } }, options);
  const step = await learner.compileStep(training);
  return {
    run: async (inputs, rate) => {
      const { loss } = await step.run({ ...inputs });
      return { loss, norm: await learner.update({ rate, clip: null }) };
    },
    learner,
    release: async () => {
      await step.release();
      await learner.close();
    },
  };
}
