import { tf } from '../engine/tfjs.js';
import { MASKED } from './attention.js';
/** @param shift rows and columns by which windows are moved down and right, 0 or half of their size */
export function planWindows([height, width], size, shift) {
    const [down, across] = [height, width].map((side) => Math.ceil(side / size));
    const [rows, columns] = [down * size, across * size];
    const windows = down * across;
    const places = size * size;
    const tokenAt = new Int32Array(windows * places).fill(height * width);
    const placeOf = new Int32Array(height * width);
    const region = new Int32Array(windows * places);
    /** A side of the shifted map in three: what no shift touches, the last window's own, and what came around. */
    const part = (at, side) => (shift === 0 || at < side - size ? 0 : at < side - shift ? 1 : 2);
    for (let place = 0; place < windows * places; place++) {
        const [window, inside] = [Math.floor(place / places), place % places];
        const y = Math.floor(window / across) * size + Math.floor(inside / size);
        const x = (window % across) * size + (inside % size);
        region[place] = 3 * part(y, rows) + part(x, columns);
        const [fromY, fromX] = [(y + shift) % rows, (x + shift) % columns];
        if (fromY >= height || fromX >= width)
            continue;
        tokenAt[place] = fromY * width + fromX;
        placeOf[tokenAt[place]] = place;
    }
    const mask = new Float32Array(windows * places * places);
    for (let i = 0; i < mask.length; i++) {
        const window = places * Math.floor(i / (places * places));
        const [asks, seen] = [Math.floor(i / places) % places, i % places];
        if (region[window + asks] !== region[window + seen])
            mask[i] = MASKED;
    }
    return { windows, tokens: height * width, tokenAt, placeOf, mask };
}
/**
 * Rows of the map's tokens (N, H*W, C) into windows (N, windows * size^2, C), in one pass over memory; padding is `filling` (C).
 * Its gradient is the way back.
 */
export function intoWindows(rows, filling, { tokenAt, placeOf, tokens }) {
    const padding = Int32Array.from([...tokenAt.keys()].filter((place) => tokenAt[place] === tokens));
    const forward = tf.customGrad((...inputs) => {
        const [map, fill] = inputs;
        const gradFunc = (dy) => [
            taken(dy, placeOf),
            padding.length > 0 ? tf.sum(taken(dy, padding), [0, 1]) : tf.zerosLike(fill),
        ];
        if (padding.length === 0)
            return { value: taken(map, tokenAt), gradFunc };
        // Zeros that are made of the map have its batch, where an exported graph leaves that open.
        const first = tf.slice(map, [0, 0, 0], [-1, 1, -1]);
        const one = tf.add(tf.sub(first, first), fill); // (N, 1, C)
        return { value: taken(tf.concat([map, one], 1), tokenAt), gradFunc };
    });
    return forward(rows, filling);
}
/** Windows (N, windows * size^2, C) back to the map's tokens (N, H*W, C); what padding has become is left. */
export function outOfWindows(windows, { tokenAt, placeOf, tokens }) {
    const forward = tf.customGrad((...inputs) => {
        const [all] = inputs;
        const gradFunc = (dy) => {
            const map = dy;
            if (tokens === tokenAt.length)
                return taken(map, tokenAt);
            const nothing = tf.zerosLike(tf.slice(map, [0, 0, 0], [-1, 1, -1]));
            return taken(tf.concat([map, nothing], 1), tokenAt);
        };
        return { value: taken(all, placeOf), gradFunc };
    });
    return forward(windows);
}
const taken = (rows, places) => tf.gather(rows, tf.tensor1d(places, 'int32'), 1);
//# sourceMappingURL=windows.js.map