import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { farPlaces, sampleIdentities, thinned } from '../../../pipeline/seedFilter/calibrationSample.js';
import { sweep, sweepGrid } from '../../../pipeline/seedFilter/sweep.js';
function* listed(count, perScene, images = 10) {
    for (let id = 0; id < count; id++)
        yield { id, scene: Math.floor(id / perScene), images };
}
test('a source that fits is sampled whole, in source order', (t) => {
    t.deepEqual(sampleIdentities(listed(200, 30), 2000, seededRandom(1)), [...Array(200).keys()]);
    t.deepEqual(sampleIdentities([], 2000, seededRandom(1)), []);
});
test('a larger source is sampled in whole blocks of 50 within a scene, no more images than asked for', (t) => {
    const ids = sampleIdentities(listed(10_000, 120), 5000, seededRandom(1));
    t.true(ids.length <= 500 && ids.length > 400, `${ids.length}`);
    t.deepEqual(ids, [...ids].sort((a, b) => a - b));
    const drawn = new Set(ids);
    for (const id of ids) {
        const inScene = id % 120;
        const first = id - (inScene % 50);
        const length = inScene < 100 ? 50 : 20;
        for (let other = first; other < first + length; other++)
            t.true(drawn.has(other));
    }
    t.notDeepEqual(ids, sampleIdentities(listed(10_000, 120), 5000, seededRandom(2)));
    t.deepEqual(ids, sampleIdentities(listed(10_000, 120), 5000, seededRandom(1)));
});
test('blocks are drawn from everywhere alike', (t) => {
    let early = 0;
    let all = 0;
    for (let seed = 0; seed < 50; seed++) {
        const ids = sampleIdentities(listed(2000, 50), 2000, seededRandom(seed));
        all += ids.length;
        early += ids.filter((id) => id < 1000).length;
    }
    t.true(Math.abs(early / all - 0.5) < 0.08, `${early / all}`);
});
test('identities of thousands of images count as 64, and one block is always there', (t) => {
    t.is(sampleIdentities(listed(50, 50, 5000), 10, seededRandom(1)).length, 50);
    t.is(sampleIdentities(listed(500, 50, 5000), 3 * 50 * 64, seededRandom(1)).length, 150);
});
function identity(id, scene, rows) {
    return { id, scene, images: rows.map((_, i) => 100 * id + i), features: Float32Array.from(rows.flat()) };
}
test('a long tracklet is thinned to 64 rows spread over it', (t) => {
    const rows = Array.from({ length: 640 }, (_, i) => [i, -i]);
    const thin = thinned(identity(1, 0, rows));
    t.deepEqual(thin.images, Array.from({ length: 64 }, (_, i) => 100 + 10 * i));
    t.deepEqual([...thin.features.subarray(4, 8)], [20, -20, 30, -30]);
    const short = identity(1, 0, rows.slice(0, 64));
    t.is(thinned(short), short);
});
test('far places are five away in the scene, or in another scene, or nowhere', (t) => {
    const sample = [...Array(20).keys()].map((id) => identity(id, id < 12 ? 0 : id < 16 ? 1 : 2, [[1]]));
    const far = farPlaces(sample, seededRandom(1));
    const drawn = (place) => [...new Set(Array.from({ length: 500 }, () => far.pick(place)))].sort((a, b) => a - b);
    t.deepEqual(drawn(0), [5, 6, 7, 8, 9, 10, 11]);
    t.deepEqual(drawn(6), [0, 1, 11]);
    t.deepEqual(drawn(13), [...Array(12).keys(), 16, 17, 18, 19]);
    t.deepEqual(far.around(0, 2), [0, 1, 2]);
    t.deepEqual(far.around(11, 2), [9, 10, 11]);
    t.is(farPlaces(sample.slice(0, 4), seededRandom(1)).pick(0), undefined);
});
test('a sweep says what each setting would do', (t) => {
    const [X, Y, Z] = [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
    ];
    const identities = [
        identity(1, 0, [X, X, Y]),
        identity(2, 0, [Y, Y]),
        identity(3, 0, [X]),
        identity(4, 0, [Z, Z, X]),
    ];
    const options = { filter: 0.6, reassign: 0.65, merge: 0.62, reassignRange: 2, mergeRange: 2 };
    const [chosen, lax] = sweep(identities, [options, { ...options, filter: -1, merge: 1 }]);
    // Y of 1 goes to 2, X of 4 to 3; 1 and 3 are one person.
    const expected = { kept: 7, excluded: 0, reassigned: 2, returned: 0, mergers: 1 };
    t.deepEqual(chosen, { options, images: 9, ...expected, identitiesBefore: 4, identitiesAfter: 3 });
    t.deepEqual([lax.kept, lax.mergers, lax.identitiesAfter], [9, 0, 4]);
    t.is(sweep(identities, [{ ...options, reassign: 1.1 }])[0].excluded, 2);
});
test('the grid of a sweep has the chosen thresholds, and each of them moved', (t) => {
    const options = { filter: 0.3, reassign: 0.45, merge: 0.7, reassignRange: 2, mergeRange: 2 };
    const grid = sweepGrid(options);
    t.is(grid[0], options);
    t.is(grid.length, 19);
    t.deepEqual(grid.slice(1, 7).map(({ filter }) => filter), [0.15, 0.2, 0.25, 0.35, 0.4, 0.45]);
    t.deepEqual(grid[18], { ...options, merge: 0.85 });
    t.is(sweepGrid({ ...options, merge: 0.95 }).length, 16, 'no threshold of 1 or more');
});
//# sourceMappingURL=sample.test.js.map