import test from 'ava';
import { randomInt, randomNormal, seededRandom } from '../../../data/random.js';
import { seedFilter } from '../../../pipeline/seedFilter.js';
import { calibrate, UNTOUCHED } from '../../../pipeline/seedFilter/calibrate.js';
import { centred } from '../../../pipeline/seedFilter/vectors.js';
/** Somebody within two places in the same scene. */
function neighbourOf(p, perScene, random) {
    const scene = Math.floor(p / perScene);
    const near = [p - 2, p - 1, p + 1, p + 2].filter((q) => q >= 0 && Math.floor(q / perScene) === scene);
    return near[randomInt(random, near.length)];
}
/** Identities of normal features, and the truth: image -> person. */
function draw(world, random) {
    const { people = 200, perScene = 40, columns = 32, spread = 0.7, offset = 0, noise = 0.1 } = world;
    const person = [];
    const rows = Array.from({ length: people }, () => []);
    const images = Array.from({ length: people }, () => []);
    for (let p = 0; p < people; p++) {
        const centre = Array.from({ length: columns }, () => randomNormal(random));
        for (let i = 4 + randomInt(random, 16); i > 0; i--) {
            const label = random() < noise ? neighbourOf(p, perScene, random) : p;
            rows[label]?.push(centre.map((x) => x + spread * randomNormal(random) + offset));
            images[label]?.push(person.push(p) - 1);
        }
    }
    const identities = rows.map((own, id) => ({
        id,
        scene: Math.floor(id / perScene),
        images: images[id],
        features: Float32Array.from(own.flat()),
    }));
    return { identities: identities.filter((identity) => identity.images.length > 0), person };
}
/** Shares of wrongly labelled images caught (out of their label) and of the others lost, and wrong mergers. */
function outcome(identities, person) {
    const { options, mean } = calibrate(identities, seededRandom(1));
    const ready = identities.map((identity) => ({ ...identity, features: centred(identity.features, mean) }));
    const counts = { wrong: 0, caught: 0, right: 0, lost: 0, merged: 0 };
    for (const result of seedFilter(ready, options)) {
        if (result.kind === 'pair')
            counts.merged += Number(result.merged);
        if (result.kind !== 'image')
            continue;
        const isWrong = person[result.image] !== result.from;
        counts[isWrong ? 'wrong' : 'right']++;
        if (isWrong && result.to !== result.from)
            counts.caught++;
        if (!isWrong && result.to === null)
            counts.lost++;
    }
    return { caught: counts.caught / counts.wrong, lost: counts.lost / counts.right, merged: counts.merged };
}
test('finds thresholds that catch nine wrong labels in ten and lose fewer than one clean image in twenty', (t) => {
    for (const spread of [0.4, 0.7, 1]) {
        for (const noise of [0.05, 0.2]) {
            const { identities, person } = draw({ spread, noise }, seededRandom(`${spread} ${noise}`));
            const { caught, lost, merged } = outcome(identities, person);
            const of = `spread ${spread}, noise ${noise}: caught ${caught}, lost ${lost}, merged ${merged}`;
            t.true(caught >= 0.9, of);
            t.true(lost <= 0.05, of);
            t.true(merged <= 4, of);
        }
    }
});
test('estimates the share of wrong labels without labels', (t) => {
    for (const noise of [0, 0.05, 0.1, 0.2]) {
        const { identities } = draw({ noise }, seededRandom(`noise ${noise}`));
        const { chosen } = calibrate(identities, seededRandom(1));
        t.true(Math.abs(chosen.noise - noise) < 0.03, `${noise}: ${chosen.noise}`);
    }
});
test('an offset that makes everybody similar is taken off, and then makes no difference', (t) => {
    const far = draw({ offset: 5 }, seededRandom('offset'));
    const { options, mean, chosen } = calibrate(far.identities, seededRandom(1));
    t.truthy(mean);
    t.true(mean.every((x) => Math.abs(x - 5) < 0.5));
    t.true(chosen.caught > 0.9);
    const near = draw({ offset: 0 }, seededRandom('offset'));
    const other = calibrate(near.identities, seededRandom(1));
    t.true(Math.abs(options.filter - other.options.filter) < 0.02);
    t.true(Math.abs(options.merge - other.options.merge) < 0.02);
    t.true(outcome(far.identities, far.person).caught > 0.9);
});
test('features that say nothing keep nearly everything and merge next to nothing', (t) => {
    const { identities, person } = draw({ spread: 50 }, seededRandom('nothing'));
    const { lost, merged } = outcome(identities, person);
    t.true(lost < 0.1, `lost ${lost}`);
    t.true(merged <= 8, `merged ${merged} of 390 pairs`);
});
test('thresholds are ordered, and the numbers behind them are counted', (t) => {
    const { identities } = draw({}, seededRandom('order'));
    const result = calibrate(identities, seededRandom(1));
    t.true(result.enough);
    t.true(result.options.filter <= result.options.reassign);
    t.is(result.options.reassignRange, 2);
    t.is(result.identities, identities.length);
    const images = identities.reduce((sum, identity) => sum + identity.images.length, 0);
    t.is(result.images, images);
    const total = (counts) => counts.reduce((a, b) => a + b, 0);
    const single = identities.filter((identity) => identity.images.length === 1).length;
    t.is(total(result.histograms[0].counts), images - single);
    t.is(result.histograms.length, 6);
    for (const { counts } of result.histograms)
        t.true(counts.length === 40 && total(counts) > 100);
});
test('the same sample and seed give the same calibration', (t) => {
    const { identities } = draw({ people: 60 }, seededRandom('same'));
    t.deepEqual(calibrate(identities, seededRandom(7)), calibrate(identities, seededRandom(7)));
});
test('a source too small to tell is left as it is, said so', (t) => {
    const { identities } = draw({ people: 3, perScene: 3 }, seededRandom('small'));
    for (const few of [[], identities.slice(0, 1), identities]) {
        const result = calibrate(few, seededRandom(1));
        t.false(result.enough);
        t.deepEqual(result.options, UNTOUCHED);
        const results = [...seedFilter(few, result.options)];
        t.true(results.every((each) => each.kind !== 'image' || each.outcome === 'kept'));
        t.true(results.every((each) => each.kind !== 'pair' || !each.merged));
        t.is(result.mean, null);
    }
});
test('scenes too short to hold anybody far away are compared with other scenes', (t) => {
    const { identities, person } = draw({ perScene: 4 }, seededRandom('short'));
    t.true(calibrate(identities, seededRandom(1)).enough);
    const { caught, lost } = outcome(identities, person);
    t.true(caught > 0.9 && lost < 0.05, `caught ${caught}, lost ${lost}`);
});
//# sourceMappingURL=calibrate.test.js.map