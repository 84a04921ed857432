import { compileOnDevice, dispose } from '../engine/onDevice.js';
import { createOptimizer } from '../optim/optimizer.js';
import { ruleOf } from '../optim/rule.js';
import { compileLearning, compileMove, compileSum, compileUpdate, SCALARS, SLOT, slotName, TO, } from './deviceGraphs.js';
import { forwardFunction, forwardInputs } from './forward.js';
import { once } from './once.js';
import { below, GRADIENT, prefixed, STATISTIC, toldBy, WEIGHT } from './step.js';
/** @throws Error for an optimizer that restarts by itself; whether there is a GPU `openLearner` has seen */
export function openDeviceLearner({ parameters, rule: config, plan }) {
    const rule = ruleOf(config);
    if (rule.restartDue)
        throw new Error('An optimizer that restarts by itself does not run on a GPU.');
    const optimizer = createOptimizer({ rule, parameters, plan }); // its arrays are what is fetched
    const graphs = new Map();
    let state;
    let gradients = {};
    const inMemory = () => ({
        ...prefixed(WEIGHT, Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, data]))),
        ...prefixed(SLOT, optimizer.state().arrays),
    });
    const specs = stateSpecs(parameters, rule, Object.keys(plan));
    const onDevice = async () => {
        if (!state) {
            const upload = await once(graphs, 'upload', () => compileMove(specs, 'device'));
            state = (await upload.run(inMemory())).stays;
        }
        return state;
    };
    const add = async (given) => {
        const both = Object.keys(given).filter((name) => name in gradients);
        const sum = both.length > 0 ? await sumOf(both, given) : {};
        replace(gradients, { ...given, ...sum });
    };
    const sumOf = async (names, given) => {
        const graph = await once(graphs, `add ${names.join()}`, () => compileSum(pick(names, parameters)));
        const { stays } = await graph.run({ ...prefixed(TO, pick(names, gradients)), ...pick(names, given) });
        dispose(pick(names, given));
        return stays;
    };
    return {
        optimizer,
        compileStep: async (own) => {
            const training = { parameters, ...own };
            const step = await compileLearning(training);
            return {
                run: async (inputs) => {
                    const held = await onDevice();
                    const weights = prefixed(WEIGHT, pick(Object.keys(training.parameters), below(WEIGHT, held)));
                    const { read, stays } = await step.run({ ...weights, ...inputs });
                    replace(held, prefixed(WEIGHT, below(STATISTIC, stays)));
                    await add(below(GRADIENT, stays));
                    return toldBy(read);
                },
                release: () => step.release(),
            };
        },
        compileForward: async (own) => {
            const forward = { parameters, ...own };
            const compiled = await compileOnDevice(forwardFunction(forward), forwardInputs(forward), { stays: () => false });
            return {
                run: async (feeds) => {
                    const weights = prefixed(WEIGHT, below(WEIGHT, await onDevice()));
                    return (await compiled.run({ ...weights, ...feeds })).read;
                },
                release: () => compiled.release(),
            };
        },
        gradients: async () => {
            const names = Object.keys(gradients);
            const download = await once(graphs, `gradients ${names.join()}`, () => compileMove(pick(names, parameters), 'memory'));
            return (await download.run(gradients)).read;
        },
        update: async ({ rate, clip }) => {
            const held = await onDevice();
            const all = Object.keys(gradients);
            const names = all.filter((name) => name in plan);
            const { rows, plans } = rowsOf(pick(names, plan));
            const step = optimizer.state().step + 1;
            const scalars = plans.flatMap(({ rateFactor, weightDecay }) => rule.scalars({ step, rate: rate * rateFactor, weightDecay }));
            const graph = await once(graphs, `update ${clip} ${all.join()}`, () => compileUpdate({ parameters, rule, gradients: all, rows, clip }));
            const touched = names.flatMap((name) => [WEIGHT + name, ...rule.slots.map((slot) => slotName(slot, name))]);
            const feeds = {
                ...pick(touched, held),
                ...prefixed(GRADIENT, gradients),
                [SCALARS]: Float32Array.from(scalars),
            };
            const { read, stays } = await graph.run(feeds);
            const [norm] = read.norm;
            if (Number.isFinite(norm)) {
                optimizer.beginStep(rate);
                replace(held, stays);
            }
            else
                dispose(stays);
            dispose(gradients);
            gradients = {};
            return norm;
        },
        restart: async () => {
            if (state)
                await fetch();
            optimizer.restart();
            dispose(state ?? {});
            state = undefined;
        },
        fetch,
        close: async () => {
            dispose({ ...state, ...gradients });
            [state, gradients] = [undefined, {}];
            for (const graph of graphs.values())
                await (await graph).release();
        },
    };
    async function fetch() {
        if (!state)
            return;
        const download = await once(graphs, 'download', () => compileMove(specs, 'memory'));
        const { read } = await download.run(state);
        for (const [name, array] of Object.entries(inMemory()))
            array.set(read[name]);
    }
}
/** Weights, and their slots, which lie as they do. */
function stateSpecs(parameters, rule, trained) {
    const slots = trained.flatMap((name) => rule.slots.map((slot) => [slotName(slot, name), parameters[name]]));
    return { ...prefixed(WEIGHT, parameters), ...Object.fromEntries(slots) };
}
const pick = (names, from) => Object.fromEntries(names.map((name) => [name, from[name]]));
function replace(held, by) {
    for (const [name, tensor] of Object.entries(by)) {
        held[name]?.dispose();
        held[name] = tensor;
    }
}
/** Few plans are different: each is a row of numbers, by the names that have it. */
function rowsOf(plan) {
    const plans = new Map(Object.values(plan).map((own) => [JSON.stringify(own), own]));
    const keys = [...plans.keys()];
    const rows = Object.fromEntries(Object.entries(plan).map(([name, own]) => [name, keys.indexOf(JSON.stringify(own))]));
    return { rows, plans: [...plans.values()] };
}
//# sourceMappingURL=deviceLearner.js.map