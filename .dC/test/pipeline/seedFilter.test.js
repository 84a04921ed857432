import test from 'ava';
import { randomInt, randomNormal, seededRandom } from '../../data/random.js';
import { PAPER_OPTIONS, seedFilter, } from '../../pipeline/seedFilter.js';
import { oracle, sorted } from './seedFilter/oracle.js';
/** Identities 10, 20, 30, ... of one scene; images are numbered 0, 1, 2, ... through all of them. */
function sceneOf(identities, scene = 's') {
    let image = 0;
    return identities.map((rows, k) => ({
        id: 10 * (k + 1),
        scene,
        images: rows.map(() => image++),
        features: Float32Array.from(rows.flat()),
    }));
}
function run(scene, options = {}) {
    return sorted(seedFilter(scene, { ...PAPER_OPTIONS, ...options }));
}
const images = (results) => results.filter((r) => r.kind === 'image');
const pairs = (results) => results.filter((r) => r.kind === 'pair');
const finals = (results) => results.filter((r) => r.kind === 'identity').map((r) => r.final);
// Cosines of these with [1, 0, 0, 0] are 1, 0.5, 0.6 and 0.
const X = [1, 0, 0, 0];
const HALF = [1, 1, 1, 1];
const THREE_FIFTHS = [3, 4, 0, 0];
const Y = [0, 1, 0, 0];
test('the paper preset is 0.60 / 0.65 / 0.62 within two identities', (t) => {
    t.deepEqual(PAPER_OPTIONS, { filter: 0.6, reassign: 0.65, merge: 0.62, reassignRange: 2, mergeRange: 2 });
});
test('filter-out: a sample exactly at sigma_s stays, just below it the later of two leaves', (t) => {
    const scene = sceneOf([[X, HALF]]);
    const options = { reassign: 2 };
    t.deepEqual(images(run(scene, { ...options, filter: 0.5 })).map((r) => [r.outcome, r.similarity]), [
        ['kept', 0.5],
        ['kept', 0.5],
    ]);
    t.deepEqual(images(run(scene, { ...options, filter: 0.500001 })).map((r) => [r.outcome, r.similarity, r.to]), [
        ['kept', null, 10],
        ['excluded', 0.5, null],
    ]);
    t.deepEqual(images(run(sceneOf([[THREE_FIFTHS, X]]), { filter: 0.6 })).map((r) => r.outcome), ['kept', 'kept'], 'rounding in 0.6 = 3/5 does not push it below');
});
test('filter-out: one at a time, each time against the others that are still in', (t) => {
    const mixed = [X, X, X, Y, Y];
    // x . (S - x) with S = (3, 2): (2, 2) -> 0.7071 for X; (3, 1) -> 0.3162 for Y. The later Y leaves.
    // Then S = (3, 1): X against (2, 1) 0.8944, Y against (3, 0) 0. Y leaves. Then X against (2, 0): 1.
    const results = images(run(sceneOf([mixed]), { reassign: 2 }));
    t.deepEqual(results.map((r) => [r.outcome, r.similarity]), [
        ['kept', 1],
        ['kept', 1],
        ['kept', 1],
        ['excluded', 0],
        ['excluded', 0.316227766],
    ]);
});
test('filter-out: an identity of one sample is kept whatever its feature', (t) => {
    for (const row of [X, [0, 0, 0, 0]]) {
        const [only] = images(run(sceneOf([[row]]), { filter: 2 }));
        t.deepEqual([only.outcome, only.to, only.similarity], ['kept', 10, null]);
    }
});
test('filter-out: no threshold empties an identity', (t) => {
    const results = images(run(sceneOf([[X, Y, HALF, THREE_FIFTHS]]), { filter: 2, reassign: 3 }));
    t.is(results.filter((r) => r.outcome === 'kept').length, 1);
});
test('a feature without direction is similar to nothing, so it leaves an identity of several', (t) => {
    for (const odd of [
        [0, 0, 0, 0],
        [NaN, 1, 0, 0],
        [Infinity, 0, 0, 0],
    ]) {
        const results = images(run(sceneOf([[odd, X, X]])));
        t.deepEqual(results.map((r) => [r.outcome, r.similarity]), [
            ['excluded', 0],
            ['kept', 1],
            ['kept', 1],
        ]);
        t.deepEqual(results[0].neighbour, { identity: 10, similarity: 0, threshold: 0.65 });
    }
});
/** Identity 10 is X twice and one stray; the others stand for one direction each. */
function strayScene(stray, others) {
    return sceneOf([[X, X, stray], ...others.map((row) => [row, row])]);
}
test('reassignment: exactly at sigma_r joins, just above the similarity stays excluded', (t) => {
    // The stray is orthogonal to X and at 0.5 to identity 20.
    const scene = strayScene([0, 0, 0, 1], [HALF]);
    const at = images(run(scene, { reassign: 0.5 }))[2];
    t.deepEqual([at.outcome, at.to, at.similarity], ['reassigned', 20, 0]);
    t.deepEqual(at.neighbour, { identity: 20, similarity: 0.5, threshold: 0.5 });
    const above = images(run(scene, { reassign: 0.500001 }))[2];
    t.deepEqual([above.outcome, above.to], ['excluded', null]);
    t.deepEqual(above.neighbour, { identity: 20, similarity: 0.5, threshold: 0.500001 });
});
test('reassignment reaches two identities away and no further', (t) => {
    const Z = [0, 0, 0, 1];
    const far = images(run(strayScene(Z, [Y, Y, Z])))[2];
    t.deepEqual([far.outcome, far.neighbour?.similarity], ['excluded', 0]);
    const near = images(run(strayScene(Z, [Y, Z])))[2];
    t.deepEqual([near.outcome, near.to], ['reassigned', 30]);
    const backwards = sceneOf([[Z, Z], [Y], [X, X, Z]]);
    t.is(images(run(backwards)).at(-1)?.to, 10);
    t.is(images(run(strayScene(Z, [Y, Z]), { reassignRange: 1 }))[2].to, null);
});
test('reassignment: of equally similar identities the first one in source order wins', (t) => {
    const Z = [0, 0, 0, 1];
    t.is(images(run(strayScene(Z, [Z, Z])))[2].to, 20);
});
test('reassignment looks at the centres after step 1, not at what joined since', (t) => {
    // The stray of 20 would be drawn to 10 only if the stray of 10 itself were counted there.
    const A = [0, 0, 1, 0];
    const results = images(run(sceneOf([
        [X, X],
        [Y, Y, A],
        [A, A],
    ]), { reassign: 0.9 }));
    t.deepEqual(results[4].neighbour, { identity: 30, similarity: 1, threshold: 0.9 });
});
test('reassignment may bring a sample back to its own identity, which is in its range', (t) => {
    // Others of the third: Y and -Y and X: it leaves at 0.5773; Y and -Y leave as well, X alone is the centre.
    const options = { filter: 0.9, reassign: 0.5 };
    const results = images(run(sceneOf([[X, [1, 1, 0, 0], [1, -1, 0, 0]]]), options));
    for (const result of results.filter((r) => r.outcome !== 'kept')) {
        t.deepEqual([result.outcome, result.to], ['reassigned', 10]);
        t.true(result.neighbour?.similarity >= 0.5);
    }
    t.is(results.filter((r) => r.outcome === 'reassigned').length, 2);
});
test('merger: exactly at sigma_m stays apart, just below it is merged', (t) => {
    const scene = sceneOf([[X], [HALF]]);
    const at = run(scene, { merge: 0.5 });
    t.deepEqual(pairs(at), [{ kind: 'pair', a: 10, b: 20, similarity: 0.5, threshold: 0.5, merged: false }]);
    t.deepEqual(finals(at), [10, 20]);
    const below = run(scene, { merge: 0.499999 });
    t.deepEqual(pairs(below), [{ kind: 'pair', a: 10, b: 20, similarity: 0.5, threshold: 0.499999, merged: true }]);
    t.deepEqual(finals(below), [10, 10]);
});
test('merger uses centres that have the reassigned samples in them', (t) => {
    // 10 alone is at 0 to 30; with the stray of 20 it is (X + Y) against Y: 0.7071.
    const Z = [0, 0, 0, 1];
    const stray = [2, 1, 0, 0];
    const results = run(sceneOf([[X], [Z, Z, stray], [Y]]), { reassign: 0.8 });
    t.is(images(results)[3].to, 10);
    const [, pair] = pairs(results);
    // X + (2, 1)/sqrt 5 = (1.8944, 0.4472); its cosine with Y is 0.2298.
    t.deepEqual([pair.a, pair.b, pair.similarity], [10, 30, 0.229752921]);
});
test('merger: marked pairs that share an identity become one, interleaved chains stay two', (t) => {
    const alternating = Array.from({ length: 9 }, (_, k) => [k % 2 === 0 ? X : Y]);
    t.deepEqual(finals(run(sceneOf(alternating))), [10, 20, 10, 20, 10, 20, 10, 20, 10]);
    const bridged = [...alternating, [[1, 1, 0, 0]]];
    t.deepEqual(finals(run(sceneOf(bridged))), Array(10).fill(10), 'the last one is at 0.7071 to both chains');
    t.deepEqual(finals(run(sceneOf([[X], [Y], [Y], [X]]))), [10, 20, 20, 40], 'three places apart is too far');
});
test('nothing crosses a scene', (t) => {
    const Z = [0, 0, 0, 1];
    const first = sceneOf([[X, X, Z]], 'a');
    const second = [{ id: 99, scene: 'b', images: [7, 8], features: Float32Array.from([...Z, ...Z]) }];
    const third = [{ id: 100, scene: 'a', images: [9], features: Float32Array.from(X) }];
    const results = run([...first, ...second, ...third]);
    t.is(images(results)[2].outcome, 'excluded');
    t.deepEqual(pairs(results), []);
    t.deepEqual(finals(results), [10, 99, 100]);
});
test('an identity without images holds its place and is similar to nothing', (t) => {
    const empty = (id) => ({ id, scene: 's', images: [], features: new Float32Array() });
    const [a, b] = sceneOf([[X, X, Y], [Y]]);
    const results = run([a, empty(11), empty(12), b]);
    t.is(images(results)[2].to, null);
    t.deepEqual(finals(results), [10, 11, 12, 20]);
    t.deepEqual(finals(run([a, empty(11), { ...b, features: Float32Array.from(X) }])), [10, 11, 10]);
});
test('features that are not whole rows are an error', (t) => {
    const scene = [{ id: 5, scene: 0, images: [1, 2], features: new Float32Array(7) }];
    t.throws(() => run(scene), { message: 'identity 5: 7 numbers for 2 images' });
});
/** A scene with the noise that the filter is for, and with ties, duplicates, zeros and single samples. */
function randomScene(random, columns) {
    const small = random() < 0.3;
    const draw = () => (small ? randomInt(random, 3) - 1 : randomNormal(random));
    const vector = () => Array.from({ length: columns }, draw);
    const people = Array.from({ length: 1 + randomInt(random, 9) }, vector);
    const noise = random();
    const rows = people.map((_, k) => Array.from({ length: 1 + randomInt(random, random() < 0.2 ? 30 : 6) }, () => {
        if (random() < 0.03)
            return new Array(columns).fill(0);
        const person = random() < 0.25 ? people[Math.min(people.length - 1, k + randomInt(random, 3))] : people[k];
        return random() < 0.3 ? person : person.map((x) => x + noise * draw());
    }));
    return sceneOf(rows);
}
test('says what a direct transcription of Algorithm 1 says, on 1,500 random scenes', (t) => {
    const random = seededRandom('oracle');
    const outcomes = { kept: 0, reassigned: 0, excluded: 0, merged: 0 };
    for (let round = 0; round < 1500; round++) {
        const scene = randomScene(random, 1 + randomInt(random, 9));
        const options = {
            filter: randomInt(random, 10) / 10,
            reassign: randomInt(random, 10) / 10,
            merge: randomInt(random, 10) / 10,
            reassignRange: randomInt(random, 4),
            mergeRange: randomInt(random, 4),
        };
        const expected = oracle(scene, options);
        t.deepEqual(run(scene, options), expected, `round ${round}`);
        for (const result of expected) {
            if (result.kind === 'image')
                outcomes[result.outcome]++;
            else if (result.kind === 'pair' && result.merged)
                outcomes.merged++;
        }
    }
    t.true(Math.min(...Object.values(outcomes)) > 300, `every road is taken: ${JSON.stringify(outcomes)}`);
});
test('every image comes out once, every threshold is respected by what is reported', (t) => {
    const random = seededRandom('property');
    for (let round = 0; round < 100; round++) {
        const scene = randomScene(random, 8);
        const results = run(scene);
        t.deepEqual(images(results).map((r) => r.image), scene.flatMap((identity) => identity.images));
        for (const r of images(results)) {
            t.is(r.outcome === 'kept', r.similarity === null || r.similarity >= 0.6);
            if (r.neighbour)
                t.is(r.outcome === 'reassigned', r.neighbour.similarity >= 0.65);
        }
        for (const pair of pairs(results))
            t.is(pair.merged, pair.similarity > 0.62);
    }
});
test('holds only a window of identities: it asks for the next one before it is done with a long scene', (t) => {
    let asked = 0;
    function* endless() {
        for (;;)
            yield { id: asked++, scene: 0, images: [asked], features: Float32Array.from(X) };
    }
    const filter = seedFilter(endless(), PAPER_OPTIONS);
    for (let taken = 0; taken < 1000; taken++) {
        const { value } = filter.next();
        if (value.kind === 'image')
            t.true(asked - value.from <= 3);
        if (value.kind === 'pair')
            t.true(asked - value.b <= 5);
    }
    filter.return(undefined);
});
test('a source is closed when the reader stops early', (t) => {
    let closed = false;
    function* source() {
        try {
            for (let id = 0;; id++)
                yield { id, scene: 0, images: [id], features: Float32Array.from(X) };
        }
        finally {
            closed = true;
        }
    }
    const filter = seedFilter(source(), PAPER_OPTIONS);
    filter.next();
    filter.return(undefined);
    t.true(closed);
});
//# sourceMappingURL=seedFilter.test.js.map