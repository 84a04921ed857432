import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { compile, trace } from '../../../model/engine/trace.js';
import { Graph } from '../../../model/engine/graph.js';
import { batchNorm, conv } from '../../../model/nn/layers.js';
import { MODIFIED_RESNET_PRESETS, modifiedResNet, modifiedResNetParameters } from '../../../model/nn/modifiedResNet.js';
import { stepFunction, stepInputs } from '../../../model/train/step.js';
import { draw, parity, withGradients } from './parity.js';
const VECTOR = { shape: [3] };
test('asking for the value of a traced tensor is an error that names the edge and its shape', (t) => {
    const error = t.throws(() => trace(({ x }) => ({ y: tf.mul(x, tf.exp(x).dataSync()[0]) }), { x: VECTOR }));
    t.regex(error.message, /dataSync.*shape \[3\]/);
});
test('an op without a kernel fails at trace time with its name, its shapes and the place to add it', (t) => {
    const error = t.throws(() => trace(({ x }) => ({ y: tf.atanh(x) }), { x: VECTOR }));
    t.is(error.message, 'The op Atanh (x float32 [3]) has no traced kernel: add one to its family in model/engine/kernels/.');
});
test('after a failed trace the backend before it is set again and tracing works', (t) => {
    t.throws(() => trace(() => {
        throw new Error('no');
    }, { x: VECTOR }));
    t.is(tf.getBackend(), 'cpu');
    t.is(trace(({ x }) => ({ y: tf.exp(x) }), { x: VECTOR }).nodes.Exp, 1);
});
test('what depends on no input is computed while tracing', async (t) => {
    const outer = tf.tensor1d([1, 2, 3]);
    const fn = ({ x }) => ({ y: tf.add(x, tf.exp(tf.mul(outer, tf.range(0, 3)))) });
    const { nodes, difference } = await parity(fn, { x: VECTOR });
    t.deepEqual(nodes, { Add: 1 });
    t.true(difference < 1e-6);
    t.deepEqual([...outer.dataSync()], [1, 2, 3], 'the constant stays usable');
});
test('integers that are cast while tracing are numbers in the graph too', async (t) => {
    const run = ({ x }) => ({ y: tf.mul(x, tf.tensor1d([1, 2, 3], 'int32')) });
    const compiled = await compile(run, { x: VECTOR });
    const { y } = await compiled.run({ x: Float32Array.of(0.5, 0.25, 2) });
    await compiled.release();
    t.deepEqual([...y], [0.5, 0.5, 6]);
});
test('a missing feed is an error that names it', async (t) => {
    const compiled = await compile(({ x }) => ({ y: tf.exp(x) }), { x: VECTOR });
    await t.throwsAsync(compiled.run({}), { message: /without its input x/ });
});
/** Two times convolution, batch norm with batch statistics and ReLU, then a mean over the map. */
function stack(inputs) {
    const mode = { training: true, statistics: {} };
    let x = inputs.images;
    for (const name of ['a', 'b'])
        x = tf.relu(batchNorm(inputs, `${name}n`, conv(inputs, name, x), mode));
    return tf.mean(x, [1, 2]);
}
const STACK = {
    images: { shape: [2, 8, 6, 3], layout: 'nchw' },
    'a/filter': { shape: [3, 3, 3, 4], layout: 'oihw' },
    'an/scale': { shape: [4] },
    'an/shift': { shape: [4] },
    'b/filter': { shape: [3, 3, 4, 5], layout: 'oihw' },
    'bn/scale': { shape: [5] },
    'bn/shift': { shape: [5] },
};
test('a stack of convolution, batch norm and ReLU stays in NCHW: no transpose forward', (t) => {
    t.false('Transpose' in trace((inputs) => ({ y: stack(inputs) }), STACK).nodes);
});
test('backward only filter gradients and turned filters transpose, never a map between NCHW and NHWC', (t) => {
    const names = Object.keys(STACK).slice(1);
    const fn = (inputs) => {
        const loss = (...tensors) => tf.sum(tf.square(stack({ ...inputs, ...Object.fromEntries(names.map((name, i) => [name, tensors[i]])) })));
        const grads = tf.grads(loss)(names.map((name) => inputs[name]));
        return Object.fromEntries(grads.map((grad, i) => [`d/${names[i]}`, grad]));
    };
    const outputLayouts = { 'd/a/filter': 'oihw', 'd/b/filter': 'oihw' };
    // Each filter gradient brings channels of x and dy to the front (2), the second convolution's dX exchanges the axes of its filter (1).
    t.is(trace(fn, STACK, { outputLayouts }).nodes.Transpose, 5);
});
test('the stack and all of its gradients equal eager tfjs', async (t) => {
    const { difference } = await parity(withGradients((inputs) => ({ y: stack(inputs) }), STACK), STACK);
    t.true(difference < 1e-4, String(difference));
});
test("batch norm's closed-form gradient equals finite differences", async (t) => {
    const specs = { x: { shape: [2, 3, 2, 2] }, 'n/scale': { shape: [2] }, 'n/shift': { shape: [2] } };
    const loss = (inputs) => tf.sum(tf.sin(batchNorm(inputs, 'n', inputs.x, { training: true, statistics: {} })));
    const compiled = await compile(withGradients((inputs) => ({ y: tf.sub(loss(inputs), 0.3) }), specs), specs);
    const random = seededRandom('fd');
    const feeds = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, draw(spec, random)]));
    const at = await compiled.run(feeds);
    for (const name of Object.keys(specs)) {
        for (let i = 0; i < feeds[name].length; i++) {
            const moved = async (by) => {
                const data = feeds[name].slice();
                data[i] += by;
                return (await compiled.run({ ...feeds, [name]: data })).value[0];
            };
            const slope = ((await moved(1e-2)) - (await moved(-1e-2))) / 2e-2;
            const near = 1e-3 * Math.max(5, Math.abs(slope));
            t.true(Math.abs(slope - at[`d_${name}`][i]) < near, `${name}[${i}]: ${slope} and ${at[`d_${name}`][i]}`);
        }
    }
});
test('a whole ResNet-50 step moves no map between NCHW and NHWC', (t) => {
    const perms = [];
    const original = Object.getOwnPropertyDescriptor(Graph.prototype, 'nodeOf').value;
    Graph.prototype.nodeOf = function (op, inputs, attributes, count) {
        if (op === 'Transpose')
            perms.push(String(attributes.perm));
        return original.call(this, op, inputs, attributes, count);
    };
    t.teardown(() => (Graph.prototype.nodeOf = original));
    const net = MODIFIED_RESNET_PRESETS.rn50;
    const training = {
        parameters: modifiedResNetParameters(net, seededRandom(0)),
        inputs: { images: { shape: [2, 256, 128, 3], layout: 'nchw' } },
        loss: (weights, { images }, mode) => ({
            loss: tf.mean(tf.square(modifiedResNet(net, weights, images, mode).embedding())),
        }),
    };
    const layouts = Object.entries(training.parameters).map(([name, { layout }]) => [`d:${name}`, layout]);
    trace(stepFunction(training), stepInputs(training), { outputLayouts: Object.fromEntries(layouts) });
    t.true(perms.length > 100, 'filters and gradients of filters are turned');
    t.deepEqual(perms.filter((perm) => perm === '0,2,3,1' || perm === '0,3,1,2'), []);
});
test('the gradient of an embedding with repeated ids is the same in every run and for every number of threads', async (t) => {
    const [rows, tokens, width] = [7, 4000, 16];
    const specs = {
        table: { shape: [rows, width] },
        ids: { shape: [tokens], dtype: 'int32' },
        weight: { shape: [tokens, width] },
    };
    const random = seededRandom('ids');
    const feeds = {
        table: Float32Array.from({ length: rows * width }, random),
        ids: Int32Array.from({ length: tokens }, () => Math.floor(rows * random())),
        weight: Float32Array.from({ length: tokens * width }, random),
    };
    const expected = new Float32Array(rows * width);
    feeds.ids.forEach((id, m) => {
        for (let d = 0; d < width; d++)
            expected[id * width + d] += feeds.weight[m * width + d];
    });
    const fn = ({ table, ids, weight }) => ({
        gradient: tf.grad((x) => tf.sum(tf.mul(tf.gather(x, ids), weight)))(table),
    });
    for (const threads of [1, 2, 4]) {
        const compiled = await compile(fn, specs, { threads });
        for (let run = 0; run < 20; run++)
            t.deepEqual((await compiled.run(feeds)).gradient, expected);
        await compiled.release();
    }
});
//# sourceMappingURL=trace.test.js.map