/** A batch of the manifest as what the compiled graphs are fed with, chunk by chunk. */
import { seededRandom } from '../../data/random.js';
import { sizeOf } from '../engine/layout.js';
import { DROPOUT, plipInputs } from './loss.js';
/**
 * Each chunk has the smallest length that holds its own captions: in a large batch one long caption would pad all others. Hidden
 * words of a chunk beyond T are left out: its last ones.
 */
export function chunksOf(batch, settings) {
    const { chunk, targets, lengths } = settings;
    const count = batch.identities.length / chunk;
    const parts = Array.from({ length: count }, (_, c) => {
        const start = c * chunk;
        const longest = Math.max(...batch.lengths.subarray(start, start + chunk));
        return { start, chunk, targets, length: lengths.find((each) => each >= longest) ?? batch.length };
    });
    const hidden = parts.map((part) => hiddenIn(batch, part));
    const words = hidden.reduce((sum, { positions }) => sum + positions.length, 0);
    return parts.map((part, c) => ({
        length: part.length,
        feeds: {
            ...chunkAt(batch, part),
            ...(batch.masked ? paddedTargets(hidden[c], targets, 1 / Math.max(1, words)) : {}),
            ...dropoutsOf(batch.step, c, part, settings),
        },
    }));
}
function chunkAt(batch, { start, chunk, length }) {
    const { colour, ids, lengths, masked, identities } = batch;
    const pixels = colour.length / identities.length;
    const mask = new Float32Array(chunk * length);
    for (let i = 0; i < chunk; i++)
        mask.fill(1, i * length, i * length + lengths[start + i]);
    const rows = (all) => {
        const own = new Int32Array(chunk * length);
        for (let i = 0; i < chunk; i++) {
            const from = (start + i) * batch.length;
            own.set(all.subarray(from, from + length), i * length);
        }
        return own;
    };
    return {
        images: colour.subarray(start * pixels, (start + chunk) * pixels),
        ids: rows(ids),
        mask,
        ...(masked ? { maskedIds: rows(masked.ids) } : {}),
    };
}
function hiddenIn({ masked, length: whole }, { start, chunk, targets, length }) {
    const [from, to] = [start * whole, (start + chunk) * whole];
    const own = [...(masked?.positions ?? [])].flatMap((at, i) => (at >= from && at < to ? [i] : [])).slice(0, targets);
    const place = (at) => Math.floor((at - from) / whole) * length + ((at - from) % whole);
    return { positions: own.map((i) => place(masked.positions[i])), labels: own.map((i) => masked.labels[i]) };
}
function paddedTargets({ positions, labels }, targets, share) {
    const padded = (values) => {
        const all = new Int32Array(targets);
        all.set(values);
        return all;
    };
    return {
        positions: padded(positions),
        labels: padded(labels),
        shares: new Float32Array(targets).fill(share, 0, positions.length),
    };
}
function dropoutsOf(step, c, { length }, settings) {
    const { net, loss, chunk, targets, seed } = settings;
    if (loss.dropout === 0)
        return {};
    const inputs = plipInputs(net, loss, { images: chunk, length, targets }, 'inside');
    const random = seededRandom(`plip dropout/${seed}/${step}/${c}`);
    const kept = 1 / (1 - loss.dropout);
    const places = Object.entries(inputs).filter(([name]) => name.startsWith(DROPOUT));
    return Object.fromEntries(places.map(([name, { shape }]) => [
        name,
        Float32Array.from({ length: sizeOf(shape) }, () => (random() < loss.dropout ? 0 : kept)),
    ]));
}
//# sourceMappingURL=feeds.js.map