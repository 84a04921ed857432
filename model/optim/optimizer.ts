/** An optimizer: an update rule, its state for every trained parameter, and the steps taken. */
import type { Parameters } from '../nn/parameters.js';
import type { ParameterPlan } from './groups.js';
import type { Arena, Desk, Piece } from './arena.js';
import { createArena, PIECE, putOnDesk, takeOffDesk, updateOnDesk } from './arena.js';
import type { Kernel } from './kernel.js';
import type { Rule } from './rule.js';
import { kernelOf } from './rule.js';

/** What a checkpoint needs, besides the weights, to go on bit by bit. */
export interface OptimizerState {
  /** Steps since the start or the last restart. */
  readonly step: number;
  /** By slot and parameter: `mean/stem/filter`. */
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

export interface Optimizer {
  /** Opens the next step, at this base rate. */
  beginStep(rate: number): void;
  /**
   * Updates the parameters in place from the gradients that have arrived, by name; the rest of the step's may follow in
   * other calls. Frozen parameters stay as they are.
   *
   * @throws Error where a name is unknown or a size wrong, or before the first step
   */
  update(gradients: Readonly<Record<string, Float32Array>>): void;
  /** The live arrays, views of one memory: `slice` what should outlive the next step. */
  state(): OptimizerState;
  /** Copies a saved state in. @throws Error where names or sizes are not this optimizer's */
  restore(saved: OptimizerState): void;
  /** Sets all state and the step count to 0 (Adan's restart). */
  restart(): void;
}

/** The update of one parameter in one step. */
export interface Task {
  /** Position among the trained parameters. */
  readonly index: number;
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly slots: readonly Float32Array[];
  readonly scalars: readonly number[];
}

export interface OptimizerParts {
  readonly rule: Rule;
  readonly parameters: Parameters;
  /** What trains, and how: of `planParameters`. */
  readonly plan: Readonly<Record<string, ParameterPlan>>;
}

/** An optimizer in the calling thread. */
export function createOptimizer(parts: OptimizerParts): Optimizer {
  const arena = arenaFor(parts, { desks: 1, shared: false });
  const kernel = kernelOf(parts.rule, arena.memory);
  return optimizerOver(parts, arena.slots, (tasks) => {
    for (const task of tasks) for (const piece of piecesOf(task)) updatePiece(kernel, arena.desks[0], task, piece);
  });
}

export function arenaFor({ rule, parameters, plan }: OptimizerParts, room: { desks: number; shared: boolean }): Arena {
  const sizes = Object.keys(plan).map((name) => parameters[name].data.length);
  return createArena({ sizes, slots: rule.slots.length, ...room });
}

export function* piecesOf({ weights: { length } }: Task): Generator<Piece> {
  for (let from = 0; from < length; from += PIECE) yield { from, to: Math.min(length, from + PIECE) };
}

export function updatePiece(kernel: Kernel, desk: Desk, task: Task, piece: Piece): void {
  putOnDesk(desk, task, piece);
  updateOnDesk(kernel, desk, task, piece);
  takeOffDesk(desk, task.weights, piece);
}

/** The bookkeeping over given arrays; `execute` does the updates. */
export function optimizerOver(
  { rule, parameters, plan }: OptimizerParts,
  slots: Arena['slots'],
  execute: (tasks: readonly Task[]) => void,
): Optimizer {
  const names = Object.keys(plan);
  const indices = new Map(names.map((name, index) => [name, index]));
  const arrays = Object.fromEntries(
    names.flatMap((name, index) => rule.slots.map((slot, s) => [`${slot}/${name}`, slots[index][s]])),
  );
  let [step, rate] = [0, 0];
  const restart = (): void => {
    for (const array of Object.values(arrays)) array.fill(0);
    step = 0;
  };
  const task = (index: number, gradient: Float32Array): Task => {
    const { rateFactor, weightDecay } = plan[names[index]];
    return {
      index,
      weights: parameters[names[index]].data,
      gradient,
      slots: slots[index],
      scalars: rule.scalars({ step, rate: rate * rateFactor, weightDecay }),
    };
  };
  return {
    beginStep: (base) => {
      if (rule.restartDue?.(step, (slot) => slots.map((own) => own[rule.slots.indexOf(slot)]))) restart();
      rate = base;
      step++;
    },
    update: (gradients) => {
      if (step === 0) throw new Error('update() before beginStep().');
      const tasks: Task[] = [];
      for (const [name, gradient] of Object.entries(gradients)) {
        checkGradient(parameters, name, gradient);
        const index = indices.get(name);
        if (index !== undefined) tasks.push(task(index, gradient));
      }
      execute(tasks);
    },
    state: () => ({ step, arrays }),
    restore: (saved) => {
      copyState(saved.arrays, arrays);
      step = saved.step;
    },
    restart,
  };
}

function checkGradient(parameters: Parameters, name: string, gradient: Float32Array): void {
  if (!(name in parameters)) throw new Error(`A gradient of ${name}, which is no parameter.`);
  const size = parameters[name].data.length;
  if (gradient.length !== size) throw new Error(`A gradient of ${gradient.length} elements for ${name} of ${size}.`);
}

function copyState(saved: OptimizerState['arrays'], own: OptimizerState['arrays']): void {
  const missing = Object.keys(own).filter((name) => saved[name]?.length !== own[name].length);
  const unknown = Object.keys(saved).filter((name) => !(name in own));
  if (missing.length + unknown.length > 0)
    throw new Error(`The saved state is of other parameters: ${[...missing, ...unknown].slice(0, 5).join(', ')}.`);
  for (const [name, array] of Object.entries(own)) array.set(saved[name]);
}
