// SPAC's shapes and sizes against table 12 of the paper, and its prefixes against a composition by hand.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { sizeOf } from '../../../model/engine/layout.js';
import { tf } from '../../../model/engine/tfjs.js';
import { compile } from '../../../model/engine/trace.js';
import { parameterTensors } from '../../../model/nn/exportOnnx.js';
import { dropoutSizes, SPAC_PRESETS, spacParameters, spacPrefixes } from '../../../model/spac/network.js';
import { SLOTS } from '../../../schemas/attributes.js';
const count = (parameters, prefix) => Object.entries(parameters).reduce((sum, [name, { shape, role }]) => sum + (name.startsWith(prefix) && role !== 'statistic' ? sizeOf(shape) : 0), 0);
test('the paper preset has the layers of table 12, all with biases', (t) => {
    const parameters = spacParameters(SPAC_PRESETS.paper, () => 0.25);
    const [c, d] = [256, 768];
    const conv = 3 * 3 * c * c + c;
    for (const slot of SLOTS)
        t.is(count(parameters, `attribute/${slot}/`), conv + (c * d + d) + (d * 3 * d + 3 * d));
    t.is(count(parameters, 'sentence/'), 2 * conv + (c * 1536 + 1536) + (1536 * 3840 + 3840));
    t.is(count(parameters, 'style1/'), d * d + d);
    t.is(count(parameters, 'style'), 2 * (d * d + d));
    t.is(count(parameters, 'generator/'), 124_439_808, 'GPT-2 as it was published');
    // torchvision's ResNet-101 without its classifier: 44,549,160 - 2,049,000.
    t.is(count(parameters, 'body/'), 42_500_160);
    t.deepEqual(dropoutSizes(SPAC_PRESETS.paper).sentence, [1536, 3840]);
});
const NET = SPAC_PRESETS.tiny;
const stage = (width) => ({ width, blocks: 1, stride: 2 });
const RESIDUAL = { stem: 4, stages: [4, 6, 8, 10].map(stage) };
for (const [name, net] of Object.entries({
    bottlenecks: NET,
    'basic blocks': { ...NET, body: RESIDUAL, level: 2 },
}))
    test(`${name}: prefixes are three tokens an attribute, 23 a style, the same compiled as eager, styles start alike`, (t) => prefixesAreRight(t, net));
async function prefixesAreRight(t, net) {
    const random = seededRandom('spac');
    const parameters = spacParameters(net, random);
    const run = (inputs) => {
        const weights = parameterTensors(parameters);
        const { attributes, styles } = spacPrefixes(net, weights, inputs.images, { mode: { training: false } });
        const named = (name, tensors) => tensors.map((x, i) => [`${name}${i}`, x]);
        return Object.fromEntries([...named('attribute', attributes), ...named('style', styles)]);
    };
    const images = { shape: [2, ...net.picture, 3] };
    const data = Float32Array.from({ length: sizeOf(images.shape) }, random);
    await tf.setBackend('cpu');
    const eager = run({ images: tf.tensor(data, [...images.shape]) });
    const { width } = net.generator;
    for (let i = 0; i < SLOTS.length; i++)
        t.deepEqual(eager[`attribute${i}`].shape, [2, 3, width]);
    for (let i = 0; i < net.styles; i++)
        t.deepEqual(eager[`style${i}`].shape, [2, 23, width]);
    t.deepEqual([...eager.style0.dataSync()], [...eager.style1.dataSync()]);
    // A style prefix is the attributes' in their order, then the sentence's.
    const style = eager.style0.arraySync();
    SLOTS.forEach((_, i) => {
        const own = eager[`attribute${i}`].arraySync();
        t.deepEqual(style[1].slice(3 * i, 3 * i + 3), own[1]);
    });
    const compiled = await compile(run, { images }, { threads: 1 });
    const got = await compiled.run({ images: data });
    for (const [name, tensor] of Object.entries(eager)) {
        const expected = tensor.dataSync();
        const scale = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-6);
        t.true(expected.every((x, i) => Math.abs(x - got[name][i]) < 1e-4 * scale), name);
    }
    await compiled.release();
}
test('dropout cuts what its factors say, in both places of a branch', async (t) => {
    const random = seededRandom('dropout');
    const parameters = spacParameters(NET, random);
    await tf.setBackend('cpu');
    const images = tf.randomUniform([1, ...NET.picture, 3], 0, 1, 'float32', 1);
    const factors = (first, second) => Object.fromEntries(Object.entries(dropoutSizes(NET)).map(([name, [a, b]]) => [
        name,
        [tf.fill([1, a], first), tf.fill([1, b], second)],
    ]));
    const prefixes = (first, second) => {
        const options = { mode: { training: false }, dropout: factors(first, second) };
        return [...spacPrefixes(NET, parameterTensors(parameters), images, options).attributes[0].dataSync()];
    };
    const whole = prefixes(1, 1);
    t.true(whole.some((x) => x !== 0));
    t.deepEqual(prefixes(1, 2), whole.map((x) => Math.fround(2 * x)));
    t.true(prefixes(1, 0).every((x) => Math.abs(x) === 0));
    // Without the first layer's output only the second one's bias is left, which starts at 0.
    t.true(prefixes(0, 1).every((x) => Math.abs(x) === 0));
});
//# sourceMappingURL=network.test.js.map