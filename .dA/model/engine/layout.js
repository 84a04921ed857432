/** A picture batch, logically (N, H, W, C), that lies as (N, C, H, W). */
export const NCHW = [0, 3, 1, 2];
/** A convolution's filter, logically (kh, kw, I, O), that lies as (O, I, kh, kw). */
export const OIHW = [3, 2, 0, 1];
export const LAYOUTS = { plain: undefined, nchw: NCHW, oihw: OIHW };
export function sizeOf(shape) {
    return shape.reduce((product, size) => product * size, 1);
}
export const identity = (rank) => Array.from({ length: rank }, (_, axis) => axis);
/** Sizes of the physical axes. */
export function physicalShape(shape, order) {
    return order ? order.map((axis) => shape[axis]) : [...shape];
}
export function sameOrder(a, b, rank) {
    const left = a ?? identity(rank);
    const right = b ?? identity(rank);
    return left.every((axis, i) => axis === right[i]);
}
/** The permutation for ONNX' Transpose that brings a tensor from one order into another. */
export function permutation(from, to, rank) {
    const source = from ?? identity(rank);
    return (to ?? identity(rank)).map((axis) => source.indexOf(axis));
}
/** True when the permutation moves no element: only axes of size 1 change places. */
export function movesNothing(shape, perm) {
    const real = perm.filter((axis) => shape[axis] !== 1);
    return real.every((axis, i) => i === 0 || real[i - 1] < axis);
}
/** Copies `data` of `shape` so that physical axis i becomes axis perm[i] of the source. */
export function permute(data, shape, perm) {
    const out = data.slice();
    const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
    const sizes = perm.map((axis) => shape[axis]);
    const steps = perm.map((axis) => strides[axis]);
    const index = new Array(perm.length).fill(0);
    let from = 0;
    for (let to = 0; to < out.length; to++) {
        out[to] = data[from];
        for (let axis = perm.length - 1; axis >= 0; axis--) {
            from += steps[axis];
            if (++index[axis] < sizes[axis])
                break;
            from -= steps[axis] * sizes[axis];
            index[axis] = 0;
        }
    }
    return out;
}
//# sourceMappingURL=layout.js.map