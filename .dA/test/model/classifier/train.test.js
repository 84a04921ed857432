import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { randomInt, seededRandom } from '../../../data/random.js';
import { parameterTensors } from '../../../model/nn/exportOnnx.js';
import { classifierFeature, classifierLogits } from '../../../model/classifier/network.js';
import { trainClassifier } from '../../../model/classifier/train.js';
import { openSession } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';
const HEADS = [
    { name: 'upper', kind: 'softmax', classes: ['red', 'green', 'blue'] },
    { name: 'lower', kind: 'sigmoid', classes: ['dark', 'light'] },
];
const [COUNT, HEIGHT, WIDTH] = [240, 24, 12];
/** Noisy pictures: the upper half in one of three colours, the lower half dark or light. */
async function colouredSet() {
    const random = seededRandom('pictures');
    const pixels = new Uint8Array(COUNT * HEIGHT * WIDTH * 3);
    const targets = new Float32Array(COUNT * 5);
    for (let i = 0; i < COUNT; i++) {
        const [colour, light] = [randomInt(random, 3), randomInt(random, 2)];
        targets[i * 5 + colour] = 1;
        targets[i * 5 + 3 + light] = 1;
        for (let p = 0; p < HEIGHT * WIDTH * 3; p++) {
            const upper = p < (HEIGHT * WIDTH * 3) / 2;
            const level = upper ? (p % 3 === colour ? 150 : 90) : light ? 170 : 80;
            pixels[i * HEIGHT * WIDTH * 3 + p] = level + 80 * (random() - 0.5);
        }
    }
    const path = join(temporaryFolder(), 'pixels.bin');
    await writeFile(path, pixels);
    const mask = new Uint8Array(COUNT * 2).fill(1);
    return { count: COUNT, height: HEIGHT, width: WIDTH, pixels: { path }, heads: HEADS, targets, mask };
}
const NET = {
    stem: 8,
    stages: [
        { width: 12, blocks: 1, stride: 2 },
        { width: 16, blocks: 1, stride: 2 },
    ],
    dropout: 0.1,
    stripes: 3,
};
const rows = Array.from({ length: COUNT }, (_, i) => i);
const OPTIONS = {
    train: rows.slice(0, 200),
    heldOut: rows.slice(200),
    preset: 'tiny',
    net: NET,
    epochs: 6,
    batch: 20,
    rate: 0.01,
    seed: 1,
    threads: 2,
};
test('learns colours, reports progress, exports what eager tfjs computes and repeats bit by bit', async (t) => {
    const set = await colouredSet();
    let steps = 0;
    const trained = await trainClassifier(set, { ...OPTIONS, onProgress: () => steps++ });
    t.is(steps, 60);
    t.is(trained.history.length, 6);
    t.true(trained.history[5].heldOutLoss < 0.5 * trained.history[0].heldOutLoss);
    const correct = OPTIONS.heldOut.filter((row, i) => {
        const z = trained.heldOutLogits.subarray(i * 5, i * 5 + 5);
        const truth = set.targets.subarray(row * 5, row * 5 + 5);
        const upper = z.indexOf(Math.max(...z.subarray(0, 3)));
        return truth[upper] === 1 && z[3] > 0 === (truth[3] === 1);
    });
    t.true(correct.length >= 38, `${correct.length} of 40 held-out pictures are right`);
    const path = `${set.pixels.path}.onnx`;
    await writeFile(path, trained.onnx);
    const session = await openSession(path, { threads: 1 });
    t.deepEqual(session.inputShapes, { input: ['n', 3, HEIGHT, WIDTH] });
    t.deepEqual(session.outputShapes, { logits: ['n', 5], feature: ['n', 48] });
    for (const batch of [1, 3]) {
        const random = seededRandom(batch);
        const images = tf.tensor4d(Float32Array.from({ length: batch * HEIGHT * WIDTH * 3 }, random), [
            batch,
            HEIGHT,
            WIDTH,
            3,
        ]);
        const weights = parameterTensors(trained.parameters);
        const feature = classifierFeature(NET, weights, images, { training: false });
        const data = tf.transpose(images, [0, 3, 1, 2]).dataSync();
        const got = await session.run({ input: { data, dims: [batch, 3, HEIGHT, WIDTH] } });
        for (const [name, expected] of [
            ['feature', feature],
            ['logits', classifierLogits(weights, feature)],
        ]) {
            const values = expected.dataSync();
            t.true(got[name].data.every((value, i) => Math.abs(value - values[i]) < 1e-4), name);
        }
        t.deepEqual(got.feature.dims, [batch, 48]);
    }
    const again = await trainClassifier(set, OPTIONS);
    t.deepEqual(Buffer.from(again.onnx), Buffer.from(trained.onnx), 'the same seed gives the same bytes');
});
test('an abort signal stops the training between two steps with its reason', async (t) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let steps = 0;
    const onProgress = () => {
        if (++steps === 2)
            controller.abort(reason);
    };
    const training = trainClassifier(await colouredSet(), {
        ...OPTIONS,
        epochs: 1000,
        onProgress,
        signal: controller.signal,
    });
    t.is(await t.throwsAsync(training), reason);
});
test('a training that is stopped in mid-epoch and goes on is to the bit one that never stopped', async (t) => {
    const set = await colouredSet();
    const options = { ...OPTIONS, epochs: 3 };
    const calm = await trainClassifier(set, options);
    const checkpoint = { path: join(temporaryFolder(), 'training.checkpoint'), recipe: 'three epochs' };
    const seen = [];
    let trained;
    // Stopped after some steps, again and again: within epochs and at their ends (ten steps each).
    for (const steps of [4, 6, 13, 2, 100]) {
        const controller = new AbortController();
        let left = steps;
        const onProgress = ({ epoch, step }) => {
            seen.push(`${epoch}.${step}`);
            if (--left === 0)
                controller.abort(new Error('stop'));
        };
        trained = (await trainClassifier(set, { ...options, checkpoint, onProgress, signal: controller.signal }).catch((error) => void t.is(error.message, 'stop')));
    }
    t.is(new Set(seen).size, 30);
    t.deepEqual(seen, [...new Set(seen)], 'no step is done twice');
    t.deepEqual(Buffer.from(trained.onnx), Buffer.from(calm.onnx));
    t.deepEqual(trained.parameters, calm.parameters);
    t.deepEqual(trained.history.map(({ trainLoss, heldOutLoss }) => [trainLoss, heldOutLoss]), calm.history.map(({ trainLoss, heldOutLoss }) => [trainLoss, heldOutLoss]));
    const other = await trainClassifier(set, { ...options, checkpoint: { ...checkpoint, recipe: 'another' } });
    t.is(other.history.length, 3, 'another recipe starts anew');
    await writeFile(checkpoint.path, 'damaged');
    const damaged = await t.throwsAsync(trainClassifier(set, { ...options, checkpoint }), { instanceOf: UserError });
    t.is(damaged.code, 'bad_file');
});
test('a worker that fails is an error with its cause; a file of the wrong size keeps its own', async (t) => {
    const set = await colouredSet();
    const missing = await t.throwsAsync(trainClassifier({ ...set, pixels: { path: '/nowhere/pixels.bin' } }, OPTIONS));
    t.regex(String(missing.cause), /ENOENT/);
    const short = await t.throwsAsync(trainClassifier({ ...set, height: HEIGHT + 1 }, OPTIONS), {
        instanceOf: UserError,
    });
    t.regex(short.message, /does not hold 240 pictures/);
});
test('labels that do not fit the pictures and an empty training set are told before any work', async (t) => {
    const set = await colouredSet();
    await t.throwsAsync(trainClassifier({ ...set, mask: set.mask.slice(1) }, OPTIONS), { instanceOf: UserError });
    await t.throwsAsync(trainClassifier(set, { ...OPTIONS, train: [] }), { instanceOf: UserError });
});
//# sourceMappingURL=train.test.js.map