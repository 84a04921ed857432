import test from 'ava';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../data/random.js';
import { marketFiles, NOISY_DEFAULTS, noisyMarket } from './noisyMarket.js';
import { pairF1, scoreNoisy } from './noisyScore.js';
import { lpwLayout } from './petaAsLpw.js';
/** 400 people with 17 images each. */
const FILES = Array.from({ length: 400 * 17 }, (_, i) => {
    const pid = String(1 + Math.floor(i / 17)).padStart(4, '0');
    return `${pid}_c${1 + (i % 6)}s1_${String(i).padStart(6, '0')}_01.jpg`;
});
function noisy(options = {}, seed = 1) {
    return noisyMarket(FILES, { ...NOISY_DEFAULTS, ...options }, seededRandom(seed));
}
const shareOf = (images, kind) => images.filter((image) => image.kind === kind).length / images.length;
/** Label -> the person of its clean or cut images. */
function owners(images) {
    return new Map(images.filter(({ kind }) => kind === 'clean' || kind === 'cut').map(({ label, person }) => [label, person]));
}
test('the noisy set has the noise that was asked for', (t) => {
    const images = noisy();
    t.true(Math.abs(shareOf(images, 'moved') - 0.1) < 0.005);
    t.true(Math.abs(shareOf(images, 'far') - 0.02) < 0.002);
    const cut = new Set(images.filter(({ kind }) => kind === 'cut').map(({ person }) => person));
    t.true(cut.size > 15 && cut.size < 45, `${cut.size} of 300`);
    const clean = noisy({ moved: 0, cut: 0, far: 0 });
    t.is(clean.length, 300 * 17);
    t.true(clean.every(({ kind }) => kind === 'clean'));
});
test('each kind of noise is what it says', (t) => {
    const images = noisy();
    const owner = owners(images);
    const video = new Map(images.map(({ label, key }) => [label, key.slice(0, 5)]));
    for (const { kind, label, person } of images) {
        const own = [...owner].filter(([, p]) => p === person).map(([l]) => l);
        if (kind === 'clean' || kind === 'cut')
            t.is(owner.get(label), person);
        else
            t.not(owner.get(label), person);
        if (kind === 'moved') {
            t.true(own.some((l) => Math.abs(l - label) <= 2 && video.get(l) === video.get(label)));
        }
        if (kind === 'far' && own.length > 0)
            t.true(own.some((l) => Math.abs(l - label) >= 10));
        if (kind === 'cut')
            t.true(own.includes(label - 1));
    }
});
test('keys are LUPerson-NL’s, unique, ascending, and 50 people share a video', (t) => {
    const images = noisy();
    const keys = images.map(({ key }) => key);
    t.true(keys.every((key) => /^\d{5}_\d{6}_\d{7}_\d{2}$/.test(key)));
    t.deepEqual(keys, [...new Set(keys)].sort());
    for (const { key, label } of images)
        t.is(Number(key.slice(6, 12)), label);
    const people = new Map();
    for (const { key, kind, person } of images) {
        if (kind === 'clean')
            people.set(key.slice(0, 5), (people.get(key.slice(0, 5)) ?? new Set()).add(person));
    }
    t.deepEqual([...people.values()].map(({ size }) => size), [50, 50, 50, 50, 50, 50]);
});
test('the same seed gives the same set, another seed another', (t) => {
    t.deepEqual(noisy({}, 'a'), noisy({}, 'a'));
    t.notDeepEqual(noisy({}, 'a'), noisy({}, 'b'));
});
test('pairwise F1: a hand-worked example', (t) => {
    // Groups {x x y} and {y}: 1 of 3 pairs is right; of the 2 pairs of the same person one is together.
    t.deepEqual(pairF1([
        [1, 1],
        [1, 1],
        [1, 2],
        [2, 2],
    ]), { precision: 1 / 3, recall: 1 / 2, f1: 0.4 });
    t.deepEqual(pairF1([
        [1, 1],
        [2, 2],
    ]), { precision: 1, recall: 1, f1: 1 });
});
test('the score: a hand-worked example', (t) => {
    let frame = 0;
    const image = (label, person, kind) => ({
        key: `00001_00000${label}_${String(++frame).padStart(7, '0')}_00`,
        file: '',
        label,
        person,
        kind,
    });
    const images = [
        image(1, 7, 'clean'), // 0
        image(1, 7, 'clean'), // 1
        image(1, 7, 'clean'), // 2: lost
        image(1, 8, 'moved'), // 3: repaired
        image(2, 8, 'clean'), // 4
        image(2, 8, 'clean'), // 5
        image(2, 7, 'moved'), // 6: removed
        image(3, 8, 'cut'), // 7: joined
        image(3, 9, 'far'), // 8: stays
        image(4, 9, 'clean'), // 9: merged with 1, where most are 7
    ];
    const final = [1, 1, null, 2, 2, 2, null, 2, 2, 1];
    const score = scoreNoisy(images, (one) => final[images.indexOf(one)]);
    // Group 1: 7 7 9 -> 1 of 3 pairs; group 2: 8 8 8 8 9 -> 6 of 10; same person: 1 of 7, 6 of 8, 1 of 9.
    t.is(score.precision, 7 / 13);
    t.is(score.recall, 7 / 8);
    t.true(Math.abs(score.f1 - 14 / 21) < 1e-12);
    // Before: labels of 4, 3, 2, 1: 6 + 3 + 1 pairs, 3 + 1 + 0 right; same person: 6 of 7 (4 images), 6 of 8, 1 of 9.
    t.true(Math.abs(score.f1Before - (2 * 4) / (10 + 13)) < 1e-12);
    t.is(score.cleanLost, 1 / 6);
    t.is(score.cleanMisplaced, 1 / 6);
    t.deepEqual([score.movedRepaired, score.movedRemoved], [0.5, 0.5]);
    t.deepEqual([score.cutJoined, score.cutLost, score.farRemoved], [1, 0, 0]);
    t.deepEqual([score.wronglyMerged, score.kept, score.images], [1, 8, 10]);
});
test('PETA’s sets become the scenes of LPW', (t) => {
    const table = `image\tidentity
3DPeS/100_3_FRAME_26_RGB.jpg\t3DPeS:100
CAVIAR4REID/0001_001.jpg\tCAVIAR4REID:0001
CAVIAR4REID/0001_002.jpg\tCAVIAR4REID:0001
MIT/00001_male_back.jpg\tMIT:00001
SARC3D/001_back.jpg\tSARC3D:001
TownCentre/0_16.jpg\tTownCentre:0
`;
    t.deepEqual(lpwLayout(table).map(({ to }) => to), [
        'pep_256x128/scen3/view1/100/1.jpg',
        'pep_256x128/scen1/view1/1/1.jpg',
        'pep_256x128/scen1/view1/1/2.jpg',
        'pep_256x128/scen3/view1/1001/1.jpg',
        'pep_256x128/scen2/view1/0/1.jpg',
    ]);
});
test('Market-1501 made noisy has an identity F1 of about 0.77', (t) => {
    const root = process.env.SYNTHPEDES_DATA;
    const dir = join(root ?? '', 'Market-1501', 'bounding_box_train');
    if (root === undefined || !existsSync(dir)) {
        t.log('skipped: SYNTHPEDES_DATA names no folder with Market-1501');
        t.pass();
        return;
    }
    const images = noisyMarket(marketFiles(dir), NOISY_DEFAULTS, seededRandom(1));
    const { f1Before, kept } = scoreNoisy(images, ({ label }) => label);
    t.is(kept, images.length);
    t.true(f1Before > 0.74 && f1Before < 0.81, `${f1Before}`);
});
//# sourceMappingURL=noisyMarket.test.js.map