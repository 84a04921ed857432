/** One training step of any network: forward and backward pass as one compiled graph, running statistics in place. */
import { join } from 'node:path';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { type Backend, runEagerly } from '../engine/eager.js';
import type { Elements } from '../engine/layout.js';
import type { GraphOptions } from '../engine/session.js';
import { tf } from '../engine/tfjs.js';
import { compileTuned } from '../engine/tune.js';
import { compile, type InputSpec, type Tensors, type Traceable } from '../engine/trace.js';
import type { Mode, Weights } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';

/** Share of the old value that running statistics keep, as in PyTorch. */
const MOMENTUM = 0.9;

/** What is to be trained. */
export interface Training {
  /** The scalar to be made small, and on request more that shall come out of each step. */
  readonly loss: (weights: Weights, inputs: Tensors, mode: Mode) => { loss: Scalar; outputs?: Tensors };
  readonly parameters: Parameters;
  /** What is fed besides the weights. */
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** Names of parameters with gradients; default: all but statistics. What is below all of them costs no backward pass. */
  readonly isTrained?: (name: string) => boolean;
  /** Blocks are run again in the backward pass: half of the memory for a quarter more time. Default false. */
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
const [WEIGHT, GRADIENT, STATISTIC, OUTPUT] = ['w:', 'd:', 's:', 'o:'];

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
    const named = (prefix: string, tensors: Tensors): Tensors =>
      Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));
    const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]]));
    return { loss: value, ...named(GRADIENT, gradients), ...named(STATISTIC, statistics), ...named(OUTPUT, outputs) };
  };
}

export function stepInputs({ parameters, inputs }: Training): Record<string, InputSpec> {
  const weights = Object.entries(parameters).map(([name, parameter]): [string, InputSpec] => [
    WEIGHT + name,
    parameter,
  ]);
  return { ...Object.fromEntries(weights), ...inputs };
}

/** The parameters as `stepInputs` names them. */
export const weightFeeds = (parameters: Parameters): Record<string, Elements> =>
  Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [WEIGHT + name, data]));

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
  const outputLayouts = Object.fromEntries(
    trainedNames(training).map((name) => [GRADIENT + name, parameters[name].layout]),
  );
  const [fn, specs] = [stepFunction(training), stepInputs(training)];
  // Where little is kept, what waits for the last gradients is what there is most of.
  const isPrompt = (name: string): boolean => training.recompute === true && name.startsWith(GRADIENT);
  const traceOptions = { ...options, outputLayouts, isPrompt };
  const file = options.cache === undefined ? undefined : join(options.cache, TIMES_FILE);
  const compiled =
    backend !== 'onnx'
      ? await runEagerly(fn, specs, { backend, outputLayouts })
      : await (tune ? compileTuned(fn, specs, { ...traceOptions, file }) : compile(fn, specs, traceOptions));
  return {
    nodes: compiled.nodes,
    run: async (inputs) => {
      const { loss, ...rest } = await compiled.run({ ...weightFeeds(parameters), ...inputs });
      const found: Record<string, Record<string, Elements>> = { [GRADIENT]: {}, [STATISTIC]: {}, [OUTPUT]: {} };
      for (const [name, data] of Object.entries(rest)) found[name.slice(0, 2)][name.slice(2)] = data;
      for (const [name, data] of Object.entries(found[STATISTIC])) updateRunning(parameters[name].data, data);
      const gradients = found[GRADIENT] as Record<string, Float32Array>;
      return { loss: loss[0], gradients, outputs: found[OUTPUT] };
    },
    release: () => compiled.release(),
  };
}

function updateRunning(running: Float32Array, ofBatch: Elements): void {
  for (let i = 0; i < running.length; i++) running[i] = MOMENTUM * running[i] + (1 - MOMENTUM) * ofBatch[i];
}
