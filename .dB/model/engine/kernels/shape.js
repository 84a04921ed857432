import { positions, reshaped, sharedOrder } from '../kernel.js';
import { identity, NCHW, sameOrder, sizeOf } from '../layout.js';
import { AFTER } from '../recompute.js';
import { tf } from '../tfjs.js';
/** Reshape that only drops or adds axes of size 1 around an untouched order still needs a plain edge elsewhere. */
const reshape = (graph, { x }, attributes) => {
    const shape = tf.util.inferFromImplicitShape(attributes.shape, sizeOf(x.shape));
    const same = shape.length === x.shape.length && shape.every((size, axis) => size === x.shape[axis]);
    return same ? x : reshaped(graph, x, shape);
};
const after = (graph, { x, until }) => {
    if (x.constant)
        return x;
    const name = graph.after(graph.edge(x, x.order), [graph.edge(until, until.order)]);
    return { ...x, name };
};
const transpose = (graph, { x }, attributes) => {
    const perm = attributes.perm;
    if (perm.every((axis, i) => axis === i))
        return x;
    const shape = perm.map((axis) => x.shape[axis]);
    // Physically nothing moves: only the names of the axes do.
    const order = (x.order ?? identity(perm.length)).map((axis) => perm.indexOf(axis));
    const plain = { shape, dtype: x.dtype, name: x.name, order };
    if (sameOrder(order, NCHW, 4))
        return { ...plain, order: NCHW };
    return { shape, dtype: x.dtype, name: graph.edge(plain) };
};
/** More than any axis has: a slice up to the end of an axis that may have any size. */
const TO_THE_END = 2 ** 53;
const slice = (graph, { x }, attributes) => {
    const { begin: start, size } = attributes;
    const [begin, sizes] = tf.slice_util.parseSliceParams({ shape: [...x.shape] }, start, size);
    const axes = sizes.map((_, i) => i).filter((i) => sizes[i] !== x.shape[i]);
    if (axes.length === 0)
        return x;
    const starts = graph.integers(axes.map((i) => begin[i]));
    const ends = graph.integers(axes.map((i) => (begin[i] + sizes[i] === x.shape[i] ? TO_THE_END : begin[i] + sizes[i])));
    const where = graph.integers(positions(axes, x.order, sizes.length));
    return { shape: sizes, dtype: x.dtype, order: x.order, name: graph.node('Slice', [x.name, starts, ends, where]) };
};
const concat = (graph, inputs, attributes) => {
    const values = Object.values(inputs).filter((value) => sizeOf(value.shape) > 0);
    const rank = values[0].shape.length;
    const axis = (attributes.axis + rank) % rank;
    const shape = [...values[0].shape];
    shape[axis] = values.reduce((sum, value) => sum + value.shape[axis], 0);
    const order = sharedOrder(values, rank);
    const [along] = positions([axis], order, rank);
    const name = graph.node('Concat', values.map((value) => graph.edge(value, order)), { axis: along });
    return { shape, dtype: values[0].dtype, order, name };
};
const pad = (graph, { x }, attributes) => {
    const paddings = attributes.paddings;
    const shape = x.shape.map((size, axis) => size + paddings[axis][0] + paddings[axis][1]);
    const physical = x.order ? x.order.map((axis) => paddings[axis]) : paddings;
    const pads = graph.integers([...physical.map(([before]) => before), ...physical.map(([, after]) => after)]);
    const value = graph.scalar(attributes.constantValue ?? 0, x.dtype);
    return { shape, dtype: x.dtype, order: x.order, name: graph.node('Pad', [x.name, pads, value]) };
};
const tile = (graph, { x }, attributes) => {
    const reps = attributes.reps;
    const shape = x.shape.map((size, axis) => size * reps[axis]);
    const physical = x.order ? x.order.map((axis) => reps[axis]) : reps;
    return { shape, dtype: x.dtype, order: x.order, name: graph.node('Tile', [x.name, graph.integers(physical)]) };
};
const pack = (graph, inputs, attributes) => {
    const values = Object.values(inputs);
    const rank = values[0].shape.length + 1;
    const axis = (attributes.axis + rank) % rank;
    const wider = values[0].shape.toSpliced(axis, 0, 1);
    const edges = values.map((value) => graph.edge(reshaped(graph, value, wider)));
    const shape = wider.with(axis, values.length);
    return { shape, dtype: values[0].dtype, name: graph.node('Concat', edges, { axis }) };
};
/** Pieces of the given sizes along an axis. */
function split(graph, x, axis, sizes) {
    const edges = graph.nodeOf('Split', [graph.edge(x), graph.integers(sizes)], { axis }, sizes.length);
    return edges.map((name, i) => ({ shape: x.shape.with(axis, sizes[i]), dtype: x.dtype, name }));
}
const unpack = (graph, { value }, attributes) => {
    const axis = (attributes.axis + value.shape.length) % value.shape.length;
    const pieces = split(graph, value, axis, new Array(value.shape[axis]).fill(1));
    return pieces.map((piece) => reshaped(graph, piece, value.shape.toSpliced(axis, 1)));
};
const splitV = (graph, { x }, attributes) => {
    const axis = (attributes.axis + x.shape.length) % x.shape.length;
    const given = attributes.numOrSizeSplits;
    if (typeof given === 'number')
        return split(graph, x, axis, new Array(given).fill(x.shape[axis] / given));
    const rest = x.shape[axis] - given.reduce((sum, size) => sum + Math.max(size, 0), 0);
    return split(graph, x, axis, given.map((size) => (size < 0 ? rest : size)));
};
const gather = (graph, { x, indices }, attributes) => {
    if (attributes.batchDims)
        throw new Error('GatherV2 with batchDims is not traced.');
    const axis = (attributes.axis + x.shape.length) % x.shape.length;
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
    return { shape, dtype: x.dtype, name: graph.node('Gather', [graph.edge(x), graph.edge(indices)], { axis }) };
};
/** ONNX Runtime has it for few types: both whole numbers of one, and floats out. */
function oneHotOnCpu(graph, indices, { depth, onValue, offValue }) {
    const values = new Uint8Array(Float32Array.of(offValue, onValue).buffer);
    const inputs = [indices, graph.scalar(depth, 'int32'), graph.initializer('float32', [2], values)];
    return graph.node('OneHot', inputs, { axis: -1 });
}
/** WebGPU has it not. */
function oneHotOnGpu(graph, indices, { depth, onValue, offValue }) {
    const classes = new Uint8Array(Int32Array.from({ length: depth }, (_, i) => i).buffer);
    const column = graph.node('Unsqueeze', [indices, graph.integers([-1])]);
    const isHot = graph.node('Equal', [column, graph.initializer('int32', [depth], classes)]);
    return graph.node('Where', [isHot, graph.scalar(onValue), graph.scalar(offValue)]);
}
/** (...) int32 -> (..., depth) */
const oneHot = (graph, { indices }, attributes) => {
    const { depth, onValue = 1, offValue = 0 } = attributes;
    const dtype = attributes.dtype ?? 'float32';
    const spelled = graph.isForGpu ? oneHotOnGpu : oneHotOnCpu;
    const name = spelled(graph, graph.edge(indices), { depth, onValue, offValue });
    const shape = [...indices.shape, depth];
    return { shape, dtype, name: dtype === 'int32' ? graph.node('Cast', [name], { to: 6 }) : name };
};
function filled(shape, dtype, value) {
    const size = sizeOf(shape);
    const data = dtype === 'float32' ? new Float32Array(size) : dtype === 'int32' ? new Int32Array(size) : new Uint8Array(size);
    return { shape, dtype, constant: data.fill(value) };
}
export const shapeKernels = {
    Identity: (_graph, { x }) => x,
    Reshape: reshape,
    ExpandDims: (graph, { input }, { dim }) => {
        const axis = dim < 0 ? dim + input.shape.length + 1 : dim;
        return reshaped(graph, input, input.shape.toSpliced(axis, 0, 1));
    },
    Transpose: transpose,
    [AFTER]: after,
    Slice: slice,
    Concat: concat,
    PadV2: pad,
    Tile: tile,
    Pack: pack,
    Unpack: unpack,
    SplitV: splitV,
    GatherV2: gather,
    OneHot: oneHot,
    BroadcastTo: (graph, { x }, { shape }) => {
        const target = shape;
        return { shape: target, dtype: x.dtype, name: graph.node('Expand', [graph.edge(x), graph.integers(target)]) };
    },
    ZerosLike: (_graph, { x }) => filled(x.shape, x.dtype, 0),
    OnesLike: (_graph, { x }) => filled(x.shape, x.dtype, 1),
};
//# sourceMappingURL=shape.js.map