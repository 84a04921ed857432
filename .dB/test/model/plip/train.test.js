// PLIP's training from a manifest: it learns, stops anywhere and goes on to the bit, and says what made it diverge.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { PAPER_MASKING } from '../../../model/plip/maskingCurriculum.js';
import { ALL_TASKS, PLIP_LOSS } from '../../../model/plip/loss.js';
import { plipParameters } from '../../../model/plip/network.js';
import { PLIP_RECIPES } from '../../../model/plip/recipes.js';
import { trainPlip } from '../../../model/plip/train.js';
import { rateFactor } from '../../../model/plip/trainingLoop.js';
import { seededRandom } from '../../../data/random.js';
import { readSafetensors } from '../../../model/weights/safetensors.js';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';
import { captionedManifest } from './captionedManifest.js';
import { SMALL } from './vocabulary.js';
const [PEOPLE, IMAGES] = [6, 4];
const COLOURS = ['white', 'black', 'red', 'blue', 'gray', 'long'];
const NET = {
    visual: { width: 4, blocks: [1, 1, 1, 1], pool: 'max', heads: 1, output: 16, picture: [64, 32] },
    text: { vocabulary: SMALL.pieces.length, positions: 16, types: 2, width: 16, layers: 1, heads: 2, feedForward: 32 },
    textPool: 'average',
    colorizer: { channels: 4, pool: 'average', gate: 'sigmoid' },
    attributes: { fusion: 'sum', blocks: 1, heads: 2 },
};
const RECIPE = {
    ...PLIP_RECIPES.tiny,
    ...{ batch: 8, chunk: 4, epochs: 2, rate: 4e-3, lengths: [12, 16], targets: 4 },
    sampling: { kind: 'identities', images: 2 },
};
async function startIn(dir, recipe = {}) {
    const { manifest } = await captionedManifest(Array.from({ length: PEOPLE }, (_, person) => ({
        person,
        images: IMAGES,
        captions: () => [
            { style: 0, text: `A man in a ${COLOURS[person]} shirt.` },
            { style: 1, text: `The man wears a ${COLOURS[person]} shirt and shoes.` },
        ],
    })));
    const places = Array.from({ length: PEOPLE * IMAGES }, (_, i) => i);
    const identities = Int32Array.from(places, (i) => Math.floor(i / IMAGES));
    const images = Int32Array.from(places, (i) => i + 1);
    const settings = {
        ...{ net: NET, loss: { ...PLIP_LOSS, dropout: 0.1 }, recipe: { ...RECIPE, ...recipe }, pieces: SMALL.pieces },
        ...{ captions: [1, 1], masking: PAPER_MASKING, seed: 3, threads: 1, initial: {} },
        checkpoint: { path: join(dir, 'training.checkpoint'), recipe: 'a recipe' },
        checkpointEvery: 1000,
        best: join(dir, 'best.safetensors'),
        watch: join(dir, 'curves'),
        pictures: { folder: join(dir, 'pictures'), every: null },
    };
    const val = { images: images.slice(0, 8), identities: identities.slice(0, 8) };
    return { manifest, train: { images, identities }, val, settings };
}
test('a training that was stopped anywhere goes on to the bit, in chunks and with dropout', async (t) => {
    const calm = temporaryFolder();
    const seen = [];
    const expected = await trainPlip(await startIn(calm), { onProgress: (progress) => void seen.push(progress) });
    t.deepEqual(seen.map(({ step }) => step), [1, 2, 3, 4, 5, 6]);
    t.deepEqual(seen.filter(({ epochEnd }) => epochEnd).map(({ epoch }) => epoch), [1, 2]);
    t.deepEqual(Object.keys(seen[0].tasks).sort(), ['iap', 'ivlc', 'tic']);
    t.is(expected.val.images, 8);
    const restless = temporaryFolder();
    const start = await startIn(restless);
    let stops = 0;
    let trained;
    while (trained === undefined && stops < 12) {
        const controller = new AbortController();
        const onProgress = ({ step }) => {
            if (step % 2 === 1)
                controller.abort();
        };
        trained = await trainPlip(start, { signal: controller.signal, onProgress }).catch(() => undefined);
        stops++;
    }
    t.true(stops > 2, `${stops} stops`);
    t.deepEqual(trained.val, expected.val);
    t.is(trained.epoch, expected.epoch);
    t.deepEqual(readFileSync(start.settings.best), readFileSync(join(calm, 'best.safetensors')));
    const lines = readFileSync(join(restless, 'curves', 'metrics.jsonl'), 'utf8')
        .trim()
        .split('\n');
    t.is(JSON.parse(lines.at(-1)).step, 6);
    await checkPictures(t, calm);
    for (const name of readdirSync(join(calm, 'pictures')))
        t.deepEqual(readFileSync(join(restless, 'pictures', name)), readFileSync(join(calm, 'pictures', name)), name);
});
/** Of two people of val, after each of two epochs of three steps. */
async function checkPictures(t, dir) {
    const names = ['colours', 'similarity', 'words'].flatMap((tag) => [3, 6].map((step) => `${tag}-000000${step}`));
    const folder = join(dir, 'pictures');
    t.deepEqual([...new Set(readdirSync(folder).map((name) => name.replace(/\.\w+$/, '')))].sort(), names);
    const { data, info } = await sharp(join(folder, 'colours-0000006.png')).raw().toBuffer({ resolveWithObject: true });
    t.deepEqual([info.width, info.height], [5 * 36 - 4, 2 * 68 - 4]);
    const at = (x) => [...data.subarray((70 * info.width + x) * 3, (70 * info.width + x) * 3 + 3)];
    t.is(new Set(at(2)).size, 1, 'gray');
    t.true(new Set(at(2 + 4 * 36)).size > 1, 'the original');
    const similarity = await sharp(join(folder, 'similarity-0000003.png')).metadata();
    t.deepEqual([similarity.width, similarity.height], [32, 32]);
    const text = (name) => readFileSync(join(folder, name), 'utf8');
    t.regex(text('colours-0000006.md'), /1\. .*white shirt.* \/ .*red shirt.* \/ .*blue shirt/);
    t.regex(text('words-0000006.md'), /1\. .*\[MASK\][\s\S]*- \*\*\w+\*\*: (\S+ \d+ %, ){4}\S+ \d+ %\n/);
    const curves = readFileSync(join(dir, 'curves', 'metrics.jsonl'), 'utf8')
        .trim()
        .split('\n');
    const norms = curves.map((line) => JSON.parse(line)).filter((line) => 'norm/tic' in line);
    t.deepEqual(norms.map(({ step }) => step), [3, 6]);
    t.true(norms.every((line) => line['norm/ivlc'] > 0 && line['norm/tic'] > 0 && line['norm/iap'] > 0));
    const [events] = readdirSync(join(dir, 'curves')).filter((name) => name.startsWith('events'));
    const bytes = readFileSync(join(dir, 'curves', events));
    for (const name of ['colours', 'similarity'])
        t.true(bytes.includes(readFileSync(join(folder, `${name}-0000003.png`))), `${name} in the event file`);
}
test('a training that diverges says in which step, over which images, and where the last good checkpoint is', async (t) => {
    const dir = temporaryFolder();
    const start = await startIn(dir, { rate: 1e18, clip: null, chunk: 8, epochs: 4 });
    const error = await t.throwsAsync(trainPlip(start), { instanceOf: UserError });
    t.regex(error.message, /diverged in step \d+/);
    t.regex(error.got, /images \d+/);
    t.true(error.fix.includes(start.settings.checkpoint.path));
});
test('the paper warms up for 10 of its 70 epochs and drops at 30 and 50', (t) => {
    const { schedule } = PLIP_RECIPES['paper-rn50'];
    const at = (epoch) => rateFactor(schedule, epoch * 100, 7000);
    t.is(at(0), 1 / 1000);
    t.is(at(10), 1);
    t.is(at(29.99), 1);
    t.true(Math.abs(at(30) - 0.1) < 1e-12);
    t.true(Math.abs(at(50) - 0.01) < 1e-12);
});
test('what was not asked for is not left behind', async (t) => {
    const dir = temporaryFolder();
    const start = await startIn(dir, { epochs: 1 });
    const settings = { ...start.settings, loss: { ...PLIP_LOSS, tasks: { ivlc: true, tic: false, iap: false } } };
    const trained = await trainPlip({
        ...start,
        settings,
        val: { images: new Int32Array(), identities: new Int32Array() },
    });
    t.is(trained.val, null);
    t.is(trained.steps, 3);
    const names = readFileSync(settings.best).toString('latin1');
    t.true(names.includes('visual/stem/conv1/filter'));
    t.false(names.includes('colorization/') || names.includes('attributes/'));
    t.true(existsSync(join(dir, 'curves')));
    t.deepEqual(readdirSync(join(dir, 'pictures')), ['similarity-0000003.png'], 'of pairs of train');
});
test('a Swin is trained like a ResNet, its tables of relative places too', async (t) => {
    const dir = temporaryFolder();
    const { settings, ...start } = await startIn(dir, { epochs: 1 });
    const visual = {
        ...{ width: 8, blocks: [1, 1, 2, 1], heads: [1, 1, 2, 2], window: 3 },
        ...{ pool: 'max', output: 16, picture: [64, 32] },
    };
    const trained = await trainPlip({ ...start, settings: { ...settings, net: { ...NET, visual } } });
    t.is(trained.steps, 3);
    const table = 'visual/stage3/1/attention/places/table';
    const before = plipParameters({ ...NET, visual }, ALL_TASKS, seededRandom(`${settings.seed}/weights`))[table].data;
    const after = readSafetensors(settings.best).get(table).load();
    t.true(after.every((x, i) => Number.isFinite(x) && x !== before[i]));
});
//# sourceMappingURL=train.test.js.map