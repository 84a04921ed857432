/** The steps that are timed against PyTorch, each described by the JSON that both sides are started with. */
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { seededRandom } from '../../data/random.js';
import { classifierParameters } from '../../model/classifier/network.js';
import { PRESETS, type Preset } from '../../model/classifier/presets.js';
import { compileTrainStep } from '../../model/classifier/trainStep.js';
import { crossEntropy } from '../../model/engine/ownOps.js';
import { tf } from '../../model/engine/tfjs.js';
import { bert, BERT_PRESETS, bertParameters } from '../../model/nn/bert.js';
import { gpt2, GPT2_PRESETS, gpt2Logits, gpt2Parameters, gpt2Words } from '../../model/nn/gpt2.js';
import { MODIFIED_RESNET_PRESETS, modifiedResNet, modifiedResNetParameters } from '../../model/nn/modifiedResNet.js';
import { featureSize } from '../../model/nn/residualNet.js';
import { planParameters } from '../../model/optim/groups.js';
import { openParallelOptimizer } from '../../model/optim/parallel.js';
import type { RuleConfig } from '../../model/optim/rule.js';
import { compileStep, type Training } from '../../model/train/step.js';
import type { Head } from '../../schemas/heads.js';

export interface EngineCase {
  readonly case: 'classifier' | 'resnet50' | 'resnet50 inference' | 'bert' | 'gpt2' | 'gpt2 decoding';
  readonly batch: number;
  readonly preset?: Preset;
}

const THREADS = 2;
const CLASSES = 10;
const LENGTH = 64;
const random = seededRandom('bench');

/** What runs the case once. */
export async function build(spec: EngineCase): Promise<() => Promise<unknown>> {
  const { batch } = spec;
  if (spec.case === 'classifier') return classifierStep(spec.preset!);
  if (spec.case === 'resnet50') return resnetStep(batch);
  if (spec.case === 'bert') return bertStep(batch);
  if (spec.case === 'gpt2') return gpt2Step(batch);
  throw new Error(`No such case: ${spec.case}`);
}

const SGD: RuleConfig = { kind: 'sgd', momentum: 0.9, nesterov: false };
const ADAMW: RuleConfig = { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

async function stepWith(
  training: Training,
  inputs: Record<string, Float32Array | Int32Array>,
  rule: RuleConfig,
): Promise<() => Promise<unknown>> {
  const step = await compileStep(training, { threads: THREADS });
  const { parameters } = training;
  const untrained = (name: string): boolean => !(training.isTrained?.(name) ?? true);
  const groups = Object.keys(parameters).some(untrained) ? [{ match: untrained, frozen: true }] : [];
  const plan = planParameters(parameters, { weightDecay: 0, groups });
  const optimizer = await openParallelOptimizer(rule, { parameters, plan }, { threads: THREADS });
  return async () => {
    const { gradients } = await step.run(inputs);
    optimizer.beginStep(1e-5);
    optimizer.update(gradients);
  };
}

function resnetStep(batch: number): Promise<() => Promise<unknown>> {
  const net = MODIFIED_RESNET_PRESETS.rn50;
  const training: Training = {
    parameters: modifiedResNetParameters(net, random),
    inputs: { images: { shape: [batch, 256, 128, 3], layout: 'nchw' } },
    loss: (weights, { images }, mode) => ({
      loss: tf.mean(tf.square(modifiedResNet(net, weights, images as Tensor4D, mode).embedding())),
    }),
  };
  return stepWith(training, { images: Float32Array.from({ length: batch * 3 * 256 * 128 }, random) }, SGD);
}

const ids = (batch: number): Int32Array => Int32Array.from({ length: batch * LENGTH }, (_, i) => i % 30_000);

function bertStep(batch: number): Promise<() => Promise<unknown>> {
  const net = BERT_PRESETS.base;
  const shape = [batch, LENGTH];
  const training: Training = {
    parameters: bertParameters(net, random),
    inputs: { ids: { shape, dtype: 'int32' }, mask: { shape } },
    isTrained: (name) => !name.startsWith('pooler/'),
    loss: (weights, inputs) => ({
      loss: tf.mean(tf.square(bert(net, weights, inputs.ids as Tensor2D, inputs.mask as Tensor2D).average())),
    }),
  };
  return stepWith(training, { ids: ids(batch), mask: new Float32Array(batch * LENGTH).fill(1) }, ADAMW);
}

function gpt2Step(batch: number): Promise<() => Promise<unknown>> {
  const net = GPT2_PRESETS.base;
  const training: Training = {
    parameters: gpt2Parameters(net, random),
    inputs: {
      ids: { shape: [batch, LENGTH], dtype: 'int32' },
      targets: { shape: [batch * LENGTH], dtype: 'int32' },
    },
    loss: (weights, inputs) => {
      const { hidden } = gpt2(net, weights, gpt2Words(weights, inputs.ids) as Tensor3D);
      return { loss: tf.mean(crossEntropy(gpt2Logits(weights, hidden), inputs.targets as Tensor1D)) };
    },
  };
  return stepWith(training, { ids: ids(batch), targets: ids(batch) }, ADAMW);
}

const HEADS: readonly Head[] = [{ name: 'class', kind: 'softmax', classes: Array.from({ length: CLASSES }, String) }];

async function classifierStep(preset: Preset): Promise<() => Promise<unknown>> {
  const { net, batch, height, width } = PRESETS[preset];
  const parameters = classifierParameters(net, HEADS, random);
  const options = { threads: THREADS, weightDecay: 0.01 };
  const step = await compileTrainStep({ net, heads: HEADS, batch, height, width }, parameters, options);
  const positive = new Float32Array(batch * CLASSES);
  for (let i = 0; i < batch; i++) positive[i * CLASSES + Math.floor(random() * CLASSES)] = 1 / batch;
  const data = {
    images: Float32Array.from({ length: batch * 3 * height * width }, random),
    positive,
    negative: new Float32Array(batch * CLASSES),
    dropout: new Float32Array(batch * featureSize(net)).fill(1),
  };
  return () => step.run(data, 1e-3);
}
