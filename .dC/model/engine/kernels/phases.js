import { turn } from './turn.js';
/**
 * The phases along one axis, or undefined where some are of another length, have no tap, or would cut their input.
 * Place s*t + a of the result is the sum over m of y[t + d - m] * w[first + s*m], with first = (a + pad) mod s and d = (a + pad - first) / s.
 */
function phasesOf({ from, to }, { kernel, stride, pad }) {
    if (to % stride !== 0)
        return undefined;
    const phases = Array.from({ length: stride }, (_, a) => {
        const first = (a + pad) % stride;
        const taps = Math.max(0, Math.ceil((kernel - first) / stride));
        const before = taps - 1 - (a + pad - first) / stride;
        return { first, taps, pads: [before, to / stride - from + taps - 1 - before] };
    });
    return phases.every(({ taps, pads }) => taps > 0 && pads.every((each) => each >= 0)) ? phases : undefined;
}
/**
 * @param from edge (N, O, h, w); @param filter edge (O, I, kh, kw); @param sizes (h, w) and, of the result, (H, W)
 * @returns what makes the edge (N, I, H, W), or undefined where it cannot be taken apart
 */
export function byPhases(graph, [from, filter], sizes, { kernel, strides, pads }) {
    const [rows, columns] = [0, 1].map((axis) => phasesOf({ from: sizes.from[axis], to: sizes.to[axis] }, { kernel: kernel[axis], stride: strides[axis], pad: pads[axis] }));
    if (!rows || !columns)
        return undefined;
    const convolve = (row, column) => {
        const both = [row, column];
        const starts = both.map(({ first }) => first);
        const ends = both.map(({ first, taps }, axis) => first + (taps - 1) * strides[axis] + 1);
        const cut = [starts, ends, [2, 3], strides].map((list) => graph.integers(list));
        const size = both.map(({ taps }) => taps);
        const own = turn(graph, graph.node('Slice', [filter, ...cut]), size);
        const around = [row.pads[0], column.pads[0], row.pads[1], column.pads[1]];
        return graph.node('Conv', [from, own], { pads: around, kernel_shape: size });
    };
    /** (…, t, …) several times -> (…, t, each, …) */
    const interleaved = (edges, axis) => {
        const apart = edges.map((edge) => graph.node('Unsqueeze', [edge, graph.integers([axis + 1])]));
        return graph.node('Concat', apart, { axis: axis + 1 });
    };
    return () => {
        const lines = rows.map((row) => interleaved(columns.map((column) => convolve(row, column)), 3)); // (N, I, t, u, s)
        const whole = graph.integers([0, 0, sizes.to[0], sizes.to[1]]);
        return graph.node('Reshape', [interleaved(lines, 2), whole]); // (N, I, t, s, u, s) -> (N, I, H, W)
    };
}
//# sourceMappingURL=phases.js.map