import test from 'ava';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import type { InputSpec, Tensors } from '../../../model/engine/trace.js';
import { compile, trace } from '../../../model/engine/trace.js';
import { batchNorm, conv } from '../../../model/nn/layers.js';
import { draw, parity, withGradients } from './parity.js';

const VECTOR: InputSpec = { shape: [3] };

test('asking for the value of a traced tensor is an error that names the edge and its shape', (t) => {
  const error = t.throws(() => trace(({ x }) => ({ y: tf.mul(x, tf.exp(x).dataSync()[0] as number) }), { x: VECTOR }));
  t.regex(error.message, /dataSync.*shape \[3\]/);
});

test('an op without a kernel fails at trace time with its name, its shapes and the place to add it', (t) => {
  const error = t.throws(() => trace(({ x }) => ({ y: tf.atanh(x) }), { x: VECTOR }));
  t.is(
    error.message,
    'The op Atanh (x float32 [3]) has no traced kernel: add one to its family in model/engine/kernels/.',
  );
});

test('after a failed trace the backend before it is set again and tracing works', (t) => {
  t.throws(() =>
    trace(
      () => {
        throw new Error('no');
      },
      { x: VECTOR },
    ),
  );
  t.is(tf.getBackend(), 'cpu');
  t.is(trace(({ x }) => ({ y: tf.exp(x) }), { x: VECTOR }).nodes.Exp, 1);
});

test('what depends on no input is computed while tracing', async (t) => {
  const outer = tf.tensor1d([1, 2, 3]);
  const fn = ({ x }: Tensors): Tensors => ({ y: tf.add(x, tf.exp(tf.mul(outer, tf.range(0, 3)))) });
  const { nodes, difference } = await parity(fn, { x: VECTOR });
  t.deepEqual(nodes, { Add: 1, Identity: 1 });
  t.true(difference < 1e-6);
  t.deepEqual([...outer.dataSync()], [1, 2, 3], 'the constant stays usable');
});

test('a missing feed is an error that names it', async (t) => {
  const compiled = await compile(({ x }) => ({ y: tf.exp(x) }), { x: VECTOR });
  await t.throwsAsync(compiled.run({}), { message: /without its input x/ });
});

/** Two times convolution, batch norm with batch statistics and ReLU, then a mean over the map. */
function stack(inputs: Tensors): Tensor {
  const mode = { training: true, statistics: {} } as const;
  let x = inputs.images as Tensor4D;
  for (const name of ['a', 'b']) x = tf.relu(batchNorm(inputs, `${name}n`, conv(inputs, name, x), mode));
  return tf.mean(x, [1, 2]);
}

const STACK: Record<string, InputSpec> = {
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
  const fn = (inputs: Tensors): Tensors => {
    const loss = (...tensors: Tensor[]): Tensor =>
      tf.sum(tf.square(stack({ ...inputs, ...Object.fromEntries(names.map((name, i) => [name, tensors[i]])) })));
    const grads = tf.grads(loss)(names.map((name) => inputs[name]));
    return Object.fromEntries(grads.map((grad, i) => [`d/${names[i]}`, grad]));
  };
  const outputLayouts = { 'd/a/filter': 'oihw', 'd/b/filter': 'oihw' } as const;
  // Each filter gradient brings channels of x and dy to the front and orders its product (3), the second
  // convolution's dX exchanges the axes of its filter (1).
  t.is(trace(fn, STACK, { outputLayouts }).nodes.Transpose, 7);
});

test('the stack and all of its gradients equal eager tfjs', async (t) => {
  const { difference } = await parity(
    withGradients((inputs) => ({ y: stack(inputs) }), STACK),
    STACK,
  );
  t.true(difference < 1e-4, String(difference));
});

test("batch norm's closed-form gradient equals finite differences", async (t) => {
  const specs = { x: { shape: [2, 3, 2, 2] }, 'n/scale': { shape: [2] }, 'n/shift': { shape: [2] } };
  const loss = (inputs: Tensors): Tensor =>
    tf.sum(tf.sin(batchNorm(inputs, 'n', inputs.x as Tensor4D, { training: true, statistics: {} })));
  const compiled = await compile(
    withGradients((inputs) => ({ y: tf.sub(loss(inputs), 0.3) }), specs),
    specs,
  );
  const random = seededRandom('fd');
  const feeds = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, draw(spec, random)]));
  const at = await compiled.run(feeds);
  for (const name of Object.keys(specs)) {
    for (let i = 0; i < feeds[name].length; i++) {
      const moved = async (by: number): Promise<number> => {
        const data = feeds[name].slice();
        data[i] += by;
        return (await compiled.run({ ...feeds, [name]: data })).value[0];
      };
      const slope = ((await moved(1e-2)) - (await moved(-1e-2))) / 2e-2;
      t.true(Math.abs(slope - at[`d_${name}`][i]) < 5e-3, `${name}[${i}]: ${slope} and ${at[`d_${name}`][i]}`);
    }
  }
});
