/** Comparisons, boolean algebra, selection and casts. */
import { broadcastShape } from '../broadcast.js';
import type { Kernel, Kernels } from '../kernel.js';
import { operand, sharedOrder } from '../kernel.js';
import { ELEMENT_TYPES } from '../onnxWriter.js';
import type { DType } from '../graph.js';
import { broadcasting, unary } from './elementwise.js';

const compare =
  (op: string): Kernel =>
  (graph, { a, b }) =>
    broadcasting(graph, op, [a, b], 'bool');

const select: Kernel = (graph, { condition, t, e }) => {
  const shape = broadcastShape(t.shape, e.shape);
  // tfjs lets a 1-D condition choose whole rows.
  if (condition.shape.length !== shape.length && condition.shape.length !== 0)
    throw new Error('Select with a condition of another rank is not traced: broadcast the condition with tf.where.');
  const values = [condition, t, e];
  const order = sharedOrder(values, shape.length);
  const edges = values.map((value) => operand(graph, value, shape.length, order));
  return { shape, dtype: t.dtype, order, name: graph.node('Where', edges) };
};

const cast: Kernel = (graph, { x }, attributes) => {
  const dtype = attributes.dtype as DType;
  if (dtype === x.dtype) return x;
  return { ...unary(graph, 'Cast', x, { to: ELEMENT_TYPES[dtype] }), dtype };
};

export const logicKernels: Kernels = {
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
