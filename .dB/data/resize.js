// Pillow's antialiased bicubic resize, bit for bit: the paper's models were trained on its pictures.
// Method after Pillow's libImaging/Resample.c: separable, support scaled by the reduction, coefficients and sums in
// fixed point, the horizontal pass rounded to 8 bits before the vertical one.
import { instantiateResizeKernel } from './resizeKernel.js';
/** Fraction bits of the coefficients: 32 - 8 bits of a sample - 2 of headroom. */
const PRECISION = 22;
/** @param height @param width of every result */
export function openResizer(height, width) {
    const kernel = instantiateResizeKernel();
    const across = axisTables(kernel, width);
    const down = axisTables(kernel, height);
    const picture = region(kernel);
    const middle = region(kernel);
    const result = region(kernel);
    const stride = width * 3;
    return {
        toBytes(rgb, out, offset) {
            const columns = across(rgb.width);
            const rows = down(rgb.height);
            const source = picture(rgb.data.length + MARGIN);
            const between = middle(rgb.height * stride + MARGIN);
            const target = result(height * stride + MARGIN);
            new Uint8Array(kernel.memory.buffer).set(rgb.data, source);
            for (let y = 0; y < rgb.height; y++) {
                const from = source + y * rgb.width * 3;
                kernel.horizontal(between + y * stride, from, width, columns.first, columns.count, columns.weights, columns.taps.size);
            }
            const { first, count, size } = rows.taps;
            for (let y = 0; y < height; y++) {
                const from = between + first[y] * stride;
                kernel.vertical(target + y * stride, from, stride, count[y], rows.weights + y * size * 4);
            }
            out.set(new Uint8Array(kernel.memory.buffer, target, height * stride), offset);
        },
    };
}
/** Bytes that the kernels may touch past a region's end. */
const MARGIN = 16;
/** A piece of the kernel's memory that is moved to a larger place when it must grow. */
function region(kernel) {
    let start = 0;
    let space = 0;
    return (size) => {
        if (size > space) {
            space = Math.ceil(size / PAGE) * PAGE;
            start = kernel.memory.buffer.byteLength;
            kernel.memory.grow(space / PAGE);
        }
        return start;
    };
}
const PAGE = 65536;
/** Tables kept for this many different sizes; crops come in a few hundred. */
const TABLES = 2048;
/** Prepares, and remembers, the tables of one axis for every input size. */
function axisTables(kernel, to) {
    const known = new Map();
    return (from) => {
        const found = known.get(from);
        if (found)
            return found;
        const taps = bicubicTaps(from, to);
        const place = region(kernel)(4 * (2 * to + to * taps.size));
        const memory = new Int32Array(kernel.memory.buffer, place);
        memory.set(taps.first.map((sample) => sample * 3));
        memory.set(taps.count, to);
        memory.set(taps.weights, 2 * to);
        const tables = { taps, first: place, count: place + 4 * to, weights: place + 8 * to };
        if (known.size < TABLES)
            known.set(from, tables);
        return tables;
    };
}
/** Keys' cubic with a = -0.5 (Keys 1981), as Pillow has it. */
function cubic(x) {
    const a = -0.5;
    const t = Math.abs(x);
    if (t < 1)
        return ((a + 2) * t - (a + 3)) * t * t + 1;
    if (t < 2)
        return (((t - 5) * t + 8) * t - 4) * a;
    return 0;
}
/** The table of one axis, `from` samples to `to`. */
export function bicubicTaps(from, to) {
    const scale = from / to;
    const stretch = Math.max(scale, 1);
    const support = 2 * stretch;
    const size = Math.ceil(support) * 2 + 1;
    const table = {
        first: new Int32Array(to),
        count: new Int32Array(to),
        weights: new Int32Array(to * size),
        size,
    };
    const weights = new Float64Array(size);
    for (let i = 0; i < to; i++) {
        const centre = (i + 0.5) * scale;
        const first = Math.max(0, Math.trunc(centre - support + 0.5));
        const count = Math.min(from, Math.trunc(centre + support + 0.5)) - first;
        let sum = 0;
        for (let k = 0; k < count; k++)
            sum += weights[k] = cubic((k + first - centre + 0.5) / stretch);
        for (let k = 0; k < count; k++) {
            const weight = (sum === 0 ? weights[k] : weights[k] / sum) * (1 << PRECISION);
            table.weights[i * size + k] = Math.trunc(weight + (weight < 0 ? -0.5 : 0.5));
        }
        table.first[i] = first;
        table.count[i] = count;
    }
    return table;
}
//# sourceMappingURL=resize.js.map