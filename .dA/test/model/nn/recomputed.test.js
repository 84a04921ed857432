import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { bert, BERT_PRESETS, bertDropoutPlaces, bertParameters } from '../../../model/nn/bert.js';
import { modifiedResNet, modifiedResNetParameters } from '../../../model/nn/modifiedResNet.js';
import { swin, swinParameters } from '../../../model/nn/swin.js';
import { compileStep } from '../../../model/train/step.js';
const images = { images: { shape: [3, 32, 32, 3], layout: 'nchw' } };
const RESNET = { width: 4, blocks: [2, 1, 1, 1], pool: 'max', heads: 1, output: 8, picture: [32, 32] };
const SWIN = {
    ...{ width: 8, blocks: [2, 2, 1, 1], heads: [1, 2, 2, 2], window: 3 },
    ...{ pool: 'max', output: 8, picture: [32, 32] },
};
const BERT = { ...BERT_PRESETS.tiny, width: 16, feedForward: 32, vocabulary: 20, positions: 8 };
const places = bertDropoutPlaces(BERT);
/** Blocks start as the identity: then nothing inside of them has a gradient. */
function awake(parameters) {
    for (const [name, { data }] of Object.entries(parameters))
        if (name.endsWith('norm3/scale'))
            data.fill(0.7);
    return parameters;
}
/** New parameters each time, as their statistics are moved. */
const TRAININGS = {
    resnet: () => ({
        parameters: awake(modifiedResNetParameters(RESNET, seededRandom('resnet'))),
        inputs: images,
        loss: (weights, inputs, mode) => ({
            loss: tf.mean(tf.square(modifiedResNet(RESNET, weights, inputs.images, mode).embedding())),
        }),
    }),
    swin: () => ({
        parameters: swinParameters(SWIN, seededRandom('swin')),
        inputs: images,
        loss: (weights, inputs, mode) => ({
            loss: tf.mean(tf.square(swin(SWIN, weights, inputs.images, mode).embedding())),
        }),
    }),
    'bert, of which the last layer is trained': () => ({
        parameters: bertParameters(BERT, seededRandom('bert')),
        isTrained: (name) => /^layer1|^pooler/.test(name),
        inputs: {
            ids: { shape: [2, 6], dtype: 'int32' },
            mask: { shape: [2, 6] },
            ...Object.fromEntries(places.map((place) => [place, { shape: [12, BERT.width] }])),
        },
        loss: (weights, { ids, mask, ...dropout }, mode) => {
            const texts = { ids: ids, mask: mask, dropout: dropout, mode };
            const { pooled, average } = bert(BERT, weights, texts);
            return { loss: tf.mean(tf.square(tf.add(pooled(), average()))) };
        },
    }),
};
function feeds({ inputs }) {
    const random = seededRandom('feeds');
    return Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => {
        const size = shape.reduce((product, n) => product * n, 1);
        if (name === 'ids')
            return [name, Int32Array.from({ length: size }, () => Math.floor(20 * random()))];
        if (name === 'mask')
            return [name, Float32Array.from({ length: size }, (_, i) => (i % 6 < 4 ? 1 : 0))];
        return [name, Float32Array.from({ length: size }, () => 2 * random())];
    }));
}
async function run(training, backend) {
    const step = await compileStep(training, { threads: 1, backend });
    const { loss, gradients } = await step.run(feeds(training));
    const copies = Object.entries(gradients).map(([name, gradient]) => [name, gradient.slice()]);
    await step.release();
    const statistics = Object.entries(training.parameters).filter(([, { role }]) => role === 'statistic');
    return { loss, numbers: new Map([...copies, ...statistics.map(([name, { data }]) => [name, data])]), step };
}
for (const [name, make] of Object.entries(TRAININGS))
    for (const backend of ['onnx', 'cpu'])
        test(`${name}, on ${backend}`, async (t) => {
            const kept = await run(make(), backend);
            const again = await run({ ...make(), recompute: true }, backend);
            t.true(Math.abs(again.loss - kept.loss) < 1e-6 * Math.abs(kept.loss));
            t.deepEqual([...again.numbers.keys()].sort(), [...kept.numbers.keys()].sort());
            for (const [key, expected] of kept.numbers) {
                const scale = Math.max(1e-3, ...expected.map(Math.abs));
                const off = Math.max(...again.numbers.get(key).map((x, i) => Math.abs(x - expected[i])));
                t.true(off < 1e-4 * scale, `${key}: off by ${off} of ${scale}`);
            }
            if (backend === 'cpu')
                return;
            const heavy = name === 'resnet' ? 'Conv' : 'Gemm';
            t.true(again.step.nodes[heavy] > 1.1 * kept.step.nodes[heavy], 'the graph has the second pass');
        });
//# sourceMappingURL=recomputed.test.js.map