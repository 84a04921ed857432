// Words that are guessed, norms of single tasks, and pictures out of normalised numbers.
import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { globalNorm } from '../../../model/optim/clip.js';
import { picturesOf } from '../../../model/plip/colouring.js';
import { PLIP_LOSS } from '../../../model/plip/loss.js';
import { plipParameters } from '../../../model/plip/network.js';
import { grayPicture, normalisedLevels, writePicture } from '../../../model/plip/pictures.js';
import { PAPER_BATCHES } from '../../../model/plip/batch.js';
import { openPlipSteps, sameIdentity } from '../../../model/plip/steps.js';
import { taskNorms } from '../../../model/plip/taskNorms.js';
import { topWords } from '../../../model/plip/topWords.js';
import { firstOfEach } from '../../../model/plip/watchedPairs.js';
import { plainLearner } from '../train/plainLearner.js';
test('the likeliest words, by hand', (t) => {
    const [ln2, ln5] = [Math.log(2), Math.log(5)];
    // 1, 5, 2, 2 of 10; and far below 1, all the same.
    const scores = Float32Array.of(0, ln5, ln2, ln2, -90, -90, -90, -90);
    const [first, second] = topWords(scores, 4, 3);
    t.deepEqual(first.map(({ id, share }) => [id, Math.round(1000 * share)]), [
        [1, 500],
        [2, 200],
        [3, 200],
    ]);
    t.deepEqual(second.map(({ id, share }) => [id, share]), [
        [0, 0.25],
        [1, 0.25],
        [2, 0.25],
    ]);
});
test('the first image of each person', (t) => {
    const set = { images: Int32Array.of(9, 8, 7, 6, 5), identities: Int32Array.of(0, 0, 3, 4, 4) };
    t.deepEqual(firstOfEach(set, 2), { images: Int32Array.of(9, 7), identities: Int32Array.of(0, 3) });
    t.deepEqual(firstOfEach(set, 20).images, Int32Array.of(9, 7, 6));
});
test('pictures come back from normalised numbers of both layouts, and stop at 0 and 255', (t) => {
    const random = seededRandom('levels');
    const rgb = Uint8Array.from({ length: 4 * 2 * 3 }, () => Math.floor(256 * random()));
    const levels = normalisedLevels(PAPER_BATCHES.mean, PAPER_BATCHES.std);
    for (const layout of ['nchw', 'nhwc']) {
        const colour = new Float32Array(2 * rgb.length);
        for (const offset of [0, rgb.length])
            writePicture(rgb, { width: 2, flip: false, levels }, { layout, colour, offset });
        t.deepEqual(picturesOf(colour, 2, layout), [rgb, rgb]);
    }
    t.deepEqual(picturesOf(Float32Array.of(-9, 0, 9), 1, 'nhwc'), [Uint8Array.of(0, 82, 255)]);
    // 0.299 * 10 + 0.587 * 20 + 0.114 * 30 = 18.15
    t.deepEqual(grayPicture(Uint8Array.of(10, 20, 30)), Uint8Array.of(18, 18, 18));
});
const NET = {
    visual: { width: 4, blocks: [1, 1, 1, 1], pool: 'max', heads: 1, output: 16, picture: [64, 32] },
    text: { vocabulary: 40, positions: 12, types: 2, width: 16, layers: 1, heads: 2, feedForward: 32 },
    textPool: 'average',
    colorizer: { channels: 4, pool: 'average', gate: 'sigmoid' },
    attributes: { fusion: 'sum', blocks: 1, heads: 2 },
};
const NONE = { ivlc: false, tic: false, iap: false };
test("a task's norm is that of a training of this task alone, and nothing of the training moves", async (t) => {
    const random = seededRandom('norms');
    const size = { images: 3, length: 6, targets: 4 };
    const ids = () => Int32Array.from({ length: 18 }, () => Math.floor(random() * 40));
    const feeds = {
        images: Float32Array.from({ length: 3 * 3 * 64 * 32 }, () => randomNormal(random)),
        ...{ ids: ids(), maskedIds: ids(), mask: new Float32Array(18).fill(1) },
        ...{
            positions: Int32Array.of(1, 4, 8, 0),
            labels: Int32Array.of(5, 6, 7, 0),
            shares: Float32Array.of(1 / 3, 1 / 3, 1 / 3, 0),
        },
    };
    const identities = Int32Array.of(1, 2, 3);
    const parameters = plipParameters(NET, PLIP_LOSS.tasks, seededRandom('weights'));
    const before = structuredClone(parameters);
    const parts = { net: NET, textLayers: Infinity };
    const loss = { ...PLIP_LOSS, dropout: 0.3 };
    const norms = await taskNorms({ ...parts, loss, parameters }, size, { ...feeds, same: sameIdentity(identities) }, { threads: 1 });
    t.deepEqual(parameters, before);
    t.deepEqual(Object.keys(norms), ['ivlc', 'tic', 'iap']);
    for (const task of ['ivlc', 'tic', 'iap']) {
        const tasks = { ...NONE, [task]: true };
        const needed = Object.keys(plipParameters(NET, tasks, seededRandom('any')));
        const own = structuredClone(Object.fromEntries(needed.map((name) => [name, parameters[name]])));
        const of = { ...parts, loss: { ...PLIP_LOSS, tasks }, parameters: own, batch: 3, chunk: 3, targets: 4 };
        const learner = await plainLearner(own);
        const steps = openPlipSteps(of, learner);
        const { maskedIds, positions, labels, shares, ...plain } = feeds;
        const masked = { maskedIds, positions, labels, shares };
        await steps.run(identities, [{ length: 6, feeds: task === 'iap' ? { ...plain, ...masked } : plain }]);
        const expected = globalNorm(Object.values(await learner.gradients()));
        await steps.release();
        await learner.close();
        t.true(expected > 0 && Math.abs(norms[task] - expected) < 1e-4 * expected, `${task}: ${norms[task]}, ${expected}`);
    }
});
//# sourceMappingURL=look.test.js.map