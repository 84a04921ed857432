/** Comparisons, boolean algebra, selection and casts. */
import { broadcastShape } from '../broadcast.js';
import { operand, sharedOrder } from '../kernel.js';
import { ELEMENT_TYPES } from '../onnxWriter.js';
import { broadcasting, unary } from './elementwise.js';
const compare = (op) => (graph, { a, b }) => broadcasting(graph, op, [a, b], 'bool');
const select = (graph, { condition, t, e }) => {
    const shape = broadcastShape(t.shape, e.shape);
    // tfjs lets a 1-D condition choose whole rows.
    if (condition.shape.length !== shape.length && condition.shape.length !== 0)
        throw new Error('Select with a condition of another rank is not traced: broadcast the condition with tf.where.');
    const values = [condition, t, e];
    const order = sharedOrder(values, shape.length);
    const edges = values.map((value) => operand(graph, value, shape.length, order));
    return { shape, dtype: t.dtype, order, name: graph.node('Where', edges) };
};
const cast = (graph, { x }, attributes) => {
    const dtype = attributes.dtype;
    if (dtype === x.dtype)
        return x;
    return { ...unary(graph, 'Cast', x, { to: ELEMENT_TYPES[dtype] }), dtype };
};
export const logicKernels = {
    Equal: compare('Equal'),
    NotEqual: (graph, { a, b }) => unary(graph, 'Not', broadcasting(graph, 'Equal', [a, b], 'bool')),
    Greater: compare('Greater'),
    GreaterEqual: compare('GreaterOrEqual'),
    Less: compare('Less'),
    LessEqual: compare('LessOrEqual'),
    LogicalAnd: compare('And'),
    LogicalOr: compare('Or'),
    LogicalNot: (graph, { x }) => unary(graph, 'Not', x),
    Select: select,
    Cast: cast,
};
//# sourceMappingURL=logic.js.map