/** Element-by-element kernels of one and two operands. They keep whatever order their operands lie in. */
import { broadcastShape } from '../broadcast.js';
import type { DType, Graph, Value } from '../graph.js';
import type { Kernel, Kernels } from '../kernel.js';
import { operand, sharedOrder, uniform } from '../kernel.js';
import type { Order } from '../layout.js';
import { NCHW, physicalShape, sizeOf } from '../layout.js';
import type { Attribute } from '../onnxWriter.js';
import { SCALE_AND_SHIFT } from '../ownOps.js';

type Attributes = Record<string, Attribute>;

/** One node `op` over operands that broadcast against each other. */
export function broadcasting(graph: Graph, op: string, values: readonly Value[], dtype: DType): Value {
  const shape = values.map((value) => value.shape).reduce(broadcastShape);
  const order = sharedOrder(values, shape.length) ?? spreadOrder(values, shape);
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

/** One number a channel that spreads over a map (the gradient of a mean) starts as NCHW, as its readers want it. */
function spreadOrder(values: readonly Value[], shape: readonly number[]): Order | undefined {
  const spreads = ({ shape: own, constant }: Value): boolean =>
    constant
      ? own.length === 0 || uniform({ shape: own, dtype: 'float32', constant }) !== undefined
      : own[1] === 1 && own[2] === 1;
  return shape.length === 4 && values.every(spreads) ? NCHW : undefined;
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

/**
 * 1 where x is positive, else 0 (or alpha): the gradient of ReLU. On the CPU as a hard sigmoid that rises at once, which is one pass, on
 * all threads; comparing and casting are two, and selecting takes as long as five.
 */
const step: Kernel = (graph, { x }, { alpha }) => {
  const base = { shape: x.shape, dtype: 'float32' as const, order: x.order };
  if (!alpha && x.dtype === 'float32' && !graph.isForGpu)
    return { ...base, name: graph.node('HardSigmoid', [x.name!], { alpha: { float: STEEPEST }, beta: { float: 0 } }) };
  const isPositive = graph.node('Greater', [x.name!, graph.scalar(0, x.dtype)]);
  if (!alpha) return { ...base, name: graph.node('Cast', [isPositive], { to: 1 }) };
  return { ...base, name: graph.node('Where', [isPositive, graph.scalar(1), graph.scalar(alpha as number)]) };
};

/** Times every positive number that is not denormal: 1 or more. */
const STEEPEST = 3e38;

/**
 * x * scale + shift. On the CPU, where memory bounds it, in one pass: as a hard sigmoid where that stays within its bounds, else as a
 * convolution by a filter of one place (of rows: ONNX Runtime would bring maps into another layout).
 */
const scaleAndShift: Kernel = (graph, { x }, attributes) => {
  const { scale, shift, isShare } = attributes as unknown as { scale: number; shift: number; isShare: boolean };
  if (isShare && !graph.isForGpu)
    return unary(graph, 'HardSigmoid', x, { alpha: { float: scale }, beta: { float: shift } });
  const pieces = greatestDivisor(sizeOf(x.shape), MOST_PIECES);
  if (graph.isForGpu || pieces < FEWEST_PIECES)
    return broadcasting(
      graph,
      'Add',
      [broadcasting(graph, 'Mul', [x, float(scale)], 'float32'), float(shift)],
      'float32',
    );
  const rows = graph.node('Reshape', [x.name!, graph.integers([pieces, 1, -1])]);
  const filter = graph.edge({ shape: [1, 1, 1], dtype: 'float32', constant: Float32Array.of(scale) });
  const bias = graph.edge({ shape: [1], dtype: 'float32', constant: Float32Array.of(shift) });
  const made = graph.node('Conv', [rows, filter, bias], { kernel_shape: [1] });
  return { ...x, name: graph.node('Reshape', [made, graph.integers(physicalShape(x.shape, x.order))]) };
};

/** What threads share: enough for any number of them, and few, as each is a call. */
const [FEWEST_PIECES, MOST_PIECES] = [16, 256];

function greatestDivisor(size: number, most: number): number {
  let divisor = Math.min(size, most);
  while (size % divisor !== 0) divisor--;
  return divisor;
}

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
  [SCALE_AND_SHIFT]: scaleAndShift,
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
  Multiply: two('Mul'),
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
