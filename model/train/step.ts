/** One training step of any network: forward and backward pass as one compiled graph, running statistics in place. */
import { join } from 'node:path';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { type Backend, isEager, PROVIDERS, runEagerly } from '../engine/eager.js';
import type { Elements, Layout } from '../engine/layout.js';
import type { GraphOptions } from '../engine/session.js';
import { tf } from '../engine/tfjs.js';
import { compileTuned } from '../engine/tune.js';
import { compile, type CompiledFunction, type InputSpec, type Tensors, type Traceable } from '../engine/trace.js';
import type { Mode, Weights } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';

/** Share of the old value that running statistics keep, as in PyTorch. */
export const MOMENTUM = 0.9;

/** What is to be trained. */
export interface Training {
  /** The scalar to be made small, and on request more that shall come out of each step. */
  readonly loss: (weights: Weights, inputs: Tensors, mode: Mode) => { loss: Scalar; outputs?: Tensors };
  readonly parameters: Parameters;
  /** What is fed besides the weights. */
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** Names of parameters with gradients; default: all but statistics. What is below all of them costs no backward pass. */
  readonly isTrained?: (name: string) => boolean;
  /** Blocks are run again in the backward pass: nearly half of the memory for a third more time. Default false. */
  readonly recompute?: boolean;
}

export interface StepResult {
  readonly loss: number;
  /** Gradients of what is trained, each lying as its parameter does. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
  readonly outputs: Readonly<Record<string, Elements>>;
}

export interface CompiledStep {
  /** Runs the step and moves the running statistics; the weights are left to an optimizer. */
  run(inputs: Readonly<Record<string, Elements>>): Promise<StepResult>;
  /** Number of nodes of each ONNX operator. */
  readonly nodes: Readonly<Record<string, number>>;
  release(): Promise<void>;
}

// Names of a step's ports: parameters, gradients, statistics of the batch, what the loss function gives.
export const [WEIGHT, GRADIENT, STATISTIC, OUTPUT] = ['w:', 'd:', 's:', 'o:'];

/** All of them by the prefix and their name. */
export const prefixed = <T>(prefix: string, all: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(all).map(([name, each]) => [prefix + name, each]));

/** Those whose names begin with the prefix, without it. */
export const below = <T>(prefix: string, all: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all).flatMap(([name, each]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), each] as const] : [],
    ),
  );

function trainedNames({ parameters, isTrained = () => true }: Training): string[] {
  return Object.keys(parameters).filter((name) => parameters[name].role !== 'statistic' && isTrained(name));
}

/** The traceable function behind a step: for tests that run it eagerly. */
export function stepFunction(training: Training): Traceable {
  const names = trainedNames(training);
  return (all) => {
    const given = Object.keys(training.parameters).map((name) => [name, all[WEIGHT + name]] as const);
    const inputs = Object.fromEntries(Object.keys(training.inputs).map((name) => [name, all[name]]));
    const statistics: Record<string, Tensor> = {};
    let outputs: Tensors = {};
    const loss = (...trained: Tensor[]): Scalar => {
      const weights = {
        ...Object.fromEntries(given),
        ...Object.fromEntries(names.map((name, i) => [name, trained[i]])),
      };
      const result = training.loss(weights, inputs, { training: true, statistics, recompute: training.recompute });
      outputs = Object.fromEntries(Object.entries(result.outputs ?? {}).map(([name, x]) => [name, tf.keep(x)]));
      return result.loss;
    };
    const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => all[WEIGHT + name]));
    const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]]));
    return {
      loss: value,
      ...prefixed(GRADIENT, gradients),
      ...prefixed(STATISTIC, statistics),
      ...prefixed(OUTPUT, outputs),
    };
  };
}

export const stepInputs = ({ parameters, inputs }: Training): Record<string, InputSpec> => ({
  ...prefixed<InputSpec>(WEIGHT, parameters),
  ...inputs,
});

/** Gradients lie as their parameters do. */
export const gradientLayouts = (training: Training): Record<string, Layout> =>
  Object.fromEntries(trainedNames(training).map((name) => [GRADIENT + name, training.parameters[name].layout]));

/** The parameters as `stepInputs` names them. */
export const weightFeeds = (parameters: Parameters): Record<string, Elements> =>
  Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [WEIGHT + name, data]));

/** Where little is kept, what waits for the last gradients is what there is most of. */
export const isPrompt =
  ({ recompute = false }: Training) =>
  (output: string): boolean =>
    recompute && output.startsWith(GRADIENT);

export interface StepOptions extends GraphOptions {
  /** Default `onnx`. */
  readonly backend?: Backend;
  /** Uses the fastest expressions of this machine, see `tune.ts`; their times are kept in the cache. Default false. */
  readonly tune?: boolean;
}

/** Beside the graphs of a cache. */
export const TIMES_FILE = 'expressions.json';

export async function compileStep(
  training: Training,
  { backend = 'onnx', tune = false, ...options }: StepOptions = {},
): Promise<CompiledStep> {
  const { parameters } = training;
  const outputLayouts = gradientLayouts(training);
  const [fn, specs] = [stepFunction(training), stepInputs(training)];
  if (isEager(backend)) return stepOf(await runEagerly(fn, specs, { backend, outputLayouts }), parameters);
  const traceOptions = { ...options, provider: PROVIDERS[backend], outputLayouts, isPrompt: isPrompt(training) };
  const file = options.cache === undefined ? undefined : join(options.cache, TIMES_FILE);
  const compiled = await (tune ? compileTuned(fn, specs, { ...traceOptions, file }) : compile(fn, specs, traceOptions));
  return stepOf(compiled, parameters);
}

function stepOf(compiled: CompiledFunction, parameters: Parameters): CompiledStep {
  return {
    nodes: compiled.nodes,
    run: async (inputs) => {
      const made = await compiled.run({ ...weightFeeds(parameters), ...inputs });
      for (const [name, data] of Object.entries(below(STATISTIC, made))) updateRunning(parameters[name].data, data);
      return { ...toldBy(made), gradients: below(GRADIENT, made) as Record<string, Float32Array> };
    },
    release: () => compiled.release(),
  };
}

/** What a step tells, of all that its graph gives. */
export const toldBy = (made: Readonly<Record<string, Elements>>): Omit<StepResult, 'gradients'> => ({
  loss: made.loss[0],
  outputs: below(OUTPUT, made),
});

function updateRunning(running: Float32Array, ofBatch: Elements): void {
  for (let i = 0; i < running.length; i++) running[i] = MOMENTUM * running[i] + (1 - MOMENTUM) * ofBatch[i];
}
