/** A function of a network's weights that are still being trained: compiled once, the weights go in anew with every run. */
import { runEagerly } from '../engine/eager.js';
import type { Elements } from '../engine/layout.js';
import { compile, type InputSpec, type Tensors } from '../engine/trace.js';
import type { Weights } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import type { StepOptions } from './step.js';

export interface Forward {
  readonly parameters: Parameters;
  /** What is fed besides the weights. */
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly run: (weights: Weights, inputs: Tensors) => Tensors;
}

export interface CompiledForward {
  run(inputs: Readonly<Record<string, Elements>>): Promise<Record<string, Elements>>;
  release(): Promise<void>;
}

const WEIGHT = 'w:';

export async function compileForward(
  { parameters, inputs, run }: Forward,
  { backend = 'onnx', ...options }: StepOptions = {},
): Promise<CompiledForward> {
  const names = Object.keys(parameters);
  const weights = Object.fromEntries(names.map((name): [string, InputSpec] => [WEIGHT + name, parameters[name]]));
  const fn = (all: Tensors): Tensors => run(Object.fromEntries(names.map((name) => [name, all[WEIGHT + name]])), all);
  const specs = { ...weights, ...inputs };
  const compiled = backend === 'onnx' ? await compile(fn, specs, options) : await runEagerly(fn, specs, { backend });
  return {
    run: (feeds) => {
      const own = names.map((name) => [WEIGHT + name, parameters[name].data] as const);
      return compiled.run({ ...Object.fromEntries(own), ...feeds });
    },
    release: () => compiled.release(),
  };
}
