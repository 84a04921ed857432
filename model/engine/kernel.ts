/** What a traced kernel is: inputs and attributes of a tfjs kernel in, ONNX nodes appended, values out. */
import type { Graph, Value } from './graph.js';
import type { Order } from './layout.js';
import { identity, NCHW, sizeOf } from './layout.js';

/** tfjs' attributes of a kernel, as its op passes them. */
export type Attributes = Readonly<Record<string, unknown>>;

export type Kernel = (graph: Graph, inputs: Readonly<Record<string, Value>>, attributes: Attributes) => Value | Value[];
export type Kernels = Readonly<Record<string, Kernel>>;

/** Physical order that an op keeps its operands in: that of the first operand of the output's shape, else of any. */
export function sharedOrder(values: readonly Value[], rank: number): Order | undefined {
  const ordered = values.filter((value) => value.order && value.order.length === rank);
  ordered.sort((a, b) => sizeOf(b.shape) - sizeOf(a.shape));
  return ordered[0]?.order;
}

/** The one value that all elements of a constant have, if they do. */
export function uniform(value: Value): number | undefined {
  const data = value.constant;
  if (!data || data.length === 0) return undefined;
  return data.every((item) => item === data[0]) ? data[0] : undefined;
}

/** `value` with a new logical shape of the same elements. */
export function reshaped(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (value.constant) return { shape, dtype: value.dtype, constant: value.constant };
  const name = graph.reshape(graph.edge(value), value.shape, shape);
  return { shape, dtype: value.dtype, name };
}

/** The edge of `value` for an op that broadcasts it to `rank` axes lying in `order`. */
export function operand(graph: Graph, value: Value, rank: number, order: Order | undefined): string {
  const one = sizeOf(value.shape) === 1 ? uniform(value) : undefined;
  if (one !== undefined) return graph.scalar(one, value.dtype);
  if (!order || value.shape.length === 0) return graph.edge(value);
  const missing = rank - value.shape.length;
  const padded = missing ? reshaped(graph, value, [...new Array<number>(missing).fill(1), ...value.shape]) : value;
  return graph.edge(padded, order);
}

/** Edge of a 4-D value in NCHW. */
export const nchw = (graph: Graph, value: Value): string => graph.edge(value, NCHW);

/** The physical position of each logical axis. */
export const positions = (axes: readonly number[], order: Order | undefined, rank: number): number[] =>
  axes.map((axis) => (order ?? identity(rank)).indexOf(axis));
