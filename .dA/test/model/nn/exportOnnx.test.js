// Every network as an ONNX file: opened by ONNX Runtime at batch sizes that were not traced, equal to the eager network.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { sizeOf } from '../../../model/engine/layout.js';
import { openSession } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import { BERT_PRESETS } from '../../../model/nn/bert.js';
import { exportOnnx, parameterTensors } from '../../../model/nn/exportOnnx.js';
import { GPT2_PRESETS } from '../../../model/nn/gpt2.js';
import { MODIFIED_RESNET_PRESETS } from '../../../model/nn/modifiedResNet.js';
import { inferenceOf, initialParameters } from '../../../model/nn/network.js';
import { RESNET_PRESETS } from '../../../model/nn/resNet.js';
const TEXT = { vocabulary: 60, positions: 16 };
const size = { length: 7, picture: [64, 32] };
const NETWORKS = [
    ...['max', 'average', 'attention'].map((pool) => ({
        type: 'modified-resnet',
        net: { ...MODIFIED_RESNET_PRESETS.tiny, pool },
    })),
    {
        type: 'swin',
        net: {
            ...{ width: 8, blocks: [2, 1, 1, 2], heads: [1, 1, 2, 2], window: 3 },
            ...{ pool: 'max', output: 12, picture: [64, 32] },
        },
    },
    { type: 'resnet', net: RESNET_PRESETS.tiny },
    { type: 'resnet', net: { ...RESNET_PRESETS.tiny, pyramid: 6 } },
    { type: 'bert', net: { ...BERT_PRESETS.tiny, ...TEXT } },
    { type: 'gpt2', net: { ...GPT2_PRESETS.tiny, ...TEXT } },
];
for (const network of NETWORKS) {
    const { type, net } = network;
    const title = [type, 'pool' in net ? net.pool : '', 'pyramid' in net ? 'pyramid' : ''].filter(Boolean).join(' ');
    test(`${title}: its ONNX file takes any batch and gives what the eager network gives`, async (t) => {
        const random = seededRandom(title);
        // Running statistics and last scales that are no ones and zeros, so that every branch counts.
        const parameters = Object.fromEntries(Object.entries(initialParameters(network, random)).map(([name, parameter]) => {
            const data = parameter.data.map((x) => (parameter.role === 'weight' ? x : x * 0.5 + 0.3 + 0.4 * random()));
            return [name, { ...parameter, data }];
        }));
        const session = await openSession(exportOnnx(network, parameters, size), { threads: 1 });
        for (const batch of [1, 2, 5]) {
            const { inputs, outputs, run } = inferenceOf(network, { ...size, batch });
            const feeds = Object.fromEntries(Object.entries(inputs).map(([name, { shape, dtype, layout }]) => {
                const dims = layout === 'nchw' ? [shape[0], shape[3], shape[1], shape[2]] : [...shape];
                const data = dtype === 'int32' ? new Int32Array(sizeOf(dims)) : new Float32Array(sizeOf(dims));
                const draw = { ids: () => Math.floor(60 * random()), mask: () => 1, images: random }[name];
                return [name, { dims, data: data.map(draw) }];
            }));
            if (feeds.mask)
                feeds.mask.data[feeds.mask.data.length - 1] = 0;
            const got = await session.run(feeds);
            await tf.setBackend('cpu');
            tf.tidy(() => {
                const eager = Object.entries(feeds).map(([name, { data, dims }]) => {
                    const tensor = tf.tensor(data, [...dims], data instanceof Int32Array ? 'int32' : 'float32');
                    return [name, name === 'images' ? tf.transpose(tensor, [0, 2, 3, 1]) : tensor];
                });
                const expected = run(parameterTensors(parameters), Object.fromEntries(eager));
                t.deepEqual(Object.keys(expected), [...outputs]);
                for (const name of outputs) {
                    t.deepEqual([...got[name].dims], expected[name].shape, name);
                    const values = expected[name].dataSync();
                    const scale = values.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
                    const off = values.reduce((most, x, i) => Math.max(most, Math.abs(x - got[name].data[i])), 0);
                    t.true(off < 2e-5 * scale, `${name}, batch ${batch}: off by ${off} of ${scale}`);
                }
            });
        }
        await session.release();
    });
}
//# sourceMappingURL=exportOnnx.test.js.map