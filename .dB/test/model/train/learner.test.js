// What learns: gradients of several steps add up, an update takes them once.
import test from 'ava';
import { tf } from '../../../model/engine/tfjs.js';
import { planParameters } from '../../../model/optim/groups.js';
import { openLearner } from '../../../model/train/learner.js';
import { plainLearner } from './plainLearner.js';
/** Two weights, 1 and 2; a step's gradient is what it is fed, or the plain sum of what it is fed twice. */
async function opened() {
    const parameters = {
        w: { role: 'weight', shape: [2], layout: 'plain', data: new Float32Array([1, 2]) },
    };
    const learner = await plainLearner(parameters);
    const step = await learner.compileStep({
        inputs: { g: { shape: [2] } },
        loss: (weights, { g }) => ({ loss: tf.sum(tf.mul(weights.w, g)), outputs: { twice: tf.mul(g, 2) } }),
    });
    const close = async () => {
        await step.release();
        await learner.close();
    };
    return { learner, weights: parameters.w.data, run: (...g) => step.run({ g: Float32Array.from(g) }), close };
}
test('an update takes the sum of the gradients of all steps since the last, once', async (t) => {
    const { learner, weights, run, close } = await opened();
    const { loss, outputs } = await run(3, 4);
    t.is(loss, 1 * 3 + 2 * 4);
    t.deepEqual([...outputs.twice], [6, 8]);
    await run(-1, 0);
    await run(1, -8);
    t.deepEqual([...(await learner.gradients()).w], [3, -4]);
    t.is(await learner.update({ rate: 0.5, clip: null }), 5);
    t.deepEqual([...weights], [1 - 1.5, 2 + 2]);
    t.deepEqual(await learner.gradients(), {});
    await run(1, 0);
    t.is(await learner.update({ rate: 1, clip: null }), 1);
    t.deepEqual([...weights], [-1.5, 4]);
    await close();
});
test('gradients are scaled down to the norm that they are clipped at', async (t) => {
    const { learner, weights, run, close } = await opened();
    await run(30, 40);
    t.is(await learner.update({ rate: 1, clip: 5 }), 50);
    t.true(Math.abs(weights[0] - (1 - 3)) < 1e-5 && Math.abs(weights[1] - (2 - 4)) < 1e-5, [...weights].join());
    await close();
});
test('a norm that is not finite is told and moves nothing', async (t) => {
    const { learner, weights, run, close } = await opened();
    await run(Infinity, 0);
    t.is(await learner.update({ rate: 1, clip: null }), Infinity);
    t.deepEqual([...weights], [1, 2]);
    t.is(learner.optimizer.state().step, 0);
    await close();
});
test('a function of the weights sees them as they are', async (t) => {
    const { learner, run, close } = await opened();
    const forward = await learner.compileForward({
        inputs: { x: { shape: [2] } },
        run: (weights, { x }) => ({ y: tf.add(weights.w, x) }),
    });
    await run(1, 1);
    await learner.update({ rate: 1, clip: null });
    t.deepEqual([...(await forward.run({ x: new Float32Array([10, 20]) })).y], [10, 21]);
    await forward.release();
    await close();
});
test('expressions are timed for ONNX Runtime on the CPU only', async (t) => {
    const parts = { parameters: {}, plan: planParameters({}, { weightDecay: 0 }) };
    const rule = { kind: 'sgd', momentum: 0, nesterov: false };
    await t.throwsAsync(openLearner({ ...parts, rule }, { threads: 1, backend: 'cpu', tune: true }), {
        code: 'bad_config',
        message: /on the CPU are timed/,
    });
});
//# sourceMappingURL=learner.test.js.map