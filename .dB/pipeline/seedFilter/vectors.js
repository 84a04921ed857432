/**
 * Directions of feature vectors: the Seed Filter Strategy knows features only by their cosine similarity
 * (appendix A.7). Everything is summed in float64.
 */
/** A sum of unit vectors shorter than this has no direction: they cancel out. */
const NO_DIRECTION = 1e-6;
/** Cosines are rounded to nine decimals, finer than float32 features resolve, so that equal ones compare as equal. */
const DECIMALS = 1e9;
/** Measures the rows of one identity. `features` (n, D), not copied. */
export function unitRows(features, columns) {
    const n = Math.floor(features.length / columns);
    const scale = new Float64Array(n);
    for (let i = 0; i < n; i++) {
        const square = squareOf(features, i * columns, columns);
        scale[i] = square > 0 && Number.isFinite(square) ? 1 / Math.sqrt(square) : 0;
    }
    return { data: features, columns, scale };
}
/** Sum of the squares of `count` numbers from `at`. Four sums at a time keep the processor's adders busy. */
function squareOf(values, at, count) {
    let a = 0;
    let b = 0;
    let c = 0;
    let e = 0;
    const end = at + count;
    let x = at;
    for (; x < end - 3; x += 4) {
        a += values[x] * values[x];
        b += values[x + 1] * values[x + 1];
        c += values[x + 2] * values[x + 2];
        e += values[x + 3] * values[x + 3];
    }
    for (; x < end; x++)
        a += values[x] * values[x];
    return a + b + (c + e);
}
/** Takes `mean` (D) off every row of `features` (n, D); with no mean, a plain copy. */
export function centred(features, mean) {
    const out = Float32Array.from(features);
    if (mean === null)
        return out;
    const columns = mean.length;
    for (let at = 0; at < out.length; at += columns)
        for (let d = 0; d < columns; d++)
            out[at + d] -= mean[d];
    return out;
}
/** u_row . vector, where `vector` is (D). */
export function dotRow(rows, row, vector) {
    const { data, columns } = rows;
    if (rows.scale[row] === 0)
        return 0;
    let a = 0;
    let b = 0;
    let c = 0;
    let e = 0;
    let x = row * columns;
    let d = 0;
    for (const end = columns - 3; d < end; d += 4, x += 4) {
        a += data[x] * vector[d];
        b += data[x + 1] * vector[d + 1];
        c += data[x + 2] * vector[d + 2];
        e += data[x + 3] * vector[d + 3];
    }
    for (; d < columns; d++, x++)
        a += data[x] * vector[d];
    return (a + b + (c + e)) * rows.scale[row];
}
/** sum += times * u_row. */
export function addRow(sum, rows, row, times = 1) {
    const factor = rows.scale[row] * times;
    if (factor === 0)
        return;
    const { data, columns } = rows;
    for (let d = 0, x = row * columns; d < columns; d++, x++)
        sum[d] += data[x] * factor;
}
/** a . b; the vector of an identity without images is empty, and its product with any is 0. */
export function dot(a, b) {
    let total = 0;
    for (let d = 0, end = Math.min(a.length, b.length); d < end; d++)
        total += a[d] * b[d];
    return total;
}
/**
 * Cosine from a dot product and the squared lengths' product, rounded to nine decimals.
 * What has no direction is similar to nothing: 0.
 */
export function cosine(product, squares) {
    if (!(squares > NO_DIRECTION * NO_DIRECTION))
        return 0;
    return Math.round((product / Math.sqrt(squares)) * DECIMALS) / DECIMALS + 0;
}
//# sourceMappingURL=vectors.js.map