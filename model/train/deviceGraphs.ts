/** The graphs of a learner on the GPU: its state goes there and back, gradients are added up, an update is one graph for all weights. */
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { compileOnDevice, type DeviceFunction } from '../engine/onDevice.js';
import { tf } from '../engine/tfjs.js';
import type { InputSpec, Tensors } from '../engine/trace.js';
import type { Parameters } from '../nn/parameters.js';
import { EPSILON } from '../optim/clip.js';
import type { Operations } from '../optim/kernel.js';
import type { Rule } from '../optim/rule.js';
import {
  GRADIENT,
  gradientLayouts,
  isPrompt,
  MOMENTUM,
  STATISTIC,
  stepFunction,
  stepInputs,
  type Training,
  WEIGHT,
} from './step.js';

export type Specs = Readonly<Record<string, InputSpec>>;

const layoutsOf = (specs: Specs): Record<string, NonNullable<InputSpec['layout']>> =>
  Object.fromEntries(Object.entries(specs).map(([name, { layout = 'plain' }]) => [name, layout]));

/** Hands what it is given over: to the GPU, or to memory. */
export const compileMove = (specs: Specs, to: 'device' | 'memory'): Promise<DeviceFunction> =>
  compileOnDevice((given) => given, specs, { outputLayouts: layoutsOf(specs), stays: () => to === 'device' });

/** What is added to, in the names of an addition's inputs. */
export const TO = 'to:';

/** `to:name` + `name` for each name. */
export function compileSum(specs: Specs): Promise<DeviceFunction> {
  const both = Object.entries(specs).flatMap(([name, spec]): [string, InputSpec][] => [
    [name, spec],
    [TO + name, spec],
  ]);
  const sum = (given: Tensors): Tensors =>
    Object.fromEntries(Object.keys(specs).map((name) => [name, tf.add(given[TO + name], given[name])]));
  return compileOnDevice(sum, Object.fromEntries(both), { outputLayouts: layoutsOf(specs), stays: () => true });
}

/** A step of which gradients and running statistics stay there: those of `s:name`, as they are after it. */
export function compileLearning(training: Training): Promise<DeviceFunction> {
  const step = stepFunction(training);
  const fn = (given: Tensors): Tensors => {
    const made = Object.entries(step(given)).map(([name, tensor]): [string, Tensor] => {
      if (!name.startsWith(STATISTIC)) return [name, tensor];
      const running = given[WEIGHT + name.slice(STATISTIC.length)];
      return [name, tf.add(tf.mul(running, MOMENTUM), tf.mul(tensor, 1 - MOMENTUM))];
    });
    return Object.fromEntries(made);
  };
  return compileOnDevice(fn, stepInputs(training), {
    ...{ outputLayouts: gradientLayouts(training), isPrompt: isPrompt(training) },
    stays: (name) => name.startsWith(GRADIENT) || name.startsWith(STATISTIC),
  });
}

/** A slot of a parameter, as an optimizer's state names it. */
export const slotName = (slot: string, name: string): string => `${SLOT}${slot}/${name}`;
export const SLOT = 'slot:';

/** The numbers of a step, a row for each of its plans. */
export const SCALARS = 'scalars';

export interface UpdateParts {
  readonly parameters: Parameters;
  readonly rule: Rule;
  /** Names of all gradients: they make the norm. */
  readonly gradients: readonly string[];
  /** Row of `scalars`, by the names of what is to be updated. */
  readonly rows: Readonly<Record<string, number>>;
  readonly clip: number | null;
}

/**
 * Weights, slots and gradients in, weights and slots out, and the gradients' `norm` before they are clipped. In single precision, where
 * updates in memory compute in double.
 */
export function compileUpdate({ parameters, rule, gradients, rows, clip }: UpdateParts): Promise<DeviceFunction> {
  const names = Object.keys(rows);
  const columns = rule.scalars({ step: 1, rate: 0, weightDecay: 0 }).length;
  const own = names.flatMap((name): [string, InputSpec][] => [
    [WEIGHT + name, parameters[name]],
    ...rule.slots.map((slot): [string, InputSpec] => [slotName(slot, name), parameters[name]]),
  ]);
  const specs: Specs = {
    ...Object.fromEntries(own),
    ...Object.fromEntries(gradients.map((name) => [GRADIENT + name, parameters[name]])),
    [SCALARS]: { shape: [1 + Math.max(...Object.values(rows)), columns] },
  };
  const fn = (given: Tensors): Tensors => {
    const squares = gradients.map((name) => tf.sum(tf.square(given[GRADIENT + name])));
    const norm = tf.sqrt(tf.addN(squares));
    const scale: Scalar | undefined = clip === null ? undefined : tf.minimum(tf.div(clip, tf.add(norm, EPSILON)), 1);
    const scalars = tf.unstack(given[SCALARS]).map((row) => tf.unstack(row));
    const updated = names.flatMap((name): [string, Tensor][] => {
      const gradient = given[GRADIENT + name];
      const slots = rule.slots.map((slot) => given[slotName(slot, name)]);
      const { weights, slots: moved } = rule.formula<Tensor>(
        {
          ...{ weights: given[WEIGHT + name], slots, scalars: scalars[rows[name]] },
          gradient: scale ? tf.mul(gradient, scale) : gradient,
        },
        TENSORS,
      );
      return [
        [WEIGHT + name, weights],
        ...rule.slots.map((slot, i): [string, Tensor] => [slotName(slot, name), moved[i]]),
      ];
    });
    return { norm, ...Object.fromEntries(updated) };
  };
  return compileOnDevice(fn, specs, { outputLayouts: layoutsOf(specs), stays: (name) => name !== 'norm' });
}

const TENSORS: Operations<Tensor> = {
  add: (a, b) => tf.add(a, b),
  subtract: (a, b) => tf.sub(a, b),
  multiply: (a, b) => tf.mul(a, b),
  divide: (a, b) => tf.div(a, b),
  sqrt: (a) => tf.sqrt(a),
  once: (a) => a,
};
