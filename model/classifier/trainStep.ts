/** One optimizer step of the classifier: the compiled forward and backward pass, then AdamW in typed arrays. */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Head } from '../../schemas/heads.js';
import { logitCount } from '../../schemas/heads.js';
import type { Elements, Layout } from '../engine/layout.js';
import { tf } from '../engine/tfjs.js';
import type { CompiledFunction, InputSpec, Tensors, Traceable } from '../engine/trace.js';
import { compile } from '../engine/trace.js';
import type { Parameters } from '../nn/parameters.js';
import { featureSize } from '../nn/residualNet.js';
import { ADAMW_DEFAULTS, adamw } from '../optim/adamw.js';
import { planParameters } from '../optim/groups.js';
import { createOptimizer } from '../optim/optimizer.js';
import { classifierFeature, classifierLogits, classifierLoss } from './network.js';
import type { ClassifierNet } from './presets.js';

/** Share of the old value that running statistics keep, as in PyTorch. */
const MOMENTUM = 0.9;

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

/** The traced function: loss, gradients of what is trained, statistics of the batch. */
export function stepFunction({ net, heads }: StepShape, parameters: Parameters): Traceable {
  const trained = Object.keys(parameters).filter((name) => parameters[name].role !== 'statistic');
  return (inputs: Tensors): Tensors => {
    const statistics: Record<string, Tensor> = {};
    const loss = (...tensors: Tensor[]): Tensor => {
      const weights = { ...inputs, ...Object.fromEntries(trained.map((name, i) => [name, tensors[i]])) };
      const feature = classifierFeature(net, weights, inputs.images as Tensor4D, { training: true, statistics }); // (N, D)
      const logits = classifierLogits(weights, tf.mul(feature, inputs.dropout)); // (N, K)
      const [positive, negative] = [inputs.positive as Tensor2D, inputs.negative as Tensor2D];
      return classifierLoss(heads, logits, { positive, negative });
    };
    const { value, grads } = tf.valueAndGrads(loss)(trained.map((name) => inputs[name]));
    return { loss: value, ...statistics, ...Object.fromEntries(trained.map((name, i) => [`d/${name}`, grads[i]])) };
  };
}

export function stepInputs(
  { net, heads, batch, height, width }: StepShape,
  parameters: Parameters,
): Record<string, InputSpec> {
  const trained = Object.entries(parameters).filter(([, { role }]) => role !== 'statistic');
  const labels: InputSpec = { shape: [batch, logitCount(heads)] };
  return {
    ...Object.fromEntries(trained.map(([name, { shape, layout }]) => [name, { shape, layout }])),
    images: { shape: [batch, height, width, 3], layout: 'nchw' },
    positive: labels,
    negative: labels,
    dropout: { shape: [batch, featureSize(net)] },
  };
}

export interface TrainStep {
  /** Runs one step on a batch and updates the parameters in place; returns the batch's loss. */
  run(batch: Batch, rate: number): Promise<number>;
  release(): Promise<void>;
}

export async function compileTrainStep(
  shape: StepShape,
  parameters: Parameters,
  { threads, weightDecay }: { threads: number; weightDecay: number },
): Promise<TrainStep> {
  const layouts = Object.entries(parameters).map(([name, { layout }]): [string, Layout] => [`d/${name}`, layout]);
  const options = { outputLayouts: Object.fromEntries(layouts), threads };
  const compiled = await compile(stepFunction(shape, parameters), stepInputs(shape, parameters), options);
  const plan = planParameters(parameters, { weightDecay });
  const optimizer = createOptimizer({ rule: adamw(ADAMW_DEFAULTS), parameters, plan });
  return {
    run: async (batch, rate) => {
      const { loss, ...outputs } = await compiled.run(feeds(compiled, parameters, batch));
      optimizer.beginStep(rate);
      for (const [name, value] of Object.entries(outputs)) {
        if (name.startsWith('d/')) optimizer.update({ [name.slice(2)]: value as Float32Array });
        else updateRunning(parameters[name].data, value);
      }
      return loss[0];
    },
    release: () => compiled.release(),
  };
}

function feeds(compiled: CompiledFunction, parameters: Parameters, batch: Batch): Record<string, Elements> {
  const own = Object.keys(compiled.inputs).filter((name) => name in parameters);
  return { ...Object.fromEntries(own.map((name) => [name, parameters[name].data])), ...batch };
}

function updateRunning(running: Float32Array, ofBatch: Elements): void {
  for (let i = 0; i < running.length; i++) running[i] = MOMENTUM * running[i] + (1 - MOMENTUM) * ofBatch[i];
}
