// Optimizer steps over a network of ResNet50's size: on two threads against the same update in one thread, and AdamW in one
// thread against a plain loop in JavaScript.
import { seededRandom } from '../../data/random.js';
import { ADAMW_DEFAULTS, adamw } from '../../model/optim/adamw.js';
import { ADAN_DEFAULTS } from '../../model/optim/adan.js';
import { planParameters } from '../../model/optim/groups.js';
import { createOptimizer } from '../../model/optim/optimizer.js';
import { openParallelOptimizer } from '../../model/optim/parallel.js';
import { ruleOf } from '../../model/optim/rule.js';
import { inTurns } from './case.js';
const ROUNDS = 7;
const ELEMENTS = 25_000_000;
const ARRAYS = 160;
/** Biases and norms: two of three arrays, and next to nothing of the elements. */
const SMALL = 512;
const THREADS = 2;
const RULES = [
    { kind: 'adamw', ...ADAMW_DEFAULTS },
    { kind: 'adan', ...ADAN_DEFAULTS },
];
export async function* cases() {
    for (const config of RULES) {
        const single = network();
        const one = createOptimizer({ rule: ruleOf(config), parameters: single, plan: planOf(single) });
        const shared = network();
        const two = await openParallelOptimizer(config, { parameters: shared, plan: planOf(shared) }, { threads: THREADS });
        const gradients = Object.fromEntries(Object.entries(network()).map(([name, { data }]) => [name, data]));
        try {
            const times = await inTurns(ROUNDS, stepOf(two, gradients), stepOf(one, gradients));
            yield {
                suite: 'optim',
                case: `${config.kind}, 25 million parameters in ${ARRAYS} arrays, ${THREADS} threads against 1`,
                ...times,
                ratio: times.ours / times.peer,
                unit: 's',
            };
        }
        finally {
            await two.close();
        }
    }
    yield await againstPlainLoop();
}
async function againstPlainLoop() {
    const parameters = network();
    const optimizer = createOptimizer({ rule: adamw(ADAMW_DEFAULTS), parameters, plan: planOf(parameters) });
    const gradients = Object.fromEntries(Object.entries(network()).map(([name, { data }]) => [name, data]));
    const plain = Object.entries(network()).map(([name, { data }]) => ({
        weights: data,
        gradient: gradients[name],
        mean: new Float32Array(data.length),
        square: new Float32Array(data.length),
    }));
    const times = await inTurns(ROUNDS, stepOf(optimizer, gradients), () => {
        plain.forEach(plainAdamw);
        return Promise.resolve();
    });
    const ratio = times.ours / times.peer;
    return { suite: 'optim', case: 'adamw, 1 thread against a plain loop in JavaScript', ...times, ratio, unit: 's' };
}
function plainAdamw(arrays) {
    const { weights, gradient, mean, square } = arrays;
    for (let i = 0; i < weights.length; i++) {
        const g = gradient[i];
        const m = 0.9 * mean[i] + (1 - 0.9) * g;
        const v = 0.999 * square[i] + (1 - 0.999) * g * g;
        mean[i] = m;
        square[i] = v;
        weights[i] = weights[i] * (1 - 1e-6) - (1e-3 * m) / (Math.sqrt(v) / 0.03 + 1e-8);
    }
}
function stepOf(optimizer, gradients) {
    return () => {
        optimizer.beginStep(1e-4);
        optimizer.update(gradients);
        return Promise.resolve();
    };
}
const planOf = (parameters) => planParameters(parameters, { weightDecay: 0.01 });
function network() {
    const random = seededRandom('bench');
    const large = Math.floor(ELEMENTS / (ARRAYS / 3));
    return Object.fromEntries(Array.from({ length: ARRAYS }, (_, i) => {
        const size = i % 3 === 0 ? large : SMALL;
        const data = new Float32Array(size);
        for (let k = 0; k < size; k++)
            data[k] = 0.02 * (random() - 0.5);
        return [`layer${i}`, { shape: [size], layout: 'plain', data, role: 'weight' }];
    }));
}
//# sourceMappingURL=optim.js.map