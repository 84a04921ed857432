import { filterOut } from './filterOut.js';
import { unitRows } from './vectors.js';
/**
 * The threshold above which step 1 filters a row out, for every row of one identity of at least two: a run with a higher
 * threshold takes out the same rows in the same order and then goes on, so a row's exit is the largest of the
 * similarities at which rows left, up to and with its own. The row that is left over shares the last one's.
 */
export function exits(features, columns) {
    const rows = unitRows(features, columns);
    const { excluded, similarity } = filterOut(rows, Infinity);
    let highest = -1;
    const out = new Float64Array(rows.scale.length);
    const order = [...excluded];
    for (const row of order) {
        highest = Math.max(highest, similarity[row]);
        out[row] = highest;
    }
    for (let row = 0; row < out.length; row++)
        if (Number.isNaN(similarity[row]))
            out[row] = highest;
    return out;
}
/** Exits of every sample in its own identity; identities of one sample have none. */
export function ownExits(sample) {
    return sample
        .filter(({ images }) => images.length > 1)
        .flatMap(({ images, features }) => [...exits(features, features.length / images.length)]);
}
/**
 * Exits of strangers: each identity is given samples of the four identities around a far place, each with probability
 * share / 4. So they come the way label noise comes, several of one person, and to a small identity as many as to a large one.
 */
export function strangerExits(sample, share, { far, random }) {
    return sample.flatMap((identity, place) => {
        const elsewhere = far.pick(place);
        if (elsewhere === undefined || identity.images.length === 0)
            return [];
        const columns = identity.features.length / identity.images.length;
        const donors = far.around(elsewhere, 2).filter((donor) => donor !== elsewhere);
        const strangers = (donors.length === 0 ? [elsewhere] : donors).flatMap((donor) => rowsOf(sample[donor], columns).filter(() => random() < share / 4));
        if (strangers.length === 0)
            return [];
        const own = identity.features.length;
        const together = new Float32Array(own + strangers.length * columns);
        together.set(identity.features);
        strangers.forEach((row, i) => together.set(row, own + i * columns));
        return [...exits(together, columns).subarray(identity.images.length)];
    });
}
function rowsOf(identity, columns) {
    return identity.images.map((_, row) => identity.features.subarray(row * columns, (row + 1) * columns));
}
//# sourceMappingURL=exits.js.map