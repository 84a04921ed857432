// Every network against PyTorch with the same weights (test/peers/networks.py): outputs, gradients, running statistics.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { compile } from '../../../model/engine/trace.js';
import { bert, bertParameters } from '../../../model/nn/bert.js';
import { featurePyramid, featurePyramidParameters } from '../../../model/nn/featurePyramid.js';
import { gpt2, gpt2Logits, gpt2Parameters, gpt2Words } from '../../../model/nn/gpt2.js';
import { modifiedResNet, modifiedResNetParameters } from '../../../model/nn/modifiedResNet.js';
import { resNet, resNetParameters } from '../../../model/nn/resNet.js';
import { swin, swinParameters } from '../../../model/nn/swin.js';
import { PUBLISHED } from '../../../model/weights/published.js';
import { fill, filled, isTurned, turned } from './formula.js';
const path = new URL('../../../../test/model/nn/networks.json', import.meta.url);
const REFERENCES = JSON.parse(readFileSync(path, 'utf8'));
function compare(t, name, got, { norm, values }) {
    const ours = Math.sqrt(Array.from(got).reduce((sum, x) => sum + x * x, 0));
    const tolerance = 2e-4 * Math.max(norm / Math.sqrt(got.length), Math.max(...values.map(Math.abs)), 1e-2);
    t.true(Math.abs(ours - norm) <= 1e-4 * Math.max(norm, 1e-2), `${name}: norm ${ours}, PyTorch ${norm}`);
    values.forEach((value, i) => {
        const at = Math.floor((i * (got.length - 1)) / (values.length - 1));
        t.true(Math.abs(got[at] - value) <= tolerance, `${name}[${at}]: ${got[at]}, PyTorch ${value}`);
    });
}
const chw = (map) => tf.transpose(map, [0, 3, 1, 2]);
const images = (n, height, width) => ({
    inputs: { images: { shape: [n, height, width, 3], layout: 'nchw' } },
    feeds: { images: fill('images', n * 3 * height * width, 1) },
});
const IDS = Int32Array.from({ length: 30 }, (_, i) => (i * 7) % 50);
const MASK = new Float32Array(30).fill(1).fill(0, 16, 20).fill(0, 21, 30);
const random = seededRandom('networks');
const RESNET = {
    width: 8,
    blocks: [1, 2, 1, 1],
    pool: 'attention',
    heads: 4,
    output: 12,
    picture: [128, 64],
};
const modified = (train) => ({
    reference: `modifiedResNet ${train ? 'train' : 'eval'}`,
    kind: PUBLISHED['clip-resnet'],
    parameters: modifiedResNetParameters(RESNET, random),
    train,
    ...images(3, 128, 64),
    run: (weights, inputs, mode) => {
        const { maps, embedding } = modifiedResNet(RESNET, weights, inputs.images, mode);
        return { map1: chw(maps[0]), map4: chw(maps[3]), embedding: embedding() };
    },
});
const BODY = { width: 8, blocks: [1, 1, 2, 1] };
const SWIN = {
    ...{ width: 8, blocks: [2, 2, 2, 1], heads: [1, 2, 2, 4], window: 3 },
    ...{ pool: 'average', output: 12, picture: [128, 64] },
};
const BERT = { vocabulary: 50, positions: 16, types: 2, width: 24, layers: 3, heads: 4, feedForward: 48 };
const GPT2 = { vocabulary: 50, positions: 16, width: 24, layers: 3, heads: 4 };
const NETWORKS = [
    modified(true),
    modified(false),
    {
        reference: 'resNet train',
        kind: PUBLISHED['torchvision-resnet'],
        parameters: { ...resNetParameters(BODY, random), ...featurePyramidParameters([32, 64, 128, 256], 6, random) },
        train: true,
        ...images(4, 128, 64),
        run: (weights, inputs, mode) => {
            const maps = resNet(BODY, weights, inputs.images, mode);
            const levels = featurePyramid(weights, maps);
            return { map4: chw(maps[3]), ...Object.fromEntries(levels.map((map, i) => [`level${i}`, chw(map)])) };
        },
    },
    {
        reference: 'swin',
        kind: PUBLISHED['timm-swin'],
        parameters: swinParameters(SWIN, random),
        train: false,
        ...images(2, 128, 64),
        run: (weights, inputs, mode) => {
            const { maps, embedding } = swin(SWIN, weights, inputs.images, mode);
            return { ...Object.fromEntries(maps.map((map, i) => [`map${i + 1}`, chw(map)])), embedding: embedding() };
        },
    },
    {
        reference: 'bert',
        kind: PUBLISHED.bert,
        parameters: bertParameters(BERT, random),
        train: false,
        inputs: { ids: { shape: [3, 10], dtype: 'int32' }, mask: { shape: [3, 10] } },
        feeds: { ids: IDS, mask: MASK },
        run: (weights, { ids, mask }) => {
            const { hidden, pooled, average } = bert(BERT, weights, { ids: ids, mask: mask });
            return { hidden, pooled: pooled(), average: average() };
        },
    },
    {
        reference: 'gpt2',
        kind: PUBLISHED.gpt2,
        parameters: gpt2Parameters(GPT2, random),
        train: false,
        inputs: { ids: { shape: [3, 10], dtype: 'int32' } },
        feeds: { ids: IDS },
        run: (weights, { ids }) => {
            const { hidden } = gpt2(GPT2, weights, gpt2Words(weights, ids));
            return { logits: gpt2Logits(weights, hidden) };
        },
    },
];
for (const network of NETWORKS)
    test(`${network.reference}: outputs, every gradient and running statistics equal PyTorch's`, async (t) => {
        const reference = REFERENCES[network.reference];
        const parameters = filled(network.parameters, network.kind, reference.shapes);
        const names = Object.keys(parameters).filter((name) => parameters[name].role !== 'statistic');
        const step = (inputs) => {
            const statistics = {};
            const mode = network.train ? { training: true, statistics } : { training: false };
            let outputs = {};
            const { value, grads } = tf.valueAndGrads((...trained) => {
                const weights = { ...inputs, ...Object.fromEntries(names.map((name, i) => [name, trained[i]])) };
                outputs = Object.fromEntries(Object.entries(network.run(weights, inputs, mode)).map(([name, output]) => [name, tf.keep(output)]));
                return tf.addN(Object.values(outputs).map((output) => tf.sum(tf.sin(tf.add(output, 0.3)))));
            })(names.map((name) => inputs[name]));
            const gradients = Object.fromEntries(grads.map((gradient, i) => [`d/${names[i]}`, gradient]));
            return { loss: value, ...outputs, ...gradients, ...statistics };
        };
        // In training the names of the running statistics are those of the batch's, which come out.
        const fed = Object.keys(parameters).filter((name) => !network.train || parameters[name].role !== 'statistic');
        const inputs = {
            ...Object.fromEntries(fed.map((name) => [name, parameters[name]])),
            ...network.inputs,
        };
        const outputLayouts = Object.fromEntries(names.map((name) => [`d/${name}`, parameters[name].layout]));
        const compiled = await compile(step, inputs, { outputLayouts, threads: 1 });
        const data = Object.fromEntries(fed.map((name) => [name, parameters[name].data]));
        const got = await compiled.run({ ...data, ...network.feeds });
        await compiled.release();
        t.true(Math.abs(got.loss[0] - reference.loss) < 1e-4 * Math.max(10, Math.abs(reference.loss)));
        for (const [name, summary] of Object.entries(reference.outputs))
            compare(t, name, got[name], summary);
        const compared = new Set();
        for (const name of names) {
            const theirs = network.kind.nameOf(name);
            const gradient = got[`d/${name}`];
            const { shape } = parameters[name];
            compare(t, theirs, isTurned(name, network.kind) ? turned(gradient, shape) : gradient, reference.gradients[theirs]);
            compared.add(theirs);
        }
        t.deepEqual(Object.keys(reference.gradients).filter((name) => !compared.has(name)), [], 'no gradient of PyTorch is left out');
        for (const [name, { role, data }] of Object.entries(parameters)) {
            if (role !== 'statistic' || !network.train)
                continue;
            const running = Float32Array.from(data, (old, i) => 0.9 * old + 0.1 * got[name][i]);
            const theirs = network.kind.nameOf(name);
            compare(t, theirs, running, reference.buffers[theirs]);
        }
    });
//# sourceMappingURL=networks.test.js.map