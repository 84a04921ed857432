// Retrieval measures against worked examples, a slow reading of IRRA's and PLIP's code, and every order of small galleries.
import test from 'ava';
import { seededRandom, shuffle } from '../../../data/random.js';
import { chanceOfHit, chanceOfPrecision, harmonicNumber } from '../../../model/measures/retrieval/chance.js';
import { averagePrecision, inverseNegativePenalty, plipAveragePrecision, } from '../../../model/measures/retrieval/precision.js';
import { ranksOf } from '../../../model/measures/retrieval/ranks.js';
import { countRetrieval } from '../../../model/measures/retrieval/retrieval.js';
import { openSimilarities } from '../../../model/measures/retrieval/similarities.js';
const near = (got, expected, most = 1e-12) => Math.abs(got - expected) <= most;
test('right, wrong, right: worked by hand', (t) => {
    const ranks = ranksOf([0.9, 0.5, 0.1], [7, 8, 7], 7);
    t.deepEqual(ranks, [1, 3]);
    t.true(near(averagePrecision(ranks), (1 + 2 / 3) / 2));
    t.true(near(inverseNegativePenalty(ranks), 2 / 3));
    t.true(near(plipAveragePrecision(ranks), ((1 + 1) / 2 + (1 / 2 + 2 / 3) / 2) / 2));
});
test('of equal similarities other people come first, and what is equally right shares the rest', (t) => {
    t.deepEqual(ranksOf([0.5, 0.5, 0.5, 0.5], [1, 2, 1, 3], 1), [3, 4]);
    t.deepEqual(ranksOf([0.5, 0.9, 0.5, 0.1, 0.1], [1, 1, 2, 1, 2], 1), [1, 3, 5]);
    t.deepEqual(ranksOf([0.1, 0.2], [1, 1], 2), []);
    // A model that finds everything alike.
    const counter = countRetrieval([0, 1, 2]);
    for (const person of [0, 1, 2])
        counter.add([0.3, 0.3, 0.3], person);
    t.like(counter.result().scores, { rank1: 0, rank5: 1, mAP: 1 / 3, mINP: 1 / 3 });
});
/** Similarities on a coarse grid, so that many are equal. */
function world(random, { people, gallery, queries, steps }) {
    const draw = (n) => Math.floor(n * random());
    const identities = Array.from({ length: gallery }, (_, i) => (i < people ? i : draw(people)));
    return {
        identities,
        queries: Array.from({ length: queries }, () => draw(people)),
        rows: Array.from({ length: queries }, () => identities.map(() => draw(steps) / steps)),
    };
}
function measured({ identities, queries, rows }) {
    const counter = countRetrieval(identities);
    rows.forEach((row, q) => counter.add(row, queries[q]));
    return counter.result();
}
/** As the published code does it: a matrix of matches in ranked order, cumulative sums, and means over queries. */
function slowly({ identities, queries, rows }) {
    const totals = { rank1: 0, rank5: 0, rank10: 0, mAP: 0, mINP: 0, plipMAP: 0 };
    rows.forEach((row, q) => {
        const isRight = (g) => identities[g] === queries[q];
        const order = [...row.keys()].sort((a, b) => row[b] - row[a] || Number(isRight(a)) - Number(isRight(b)));
        const matches = order.map((g) => Number(isRight(g)));
        const cumulative = matches.map((_, i) => matches.slice(0, i + 1).reduce((a, b) => a + b));
        const right = cumulative.at(-1);
        const cmc = cumulative.map((n) => Math.min(1, n));
        for (const k of [1, 5, 10])
            totals[`rank${k}`] += cmc[Math.min(k, cmc.length) - 1];
        const precision = cumulative.map((n, i) => (n / (i + 1)) * matches[i]);
        totals.mAP += precision.reduce((a, b) => a + b) / right;
        totals.mINP += right / (matches.lastIndexOf(1) + 1);
        const places = matches.flatMap((match, i) => (match ? [i] : []));
        const own = places.map((r, i) => ((r === 0 ? 1 : i / r) + (i + 1) / (r + 1)) / 2);
        totals.plipMAP += own.reduce((a, b) => a + b) / right;
    });
    return Object.fromEntries(Object.entries(totals).map(([name, sum]) => [name, sum / rows.length]));
}
test('random worlds, with and without ties: as the slow reading, in any order of the gallery', (t) => {
    const random = seededRandom('worlds');
    for (let round = 0; round < 60; round++) {
        const made = world(random, { people: 4, gallery: 5 + round, queries: 7, steps: [2, 5, 1e6][round % 3] });
        const { scores } = measured(made);
        for (const [name, expected] of Object.entries(slowly(made)))
            t.true(near(scores[name], expected, 1e-9), `${name}, round ${round}`);
        const order = shuffle(random, [...made.identities.keys()]);
        const again = { ...made, identities: order.map((g) => made.identities[g]) };
        t.deepEqual(measured({ ...again, rows: made.rows.map((row) => order.map((g) => row[g])) }).scores, scores);
    }
});
function* orders(items) {
    if (items.length === 0)
        yield [];
    for (const [i, item] of items.entries())
        for (const rest of orders(items.toSpliced(i, 1)))
            yield [item, ...rest];
}
test('the level of chance is the mean over every order of the gallery', (t) => {
    for (const [gallery, right] of [
        [1, 1],
        [4, 1],
        [5, 2],
        [6, 3],
        [6, 6],
    ]) {
        const identities = Array.from({ length: gallery }, (_, g) => (g < right ? 1 : 0));
        const ranks = [...orders([...identities.keys()])].map((row) => ranksOf(row, identities, 1));
        const mean = (of) => ranks.reduce((sum, each) => sum + of(each), 0) / ranks.length;
        for (const k of [1, 2, 5, 10])
            t.true(near(chanceOfHit(right, gallery, k), mean(([first]) => Number(first <= k)), 1e-9), `${right} of ${gallery}`);
        t.true(near(chanceOfPrecision(right, gallery, harmonicNumber(gallery)), mean(averagePrecision), 1e-9));
    }
});
test('blocks of similarities are dot products, row by row, of a part of a buffer too; equal images are equally near', async (t) => {
    const random = seededRandom('blocks');
    const columns = 24;
    const whole = Float32Array.from({ length: 40 * columns }, () => random() - 0.5);
    const data = whole.subarray(3 * columns);
    for (const twin of [11, 36])
        data.copyWithin(twin * columns, 0, columns);
    const similarities = await openSimilarities({ data, columns }, 1);
    const queries = Array.from({ length: 300 }, () => Float32Array.from({ length: columns }, () => random() - 0.5));
    let n = 0;
    for await (const row of similarities.of(queries)) {
        t.is(row.length, 37);
        const query = queries[n++];
        const expected = Array.from(row, (_, g) => query.reduce((sum, x, d) => sum + x * data[g * columns + d], 0));
        t.true(expected.every((x, g) => near(row[g], x, 1e-5)));
        t.true(row[11] === row[0] && row[36] === row[0]);
    }
    t.is(n, 300);
    await similarities.release();
});
//# sourceMappingURL=retrieval.test.js.map