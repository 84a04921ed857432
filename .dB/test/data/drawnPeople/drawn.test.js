import test from 'ava';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { COMMON_HEADS } from '../../../data/annotated/heads.js';
import { readAnnotated } from '../../../data/annotated/read.js';
import { openCaptioned } from '../../../data/captioned/read.js';
import { drawCrop } from '../../../data/drawnPeople/crop.js';
import { writeDrawnDataset } from '../../../data/drawnPeople/dataset.js';
import { breakFile, planTracked } from '../../../data/drawnPeople/noise.js';
import { PALETTE, randomPerson } from '../../../data/drawnPeople/person.js';
import { randomScene } from '../../../data/drawnPeople/scene.js';
import { openSource } from '../../../data/sources/openSource.js';
import { decodeRgb } from '../../../data/image.js';
import { seededRandom } from '../../../data/random.js';
import { snapshot } from '../../pipeline/world.js';
import { temporaryFolder } from '../../temporary.js';
test('every label is a class of its head, and every class that can be drawn is', (t) => {
    const seen = new Map();
    for (let i = 0; i < 3000; i++) {
        for (const [head, label] of Object.entries(randomPerson(seededRandom(i)).labels)) {
            if (typeof label === 'string')
                seen.set(head, (seen.get(head) ?? new Set()).add(label));
            else if (label === true)
                seen.set(head, new Set(['true']));
        }
    }
    for (const [head, labels] of seen) {
        const { classes } = COMMON_HEADS.find(({ name }) => name === head);
        for (const label of labels)
            t.true(label === 'true' || classes.includes(label), `${head}: ${label}`);
    }
    t.deepEqual([...seen.get('upperColor')].sort(), Object.keys(PALETTE).sort());
    t.deepEqual([...seen.get('lowerType')].sort(), ['jeans', 'shorts', 'skirt', 'trousers']);
});
/** The colour name that a patch of a crop is nearest to, light taken off by the truth of the scene. */
function nearestName([r, g, b], light) {
    const seen = [r / light[0], g / light[1], b / light[2]];
    const distance = (name) => Math.hypot(...PALETTE[name].map((value, i) => value - seen[i]));
    return Object.keys(PALETTE).sort((a, c) => distance(a) - distance(c))[0];
}
async function patch(bytes, top) {
    const image = sharp(bytes);
    const { width, height } = await image.metadata();
    const box = {
        left: Math.round(width * 0.44),
        width: Math.round(width * 0.12),
        top: Math.round(height * top),
        height: Math.round(height * 0.08),
    };
    const pixels = await image.extract(box).raw().toBuffer();
    const mean = (channel) => pixels.filter((_, i) => i % 3 === channel).reduce((a, b) => a + b, 0) / (pixels.length / 3);
    return [mean(0), mean(1), mean(2)];
}
test("the drawn colour is the garment's: the chest shows the upper colour's name in most pictures", async (t) => {
    let right = 0;
    let all = 0;
    for (let i = 0; i < 150; i++) {
        const random = seededRandom(`chest ${i}`);
        const person = randomPerson(random);
        if (person.labels.upperPattern !== 'plain' ||
            ['jacket', 'coat'].includes(person.labels.upperType) ||
            person.labels.backpack)
            continue;
        const scene = randomScene(random);
        all++;
        if (nearestName(await patch(await drawCrop(person, scene, random), 0.32), scene.light) === person.labels.upperColor)
            right++;
    }
    t.true(all > 40 && right / all > 0.75, `${right} of ${all}`);
});
test('the same seed draws the same bytes, another shot others', async (t) => {
    const draw = (shot) => drawCrop(randomPerson(seededRandom(1)), randomScene(seededRandom(2)), seededRandom(shot));
    t.deepEqual(await draw('a'), await draw('a'));
    t.notDeepEqual(await draw('a'), await draw('b'));
});
test('noise keeps its books: labels, kinds and videos agree', (t) => {
    const options = { people: 60, videos: 3, shots: 10, shotsMore: 3, moved: 0.1, cut: 0.2, far: 0.03, broken: 5 };
    const plan = planTracked(options, seededRandom('plan'));
    const count = (kind) => plan.filter((image) => image.kind === kind).length;
    t.is(count('moved'), Math.round(0.1 * plan.length));
    t.is(count('far'), Math.round(0.03 * plan.length));
    t.is(count('broken'), 5);
    t.true(count('cut') > 0);
    const home = new Map(); // label -> its person, by the images that were not touched
    for (const { kind, label, person } of plan)
        if (kind === 'clean' || kind === 'cut')
            home.set(label, person);
    for (const { kind, label, person } of plan) {
        if (kind === 'far')
            t.not(home.get(label), person);
    }
    t.is(new Set(plan.map(({ video }) => video)).size, 3);
});
test('broken files are broken, each in its own way', async (t) => {
    const bytes = await drawCrop(randomPerson(seededRandom(1)), randomScene(seededRandom(2)), seededRandom(3));
    const reasons = new Set();
    for (let i = 0; i < 30; i++) {
        const verdict = await decodeRgb(Buffer.from(breakFile(bytes, seededRandom(i))));
        t.is(verdict.kind, 'drop');
        if (verdict.kind === 'drop')
            reasons.add(verdict.reason);
    }
    t.deepEqual([...reasons].sort(), ['empty', 'foreign', 'truncated']);
});
test('a drawn collection can be read by the readers of the real ones, and is the same twice', async (t) => {
    const dirs = [0, 1].map(() => temporaryFolder());
    const sizes = { tracked: 6, clean: 3, annotated: 4 };
    const [truth, again] = await Promise.all(dirs.map((dir, i) => writeDrawnDataset(dir, { seed: 5, sizes: { ...sizes, captioned: 6 * i } })));
    t.deepEqual(truth, again);
    const keys = [];
    for (const [kind, folder] of [
        ['luperson-nl', 'luperson-nl'],
        ['lpw', 'lpw'],
    ]) {
        for await (const { key } of (await openSource(kind, join(dirs[0], folder))).scan())
            keys.push(`${kind}/${key}`);
    }
    t.deepEqual(keys.sort(), Object.keys(truth.images).sort());
    const annotated = await readAnnotated('drawn', join(dirs[0], 'annotated'));
    t.is(annotated.records.length, 16);
    t.deepEqual(annotated.warnings, []);
    // The second one has captioned people too: nothing else changes.
    const others = [...snapshot(dirs[1])].filter(([file]) => !file.startsWith('captioned'));
    t.deepEqual(new Map(others), snapshot(dirs[0]));
    t.true(others.length > 20 && !existsSync(join(dirs[0], 'captioned')));
    const captioned = [];
    for await (const record of openCaptioned('cuhk-pedes', join(dirs[1], 'captioned')).records())
        captioned.push(record);
    t.is(captioned.length, 18);
    t.deepEqual(captioned.map(({ identity, split }) => [identity, split]), Array.from({ length: 18 }, (_, i) => [String(1 + Math.floor(i / 3)), i < 15 ? 'train' : 'val']));
    t.true(captioned.every(({ path, captions }) => existsSync(path) && captions.length === 2));
});
//# sourceMappingURL=drawn.test.js.map