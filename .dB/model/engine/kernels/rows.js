import { sizeOf } from '../layout.js';
import { broadcasting } from './elementwise.js';
const unsortedSegmentSum = (graph, { x, segmentIds }, { numSegments }) => {
    const shape = [numSegments, ...x.shape.slice(1)];
    const sum = { rows: graph.edge(x), ids: graph.edge(segmentIds) };
    return { shape, dtype: x.dtype, rowSums: [sum] };
};
/** Adds up values of which some have open sums: those of all of them stay open. */
function addOpen(graph, values) {
    const closed = values.filter(({ name, constant }) => name !== undefined || constant !== undefined);
    const whole = closed.map((value) => ({ ...value, rowSums: undefined }));
    const base = whole.length > 0 ? whole.reduce((a, b) => broadcasting(graph, 'Add', [a, b], a.dtype)) : undefined;
    const { shape, dtype } = values.find(({ rowSums }) => rowSums !== undefined);
    const rowSums = values.flatMap((value) => value.rowSums ?? []);
    return { shape, dtype, ...base, rowSums };
}
/** Kernels that leave open sums open, or undefined where they cannot; all others get them settled. */
export const KEEPS_ROW_SUMS = {
    Add: addOpen,
    AddN: addOpen,
    Identity: (_graph, [x]) => x,
    // tfjs ends the gradient of a look-up with a transpose that moves nothing.
    Transpose: (_graph, [x], { perm }) => (perm.every((axis, i) => axis === i) ? x : undefined),
};
/** The value with its sums of rows added inside the graph. */
export function settled(graph, value) {
    if (!value.rowSums)
        return value;
    const { shape, dtype, rowSums } = value;
    const [height, ...rest] = shape;
    const width = sizeOf(rest);
    const flat = graph.integers([height, width]);
    let sum = value.name === undefined ? graph.node('ConstantOfShape', [flat]) : graph.node('Reshape', [graph.edge(value), flat]);
    for (const { rows, ids } of rowSums) {
        const updates = graph.node('Reshape', [rows, graph.integers([-1, width])]);
        const column = graph.node('Reshape', [ids, graph.integers([-1, 1])]);
        const places = graph.node('Expand', [column, graph.integers([1, width])]);
        sum = graph.node('ScatterElements', [sum, places, updates], { axis: 0, reduction: 'add' });
    }
    return { shape, dtype, name: graph.node('Reshape', [sum, graph.integers(shape)]) };
}
export const rowKernels = { UnsortedSegmentSum: unsortedSegmentSum };
//# sourceMappingURL=rows.js.map