// A batch that is larger than memory, trained chunk by chunk; and whether a batch can be learned at all.
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { sizeOf } from '../../../model/engine/layout.js';
import { tf } from '../../../model/engine/tfjs.js';
import type { Tensors } from '../../../model/engine/trace.js';
import { bertDropoutPlaces } from '../../../model/nn/bert.js';
import { adamw, ADAMW_DEFAULTS } from '../../../model/optim/adamw.js';
import { planParameters } from '../../../model/optim/groups.js';
import { createOptimizer } from '../../../model/optim/optimizer.js';
import { contrastLoss } from '../../../model/plip/contrast.js';
import { DROPOUT, plipEmbeddings, plipInputs, PLIP_LOSS, type PlipLoss, plipLoss } from '../../../model/plip/loss.js';
import { isTrainedPlip, type PlipNet, plipParameters } from '../../../model/plip/network.js';
import { type Chunk, openPlipSteps, sameIdentity } from '../../../model/plip/steps.js';
import { compileStep } from '../../../model/train/step.js';

const NET: PlipNet = {
  visual: { width: 4, blocks: [1, 1, 1, 1], pool: 'max', heads: 1, output: 16, picture: [64, 32] },
  text: { vocabulary: 40, positions: 12, types: 2, width: 16, layers: 2, heads: 2, feedForward: 32 },
  textPool: 'average',
  colorizer: { channels: 4, pool: 'average', gate: 'sigmoid' },
  attributes: { fusion: 'sum', blocks: 1, heads: 2 },
};
const [LENGTH, TARGETS] = [10, 4];
const random = seededRandom('plip steps');

function drawChunk(images: number, loss: PlipLoss, words: number): Chunk {
  const ids = (): Int32Array => Int32Array.from({ length: images * LENGTH }, () => Math.floor(random() * 40));
  const inputs = plipInputs(NET, loss, { images, length: LENGTH, targets: TARGETS }, { of: images });
  const dropouts = Object.entries(inputs).filter(([name]) => name.startsWith(DROPOUT));
  const feeds = {
    images: Float32Array.from({ length: images * 3 * 64 * 32 }, () => randomNormal(random)),
    ids: ids(),
    maskedIds: ids(),
    mask: Float32Array.from({ length: images * LENGTH }, (_, i) => (i % LENGTH < 7 ? 1 : 0)),
    positions: Int32Array.from({ length: TARGETS }, (_, i) => i * 5 + 1),
    labels: Int32Array.from({ length: TARGETS }, () => Math.floor(random() * 40)),
    shares: new Float32Array(TARGETS).fill(1 / words),
    ...Object.fromEntries(
      dropouts.map(([name, { shape }]) => [
        name,
        Float32Array.from({ length: sizeOf(shape) }, () => (random() < 0.3 ? 0 : 1 / 0.7)),
      ]),
    ),
  };
  return { length: LENGTH, feeds };
}

for (const dropout of [0, 0.3])
  test(`a batch in chunks has the gradients of a single pass that uses the same chunks, dropout ${dropout}`, async (t) => {
    const [batch, chunk] = [4, 2];
    const loss: PlipLoss = { ...PLIP_LOSS, dropout };
    const identities = Int32Array.of(1, 5, 5, 7);
    const chunks = [drawChunk(chunk, loss, 2 * TARGETS), drawChunk(chunk, loss, 2 * TARGETS)];
    t.is(bertDropoutPlaces(NET.text).length, 5);
    const parameters = () => plipParameters(NET, loss.tasks, seededRandom('weights'));
    const parts = { net: NET, loss, textLayers: 1, batch, chunk, targets: TARGETS };
    const steps = openPlipSteps({ ...parts, parameters: parameters() }, { threads: 1 });
    const got = await steps.run(identities, chunks);
    await steps.release();

    // The oracle: both chunks inside of one graph, whose contrast sees all embeddings at once.
    const size = { images: chunk, length: LENGTH, targets: TARGETS };
    const specs = Object.keys(plipInputs(NET, loss, size, 'inside')).filter((name) => name !== 'same');
    const inputs = plipInputs(NET, loss, size, 'inside');
    const named = (c: number) => specs.map((name) => [`${c}:${name}`, inputs[name]] as const);
    const others: PlipLoss = { ...loss, tasks: { ...loss.tasks, ivlc: false } };
    const oracle = await compileStep(
      {
        parameters: parameters(),
        inputs: { ...Object.fromEntries([...named(0), ...named(1)]), same: { shape: [batch, batch] } },
        isTrained: isTrainedPlip(NET, loss.tasks, 1),
        loss: (weights, all) => {
          const of = (c: number): Tensors => Object.fromEntries(specs.map((name) => [name, all[`${c}:${name}`]]));
          const mode = () => ({ training: true, statistics: {} }) as const;
          const embedded = [0, 1].map((c) => plipEmbeddings(NET, loss, weights, { inputs: of(c), mode: mode() }));
          const rest = [0, 1].map((c) =>
            plipLoss({ net: NET, loss: others }, { of: batch }, weights, { inputs: of(c), mode: mode() }),
          );
          const ivlc = contrastLoss(
            loss.contrast,
            tf.concat(embedded.map(({ images }) => images)),
            tf.concat(embedded.map(({ texts }) => texts)),
            all.same as Tensor2D,
          );
          return { loss: tf.addN([ivlc, ...rest.map((each) => each.loss)] as Tensor[]) as never };
        },
      },
      { threads: 1 },
    );
    const feeds = chunks.flatMap((each, c) => specs.map((name) => [`${c}:${name}`, each.feeds[name]] as const));
    const expected = await oracle.run({ ...Object.fromEntries(feeds), same: sameIdentity(identities) });
    await oracle.release();
    t.true(Math.abs(got.loss - expected.loss) < 1e-4 * expected.loss, `${got.loss}, ${expected.loss}`);
    t.deepEqual(Object.keys(got.gradients).sort(), Object.keys(expected.gradients).sort());
    for (const [name, gradient] of Object.entries(expected.gradients)) {
      const scale = gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
      const worst = gradient.reduce((most, x, i) => Math.max(most, Math.abs(x - got.gradients[name][i])), 0);
      t.true(worst < 1e-3 * scale, `${name}: off by ${worst} of ${scale}`);
    }
  });

test('chunks that do not divide the batch are refused', (t) => {
  const parts = { net: NET, loss: PLIP_LOSS, textLayers: 1, targets: TARGETS, parameters: {} };
  t.throws(() => openPlipSteps({ ...parts, batch: 6, chunk: 4 }, {}), { message: /no whole number of chunks/ });
});

test('a batch that is seen again and again is learned: each of the three losses falls', async (t) => {
  const parameters = plipParameters(NET, PLIP_LOSS.tasks, seededRandom('learn'));
  const steps = openPlipSteps(
    { net: NET, loss: PLIP_LOSS, parameters, textLayers: Infinity, batch: 4, chunk: 4, targets: TARGETS },
    { threads: 1 },
  );
  const plan = planParameters(parameters, { weightDecay: 0 });
  const optimizer = createOptimizer({ rule: adamw(ADAMW_DEFAULTS), parameters, plan });
  const chunk = drawChunk(4, PLIP_LOSS, TARGETS);
  const run = () => steps.run(Int32Array.of(1, 2, 3, 4), [chunk]);
  const first = (await run()).tasks;
  for (let i = 0; i < 60; i++) {
    optimizer.beginStep(5e-3);
    optimizer.update((await run()).gradients);
  }
  const last = (await run()).tasks;
  await steps.release();
  t.true(last.ivlc < 0.2 * first.ivlc, `contrast ${first.ivlc} -> ${last.ivlc}`);
  t.true(last.iap < 0.2 * first.iap, `attributes ${first.iap} -> ${last.iap}`);
  // Noise has no colours to be guessed: only its mean and what can be learned by heart.
  t.true(last.tic < 0.99 * first.tic, `colours ${first.tic} -> ${last.tic}`);
});
