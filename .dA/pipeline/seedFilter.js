/**
 * Seed Filter Strategy (section 3.2 and appendix A.7, Algorithm 1): identity labels that a tracker made are denoised
 * by filtering samples out, reassigning them to a neighbouring identity, and merging neighbouring identities.
 */
import { filterOut } from './seedFilter/filterOut.js';
import { Components } from './seedFilter/components.js';
import { addRow, cosine, dot, unitRows } from './seedFilter/vectors.js';
/** The paper's values (appendix A.7). They belong to the authors' feature encoder. */
export const PAPER_OPTIONS = {
    filter: 0.6,
    reassign: 0.65,
    merge: 0.62,
    reassignRange: 2,
    mergeRange: 2,
};
/**
 * Runs the three steps over identities in source order, those of one scene together. Results of a scene come before
 * those of the next: each image once, each pair of neighbours within r_b once, each identity once (at the scene's end,
 * since a chain of mergers may reach that far).
 *
 * Memory: the features of one identity, those of the samples filtered out of the last r_a identities, and two sums for
 * each of the last 2 r_a + r_b identities; beside that two integers for each identity of the scene. Time is linear.
 * Synchronous, because rows of a manifest and of a feature file are read synchronously and the results go into one
 * synchronous transaction; so nothing is ever in flight between a read and a commit.
 *
 * No identity is emptied: step 1 stops at one sample. An identity that has no images at all takes its place
 * in the order and is similar to nothing.
 */
export function* seedFilter(identities, options) {
    const iterator = identities[Symbol.iterator]();
    let next = iterator.next();
    function* sceneOf(first) {
        while (next.done !== true && next.value.scene === first.scene) {
            yield next.value;
            next = iterator.next();
        }
    }
    try {
        while (next.done !== true)
            yield* filterScene(sceneOf(next.value), options);
    }
    finally {
        iterator.return?.();
    }
}
/**
 * At time t the identity at place t of the scene arrives and is filtered; place t - r_a then knows all the centres
 * in its range and is reassigned; place t - 2 r_a then has had all that can join it, and is compared with its
 * predecessors. After the last identity time runs on until the last place is compared.
 */
function* filterScene(identities, options) {
    const { reassignRange, mergeRange } = options;
    const window = new Map();
    const components = new Components();
    const ids = [];
    for (const identity of identities) {
        window.set(ids.length, arrive(identity, options));
        yield* advance(ids.length);
        ids.push(identity.id);
    }
    for (let time = ids.length; time < ids.length + 2 * reassignRange; time++)
        yield* advance(time);
    for (const [place, identity] of ids.entries()) {
        yield { kind: 'identity', identity, final: ids[components.find(place)] };
    }
    function* advance(time) {
        yield* reassign(window, time - reassignRange, options);
        const place = time - 2 * reassignRange;
        for (const pair of compare(window, place, options)) {
            if (pair.merged)
                components.join(place, pair.before);
            yield pair.result;
        }
        window.delete(place - mergeRange);
    }
}
/** Step 1. */
function arrive(identity, options) {
    const n = identity.images.length;
    const columns = n === 0 ? 0 : identity.features.length / n;
    if (!Number.isInteger(columns)) {
        throw new RangeError(`identity ${identity.id}: ${identity.features.length} numbers for ${n} images`);
    }
    const rows = unitRows(identity.features, columns);
    const { excluded, similarity, sum } = filterOut(rows, options.filter);
    const vectors = excluded.map((row) => {
        const vector = new Float64Array(columns);
        addRow(vector, rows, row);
        return [row, vector];
    });
    const { id, images } = identity;
    return {
        id,
        images,
        similarity,
        excluded: new Map(vectors),
        filtered: sum,
        square: dot(sum, sum),
        joined: sum.slice(),
    };
}
/** Step 2 for the samples that step 1 filtered out of the identity at place k. */
function* reassign(window, k, options) {
    const slot = window.get(k);
    if (slot === undefined)
        return;
    for (const [row, image] of slot.images.entries()) {
        const vector = slot.excluded.get(row);
        const similarity = Number.isNaN(slot.similarity[row]) ? null : slot.similarity[row];
        const common = { kind: 'image', image, from: slot.id, similarity, threshold: options.filter };
        if (vector === undefined) {
            yield { ...common, outcome: 'kept', to: slot.id, neighbour: null };
            continue;
        }
        const best = mostSimilar(window, k, { vector, range: options.reassignRange });
        const neighbour = { identity: best.slot.id, similarity: best.similarity, threshold: options.reassign };
        if (best.similarity >= options.reassign) {
            for (let d = 0; d < vector.length; d++)
                best.slot.joined[d] += vector[d];
            yield { ...common, outcome: 'reassigned', to: best.slot.id, neighbour };
        }
        else
            yield { ...common, outcome: 'excluded', to: null, neighbour };
    }
}
/** The most similar centre after step 1 among places k - range .. k + range; of equal ones the first. */
function mostSimilar(window, k, { vector, range }) {
    const square = dot(vector, vector);
    let best;
    for (let place = k - range; place <= k + range; place++) {
        const slot = window.get(place);
        if (slot === undefined)
            continue;
        const similarity = cosine(dot(vector, slot.filtered), square * slot.square);
        if (best === undefined || similarity > best.similarity)
            best = { slot, similarity };
    }
    if (best === undefined)
        throw new Error(`no identity at place ${k}`);
    return best;
}
/** Step 3 for the pairs of the identity at `place` and its predecessors within range. */
function* compare(window, place, options) {
    const b = window.get(place);
    if (b === undefined)
        return;
    for (let before = place - options.mergeRange; before < place; before++) {
        const a = window.get(before);
        if (a === undefined)
            continue;
        const similarity = cosine(dot(a.joined, b.joined), dot(a.joined, a.joined) * dot(b.joined, b.joined));
        const merged = similarity > options.merge;
        const threshold = options.merge;
        yield { before, merged, result: { kind: 'pair', a: a.id, b: b.id, similarity, threshold, merged } };
    }
}
//# sourceMappingURL=seedFilter.js.map