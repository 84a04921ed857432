/**
 * What learns: weights, and the optimizer that moves them. Steps that are compiled on a learner leave their gradients in it, and one
 * update takes those of all steps since the last. Here they are in memory; see `deviceLearner.ts` for a GPU.
 */
import { availableParallelism } from 'node:os';
import { UserError } from '../../schemas/userError.js';
import { isEager, loadBackend } from '../engine/eager.js';
import { requireProvider } from '../engine/session.js';
import { clipGlobalNorm, globalNorm } from '../optim/clip.js';
import { openParallelOptimizer } from '../optim/parallel.js';
import { openDeviceLearner } from './deviceLearner.js';
import { compileForward } from './forward.js';
import { compileStep } from './step.js';
/**
 * On the GPU where the backend is `webgpu`; all other backends compute a step at a time on what is in memory.
 * @throws UserError missing_input where the backend's GPU or package is not there, bad_config where it cannot be tuned
 */
export async function openLearner(parts, options = {}) {
    const { backend = 'onnx', tune = false, threads = availableParallelism() } = options;
    if (tune && backend !== 'onnx')
        throw new UserError('bad_config', {
            what: 'Only expressions of ONNX Runtime on the CPU are timed.',
            got: `tune=true, backend ${backend}`,
            fix: 'tune=false, or backend onnx',
        });
    if (isEager(backend))
        await loadBackend(backend);
    else if (backend !== 'onnx')
        await requireProvider(backend);
    if (backend === 'webgpu')
        return openDeviceLearner(parts);
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
    let given;
    let sums = {};
    return {
        all: () => given ?? sums,
        keep: () => {
            for (const [name, gradient] of Object.entries(given ?? {}))
                sums[name] = gradient.slice();
            given = undefined;
        },
        add: (gradients) => {
            if (Object.keys(sums).length === 0)
                given = gradients;
            else
                for (const [name, gradient] of Object.entries(gradients))
                    addInto(sums, name, gradient);
        },
        clear: () => {
            given = undefined;
            sums = {};
        },
    };
}
function addInto(sums, name, gradient) {
    const sum = sums[name];
    if (sum === undefined)
        sums[name] = gradient.slice();
    else
        for (let i = 0; i < sum.length; i++)
            sum[i] += gradient[i];
}
//# sourceMappingURL=learner.js.map