import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { ADAMW_DEFAULTS } from '../../../model/optim/adamw.js';
import { ADAN_DEFAULTS } from '../../../model/optim/adan.js';
import { planParameters } from '../../../model/optim/groups.js';
import { createOptimizer } from '../../../model/optim/optimizer.js';
import { openParallelOptimizer } from '../../../model/optim/parallel.js';
import { ruleOf } from '../../../model/optim/rule.js';
import { temporaryFolder } from '../../temporary.js';
const SIZES = { large: 300_001, small: 7, middle: 33_000, even: 65_536, frozen: 5_000 };
const STEPS = 4;
const RULES = {
    SGD: { kind: 'sgd', momentum: 0.9, nesterov: true },
    AdamW: { kind: 'adamw', ...ADAMW_DEFAULTS },
    Adan: { kind: 'adan', ...ADAN_DEFAULTS },
    'Adan with restarts': { kind: 'adan', ...ADAN_DEFAULTS, restartRadius: 4 },
};
const normal = (size, seed) => {
    const random = seededRandom(seed);
    return Float32Array.from({ length: size }, () => randomNormal(random));
};
function network() {
    return Object.fromEntries(Object.entries(SIZES).map(([name, size]) => [
        name,
        { shape: [size], layout: 'plain', data: normal(size, name), role: 'weight' },
    ]));
}
const planOf = (parameters) => planParameters(parameters, { weightDecay: 0.1, groups: [{ match: 'frozen', frozen: true }] });
const GRADIENTS = Array.from({ length: STEPS }, (_, step) => Object.fromEntries(Object.entries(SIZES).map(([name, size]) => [name, normal(size, `${name}/${step}`)])));
function run(optimizer, from, to) {
    for (let step = from; step < to; step++) {
        optimizer.beginStep(0.01 * (step + 1));
        // The large one arrives first.
        const { large, ...others } = GRADIENTS[step];
        optimizer.update({ large });
        optimizer.update(others);
    }
}
/** A hash of the bytes of every array. */
const bits = (parameters, optimizer) => Object.fromEntries([
    ...Object.entries(parameters).map(([name, { data }]) => [name, data]),
    ...Object.entries(optimizer.state().arrays),
].map(([name, data]) => [name, createHash('sha256').update(Float32Array.from(data)).digest('hex')]));
for (const [name, config] of Object.entries(RULES))
    test(`${name}: one, two and three threads give the same bits as the optimizer without threads`, async (t) => {
        const parameters = network();
        const optimizer = createOptimizer({ rule: ruleOf(config), parameters, plan: planOf(parameters) });
        run(optimizer, 0, STEPS);
        const expected = bits(parameters, optimizer);
        t.deepEqual(parameters.frozen.data, network().frozen.data);
        t.notDeepEqual(parameters.small.data, network().small.data);
        // The radius is such that there is a restart on the way, and not at every step.
        const restarts = config.kind === 'adan' && config.restartRadius !== null;
        t.is(optimizer.state().step < STEPS, restarts);
        for (const threads of [1, 2, 3]) {
            const own = network();
            const parallel = await openParallelOptimizer(config, { parameters: own, plan: planOf(own) }, { threads });
            run(parallel, 0, STEPS);
            t.deepEqual(bits(own, parallel), expected, `${threads} threads`);
            await parallel.close();
        }
    });
test('a state that was saved and restored goes on bit by bit, with and without threads', async (t) => {
    const config = RULES.Adan;
    const parameters = network();
    const optimizer = createOptimizer({ rule: ruleOf(config), parameters, plan: planOf(parameters) });
    run(optimizer, 0, 2);
    const saved = structuredClone({ parameters, state: optimizer.state() });
    run(optimizer, 2, STEPS);
    const expected = bits(parameters, optimizer);
    const one = structuredClone(saved.parameters);
    const single = createOptimizer({ rule: ruleOf(config), parameters: one, plan: planOf(one) });
    single.restore(saved.state);
    run(single, 2, STEPS);
    t.deepEqual(bits(one, single), expected);
    const two = structuredClone(saved.parameters);
    const parallel = await openParallelOptimizer(config, { parameters: two, plan: planOf(two) }, { threads: 2 });
    parallel.restore(saved.state);
    run(parallel, 2, STEPS);
    t.deepEqual(bits(two, parallel), expected);
    await parallel.close();
});
test('a state of other parameters, an unknown gradient and one of a wrong size are errors', (t) => {
    const parameters = network();
    const optimizer = createOptimizer({ rule: ruleOf(RULES.AdamW), parameters, plan: planOf(parameters) });
    t.throws(() => optimizer.update({ small: new Float32Array(7) }), { message: /beginStep/ });
    optimizer.beginStep(1);
    t.throws(() => optimizer.update({ smal: new Float32Array(7) }), { message: /smal,/ });
    t.throws(() => optimizer.update({ small: new Float32Array(8) }), { message: /8 elements for small of 7/ });
    const { step, arrays } = optimizer.state();
    const { 'mean/small': gone, ...rest } = arrays;
    t.is(gone.length, 7);
    t.throws(() => optimizer.restore({ step, arrays: rest }), { message: /mean\/small/ });
    t.throws(() => optimizer.restore({ step, arrays: { ...arrays, 'mean/tiny': gone } }), { message: /mean\/tiny/ });
    t.throws(() => optimizer.restore({ step, arrays: { ...arrays, 'mean/small': new Float32Array(8) } }), {
        message: /mean\/small/,
    });
});
async function openWith(script, patience) {
    const path = join(temporaryFolder(), 'helper.mjs');
    await writeFile(path, `import { parentPort, workerData } from 'node:worker_threads';\n${script}`);
    const parameters = network();
    return openParallelOptimizer(RULES.AdamW, { parameters, plan: planOf(parameters) }, { threads: 2, patience, script: pathToFileURL(path) });
}
test('a helper that does not start is an error with its cause', async (t) => {
    const error = await t.throwsAsync(openWith(`throw new Error('no room');`), { message: /Helper thread 1 .* ended/ });
    t.is(error.cause.message, 'no room');
});
test('a helper that ends between two steps is an error with its cause', async (t) => {
    const optimizer = await openWith(`parentPort.postMessage('ready'); setTimeout(() => process.exit(7), 20);`, 200);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const error = t.throws(() => {
        run(optimizer, 0, 1);
    });
    t.is(error.cause, 'exit code 7');
    await optimizer.close();
});
test('a helper that fails in the middle of a step is an error with its cause, now and at every further step', async (t) => {
    const optimizer = await openWith(`
    import { setState, STATE, waitWhile, writeMessage } from '${new URL('../../../model/optim/mailbox.js', import.meta.url).href}';
    parentPort.postMessage('ready');
    const [box] = workerData.boxes;
    waitWhile(box, STATE.empty);
    writeMessage(box, 'Error: out of memory');
    setState(box, STATE.failed);
  `);
    const error = t.throws(() => {
        run(optimizer, 0, 1);
    }, { message: /Helper thread 1 .* failed/ });
    t.is(error.cause, 'Error: out of memory');
    t.is(t.throws(() => {
        run(optimizer, 1, 2);
    }), error);
    await optimizer.close();
});
test('a helper that falls silent is an error, not a hang', async (t) => {
    const optimizer = await openWith(`parentPort.postMessage('ready'); setInterval(() => {}, 1000);`, 50);
    t.throws(() => {
        run(optimizer, 0, 1);
    }, { message: /not answered for 50 ms/ });
    await optimizer.close();
});
test('after the close there is no update, but the state is still there', async (t) => {
    const parameters = network();
    const plan = planOf(parameters);
    const optimizer = await openParallelOptimizer(RULES.AdamW, { parameters, plan }, { threads: 2 });
    run(optimizer, 0, 1);
    await optimizer.close();
    t.throws(() => {
        run(optimizer, 1, 2);
    }, { message: /closed/ });
    t.is(optimizer.state().arrays['square/small'].length, 7);
});
//# sourceMappingURL=parallel.test.js.map