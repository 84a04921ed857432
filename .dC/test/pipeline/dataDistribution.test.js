import test from 'ava';
import { countUnknown, distributeIdentity, GENDER_UNDECIDED, OVER_MAXIMUM, TOO_FEW_IMAGES, TOO_MANY_UNKNOWN, UPPER_AND_LOWER_UNKNOWN, voteGender, } from '../../pipeline/dataDistribution.js';
import { randomInt, seededRandom } from '../../data/random.js';
import { configSchema } from '../../schemas/config.js';
const RULES = configSchema.parse({}).distribute;
const FULL = {
    gender: 'man',
    head: 'short black hair',
    upper: 'white shirt',
    lower: 'blue jeans',
    shoes: 'black shoes',
    belongings: 'backpack',
};
function images(...changes) {
    return changes.map((change, i) => ({ id: i + 1, key: `lpw/${i}`, attributes: { ...FULL, ...change } }));
}
function repeat(n, change = {}) {
    return Array.from({ length: n }, () => change);
}
function reasons(all, rules = RULES) {
    return distributeIdentity(all, rules).map(({ reason }) => reason);
}
test('two unknown attributes are let pass, three are not', (t) => {
    const two = { head: 'unknown', shoes: 'unknown' };
    const three = { ...two, belongings: 'unknown' };
    t.deepEqual(reasons(images(...repeat(5), two, three)), [null, null, null, null, null, null, TOO_MANY_UNKNOWN]);
});
test('upper and lower both unknown drop an image that has only these two', (t) => {
    const both = { upper: 'unknown', lower: 'unknown' };
    t.deepEqual(reasons(images(...repeat(5), both)).at(-1), UPPER_AND_LOWER_UNKNOWN);
    t.is(reasons(images(...repeat(5), { upper: 'unknown' })).at(-1), null);
});
test('an attribute seen to be absent counts as unknown only where the paper is followed; no head never counts', (t) => {
    const attributes = { ...FULL, head: 'unknown', shoes: null, belongings: 'none' };
    t.is(countUnknown(attributes, false), 1);
    t.is(countUnknown(attributes, true), 2);
    const odd = { head: 'unknown', shoes: 'unknown', belongings: 'none' };
    t.is(reasons(images(...repeat(5), odd)).at(-1), null);
    t.is(reasons(images(...repeat(5), odd), { ...RULES, countNone: true }).at(-1), TOO_MANY_UNKNOWN);
});
test('a share of exactly 0.7 does not win the vote, 0.75 does', (t) => {
    const vote = (men, women) => reasons(images(...repeat(men), ...repeat(women, { gender: 'woman' })));
    t.deepEqual(vote(7, 3), repeat(10).fill(GENDER_UNDECIDED));
    t.true(vote(6, 2).every((reason) => reason === null));
});
test('unknown counts in the denominator, and a winning unknown keeps the neutral form', (t) => {
    t.deepEqual(voteGender(['man', 'man', 'unknown', 'unknown']), { form: 'male', phrase: 'man', share: 0.5 });
    t.deepEqual(voteGender(['unknown', 'unknown', 'unknown', 'man']), { form: 'person', phrase: 'unknown', share: 0.75 });
});
test('an image that agrees keeps its wording, the others get the most frequent phrase of the winner', (t) => {
    const all = images({ gender: 'girl' }, ...repeat(4, { gender: 'woman' }), { gender: 'man' });
    const genders = distributeIdentity(all, RULES).map(({ gender }) => gender);
    t.deepEqual(genders, ['girl', 'woman', 'woman', 'woman', 'woman', 'woman']);
});
test('four images are too few, five are enough; the minimum counts the images that are good', (t) => {
    t.deepEqual(new Set(reasons(images(...repeat(4)))), new Set([TOO_FEW_IMAGES]));
    t.deepEqual(new Set(reasons(images(...repeat(5)))), new Set([null]));
    const poor = { upper: 'unknown', lower: 'unknown' };
    t.deepEqual(reasons(images(...repeat(4), poor)).slice(0, 4), repeat(4).fill(TOO_FEW_IMAGES));
});
test('twenty images stay, of twenty-one a random one goes, the same for one seed and another for others', (t) => {
    t.true(reasons(images(...repeat(20))).every((reason) => reason === null));
    const all = images(...repeat(60));
    const kept = (seed) => distributeIdentity(all, { ...RULES, seed })
        .filter(({ reason }) => reason === null)
        .map(({ id }) => id);
    t.is(kept(0).length, 20);
    t.deepEqual(kept(0), kept(0));
    t.notDeepEqual(kept(0), kept(1));
    t.is(reasons(all).filter((reason) => reason === OVER_MAXIMUM).length, 40);
});
test('every image gets one fate, in order, whatever comes in', (t) => {
    const random = seededRandom('fates');
    const words = [null, 'unknown', 'none', 'man', 'woman', 'red shirt'];
    for (let round = 0; round < 300; round++) {
        const all = Array.from({ length: randomInt(random, 40) }, (_, i) => {
            const draw = () => words[randomInt(random, words.length)];
            const attributes = {
                gender: draw(),
                head: draw(),
                upper: draw(),
                lower: draw(),
                shoes: draw(),
                belongings: draw(),
            };
            return { id: i, key: `folder/${round}/${i}`, attributes };
        });
        const fates = distributeIdentity(all, RULES);
        t.deepEqual(fates.map(({ id }) => id), all.map(({ id }) => id));
        const kept = fates.filter(({ reason }) => reason === null).length;
        t.true(kept === 0 || (kept >= 5 && kept <= 20));
    }
});
//# sourceMappingURL=dataDistribution.test.js.map