import { compileOnDevice } from '../engine/onDevice.js';
import { tf } from '../engine/tfjs.js';
import { EPSILON } from '../optim/clip.js';
import { GRADIENT, gradientLayouts, isPrompt, MOMENTUM, STATISTIC, stepFunction, stepInputs, WEIGHT, } from './step.js';
const layoutsOf = (specs) => Object.fromEntries(Object.entries(specs).map(([name, { layout = 'plain' }]) => [name, layout]));
/** Hands what it is given over: to the GPU, or to memory. */
export const compileMove = (specs, to) => compileOnDevice((given) => given, specs, { outputLayouts: layoutsOf(specs), stays: () => to === 'device' });
/** What is added to, in the names of an addition's inputs. */
export const TO = 'to:';
/** `to:name` + `name` for each name. */
export function compileSum(specs) {
    const both = Object.entries(specs).flatMap(([name, spec]) => [
        [name, spec],
        [TO + name, spec],
    ]);
    const sum = (given) => Object.fromEntries(Object.keys(specs).map((name) => [name, tf.add(given[TO + name], given[name])]));
    return compileOnDevice(sum, Object.fromEntries(both), { outputLayouts: layoutsOf(specs), stays: () => true });
}
/** A step of which gradients and running statistics stay there: those of `s:name`, as they are after it. */
export function compileLearning(training) {
    const step = stepFunction(training);
    const fn = (given) => {
        const made = Object.entries(step(given)).map(([name, tensor]) => {
            if (!name.startsWith(STATISTIC))
                return [name, tensor];
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
export const slotName = (slot, name) => `${SLOT}${slot}/${name}`;
export const SLOT = 'slot:';
/** The numbers of a step, a row for each of its plans. */
export const SCALARS = 'scalars';
/**
 * Weights, slots and gradients in, weights and slots out, and the gradients' `norm` before they are clipped. In single precision, where
 * updates in memory compute in double.
 */
export function compileUpdate({ parameters, rule, gradients, rows, clip }) {
    const names = Object.keys(rows);
    const columns = rule.scalars({ step: 1, rate: 0, weightDecay: 0 }).length;
    const own = names.flatMap((name) => [
        [WEIGHT + name, parameters[name]],
        ...rule.slots.map((slot) => [slotName(slot, name), parameters[name]]),
    ]);
    const specs = {
        ...Object.fromEntries(own),
        ...Object.fromEntries(gradients.map((name) => [GRADIENT + name, parameters[name]])),
        [SCALARS]: { shape: [1 + Math.max(...Object.values(rows)), columns] },
    };
    const fn = (given) => {
        const squares = gradients.map((name) => tf.sum(tf.square(given[GRADIENT + name])));
        const norm = tf.sqrt(tf.addN(squares));
        const scale = clip === null ? undefined : tf.minimum(tf.div(clip, tf.add(norm, EPSILON)), 1);
        const scalars = tf.unstack(given[SCALARS]).map((row) => tf.unstack(row));
        const updated = names.flatMap((name) => {
            const gradient = given[GRADIENT + name];
            const slots = rule.slots.map((slot) => given[slotName(slot, name)]);
            const { weights, slots: moved } = rule.formula({
                ...{ weights: given[WEIGHT + name], slots, scalars: scalars[rows[name]] },
                gradient: scale ? tf.mul(gradient, scale) : gradient,
            }, TENSORS);
            return [
                [WEIGHT + name, weights],
                ...rule.slots.map((slot, i) => [slotName(slot, name), moved[i]]),
            ];
        });
        return { norm, ...Object.fromEntries(updated) };
    };
    return compileOnDevice(fn, specs, { outputLayouts: layoutsOf(specs), stays: (name) => name !== 'norm' });
}
const TENSORS = {
    add: (a, b) => tf.add(a, b),
    subtract: (a, b) => tf.sub(a, b),
    multiply: (a, b) => tf.mul(a, b),
    divide: (a, b) => tf.div(a, b),
    sqrt: (a) => tf.sqrt(a),
    once: (a) => a,
};
//# sourceMappingURL=deviceGraphs.js.map