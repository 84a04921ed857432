import { nchw } from '../kernel.js';
import { isFlat, isSpread } from './convolution.js';
/** Of large maps, and of small ones: places; of narrow ones: channels. Measured on two cores with AVX2. */
const [LARGE, SMALL, NARROW] = [512, 512, 16];
/** One place at stride 1, of maps without borders. */
export const isPointwise = ({ strides, kernel, pads }) => isFlat(strides) && !isSpread(kernel) && pads.every((pad) => pad === 0);
/** The expression that is the fastest as a rule: where maps are large, what moves nothing; where they are small, one product of columns. */
export function usualGradient({ x, dy, shapes }) {
    const places = dy.shape[1] * dy.shape[2];
    if (!isFlat(shapes.strides))
        return isSpread(shapes.kernel) && x.shape[3] < NARROW ? 'columns' : 'phases';
    if (isPointwise(shapes) && places >= LARGE)
        return 'pictures';
    // What is wider than dY has more to copy.
    return isSpread(shapes.kernel) && places <= SMALL && x.shape[3] <= dy.shape[3] ? 'columns' : 'shifts';
}
/** Pads maps below and at their right, and brings channels to the front: (N, C, H, W) -> (C, N*H'*W'). */
function channelsFirst(graph, value, [height, width]) {
    const [bottom, right] = [height - value.shape[1], width - value.shape[2]];
    const padded = bottom > 0 || right > 0
        ? graph.node('Pad', [nchw(graph, value), graph.integers([0, 0, 0, 0, 0, 0, bottom, right])])
        : nchw(graph, value);
    const turned = graph.node('Transpose', [padded], { perm: [1, 0, 2, 3] });
    return graph.node('Reshape', [turned, graph.integers([value.shape[3], -1])]);
}
/**
 * Stride 1: X and dY are laid out as one long row a channel, on a common grid of H' x W' places a picture, so a shift by (i, j) is an
 * offset in the row. Between rows and pictures is as much zero as a window reaches over a border: what it meets there adds nothing. The
 * one of fewer channels is shifted, as each view is a copy.
 */
export function flatShifts(graph, { x, dy, shapes }) {
    const { pads, kernel, dilations } = shapes;
    const grid = [0, 1].map((axis) => {
        const [size, out] = [x.shape[axis + 1], dy.shape[axis + 1]];
        return Math.max(size + Math.max(pads[axis], pads[axis + 2]), out);
    });
    const [rows, gradients] = [channelsFirst(graph, x, grid), channelsFirst(graph, dy, grid)];
    // Place p of dY meets place p + offset of X.
    const offsets = [];
    for (let i = 0; i < kernel[0]; i++)
        for (let j = 0; j < kernel[1]; j++)
            offsets.push((i * dilations[0] - pads[0]) * grid[1] + j * dilations[1] - pads[1]);
    const [before, behind] = [Math.max(0, -offsets[0]), Math.max(0, offsets.at(-1))];
    const places = x.shape[0] * grid[0] * grid[1];
    const axis = graph.integers([1]);
    const views = (edge, margin, shifts) => {
        const [front, end] = margin;
        if (front + end === 0)
            return [edge];
        const wide = graph.node('Pad', [edge, graph.integers([0, front, 0, end])]);
        return shifts.map((shift) => graph.node('Slice', [wide, graph.integers([front + shift]), graph.integers([front + shift + places]), axis]));
    };
    const product = (a, b) => graph.node('Gemm', [a, b], { transB: 1 });
    const products = x.shape[3] <= dy.shape[3]
        ? views(rows, [before, behind], offsets).map((view) => product(gradients, view))
        : views(gradients, [behind, before], offsets.map((offset) => -offset)).map((view) => product(view, rows));
    return products.length === 1 ? products[0] : graph.node('Concat', products, { axis: 1 });
}
/**
 * Other strides: X is taken apart into strides[0] * strides[1] phases, of which each is a map that a shift steps through one by
 * one, as at stride 1: a strided slice a phase instead of one a shift. The shifted views are stacked for one product.
 */
export function phasedShifts(graph, { x, dy, shapes }) {
    const [kh, kw] = shapes.kernel;
    const [down, across] = shapes.strides;
    const [batch, height, width, channels] = x.shape;
    const [, outHeight, outWidth] = dy.shape;
    const grid = [outHeight + Math.floor((kh - 1) / down), outWidth + Math.floor((kw - 1) / across)];
    const [top, left] = shapes.pads;
    // Where a convolution leaves the last rows out, less than nothing is added.
    const ends = [grid[0] * down - height - top, grid[1] * across - width - left];
    const isPadded = [top, left, ...ends].some((pad) => pad !== 0);
    const maps = isPadded
        ? graph.node('Pad', [nchw(graph, x), graph.integers([0, 0, top, left, 0, 0, ...ends])])
        : nchw(graph, x);
    // (I, N*H'*W') of every down-th row from i on, and every across-th column from j on
    const phase = (i, j) => {
        const to = graph.integers([grid[0] * down, grid[1] * across]);
        const steps = graph.integers([down, across]);
        const own = graph.node('Slice', [maps, graph.integers([i, j]), to, graph.integers([2, 3]), steps]);
        const turned = graph.node('Transpose', [own], { perm: [1, 0, 2, 3] });
        return graph.node('Reshape', [turned, graph.integers([channels, -1])]);
    };
    const phases = Array.from({ length: Math.min(kh, down) }, (_, i) => Array.from({ length: Math.min(kw, across) }, (__, j) => phase(i, j)));
    const [bottom, right] = [grid[0] - outHeight, grid[1] - outWidth];
    const gradients = channelsFirst(graph, dy, grid);
    // Behind the last place of dY there is padding only, as much as the farthest shift.
    const kept = batch * grid[0] * grid[1] - (bottom * grid[1] + right);
    const axis = graph.integers([1]);
    const views = [];
    for (let i = 0; i < kh; i++) {
        for (let j = 0; j < kw; j++) {
            const offset = Math.floor(i / down) * grid[1] + Math.floor(j / across);
            const [from, to] = [graph.integers([offset]), graph.integers([offset + kept])];
            views.push(graph.node('Slice', [phases[i % down][j % across], from, to, axis]));
        }
    }
    const stacked = views.length === 1 ? views[0] : graph.node('Concat', views, { axis: 0 });
    const [start, end] = [[0], [kept]].map((list) => graph.integers(list));
    return graph.node('Gemm', [graph.node('Slice', [gradients, start, end, axis]), stacked], { transB: 1 });
}
/** A filter of one place: a product of each picture's maps, and their sum; nothing is moved. */
export function byPicture(graph, { x, dy }) {
    const rows = (value) => graph.node('Reshape', [nchw(graph, value), graph.integers([value.shape[0], value.shape[3], -1])]);
    const turned = graph.node('Transpose', [rows(x)], { perm: [0, 2, 1] });
    const products = graph.node('MatMul', [rows(dy), turned]); // (N, O, I)
    return graph.node('ReduceSum', [products, graph.integers([0])], { keepdims: 0 });
}
/** dY (O, N*H'*W') times the columns: (O, I*kh*kw), as the filter lies. */
export function byColumns(graph, { x, dy, shapes }) {
    const places = dy.shape.slice(1, 3);
    const product = graph.node('Gemm', [channelsFirst(graph, dy, places), columns(graph, x, shapes, places)], {
        transB: 1,
    });
    return graph.node('Reshape', [product, graph.integers([dy.shape[3], x.shape[3], ...shapes.kernel])]);
}
/** What the filter sees at each of its places, a column: (I*kh*kw, N*H'*W'). */
function columns(graph, maps, { kernel, strides, dilations, pads }, places) {
    const [top, left, bottom, right] = pads;
    const turned = graph.node('Transpose', [nchw(graph, maps)], { perm: [1, 0, 2, 3] }); // (I, N, H, W)
    const padded = pads.some((pad) => pad > 0)
        ? graph.node('Pad', [turned, graph.integers([0, 0, top, left, 0, 0, bottom, right])])
        : turned;
    const [axes, steps] = [graph.integers([2, 3]), graph.integers(strides)];
    const views = [];
    for (let i = 0; i < kernel[0]; i++) {
        for (let j = 0; j < kernel[1]; j++) {
            const starts = [i * dilations[0], j * dilations[1]];
            const ends = starts.map((start, axis) => start + strides[axis] * (places[axis] - 1) + 1);
            const view = graph.node('Slice', [padded, graph.integers(starts), graph.integers(ends), axes, steps]);
            views.push(graph.node('Reshape', [view, graph.integers([maps.shape[3], 1, -1])]));
        }
    }
    const stacked = graph.node('Concat', views, { axis: 1 }); // (I, kh*kw, N*H'*W')
    return graph.node('Reshape', [stacked, graph.integers([maps.shape[3] * views.length, -1])]);
}
//# sourceMappingURL=filterGradients.js.map