import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { colorLoss, grayCopy } from '../../../model/plip/colorization.js';
import { CONTRAST_DEFAULTS, contrastLoss } from '../../../model/plip/contrast.js';
import { PLIP_COLOURS, PLIP_LOSS } from '../../../model/plip/loss.js';
import { openPlipSteps, sameIdentity } from '../../../model/plip/steps.js';
import { nameOf, REFERENCE, referenceChunk, referenceParameters } from './pytorch.js';
import { plainLearner } from '../train/plainLearner.js';
const N = REFERENCE.identities.length;
const LENGTH = REFERENCE.batch.ids.length / N;
function lossOf({ loss }, tasks) {
    const { color, ...contrast } = loss;
    return { ...PLIP_LOSS, tasks, color: color ?? 'image', contrast: { ...CONTRAST_DEFAULTS, ...contrast } };
}
async function stepOf(reference, tasks, recompute = false) {
    const parameters = referenceParameters(reference);
    const { net } = reference;
    const targets = REFERENCE.batch.positions.length;
    // Parameters of tasks that are off have no gradient, and are not there.
    const used = Object.fromEntries(Object.entries(parameters).filter(([name]) => !((!tasks.tic && name.startsWith('colorization/')) || (!tasks.iap && name.startsWith('attributes/')))));
    const { textLayers } = REFERENCE;
    const loss = lossOf(reference, tasks);
    const parts = { net, loss, parameters: used, textLayers, batch: N, chunk: N, targets, recompute };
    const learner = await plainLearner(used);
    const steps = openPlipSteps(parts, learner);
    const result = await steps.run(Int32Array.from(REFERENCE.identities), [
        { length: LENGTH, feeds: referenceChunk(reference) },
    ]);
    const gradients = await learner.gradients();
    await learner.fetch();
    await steps.release();
    await learner.close();
    return { ...result, gradients, parameters: used };
}
function normsOf(gradients) {
    const squares = {};
    for (const [name, data] of Object.entries(gradients)) {
        const part = name.split('/')[0];
        squares[part] = (squares[part] ?? 0) + data.reduce((sum, x) => sum + x * x, 0);
    }
    return Object.fromEntries(Object.entries(squares).map(([part, square]) => [part, Math.sqrt(square)]));
}
const ONLY = {
    ivlc: { ivlc: true, tic: false, iap: false },
    tic: { ivlc: false, tic: true, iap: false },
    iap: { ivlc: false, tic: false, iap: true },
    total: { ivlc: true, tic: true, iap: true },
};
for (const [name, reference] of Object.entries(REFERENCE.cases))
    test(`${name}: losses, gradients and running statistics are those of PyTorch`, async (t) => {
        const near = (got, expected, what) => t.true(Math.abs(got - expected) < 2e-4 * Math.abs(expected), `${what}: ${got}, ${expected} in PyTorch`);
        const { loss, tasks, gradients, parameters } = await stepOf(reference, ONLY.total);
        near(loss, reference.total, 'total');
        for (const [task, expected] of Object.entries(reference.tasks))
            near(tasks[task], expected, task);
        const norms = normsOf(gradients);
        for (const [part, expected] of Object.entries(reference.gradients.total))
            near(norms[part], expected, part);
        for (const [ours, { data }] of Object.entries(parameters)) {
            const expected = reference.running[nameOf(ours)];
            if (expected !== undefined)
                near(Math.hypot(...data), expected, ours);
        }
    });
for (const task of ['ivlc', 'tic', 'iap'])
    test(`${task} alone has PyTorch's loss and gradients`, async (t) => {
        const reference = REFERENCE.cases['as built'];
        const { tasks, gradients } = await stepOf(reference, ONLY[task]);
        t.deepEqual(Object.keys(tasks), [task]);
        const weight = task === 'ivlc' ? 1 : PLIP_LOSS.weights[task];
        const norms = normsOf(gradients);
        for (const [part, expected] of Object.entries(reference.gradients[task])) {
            const got = norms[part] / weight;
            t.true(Math.abs(got - expected) < 2e-4 * expected, `${part}: ${got}, ${expected} in PyTorch`);
        }
    });
test('a step that runs its blocks again has the same gradients', async (t) => {
    const reference = REFERENCE.cases['as built'];
    const kept = await stepOf(reference, ONLY.total);
    const again = await stepOf(reference, ONLY.total, true);
    t.true(Math.abs(again.loss - kept.loss) < 1e-5 * kept.loss);
    for (const [name, expected] of Object.entries(kept.gradients)) {
        const scale = Math.max(1e-4, ...expected.map(Math.abs));
        const off = Math.max(...again.gradients[name].map((x, i) => Math.abs(x - expected[i])));
        t.true(off < 1e-3 * scale, `${name}: off by ${off} of ${scale}`);
    }
});
test('the text encoder below its last layers has no gradient', async (t) => {
    const { gradients } = await stepOf(REFERENCE.cases['as built'], ONLY.total);
    const text = Object.keys(gradients).filter((name) => name.startsWith('text/'));
    t.deepEqual([...new Set(text.map((name) => name.split('/')[1]))], ['layer1', 'layer2']);
});
const on = async (fn) => {
    await tf.setBackend('cpu');
    return tf.tidy(fn);
};
test('two pairs that are as alike as can be cost what the softmax leaves to the wrong one', async (t) => {
    const unit = () => tf.tensor2d([1, 0, 0, 1], [2, 2]);
    const got = await on(() => contrastLoss(CONTRAST_DEFAULTS, unit(), unit(), unit()).dataSync()[0]);
    const [right, wrong] = [Math.E / (Math.E + 1), 1 / (Math.E + 1)];
    const direction = right * Math.log(right) + wrong * (Math.log(wrong) - Math.log(1e-8));
    t.true(Math.abs(got - 2 * direction) < 1e-4, `${got}, by hand ${2 * direction}`);
});
test('two of three with one identity share their target: halves, or 1/sqrt(2) as released', async (t) => {
    const same = sameIdentity(Int32Array.of(5, 5, 9));
    t.deepEqual([...same], [1, 1, 0, 1, 1, 0, 0, 0, 1]);
    const got = await on(() => {
        const zeros = tf.zeros([3, 4]);
        return ['sum', 'sqrt'].map((target) => contrastLoss({ ...CONTRAST_DEFAULTS, target }, zeros, zeros, tf.tensor2d(same, [3, 3])).dataSync()[0]);
    });
    // All shares are 1/3: a row costs log(1/3) minus the mean logarithm of its targets.
    const row = (targets) => Math.log(1 / 3) - targets.reduce((sum, q) => sum + Math.log(q + 1e-8), 0) / 3;
    const loss = (half) => (2 * (2 * row([half, half, 0]) + row([0, 0, 1]))) / 3;
    for (const [i, half] of [0.5, Math.SQRT1_2].entries())
        t.true(Math.abs(got[i] - loss(half)) < 1e-4);
});
const random = seededRandom('plip loss');
const normal = (...shape) => Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => randomNormal(random));
async function checkSlope(t, fn, start, gradient) {
    const step = 1e-2;
    for (let i = 0; i < start.length; i += 3) {
        const at = (move) => tf.tidy(() => fn(Float32Array.from(start, (x, k) => (k === i ? x + move : x))).loss.dataSync()[0]);
        const slope = (at(step) - at(-step)) / (2 * step);
        t.true(Math.abs(slope - gradient[i]) < 2e-2 * Math.max(1, Math.abs(slope)), `${i}: ${slope}, ${gradient[i]}`);
    }
    await Promise.resolve();
}
for (const kind of ['cmpm', 'cosine', 'sdm', 'infonce'])
    test(`the gradient of ${kind} is its finite difference`, async (t) => {
        await tf.setBackend('cpu');
        const contrast = { ...CONTRAST_DEFAULTS, kind, temperature: 0.5 };
        const [start, texts] = [normal(3, 4), tf.tensor2d(normal(3, 4), [3, 4])];
        const same = tf.tensor2d(sameIdentity(Int32Array.of(2, 2, 7)), [3, 3]);
        const loss = (x) => contrastLoss(contrast, x, texts, same);
        const gradient = [
            ...tf
                .grad((x) => loss(x))(tf.tensor2d(start, [3, 4]))
                .dataSync(),
        ];
        await checkSlope(t, (x) => ({ loss: loss(tf.tensor2d(x, [3, 4])) }), start, gradient);
    });
test('a picture that is off by 3 in one channel of one place and 4 in another is off by 5, by 5 of its places, by 25 of its numbers', async (t) => {
    const got = await on(() => {
        const off = tf.tensor4d([3, 4, 0, 0, 0, 0], [1, 1, 2, 3]);
        const kinds = ['image', 'pixel', 'mse'];
        return kinds.map((kind) => colorLoss(kind, off, tf.zerosLike(off)).dataSync()[0]);
    });
    const expected = [5, 5 / 2, 25 / 6];
    got.forEach((value, i) => t.true(Math.abs(value - expected[i]) < 1e-5, `${value}, ${expected[i]}`));
});
test('the gray copy of a colour is its luminance in every channel', async (t) => {
    const { mean, std } = PLIP_COLOURS;
    const rgb = [0.9, 0.4, 0.1];
    const got = await on(() => {
        const image = tf.tensor4d(rgb.map((x, c) => (x - mean[c]) / std[c]), [1, 1, 1, 3]);
        return [...grayCopy(image, PLIP_COLOURS).dataSync()];
    });
    const gray = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    got.forEach((x, c) => t.true(Math.abs(x * std[c] + mean[c] - gray) < 1e-5));
});
//# sourceMappingURL=loss.test.js.map