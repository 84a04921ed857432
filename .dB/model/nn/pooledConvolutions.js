import { tf } from '../engine/tfjs.js';
/** Filters are so wide, and zeros are padded so that the middle one meets each place. */
const KERNEL = 3;
/**
 * The sums over a map (N, H, W, C) from which convolutions of the given strides, one after the other, give the mean of what
 * the last of them makes.
 */
export function windowSums(map, strides) {
    const [rows, columns] = [map.shape[1], map.shape[2]].map((size) => axesOf(size, strides));
    const maps = tf.transpose(map, [0, 3, 1, 2]); // (N, C, H, W)
    const [n, channels, height, width] = maps.shape;
    const across = tf.matMul(tf.reshape(maps, [n * channels * height, width]), matrix(columns[0]), false, true);
    const [k, l] = [rows[0].length, columns[0].length];
    const first = tf.reshape(matrix(rows[0]), [1, 1, k, height]);
    const sums = tf.matMul(first, tf.reshape(across, [n, channels, height, l])); // (N, C, K, L)
    const values = tf.reshape(tf.transpose(sums, [0, 2, 3, 1]), [n * k * l, channels]);
    return { values, axes: rows.map((own, i) => [own, columns[i]]) };
}
/** The next convolution, of `name`, on sums over its input: sums over its output. */
export function convolveSums(weights, name, { values, axes }) {
    const [[rows], [outRows, outColumns]] = axes;
    const [k, l] = [outRows.length, outColumns.length];
    const [channels, n] = [values.shape[1], values.shape[0] / (k * l * KERNEL * KERNEL)];
    if (rows.length !== k * KERNEL)
        throw new Error(`These sums are not for another convolution (${name}).`);
    const places = tf.reshape(values, [n, k, KERNEL, l, KERNEL, channels]);
    const windows = tf.reshape(tf.transpose(places, [0, 1, 3, 2, 4, 5]), [n * k * l, KERNEL * KERNEL * channels]);
    const filter = weights[`${name}/filter`];
    const product = tf.matMul(windows, tf.reshape(filter, [-1, filter.shape[3]]));
    // The bias is in a sum as often as the places of the output are.
    const counts = outRows.flatMap((row) => outColumns.map((column) => total(row) * total(column)));
    const bias = tf.matMul(tf.tensor2d(counts, [k * l, 1]), tf.reshape(weights[`${name}/bias`], [1, -1]));
    const byText = tf.reshape(product, [n, k * l, filter.shape[3]]);
    const sums = tf.reshape(tf.add(byText, bias), [n * k * l, filter.shape[3]]);
    return { values: sums, axes: axes.slice(1) };
}
/** Of the mean behind the last convolution, and of what each convolution needs before it; the first one's first. */
function axesOf(size, strides) {
    const [stride, ...further] = strides;
    if (stride === undefined)
        return [[new Float32Array(size).fill(1 / size)]];
    const made = Math.floor((size - 1) / stride) + 1;
    const behind = axesOf(made, further);
    const before = behind[0].flatMap((counts) => Array.from({ length: KERNEL }, (_, i) => shifted(counts, i - 1)));
    return [before, ...behind];
    function shifted(counts, by) {
        const result = new Float32Array(size);
        counts.forEach((count, place) => {
            const at = stride * place + by;
            if (at >= 0 && at < size)
                result[at] = count;
        });
        return result;
    }
}
const matrix = (axis) => tf.tensor2d(Float32Array.from(axis.flatMap((row) => [...row])), [axis.length, axis[0].length]);
const total = (counts) => counts.reduce((sum, count) => sum + count, 0);
//# sourceMappingURL=pooledConvolutions.js.map