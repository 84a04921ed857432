// Run where WebGPU finds a GPU: learners there against learners in memory.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { randomNormal, seededRandom } from '../../data/random.js';
import { tf } from '../../model/engine/tfjs.js';
import { trace } from '../../model/engine/trace.js';
import { ADAMW_DEFAULTS } from '../../model/optim/adamw.js';
import { ADAN_DEFAULTS } from '../../model/optim/adan.js';
import { planParameters } from '../../model/optim/groups.js';
import { PLIP_LOSS } from '../../model/plip/loss.js';
import { plipParameters } from '../../model/plip/network.js';
import { openPlipSteps, plipTraining } from '../../model/plip/steps.js';
import { restoreCheckpoint, saveCheckpoint } from '../../model/train/checkpoint.js';
import { openLearner } from '../../model/train/learner.js';
import { gradientLayouts, isPrompt, stepFunction, stepInputs } from '../../model/train/step.js';
import { drawChunk, LENGTH, NET, TARGETS } from '../model/plip/smallPlip.js';
import { temporaryFolder } from '../temporary.js';
const RULES = {
    'SGD with momentum': { kind: 'sgd', momentum: 0.9, nesterov: true },
    AdamW: { kind: 'adamw', ...ADAMW_DEFAULTS },
    Adan: { kind: 'adan', ...ADAN_DEFAULTS },
};
const draw = (length, seed) => {
    const random = seededRandom(seed);
    return Float32Array.from({ length }, () => randomNormal(random));
};
/** Weights of all layouts, a bias that does not decay, one that is slow and one that is frozen. */
function someParameters() {
    const of = (shape, layout, role) => ({
        ...{ shape, layout, role },
        data: draw(shape.reduce((a, b) => a * b, 1), `weights ${shape.join()}`),
    });
    return {
        matrix: of([5, 3], 'plain', 'weight'),
        filter: of([3, 3, 2, 4], 'oihw', 'weight'),
        bias: of([7], 'plain', 'bias'),
        'slow/matrix': of([6, 6], 'plain', 'weight'),
        'frozen/matrix': of([2, 6], 'plain', 'weight'),
    };
}
function someLearner(parameters, rule, backend) {
    const groups = [
        { match: 'slow', rateFactor: 0.1 },
        { match: 'frozen', frozen: true },
    ];
    const plan = planParameters(parameters, { weightDecay: 0.02, groups });
    return openLearner({ parameters, plan, rule }, { threads: 1, backend });
}
/** Seven updates whose gradients are what is fed; one of two steps, one of a step that knows some weights only, a restart, a stop. */
async function learn(rule, backend) {
    let parameters = someParameters();
    let learner = await someLearner(parameters, rule, backend);
    const step = (names) => learner.compileStep({
        parameters: Object.fromEntries(names.map((name) => [name, parameters[name]])),
        inputs: Object.fromEntries(names.map((name) => [`g/${name}`, parameters[name]])),
        loss: (weights, inputs) => ({
            loss: tf.addN(names.map((name) => tf.sum(tf.mul(weights[name], inputs[`g/${name}`])))),
        }),
    });
    const names = Object.keys(parameters);
    let [whole, part] = [await step(names), await step(['bias', 'filter'])];
    const feeds = (seed, of) => Object.fromEntries(of.map((name) => [`g/${name}`, draw(parameters[name].data.length, `${seed} ${name}`)]));
    const told = [];
    for (let i = 0; i < 7; i++) {
        told.push((await whole.run(feeds(`${i}`, names))).loss);
        if (i === 1)
            told.push((await whole.run(feeds('again', names))).loss);
        if (i === 2)
            await part.run(feeds('part', ['bias', 'filter']));
        if (i === 3)
            await learner.restart();
        told.push(await learner.update({ rate: 0.01, clip: i % 2 === 0 ? 2 : null }));
        if (i !== 4)
            continue;
        const file = { path: join(temporaryFolder(), 'checkpoint.safetensors'), recipe: 'r' };
        await learner.fetch();
        saveCheckpoint(file, { parameters, optimizer: learner.optimizer }, {});
        await learner.close();
        parameters = someParameters();
        learner = await someLearner(parameters, rule, backend);
        restoreCheckpoint(file, { parameters, optimizer: learner.optimizer });
        [whole, part] = [await step(names), await step(['bias', 'filter'])];
    }
    const forward = await learner.compileForward({
        inputs: { x: { shape: [2, 5] } },
        run: (weights, { x }) => ({ y: tf.matMul(x, weights.matrix) }),
    });
    const { y } = await forward.run({ x: draw(10, 'x') });
    await learner.fetch();
    const { step: taken, arrays } = learner.optimizer.state();
    await learner.close();
    const weights = Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, data]));
    const all = { ...arrays, ...weights, y: y };
    return { told, taken, arrays: all };
}
const worstOf = (expected, got) => {
    assert.equal(got.length, expected.length);
    const scale = Math.max(1e-6, ...Array.from(expected, Math.abs));
    return Math.max(...Array.from(expected, (x, i) => Math.abs(x - got[i]) / scale));
};
for (const [name, rule] of Object.entries(RULES)) {
    const [expected, got] = [await learn(rule, 'onnx'), await learn(rule, 'webgpu')];
    assert.equal(got.taken, expected.taken);
    assert.ok(worstOf(expected.told, got.told) < 1e-5, `${name}: told ${expected.told.join()}, ${got.told.join()}`);
    for (const [array, data] of Object.entries(expected.arrays)) {
        const worst = worstOf(data, got.arrays[array]);
        assert.ok(worst < 1e-5, `${name}, ${array}: off by ${worst}`);
    }
    console.log(`${name} is what it is in memory`);
}
/** Three updates of PLIP, each in two chunks. */
async function learnPlip(parameters, backend) {
    const plan = planParameters(parameters, { weightDecay: 0.02 });
    const rule = { kind: 'sgd', momentum: 0.9, nesterov: false };
    const learner = await openLearner({ parameters, plan, rule }, { threads: 1, backend });
    const parts = { net: NET, loss: PLIP_LOSS, parameters, textLayers: 1, batch: 4, chunk: 2, targets: TARGETS };
    const steps = openPlipSteps(parts, learner);
    const random = seededRandom('chunks');
    const told = [];
    for (let i = 0; i < 3; i++) {
        const chunks = [0, 1].map(() => drawChunk(2, PLIP_LOSS, 2 * TARGETS, random));
        const { loss, tasks } = await steps.run(Int32Array.of(1, 5, 5, 7), chunks);
        told.push(loss, ...Object.values(tasks), await learner.update({ rate: 0.01, clip: 5 }));
    }
    await learner.fetch();
    await steps.release();
    await learner.close();
    return told;
}
const initial = () => plipParameters(NET, PLIP_LOSS.tasks, seededRandom('weights'));
const [started, inMemory, onGpu] = [initial(), initial(), initial()];
const expectedTold = await learnPlip(inMemory, 'onnx');
const gotTold = await learnPlip(onGpu, 'webgpu');
assert.ok(worstOf(expectedTold, gotTold) < 1e-3, `PLIP told ${expectedTold.join()}, ${gotTold.join()}`);
for (const [weight, { data }] of Object.entries(inMemory)) {
    const moved = data.map((x, i) => x - started[weight].data[i]);
    const off = data.map((x, i) => x - onGpu[weight].data[i]);
    const share = Math.hypot(...off) / Math.max(1e-5, Math.hypot(...moved));
    assert.ok(share < 0.01, `PLIP, ${weight}: off by ${share} of its way`);
}
console.log('PLIP in chunks is what it is in memory');
// A node that the CPU has to do costs two copies and a wait.
for (const recompute of [false, true]) {
    const parameters = plipParameters(NET, PLIP_LOSS.tasks, seededRandom('weights'));
    const loss = { ...PLIP_LOSS, dropout: 0.1 };
    const training = plipTraining({ net: NET, loss, parameters, textLayers: 2, batch: 4, chunk: 4, targets: TARGETS, recompute }, { images: 4, length: LENGTH, targets: TARGETS }, 'inside');
    const { bytes } = trace(stepFunction(training), stepInputs(training), {
        ...{ provider: 'webgpu', isPrompt: isPrompt(training), outputLayouts: gradientLayouts(training) },
    });
    const options = { executionProviders: ['webgpu'], extra: { session: { disable_cpu_ep_fallback: '1' } } };
    await (await InferenceSession.create(bytes, options)).release();
    console.log(`not a node of a step falls back to the CPU${recompute ? ', recomputed' : ''}`);
}
//# sourceMappingURL=learning.js.map