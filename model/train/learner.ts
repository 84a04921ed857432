/**
 * What learns: weights, and the optimizer that moves them. Steps that are compiled on a learner leave their gradients in it, and one
 * update takes those of all steps since the last. Here they are in memory; see `deviceLearner.ts` for a GPU.
 */
import { availableParallelism } from 'node:os';
import { UserError } from '../../schemas/userError.js';
import { isEager, loadBackend } from '../engine/eager.js';
import type { Elements } from '../engine/layout.js';
import { requireProvider } from '../engine/session.js';
import type { Parameters } from '../nn/parameters.js';
import { clipGlobalNorm, globalNorm } from '../optim/clip.js';
import type { ParameterPlan } from '../optim/groups.js';
import type { Optimizer } from '../optim/optimizer.js';
import { openParallelOptimizer } from '../optim/parallel.js';
import type { RuleConfig } from '../optim/rule.js';
import { openDeviceLearner } from './deviceLearner.js';
import { type CompiledForward, compileForward, type Forward } from './forward.js';
import { compileStep, type StepOptions, type StepResult, type Training } from './step.js';

/** What a step tells beside its gradients. */
export type Learned = Omit<StepResult, 'gradients'>;

export interface LearningStep {
  run(inputs: Readonly<Record<string, Elements>>): Promise<Learned>;
  release(): Promise<void>;
}

export type Gradients = Readonly<Record<string, Float32Array>>;

export interface Learner {
  /** The state that a checkpoint keeps: of the last `fetch`. What is restored counts before the first step. */
  readonly optimizer: Pick<Optimizer, 'state' | 'restore'>;
  /** A step on this learner's weights, of which a training may know a part. */
  compileStep(training: Omit<Training, 'parameters'> & { readonly parameters?: Parameters }): Promise<LearningStep>;
  /** A function of this learner's weights. */
  compileForward(forward: Omit<Forward, 'parameters'>): Promise<CompiledForward>;
  /** Sums over the steps since the last update; good until the next step or update. */
  gradients(): Promise<Gradients>;
  /**
   * Moves the weights by those gradients, scaled down where their global norm is above `clip`.
   * @returns the norm before that; where it is not finite, nothing was moved
   */
  update(by: { readonly rate: number; readonly clip: number | null }): Promise<number>;
  /** Begins the optimizer anew. */
  restart(): Promise<void>;
  /** Brings the weights, their statistics and the optimizer's state to where they can be read: `parameters` and `optimizer`. */
  fetch(): Promise<void>;
  close(): Promise<void>;
}

export interface LearnerParts {
  /** Moved in place, or by `fetch`. */
  readonly parameters: Parameters;
  readonly rule: RuleConfig;
  /** Of `planParameters`. */
  readonly plan: Readonly<Record<string, ParameterPlan>>;
}

/** With what a training is tried that is to run so. */
export type TrialOptions = Pick<StepOptions, 'threads' | 'backend'>;

/**
 * On the GPU where the backend is `webgpu`; all other backends compute a step at a time on what is in memory.
 * @throws UserError missing_input where the backend's GPU or package is not there, bad_config where it cannot be tuned
 */
export async function openLearner(parts: LearnerParts, options: StepOptions = {}): Promise<Learner> {
  const { backend = 'onnx', tune = false, threads = availableParallelism() } = options;
  if (tune && backend !== 'onnx')
    throw new UserError('bad_config', {
      what: 'Only expressions of ONNX Runtime on the CPU are timed.',
      got: `tune=true, backend ${backend}`,
      fix: 'tune=false, or backend onnx',
    });
  if (isEager(backend)) await loadBackend(backend);
  else if (backend !== 'onnx') await requireProvider(backend);
  if (backend === 'webgpu') return openDeviceLearner(parts);
  const { parameters, rule, plan } = parts;
  const optimizer = await openParallelOptimizer(rule, { parameters, plan }, { threads });
  const sums = gradientSums();
  return {
    optimizer,
    compileStep: async (training) => {
      const { run, release } = await compileStep({ parameters, ...training }, options);
      return {
        run: async (inputs) => {
          sums.keep();
          const { gradients, ...learned } = await run(inputs);
          sums.add(gradients);
          return learned;
        },
        release,
      };
    },
    compileForward: (forward) => compileForward({ parameters, ...forward }, options),
    gradients: () => Promise.resolve(sums.all()),
    update: ({ rate, clip }) => {
      const gradients = sums.all();
      const all = Object.values(gradients);
      const norm = clip === null ? globalNorm(all) : clipGlobalNorm(all, clip);
      if (Number.isFinite(norm)) {
        optimizer.beginStep(rate);
        optimizer.update(gradients);
      }
      sums.clear();
      return Promise.resolve(norm);
    },
    restart: () => {
      optimizer.restart();
      return Promise.resolve();
    },
    fetch: () => Promise.resolve(),
    close: () => optimizer.close(),
  };
}

/** What a step gives is good until its next run: it is copied only where another step follows before the update. */
function gradientSums() {
  let given: Gradients | undefined;
  let sums: Record<string, Float32Array> = {};
  return {
    all: (): Gradients => given ?? sums,
    keep: (): void => {
      for (const [name, gradient] of Object.entries(given ?? {})) sums[name] = gradient.slice();
      given = undefined;
    },
    add: (gradients: Gradients): void => {
      if (Object.keys(sums).length === 0) given = gradients;
      else for (const [name, gradient] of Object.entries(gradients)) addInto(sums, name, gradient);
    },
    clear: (): void => {
      given = undefined;
      sums = {};
    },
  };
}

function addInto(sums: Record<string, Float32Array>, name: string, gradient: Float32Array): void {
  const sum = sums[name] as Float32Array | undefined;
  if (sum === undefined) sums[name] = gradient.slice();
  else for (let i = 0; i < sum.length; i++) sum[i] += gradient[i];
}
