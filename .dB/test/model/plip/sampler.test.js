// Orders of an epoch: what each sampling promises, on identities of all sizes.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { batchCount, epochOrder } from '../../../model/plip/sampler.js';
/** Identities with so many images each. */
const of = (...counts) => Int32Array.from(counts.flatMap((count, identity) => new Array(count).fill(identity)));
const batchesOf = (identities, size, sampling, seed = 'a') => {
    const order = [...epochOrder(identities, size, sampling, seededRandom(seed))];
    return Array.from({ length: Math.ceil(order.length / size) }, (_, b) => order.slice(b * size, (b + 1) * size));
};
/** By batch: identity -> its images there. */
const countsOf = (identities, batch) => {
    const counts = new Map();
    for (const place of batch)
        counts.set(identities[place], (counts.get(identities[place]) ?? 0) + 1);
    return counts;
};
const random = seededRandom('sizes');
/** As the distribution leaves them: 5 to 20 images, and some smaller. */
const MIXED = of(...Array.from({ length: 700 }, (_, i) => (i % 50 === 0 ? 1 + (i % 4) : 5 + Math.floor(16 * random()))));
const SAMPLINGS = [
    { kind: 'shuffled' },
    ...[1, 2, 4, 16].map((images) => ({ kind: 'identities', images })),
];
for (const sampling of SAMPLINGS) {
    const name = sampling.kind === 'identities' ? `identities x ${sampling.images}` : sampling.kind;
    test(`${name}: every image at most once, all but the last short batch`, (t) => {
        const order = epochOrder(MIXED, 64, sampling, seededRandom(1));
        t.is(order.length, 64 * Math.floor(MIXED.length / 64));
        t.is(order.length / 64, batchCount(MIXED.length, 64, sampling));
        t.is(new Set(order).size, order.length);
        t.true(order.every((place) => place >= 0 && place < MIXED.length));
    });
    test(`${name}: the order hangs on the seed alone, and what is left over changes`, (t) => {
        const order = (seed) => [...epochOrder(MIXED, 64, sampling, seededRandom(seed))];
        t.deepEqual(order(1), order(1));
        t.notDeepEqual(order(1), order(2));
        const leftOver = (seed) => {
            const taken = new Set(order(seed));
            return [...MIXED.keys()].filter((place) => !taken.has(place));
        };
        t.is(leftOver(1).length, MIXED.length % 64);
        t.notDeepEqual(leftOver(1), leftOver(2));
    });
}
test('identities of K images each come whole: P of them a batch', (t) => {
    const identities = of(...new Array(60).fill(4));
    const batches = batchesOf(identities, 32, { kind: 'identities', images: 4 });
    t.is(batches.length, 7);
    for (const batch of batches)
        t.deepEqual([...countsOf(identities, batch).values()], new Array(8).fill(4));
});
test('an identity with more than K goes into several batches, as evenly as it goes; more than K come at once only at the very end', (t) => {
    const identities = of(...new Array(50).fill(5), ...new Array(20).fill(9));
    for (const seed of ['a', 'b', 'c']) {
        const batches = batchesOf(identities, 43, { kind: 'identities', images: 4 }, seed);
        t.is(batches.length, 10, 'all of it: nothing is left over');
        const parts = batches.map((batch) => countsOf(identities, batch));
        t.true(parts.slice(0, -1).every((counts) => [...counts.values()].every((count) => count <= 4)));
        const cut = [...new Set(identities)].filter((identity) => {
            const counts = parts.flatMap((each) => each.get(identity) ?? []).sort();
            return counts.length !== (identity < 50 ? 2 : 3);
        });
        // 43 = 3 * 13 + 2 * 2, so groups of 3 and 2 fill a batch; at the end there may be no 2 left.
        t.true(cut.length <= 2, `${cut.length} cut`);
    }
});
test('hardly a group is cut on identities of all sizes', (t) => {
    const batches = batchesOf(MIXED, 64, { kind: 'identities', images: 4 });
    const parts = batches.map((batch) => countsOf(MIXED, batch));
    t.true(parts.every((counts) => [...counts.values()].every((count) => count <= 4)));
    const all = countsOf(MIXED, [...MIXED.keys()]);
    const taken = new Set(batches.flat());
    const left = new Set([...MIXED.keys()].filter((place) => !taken.has(place)).map((place) => MIXED[place]));
    const cut = [...all].filter(([identity, count]) => {
        const seen = parts.filter((each) => each.has(identity)).length;
        return !left.has(identity) && seen !== Math.ceil(count / 4);
    });
    t.true(cut.length <= 3, `${cut.length} of ${all.size} cut`);
});
test('one identity alone, and groups that cannot fill a batch without being cut', (t) => {
    t.is(batchesOf(of(10), 4, { kind: 'identities', images: 2 }).length, 2);
    const threes = of(...new Array(8).fill(3));
    const batches = batchesOf(threes, 4, { kind: 'identities', images: 3 });
    t.is(batches.length, 6);
    t.deepEqual([...batches.flat()].sort((a, b) => a - b), [...threes.keys()]);
});
test('ordered: as they stand, with the short batch at the end', (t) => {
    t.deepEqual(batchesOf(of(2, 3), 2, { kind: 'ordered' }), [[0, 1], [2, 3], [4]]);
    t.is(batchCount(5, 2, { kind: 'ordered' }), 3);
});
test('shuffled: all orders are equally likely', (t) => {
    const seen = new Map();
    for (let seed = 0; seed < 6000; seed++) {
        const order = epochOrder(of(1, 1, 1), 3, { kind: 'shuffled' }, seededRandom(seed)).join();
        seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    t.is(seen.size, 6);
    for (const count of seen.values())
        t.true(Math.abs(count - 1000) < 150, `${count} of 6000`);
});
//# sourceMappingURL=sampler.test.js.map