/** Element-by-element kernels of one and two operands. They keep whatever order their operands lie in. */
import { broadcastShape } from '../broadcast.js';
import type { DType, Graph, Value } from '../graph.js';
import type { Kernel, Kernels } from '../kernel.js';
import { operand, sharedOrder, uniform } from '../kernel.js';
import { physicalShape, sizeOf } from '../layout.js';
import type { Attribute } from '../onnxWriter.js';

type Attributes = Record<string, Attribute>;

/** One node `op` over operands that broadcast against each other. */
export function broadcasting(graph: Graph, op: string, values: readonly Value[], dtype: DType): Value {
  const shape = values.map((value) => value.shape).reduce(broadcastShape);
  const order = sharedOrder(values, shape.length);
  const scalars = values.map((value) => (sizeOf(value.shape) > 1 ? uniform(value) : undefined));
  const edges = values.map((value, i) =>
    scalars[i] === undefined ? operand(graph, value, shape.length, order) : graph.scalar(scalars[i], value.dtype),
  );
  const name = graph.node(op, edges);
  // A constant that is the same everywhere went in as a scalar; if it alone had the full shape, spread the result.
  const left = values.filter((_, i) => scalars[i] === undefined).map((value) => value.shape);
  const full = sizeOf(left.reduce(broadcastShape, [])) === sizeOf(shape);
  if (full && left.some((item) => item.length === shape.length)) return { shape, dtype, name, order };
  return { shape, dtype, order, name: graph.node('Expand', [name, graph.integers(physicalShape(shape, order))]) };
}

/** One node `op` over one operand. */
export function unary(graph: Graph, op: string, x: Value, attributes: Attributes = {}): Value {
  return { shape: x.shape, dtype: x.dtype, order: x.order, name: graph.node(op, [x.name!], attributes) };
}

const one =
  (op: string): Kernel =>
  (graph, { x }) =>
    unary(graph, op, x);

const two =
  (op: string): Kernel =>
  (graph, { a, b }) =>
    broadcasting(graph, op, [a, b], a.dtype);

const float = (value: number): Value => ({ shape: [], dtype: 'float32', constant: Float32Array.of(value) });
const like = (x: Value, value: number): Value =>
  x.dtype === 'int32' ? { shape: [], dtype: 'int32', constant: Int32Array.of(value) } : float(value);

/** A product with a 0/1 mask (the gradient of ReLU) selects instead of multiplying: one pass less over memory. */
const multiply: Kernel = (graph, { a, b }) => {
  const [mask, other] = a.mask === undefined ? [b, a] : [a, b];
  const same = mask.shape.length === other.shape.length && mask.shape.every((size, i) => size === other.shape[i]);
  if (mask.mask === undefined || !same) return broadcasting(graph, 'Mul', [a, b], a.dtype);
  const name = graph.node('Where', [mask.mask, graph.edge(other, mask.order), graph.scalar(0)]);
  return { shape: a.shape, dtype: a.dtype, order: mask.order, name };
};

const step: Kernel = (graph, { x }, { alpha }) => {
  const mask = graph.node('Greater', [x.name!, graph.scalar(0, x.dtype)]);
  const base = { shape: x.shape, dtype: 'float32' as const, order: x.order };
  if (!alpha) return { ...base, name: graph.node('Cast', [mask], { to: 1 }), mask };
  return { ...base, name: graph.node('Where', [mask, graph.scalar(1), graph.scalar(alpha as number)]) };
};

/** NaN-free for int32 too: FloorDiv of tfjs rounds towards minus infinity, ONNX' integer Div towards zero. */
const floorDiv: Kernel = (graph, { a, b }) => {
  const asFloat = (x: Value): Value =>
    x.dtype === 'float32'
      ? x
      : { ...x, dtype: 'float32', name: graph.node('Cast', [graph.edge(x, x.order)], { to: 1 }), constant: undefined };
  const quotient = unary(graph, 'Floor', broadcasting(graph, 'Div', [asFloat(a), asFloat(b)], 'float32'));
  if (a.dtype !== 'int32') return quotient;
  return { ...unary(graph, 'Cast', quotient, { to: 6 }), dtype: 'int32' };
};

export const elementwiseKernels: Kernels = {
  Abs: one('Abs'),
  Neg: one('Neg'),
  Exp: one('Exp'),
  Log: one('Log'),
  Sqrt: one('Sqrt'),
  Reciprocal: one('Reciprocal'),
  Relu: one('Relu'),
  Sigmoid: one('Sigmoid'),
  Softplus: one('Softplus'),
  Tanh: one('Tanh'),
  Erf: one('Erf'),
  Sign: one('Sign'),
  Floor: one('Floor'),
  Ceil: one('Ceil'),
  Round: one('Round'),
  Sin: one('Sin'),
  Cos: one('Cos'),
  Elu: one('Elu'),
  Selu: one('Selu'),
  Step: step,
  Rsqrt: (graph, { x }) => unary(graph, 'Reciprocal', unary(graph, 'Sqrt', x)),
  Square: (graph, { x }) => broadcasting(graph, 'Mul', [x, x], x.dtype),
  Log1p: (graph, { x }) => unary(graph, 'Log', broadcasting(graph, 'Add', [x, float(1)], 'float32')),
  Expm1: (graph, { x }) => broadcasting(graph, 'Sub', [unary(graph, 'Exp', x), float(1)], 'float32'),
  LeakyRelu: (graph, { x }, { alpha }) => unary(graph, 'LeakyRelu', x, { alpha: { float: alpha as number } }),
  ClipByValue: (graph, { x }, { clipValueMin, clipValueMax }) => {
    const low = broadcasting(graph, 'Max', [x, like(x, clipValueMin as number)], x.dtype);
    return broadcasting(graph, 'Min', [low, like(x, clipValueMax as number)], x.dtype);
  },
  Add: two('Add'),
  Sub: two('Sub'),
  Multiply: multiply,
  RealDiv: two('Div'),
  Maximum: two('Max'),
  Minimum: two('Min'),
  Pow: two('Pow'),
  FloorDiv: floorDiv,
  SquaredDifference: (graph, { a, b }) => {
    const difference = broadcasting(graph, 'Sub', [a, b], a.dtype);
    return broadcasting(graph, 'Mul', [difference, difference], a.dtype);
  },
  AddN: (graph, inputs) => Object.values(inputs).reduce((sum, x) => broadcasting(graph, 'Add', [sum, x], x.dtype)),
};
