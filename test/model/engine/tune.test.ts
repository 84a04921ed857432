// Expressions of one result: all give it, the fastest is taken, and times that are stale are taken anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tensor4D } from '@tensorflow/tfjs';
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { channelBlock } from '../../../model/engine/channelBlock.js';
import { sizeOf } from '../../../model/engine/layout.js';
import { openSession } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import { trace } from '../../../model/engine/trace.js';
import { fastestOf, timesOf } from '../../../model/engine/tune.js';
import { modifiedResNet, modifiedResNetParameters } from '../../../model/nn/modifiedResNet.js';
import { compileStep, stepFunction, stepInputs, TIMES_FILE, type Training } from '../../../model/train/step.js';
import { temporaryFolder } from '../../temporary.js';

/** Picture, filter, stride and padding. */
const CONVOLUTIONS = [
  { x: [2, 6, 5, 3], filter: [1, 1, 3, 4], stride: 1, pad: 0 },
  { x: [2, 7, 6, 3], filter: [3, 3, 3, 4], stride: 1, pad: 1 },
  { x: [3, 8, 6, 2], filter: [3, 3, 2, 4], stride: 2, pad: 1 },
  { x: [2, 9, 7, 3], filter: [3, 2, 3, 2], stride: 1, pad: 0 },
  { x: [2, 10, 8, 3], filter: [1, 1, 3, 4], stride: 2, pad: 0 },
  { x: [2, 7, 6, 32], filter: [3, 3, 32, 16], stride: 1, pad: 1 },
  { x: [2, 8, 6, 16], filter: [3, 3, 16, 32], stride: 2, pad: 1 },
] as const;

for (const { x, filter, stride, pad } of CONVOLUTIONS)
  test(`a filter of ${filter.join('x')} at stride ${stride}: every expression of it and its gradients gives the same`, async (t) => {
    const block = await channelBlock();
    const specs = { x: { shape: x, layout: 'nchw' }, filter: { shape: filter, layout: 'oihw' } } as const;
    const fn = (given: Record<string, unknown>) => {
      const [dx, df] = tf.grads((a, b) => tf.sum(tf.sin(tf.conv2d(a as Tensor4D, b as Tensor4D, stride, pad))))([
        given.x as Tensor4D,
        given.filter as Tensor4D,
      ]);
      return { dx, df };
    };
    const random = seededRandom('tune');
    const feeds = Object.fromEntries(
      Object.entries({ x: [x[0], x[3], x[1], x[2]], filter: [filter[3], filter[2], filter[0], filter[1]] }).map(
        ([name, dims]) => [name, { dims, data: Float32Array.from({ length: sizeOf(dims) }, () => random() - 0.5) }],
      ),
    );
    const run = async (choices: Record<string, string>) => {
      const session = await openSession(trace(fn, specs, { choices, channelBlock: block }).bytes, { threads: 1 });
      const { dx, df } = await session.run(feeds);
      await session.release();
      return [...dx.data, ...df.data];
    };
    const expected = await run({});
    const { problems } = trace(fn, specs, { channelBlock: block });
    const isBlocked = block !== undefined && filter[2] % block === 0;
    t.is(problems.size, isBlocked ? 3 : 2); // the gradients, and where it has several expressions the convolution
    let others = 0;
    for (const [key, { expressions }] of problems)
      for (const name of expressions.slice(1)) {
        const got = await run({ [key]: name });
        const off = Math.max(...got.map((value, i) => Math.abs(value - expected[i])));
        t.true(off < 1e-4, `${key}: ${name} is off by ${off}`);
        others++;
      }
    t.true(stride === 2 || others >= 2, `${others} other expressions`);
  });

const NET = { width: 4, blocks: [1, 1, 1, 1], pool: 'max', heads: 1, output: 8, picture: [32, 32] } as const;
const training = (): Training => ({
  parameters: modifiedResNetParameters(NET, seededRandom('net')),
  inputs: { images: { shape: [2, 32, 32, 3], layout: 'nchw' } },
  loss: (weights, { images }, mode) => ({
    loss: tf.mean(tf.square(modifiedResNet(NET, weights, images as Tensor4D, mode).embedding())),
  }),
});

async function gradients(options: { tune?: boolean; cache?: string }): Promise<number[]> {
  const step = await compileStep(training(), { threads: 1, ...options });
  const images = Float32Array.from({ length: 2 * 32 * 32 * 3 }, seededRandom('images'));
  const result = await step.run({ images });
  const all = Object.values(result.gradients).flatMap((gradient) => [...gradient]);
  await step.release();
  return all;
}

test('a tuned step has the same gradients; its times are read again, and taken anew where they are stale', async (t) => {
  const cache = temporaryFolder();
  const file = join(cache, TIMES_FILE);
  const expected = await gradients({});
  const near = (got: readonly number[]): boolean => got.every((x, i) => Math.abs(x - expected[i]) < 1e-4);
  t.true(near(await gradients({ tune: true, cache })));
  t.true(existsSync(file));
  const first = readFileSync(file, 'utf8');
  t.true(near(await gradients({ tune: true, cache })));
  t.is(readFileSync(file, 'utf8'), first, 'nothing is timed twice');
  const { machine, times, format } = JSON.parse(first) as Record<string, never>;
  const stale = {
    'of another machine': { format, machine: 'another', times },
    'of an expression that there is no more': {
      ...{ format, machine },
      times: Object.fromEntries(Object.keys(times).map((key) => [key, { 'an old one': 0 }])),
    },
    'of another form': { format: 2, machine, times },
  };
  for (const [what, content] of Object.entries({ ...stale, 'no JSON': undefined })) {
    const text = content === undefined ? first.slice(0, 100) : JSON.stringify(content);
    writeFileSync(file, text);
    t.true(near(await gradients({ tune: true, cache })), what);
    const made = JSON.parse(readFileSync(file, 'utf8')) as { machine: string; times: Record<string, object> };
    t.is(made.machine, machine as string, what);
    t.deepEqual(Object.keys(made.times).sort(), Object.keys(times).sort(), what);
    t.true(
      Object.values(made.times).every((own) => !('an old one' in own)),
      what,
    );
  }
});

test('an expression that there is no more never wins, however fast it was', async (t) => {
  const file = join(temporaryFolder(), TIMES_FILE);
  const traced = () => trace(stepFunction(training()), stepInputs(training())).problems;
  const times = await timesOf(traced(), { file, threads: 1 });
  const old = JSON.parse(readFileSync(file, 'utf8')) as { times: Record<string, object> };
  const more = Object.entries(old.times).map(([key, own]) => [key, { ...own, 'an old one': 0 }]);
  writeFileSync(file, JSON.stringify({ ...old, times: Object.fromEntries(more) as object }));
  t.deepEqual(await timesOf(traced(), { file, threads: 1 }), times);
});

test('the fastest is chosen', (t) => {
  t.deepEqual(fastestOf({ a: { one: 3, two: 2 }, b: { one: 1, two: 2 } }), { a: 'two', b: 'one' });
});
