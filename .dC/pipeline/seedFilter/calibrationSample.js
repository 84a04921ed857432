import { randomInt } from '../../data/random.js';
/**
 * A bounded sample of a source, in blocks of consecutive identities, because a calibration looks at neighbours too.
 */
/** Consecutive identities of one scene that are sampled or left out together. */
const BLOCK = 50;
/** Rows of one identity that a calibration looks at. */
export const ROWS_AT_MOST = 64;
/** Identities of one scene that are this many places apart are taken for different people. */
const FAR = 5;
/**
 * Ids to calibrate on, in source order: whole blocks, all equally likely, with at most `images` images together
 * (of each identity at most 64 count) but one block at least. One pass over the identities in source order; memory is that of the answer.
 */
export function sampleIdentities(identities, images, random) {
    const kept = [];
    let total = 0;
    let order = 0;
    let block;
    const trim = () => {
        while (total > images && kept.length > 1)
            total -= kept.pop().images;
    };
    for (const identity of identities) {
        if (block === undefined || block.scene !== identity.scene || block.ids.length === BLOCK) {
            trim();
            block = { order: order++, priority: random(), scene: identity.scene, ids: [], images: 0 };
            const { priority } = block;
            const at = kept.findIndex((other) => other.priority > priority);
            kept.splice(at === -1 ? kept.length : at, 0, block);
        }
        const size = Math.min(identity.images, ROWS_AT_MOST);
        block.ids.push(identity.id);
        block.images += size;
        total += kept.includes(block) ? size : 0;
    }
    trim();
    return kept.sort((a, b) => a.order - b.order).flatMap(({ ids }) => ids);
}
/** The identity with at most 64 of its rows, evenly spaced. */
export function thinned(identity) {
    const n = identity.images.length;
    if (n <= ROWS_AT_MOST)
        return identity;
    const columns = identity.features.length / n;
    const rows = Array.from({ length: ROWS_AT_MOST }, (_, i) => Math.floor((i * n) / ROWS_AT_MOST));
    const features = new Float32Array(ROWS_AT_MOST * columns);
    rows.forEach((row, i) => features.set(identity.features.subarray(row * columns, (row + 1) * columns), i * columns));
    return { ...identity, images: rows.map((row) => identity.images[row]), features };
}
export function farPlaces(sample, random) {
    const first = [];
    const end = [];
    for (const [place, { scene }] of sample.entries()) {
        first.push(place > 0 && sample[place - 1].scene === scene ? first[place - 1] : place);
    }
    for (let place = sample.length - 1; place >= 0; place--) {
        const goesOn = place + 1 < sample.length && sample[place + 1].scene === sample[place].scene;
        end[place] = goesOn ? end[place + 1] : place + 1;
    }
    /** Uniform over [low, high) without [from, to). */
    const outside = ([low, high], [from, to]) => {
        const before = Math.max(0, from - low);
        const after = Math.max(0, high - to);
        if (before + after === 0)
            return undefined;
        const drawn = randomInt(random, before + after);
        return drawn < before ? low + drawn : to + drawn - before;
    };
    return {
        pick: (place) => outside([first[place], end[place]], [place - FAR + 1, place + FAR]) ??
            outside([0, sample.length], [first[place], end[place]]),
        around(place, range) {
            const from = Math.max(first[place], place - range);
            const to = Math.min(end[place], place + range + 1);
            return Array.from({ length: to - from }, (_, i) => from + i);
        },
    };
}
//# sourceMappingURL=calibrationSample.js.map