import test from 'ava';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { channelBlock } from '../../../model/engine/channelBlock.js';
import { cachedAttention } from '../../../model/engine/cachedAttention.js';
import { MASKED } from '../../../model/nn/attention.js';
import {
  affineRows,
  crossEntropy,
  enlarge,
  enlargeSmoothly,
  largestPlace,
  layerNormOf,
  logShares,
} from '../../../model/engine/ownOps.js';
import { tf } from '../../../model/engine/tfjs.js';
import { gelu, geluTanh } from '../../../model/nn/activations.js';
import { batchNorm, type Mode } from '../../../model/nn/layers.js';
import { type InputSpec, type Tensors, trace } from '../../../model/engine/trace.js';
import { type Parity, parity, PROVIDER, TOLERANCE, withGradients } from './parity.js';

const MAPS: InputSpec = { shape: [2, 6, 5, 3] };
const NCHW_MAPS: InputSpec = { ...MAPS, layout: 'nchw' };

async function check(
  t: import('ava').ExecutionContext,
  specs: Record<string, InputSpec>,
  fn: (inputs: Tensors) => Tensor | Tensors,
  differentiable = true,
): Promise<void> {
  const traceable = (inputs: Tensors): Tensors => {
    const result = fn(inputs);
    return result instanceof tf.Tensor ? { result } : result;
  };
  const { difference } = await parity(differentiable ? withGradients(traceable, specs) : traceable, specs);
  t.true(difference < TOLERANCE, `largest relative difference ${difference}`);
}

type One = (x: Tensor) => Tensor;
const smooth: Record<string, One> = {
  abs: (x) => tf.abs(x),
  neg: (x) => tf.neg(x),
  exp: (x) => tf.exp(x),
  log: (x) => tf.log(tf.add(tf.square(x), 0.1)),
  sqrt: (x) => tf.sqrt(tf.add(tf.square(x), 0.1)),
  rsqrt: (x) => tf.rsqrt(tf.add(tf.square(x), 0.1)),
  reciprocal: (x) => tf.reciprocal(tf.add(tf.square(x), 0.5)),
  relu: (x) => tf.relu(x),
  leakyRelu: (x) => tf.leakyRelu(x, 1 / 5.5),
  elu: (x) => tf.mul(tf.sigmoid(x), tf.relu(x)),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  tanh: (x) => tf.tanh(x),
  erf: (x) => tf.erf(x),
  sin: (x) => tf.sin(x),
  cos: (x) => tf.cos(x),
  log1p: (x) => tf.log1p(tf.square(x)),
  expm1: (x) => tf.expm1(x),
  square: (x) => tf.square(x),
  clip: (x) => tf.clipByValue(x, -0.7, 0.6),
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  sum: (x) => tf.sum(x, -1),
  'sum over maps': (x) => tf.sum(x, [1, 2]),
  'sum over all but channels': (x) => tf.sum(x, [0, 1, 2]),
  'sum that needs the plain order': (x) => tf.sum(x, [0]),
  'sum that keeps its axes': (x) => tf.sum(x, [1], true),
  mean: (x) => tf.mean(x, [1, 2]),
  'mean of all': (x) => tf.mean(x),
  max: (x) => tf.max(x, 3),
  min: (x) => tf.min(x, [1, 2]),
  reshape: (x) => tf.mul(tf.reshape(x, [2, 30, 3]), tf.range(0, 3)),
  transpose: (x) => tf.transpose(x, [3, 1, 0, 2]),
  slice: (x) => tf.slice(x, [0, 1, 2, 1], [2, 3, 2, 2]),
  pad: (x) =>
    tf.pad(x, [
      [0, 0],
      [1, 2],
      [0, 1],
      [0, 0],
    ]),
  tile: (x) => tf.tile(x, [1, 2, 1, 2]),
  concat: (x) => tf.concat([x, tf.exp(x), tf.ones([2, 6, 5, 1])], 3),
  stack: (x) => tf.stack([x, tf.square(x)], 1),
  unstack: (x) => tf.addN(tf.unstack(x, 1)),
  split: (x) => tf.mul(...(tf.split(x, [2, 4], 1).map((part) => tf.sum(part, 1)) as [Tensor, Tensor])),
  expandDims: (x) => tf.expandDims(x, 2),
  'broadcast row': (x) => tf.add(x, tf.range(0, 3)),
  'broadcast plane': (x) => tf.mul(x, tf.reshape(tf.range(0, 30), [6, 5, 1])),
  'power of a constant': (x) => tf.pow(tf.add(tf.square(x), 0.2), 1.5),
  gather: (x) => tf.gather(x, tf.tensor1d([2, 0, 1], 'int32'), 3),
  'max pool': (x) => tf.maxPool(x as Tensor4D, 2, 2, 'valid'),
  'max pool of windows that overlap': (x) => tf.maxPool(x as Tensor4D, 3, 2, 1, 'floor'),
  'max pool used twice': (x) =>
    tf.mul(tf.maxPool(x as Tensor4D, 2, 1, 'same'), tf.maxPool(x as Tensor4D, 2, 1, 'same')),
  enlarge: (x) => enlarge(x as Tensor4D, 3),
  'enlarge smoothly': (x) => enlargeSmoothly(x as Tensor4D, 4),
  'largest place': (x) => largestPlace(x as Tensor4D),
  'average pool': (x) => tf.avgPool(x as Tensor4D, 2, 2, 'valid'),
  'average pool 3/1': (x) => tf.avgPool(x as Tensor4D, 3, 1, 'valid'),
  'batch norm with known statistics': (x) =>
    tf.batchNorm(
      x as Tensor4D,
      tf.tensor1d([0.1, 0.2, 0.3]),
      tf.tensor1d([1, 2, 3]),
      tf.tensor1d([0, 1, 2]),
      tf.tensor1d([2, 1, 0.5]),
      1e-5,
    ),
};

for (const [name, fn] of Object.entries(smooth)) {
  test(`${name}: value and gradient equal eager tfjs in both layouts`, async (t) => {
    for (const x of [MAPS, NCHW_MAPS]) await check(t, { x }, (inputs) => fn(inputs.x));
  });
}

const pairs: Record<string, (a: Tensor, b: Tensor) => Tensor> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, tf.add(tf.square(b), 0.5)),
  maximum: (a, b) => tf.maximum(a, b),
  minimum: (a, b) => tf.minimum(a, b),
  squaredDifference: (a, b) => tf.squaredDifference(a, b),
  where: (a, b) => tf.where(tf.greaterEqual(a, b), tf.exp(a), tf.mul(b, a)),
};

/** tfjs itself has no gradient for these where operands broadcast. */
const ONE_SHAPE = new Set(['maximum', 'minimum', 'squaredDifference']);
for (const [name, fn] of Object.entries(pairs)) {
  test(`${name}: operands of different layouts and shapes broadcast as in eager tfjs`, async (t) => {
    for (const a of [MAPS, NCHW_MAPS])
      for (const b of [MAPS, NCHW_MAPS, { shape: [3] }, { shape: [] }, { shape: [2, 1, 1, 3] }, { shape: [5, 1] }])
        await check(t, { a, b }, (inputs) => fn(inputs.a, inputs.b), a.shape === b.shape || !ONE_SHAPE.has(name));
  });
}

test('comparisons, logic, casts, arg max and integer arithmetic equal eager tfjs', async (t) => {
  const integers: InputSpec = { shape: [4, 3], dtype: 'int32' };
  const flags: InputSpec = { shape: [4, 3], dtype: 'bool' };
  const fn = ({ x, y, p, q }: Tensors): Tensors => ({
    equal: tf.equal(x, y),
    notEqual: tf.notEqual(x, 2),
    less: tf.less(x, y),
    lessEqual: tf.lessEqual(x, y),
    greaterEqual: tf.greaterEqual(x, y),
    and: tf.logicalAnd(p, q),
    or: tf.logicalOr(p, q),
    not: tf.logicalNot(p),
    all: tf.all(p, 1),
    any: tf.any(p, 0),
    count: tf.sum(tf.cast(p, 'int32'), 0),
    floorDiv: tf.floorDiv(tf.sub(x, 3), tf.scalar(2, 'int32')),
    float: tf.cast(x, 'float32'),
    argMax: tf.argMax(tf.cast(x, 'float32'), 1),
    topValues: tf.topk(tf.cast(x, 'float32'), 2).values,
    topPlaces: tf.topk(tf.cast(x, 'float32'), 2).indices,
    step: tf.step(tf.sub(tf.cast(x, 'float32'), 1.5)),
  });
  await check(
    t,
    { x: integers, y: { ...integers, shape: [4, 1] }, p: flags, q: { ...flags, shape: [1, 3] } },
    fn,
    false,
  );
});

test('matrix products equal eager tfjs, transposed or not, batched or not', async (t) => {
  for (const [transposeA, transposeB] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])
    for (const lead of [[], [2], [2, 3]]) {
      const a = { shape: [...lead, ...(transposeA ? [4, 5] : [5, 4])] };
      const b = { shape: [...lead, ...(transposeB ? [6, 4] : [4, 6])] };
      await check(t, { a, b }, (inputs) => tf.matMul(inputs.a, inputs.b, transposeA, transposeB));
    }
});

test('convolutions and both of their gradients equal eager tfjs over kernels, strides and paddings', async (t) => {
  for (const kernel of [1, 2, 3, 5])
    for (const stride of [1, 2])
      for (const pad of ['same', 'valid', 1] as const)
        for (const layout of ['plain', 'nchw'] as const) {
          const specs: Record<string, InputSpec> = {
            x: { shape: [2, 9, 6, 3], layout },
            w: { shape: [kernel, kernel, 3, 4], layout: layout === 'nchw' ? 'oihw' : 'plain' },
          };
          await check(t, specs, ({ x, w }) =>
            tf.conv2d(x as Tensor4D, w as Tensor4D, stride, pad, 'NHWC', 1, pad === 1 ? 'floor' : undefined),
          );
        }
});

test('convolutions of many places go by blocks of channels, and equal eager tfjs', async (t) => {
  const block = PROVIDER === 'cpu' ? await channelBlock() : undefined;
  const count = ({ nodes }: Parity): number => nodes['com.microsoft.nchwc.Conv'] ?? 0;
  const specs: Record<string, InputSpec> = {
    x: { shape: [2, 32, 25, 16], layout: 'nchw' },
    w: { shape: [3, 2, 16, 32], layout: 'oihw' },
  };
  const conv = ({ x, w }: Tensors): Tensors => ({ y: tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same') });
  const whole = await parity(withGradients(conv, specs), specs);
  t.true(whole.difference < TOLERANCE, String(whole.difference));
  t.is(count(whole), block === undefined ? 0 : 3); // forwards, the same for its gradients, and back to x
  const wide: Record<string, InputSpec> = {
    x: { shape: [1, 40, 40, 16], layout: 'nchw' },
    w: { shape: [3, 3, 128, 16], layout: 'oihw' },
  };
  const larger = ({ x, w }: Tensors): Tensors => ({
    y: tf.conv2dTranspose(x as Tensor4D, w as Tensor4D, [1, 80, 80, 128], 2, 1, 'floor'),
  });
  const phases = await parity(larger, wide);
  t.true(phases.difference < TOLERANCE, String(phases.difference));
  t.is(count(phases), block === undefined ? 0 : 3); // the fourth phase has one tap
});

const TABLE: InputSpec = { shape: [7, 3] };
const embeddings: Record<string, (table: Tensor, ids: Tensor) => Tensor> = {
  'one look-up': (table, ids) => tf.gather(table, ids),
  'two look-ups': (table, ids) => tf.mul(tf.gather(table, ids), tf.gather(table, tf.sub(tf.scalar(6, 'int32'), ids))),
  'a look-up in a table that is also a matrix': (table, ids) =>
    tf.matMul(tf.reshape(tf.gather(table, ids), [-1, 3]), table, false, true),
  'a look-up in what was computed': (table, ids) => tf.gather(tf.tanh(table), ids),
};
for (const [name, fn] of Object.entries(embeddings))
  test(`embedding, ${name}: value and gradient equal eager tfjs with repeated ids`, async (t) => {
    const ids: InputSpec = { shape: [3, 5], dtype: 'int32' };
    await check(t, { table: TABLE, ids }, (inputs) => fn(inputs.table, inputs.ids));
  });

test('layer norm and affine rows equal their compositions, in value and gradients', async (t) => {
  for (const lead of [[4], [2, 3]]) {
    const specs = { x: { shape: [...lead, 6] }, scale: { shape: [6] }, shift: { shape: [6] } };
    await check(t, specs, ({ x, scale, shift }) => layerNormOf(x, scale as Tensor1D, shift as Tensor1D, 1e-5));
  }
  const specs = { x: { shape: [5, 4] }, matrix: { shape: [4, 3] }, bias: { shape: [3] } };
  await check(t, specs, ({ x, matrix, bias }) => affineRows(x as Tensor2D, matrix as Tensor2D, bias as Tensor1D));
});

test("smooth enlarging is tfjs' bilinear one between the centres of places", (t) => {
  const x = tf.randomNormal([2, 4, 3, 2], 0, 1, 'float32', 7) as Tensor4D;
  for (const factor of [2, 4]) {
    const expected = tf.image.resizeBilinear(x, [4 * factor, 3 * factor], false, true);
    const difference = tf.max(tf.abs(tf.sub(enlargeSmoothly(x, factor), expected))).dataSync()[0];
    t.true(difference < 1e-5, String(difference));
  }
});

test('places that share the largest value share its gradient', (t) => {
  const x = tf.tensor4d([3, 1, 3, 2], [1, 2, 2, 1]);
  t.deepEqual(
    [
      ...tf
        .grad((map) => tf.sum(largestPlace(map as Tensor4D)))(x)
        .dataSync(),
    ],
    [0.5, 0, 0.5, 0],
  );
});

test('transposed convolutions equal eager tfjs, in value and both gradients', async (t) => {
  for (const layout of ['plain', 'nchw'] as const) {
    const specs: Record<string, InputSpec> = {
      x: { shape: [2, 4, 3, 5], layout },
      w: { shape: [3, 3, 2, 5], layout: layout === 'nchw' ? 'oihw' : 'plain' },
    };
    await check(t, specs, ({ x, w }) => tf.conv2dTranspose(x as Tensor4D, w as Tensor4D, [2, 8, 6, 2], 2, 1, 'floor'));
  }
});

test('rows of one 1 equal eager tfjs', async (t) => {
  await check(t, { ids: { shape: [3, 2], dtype: 'int32' } }, ({ ids }) => tf.oneHot(ids, 5), false);
  await check(t, { ids: { shape: [4], dtype: 'int32' } }, ({ ids }) => tf.oneHot(ids, 5, 2, -1, 'float32'), false);
});

test('two passes through one batch norm keep their own statistics', async (t) => {
  const norms = (scale: Tensor, shift: Tensor, maps: readonly Tensor[]): Tensor[] => {
    const mode: Mode = { training: true, statistics: {} };
    return maps.map((map) => batchNorm({ 'n/scale': scale, 'n/shift': shift }, 'n', map as Tensor4D, mode));
  };
  for (const x of [MAPS, NCHW_MAPS])
    await check(t, { x, y: { ...x, shape: [3, 6, 5, 3] }, scale: { shape: [3] }, shift: { shape: [3] } }, (inputs) => {
      const [first, second] = norms(inputs.scale, inputs.shift, [inputs.x, inputs.y]);
      return tf.add(tf.sum(tf.sin(first)), tf.sum(tf.cos(second)));
    });
});

test('the gradient of enlarging is the sum of the copies', (t) => {
  const x = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
  const weights = tf.range(0, 16).reshape([2, 4, 2, 1]);
  const gradient = tf.grad((map) => tf.sum(tf.mul(enlarge(map as Tensor4D, 2), weights)))(x);
  t.deepEqual([...gradient.dataSync()], [0 + 1 + 2 + 3, 4 + 5 + 6 + 7, 8 + 9 + 10 + 11, 12 + 13 + 14 + 15]);
});

test('cross-entropy equals its composition, in value and gradient', async (t) => {
  const specs: Record<string, InputSpec> = { logits: { shape: [6, 4] }, targets: { shape: [6], dtype: 'int32' } };
  await check(t, specs, ({ logits, targets }) => crossEntropy(logits as Tensor2D, targets as Tensor1D));
});

test('GELU and its approximation have the gradients of their compositions', async (t) => {
  // As many elements as threads can share, and fewer.
  for (const size of [40, 13])
    for (const fn of [gelu, geluTanh]) await check(t, { x: { shape: [size] } }, ({ x }) => fn(x));
  const x = tf.linspace(-4, 4, 33);
  const composed = tf.grad((v) => tf.mul(tf.mul(v, 0.5), tf.add(1, tf.erf(tf.mul(v, Math.SQRT1_2)))));
  const cubic = (v: Tensor): Tensor =>
    tf.mul(tf.add(v, tf.mul(tf.pow(v, tf.scalar(3)), 0.044715)), Math.sqrt(2 / Math.PI));
  const approximate = tf.grad((v) => tf.mul(tf.mul(v, 0.5), tf.add(1, tf.tanh(cubic(v)))));
  for (const [own, oracle] of [
    [gelu, composed],
    [geluTanh, approximate],
  ] as const) {
    const difference = tf.max(tf.abs(tf.sub(tf.grad((v) => own(v))(x), oracle(x)))).dataSync()[0];
    t.true(difference < 1e-5, String(difference));
  }
});

for (const tokens of [3, 1])
  test(`attention with a cache: ${tokens} tokens behind 2`, async (t) => {
    const [texts, heads, places, depth] = [2, 3, 4, 8];
    const specs = {
      qkv: { shape: [texts * tokens, 3 * heads * depth] },
      key: { shape: [texts, heads, depth, places] },
      value: { shape: [texts, heads, places, depth] },
    };
    // Two of four places are taken; a new token sees itself and those before it.
    const bias = Float32Array.from({ length: tokens * (places + tokens) }, (_, i) => {
      const [row, column] = [Math.floor(i / (places + tokens)), i % (places + tokens)];
      return column < 2 || (column >= places && column <= places + row) ? 0 : MASKED;
    });
    const { difference } = await parity(
      ({ qkv, key, value }) => ({
        seen: cachedAttention(
          qkv as Tensor2D,
          { key: key as Tensor4D, value: value as Tensor4D },
          tf.tensor2d(bias, [tokens, places + tokens]),
        ),
      }),
      specs,
    );
    t.true(difference < 1e-5, `off by ${difference}`);
  });

for (const [columns, turns] of [
  [200, 1], // the factor
  [8, 2], // the other factor, and the product
])
  test(`a large left factor that is transposed, 129 x ${columns}: ${turns} are turned, and the product is the same`, async (t) => {
    const specs = { a: { shape: [512, 129] }, b: { shape: [512, columns] } };
    const fn = ({ a, b }: Tensors): Tensors => ({ y: tf.matMul(a as Tensor2D, b as Tensor2D, true, false) });
    const { difference } = await parity(fn, specs);
    t.true(difference < 1e-5, `off by ${difference}`);
    t.is(trace(fn, specs).nodes.Transpose, turns);
    t.false('Transpose' in trace(fn, { a: { shape: [51, 129] }, b: { shape: [51, columns] } }).nodes);
  });

test('gelu and log softmax for inference', async (t) => {
  const fn = ({ x }: Tensors): Tensors => ({ gelu: geluTanh(x), shares: logShares(x as Tensor2D) });
  const specs = { x: { shape: [4, 7] } };
  const { difference } = await parity(fn, specs);
  t.true(difference < 1e-5, `off by ${difference}`);
  t.deepEqual(trace(fn, specs).nodes, { 'com.microsoft.FastGelu': 1, LogSoftmax: 1 });
});
