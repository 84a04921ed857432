/** A function of a network's weights that are still being trained: compiled once, the weights go in anew with every run. */
import { isEager, PROVIDERS, runEagerly } from '../engine/eager.js';
import type { Elements } from '../engine/layout.js';
import { compile, type InputSpec, type Tensors, type Traceable } from '../engine/trace.js';
import type { Weights } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import { below, prefixed, type StepOptions, WEIGHT, weightFeeds } from './step.js';

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

export const forwardInputs = ({ parameters, inputs }: Forward): Record<string, InputSpec> => ({
  ...prefixed<InputSpec>(WEIGHT, parameters),
  ...inputs,
});

/** The traceable function behind it. */
export const forwardFunction =
  ({ run }: Forward): Traceable =>
  (all) =>
    run(below(WEIGHT, all), all);

export async function compileForward(
  forward: Forward,
  { backend = 'onnx', ...options }: StepOptions = {},
): Promise<CompiledForward> {
  const [fn, specs] = [forwardFunction(forward), forwardInputs(forward)];
  const compiled = isEager(backend)
    ? await runEagerly(fn, specs, { backend })
    : await compile(fn, specs, { ...options, provider: PROVIDERS[backend] });
  return {
    run: (feeds) => compiled.run({ ...weightFeeds(forward.parameters), ...feeds }),
    release: () => compiled.release(),
  };
}
