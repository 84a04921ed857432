import { identity, NCHW, sizeOf } from './layout.js';
/** Physical order that an op keeps its operands in: that of the first operand of the output's shape, else of any. */
export function sharedOrder(values, rank) {
    const ordered = values.filter((value) => value.order && value.order.length === rank);
    ordered.sort((a, b) => sizeOf(b.shape) - sizeOf(a.shape));
    return ordered[0]?.order;
}
/** The one value that all elements of a constant have, if they do. */
export function uniform(value) {
    const data = value.constant;
    if (!data || data.length === 0)
        return undefined;
    return data.every((item) => item === data[0]) ? data[0] : undefined;
}
/** `value` with a new logical shape of the same elements. */
export function reshaped(graph, value, shape) {
    if (value.constant)
        return { shape, dtype: value.dtype, constant: value.constant };
    const name = graph.reshape(graph.edge(value), value.shape, shape);
    return { shape, dtype: value.dtype, name };
}
/** The edge of `value` for an op that broadcasts it to `rank` axes lying in `order`. */
export function operand(graph, value, rank, order) {
    const one = sizeOf(value.shape) === 1 ? uniform(value) : undefined;
    if (one !== undefined)
        return graph.scalar(one, value.dtype);
    if (!order || value.shape.length === 0)
        return graph.edge(value);
    const missing = rank - value.shape.length;
    const padded = missing ? reshaped(graph, value, [...new Array(missing).fill(1), ...value.shape]) : value;
    return graph.edge(padded, order);
}
/** Edge of a 4-D value in NCHW. */
export const nchw = (graph, value) => graph.edge(value, NCHW);
/** The physical position of each logical axis. */
export const positions = (axes, order, rank) => axes.map((axis) => (order ?? identity(rank)).indexOf(axis));
//# sourceMappingURL=kernel.js.map