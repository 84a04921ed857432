/** One training step of any network: forward and backward pass as one compiled graph, running statistics in place. */
import { join } from 'node:path';
import { isEager, PROVIDERS, runEagerly } from '../engine/eager.js';
import { tf } from '../engine/tfjs.js';
import { compileTuned } from '../engine/tune.js';
import { compile } from '../engine/trace.js';
/** Share of the old value that running statistics keep, as in PyTorch. */
export const MOMENTUM = 0.9;
// Names of a step's ports: parameters, gradients, statistics of the batch, what the loss function gives.
export const [WEIGHT, GRADIENT, STATISTIC, OUTPUT] = ['w:', 'd:', 's:', 'o:'];
/** All of them by the prefix and their name. */
export const prefixed = (prefix, all) => Object.fromEntries(Object.entries(all).map(([name, each]) => [prefix + name, each]));
/** Those whose names begin with the prefix, without it. */
export const below = (prefix, all) => Object.fromEntries(Object.entries(all).flatMap(([name, each]) => name.startsWith(prefix) ? [[name.slice(prefix.length), each]] : []));
function trainedNames({ parameters, isTrained = () => true }) {
    return Object.keys(parameters).filter((name) => parameters[name].role !== 'statistic' && isTrained(name));
}
/** The traceable function behind a step: for tests that run it eagerly. */
export function stepFunction(training) {
    const names = trainedNames(training);
    return (all) => {
        const given = Object.keys(training.parameters).map((name) => [name, all[WEIGHT + name]]);
        const inputs = Object.fromEntries(Object.keys(training.inputs).map((name) => [name, all[name]]));
        const statistics = {};
        let outputs = {};
        const loss = (...trained) => {
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
export const stepInputs = ({ parameters, inputs }) => ({
    ...prefixed(WEIGHT, parameters),
    ...inputs,
});
/** Gradients lie as their parameters do. */
export const gradientLayouts = (training) => Object.fromEntries(trainedNames(training).map((name) => [GRADIENT + name, training.parameters[name].layout]));
/** The parameters as `stepInputs` names them. */
export const weightFeeds = (parameters) => Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [WEIGHT + name, data]));
/** Where little is kept, what waits for the last gradients is what there is most of. */
export const isPrompt = ({ recompute = false }) => (output) => recompute && output.startsWith(GRADIENT);
/** Beside the graphs of a cache. */
export const TIMES_FILE = 'expressions.json';
export async function compileStep(training, { backend = 'onnx', tune = false, ...options } = {}) {
    const { parameters } = training;
    const outputLayouts = gradientLayouts(training);
    const [fn, specs] = [stepFunction(training), stepInputs(training)];
    if (isEager(backend))
        return stepOf(await runEagerly(fn, specs, { backend, outputLayouts }), parameters);
    const traceOptions = { ...options, provider: PROVIDERS[backend], outputLayouts, isPrompt: isPrompt(training) };
    const file = options.cache === undefined ? undefined : join(options.cache, TIMES_FILE);
    const compiled = await (tune ? compileTuned(fn, specs, { ...traceOptions, file }) : compile(fn, specs, traceOptions));
    return stepOf(compiled, parameters);
}
function stepOf(compiled, parameters) {
    return {
        nodes: compiled.nodes,
        run: async (inputs) => {
            const made = await compiled.run({ ...weightFeeds(parameters), ...inputs });
            for (const [name, data] of Object.entries(below(STATISTIC, made)))
                updateRunning(parameters[name].data, data);
            return { ...toldBy(made), gradients: below(GRADIENT, made) };
        },
        release: () => compiled.release(),
    };
}
/** What a step tells, of all that its graph gives. */
export const toldBy = (made) => ({
    loss: made.loss[0],
    outputs: below(OUTPUT, made),
});
function updateRunning(running, ofBatch) {
    for (let i = 0; i < running.length; i++)
        running[i] = MOMENTUM * running[i] + (1 - MOMENTUM) * ofBatch[i];
}
//# sourceMappingURL=step.js.map