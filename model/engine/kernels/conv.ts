/**
 * Convolution and its two gradients, on maps that lie as NCHW and filters that lie as OIHW. The gradients are spelled
 * as the matrix products that ONNX Runtime's CPU provider does fastest.
 */
import type { Graph, Problem, Value } from '../graph.js';
import type { Attributes, Kernel, Kernels } from '../kernel.js';
import { nchw } from '../kernel.js';
import { NCHW, OIHW } from '../layout.js';
import { tf } from '../tfjs.js';
import { transposedConvolution } from './transposedConvolution.js';

type Shape4 = [number, number, number, number];

interface Convolution {
  readonly strides: [number, number];
  readonly dilations: [number, number];
  /** Top, left, bottom, right. */
  readonly pads: [number, number, number, number];
  /** Filter height and width. */
  readonly kernel: [number, number];
}

function convolution(inShape: readonly number[], filterShape: readonly number[], attributes: Attributes): Convolution {
  if ((attributes.dataFormat ?? 'NHWC') !== 'NHWC') throw new Error('Only NHWC convolutions are traced.');
  const info = tf.backend_util.computeConv2DInfo(
    inShape as Shape4,
    filterShape as Shape4,
    attributes.strides as [number, number],
    (attributes.dilations as [number, number] | undefined) ?? 1,
    attributes.pad as 'same' | 'valid' | number,
    attributes.dimRoundingMode as 'floor' | undefined,
  );
  const { top, left, bottom, right } = info.padInfo;
  return {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom, right],
    kernel: [info.filterHeight, info.filterWidth],
  };
}

const conv2D: Kernel = (graph, { x, filter }, attributes) => {
  const shapes = convolution(x.shape, filter.shape, attributes);
  const { strides, dilations, pads, kernel } = shapes;
  const [height, width] = [0, 1].map((axis) => {
    const field = (kernel[axis] - 1) * dilations[axis] + 1;
    return Math.floor((x.shape[axis + 1] + pads[axis] + pads[axis + 2] - field) / strides[axis]) + 1;
  });
  const flags = { strides, dilations, pads, kernel_shape: kernel };
  const name = graph.node('Conv', [nchw(graph, x), graph.edge(filter, OIHW)], flags);
  return { shape: [x.shape[0], height, width, filter.shape[3]], dtype: 'float32', order: NCHW, name };
};

/** dX. At stride 1 a convolution with the filter turned by half a turn; else, or instead, a transposed convolution. */
const backpropInput: Kernel = (graph, { dy, filter }, attributes) => {
  const shape = attributes.inputShape as number[];
  const { strides, pads, kernel } = convolution(shape, filter.shape, attributes);
  const gradient = nchw(graph, dy);
  const weights = graph.edge(filter, OIHW);
  const asConvolution = (): string => {
    const around = pads.map((pad, i) => kernel[i % 2] - 1 - pad);
    const flags = { pads: around, kernel_shape: kernel, strides };
    return graph.node('Conv', [gradient, turn(graph, weights, kernel)], flags);
  };
  const sizes = { from: dy.shape.slice(1, 3), to: shape.slice(1, 3) };
  const transposed = (): string => transposedConvolution(graph, [gradient, weights], sizes, { kernel, strides, pads });
  const isPlain = isFlat(strides) && pads.every((pad, i) => pad <= kernel[i % 2] - 1);
  const expressions = { ...(isPlain ? { convolution: asConvolution } : {}), transposed };
  const name = chosen(graph, expressions, {
    kernel: 'Conv2DBackpropInput',
    inputs: { dy: { shape: dy.shape, layout: 'nchw' }, filter: { shape: filter.shape, layout: 'oihw' } },
    ...{ attributes, output: 'nchw' },
  });
  return { shape, dtype: 'float32', order: NCHW, name };
};

const isFlat = ([down, across]: readonly number[]): boolean => down === 1 && across === 1;

/** What the chosen one of the expressions makes. */
function chosen(
  graph: Graph,
  expressions: Readonly<Record<string, (() => string) | undefined>>,
  problem: Omit<Problem, 'expressions'>,
): string {
  return expressions[graph.choose({ ...problem, expressions: Object.keys(expressions) })]!();
}

/** (O, I, kh, kw) -> (I, O, kh, kw), both spatial axes backwards. */
function turn(graph: Graph, weights: string, kernel: readonly number[]): string {
  const exchanged = graph.node('Transpose', [weights], { perm: [1, 0, 2, 3] });
  if (kernel[0] === 1 && kernel[1] === 1) return exchanged;
  const lowest = -(2 ** 31);
  const [starts, ends] = [graph.integers([-1, -1]), graph.integers([lowest, lowest])];
  return graph.node('Slice', [exchanged, starts, ends, graph.integers([2, 3]), graph.integers([-1, -1])]);
}

/** dW: the product of dY with each of the kh x kw shifted views of X, summed over pictures and places. */
const backpropFilter: Kernel = (graph, { x, dy }, attributes) => {
  const filterShape = attributes.filterShape as number[];
  const shapes = convolution(x.shape, filterShape, attributes);
  const [kh, kw, inputs, outputs] = filterShape;
  const result = { shape: filterShape, dtype: 'float32' as const, order: OIHW };
  const given = { x, dy, shapes };
  const isPointwise = isFlat(shapes.strides) && kh * kw === 1 && shapes.pads.every((pad) => pad === 0);
  const product = chosen(
    graph,
    {
      ...(isFlat(shapes.strides) ? { shifts: () => flatShifts(graph, given) } : {}),
      ...(isFlat(shapes.dilations) ? { phases: () => phasedShifts(graph, given) } : {}),
      ...(isPointwise ? { pictures: () => byPicture(graph, given) } : {}),
    },
    {
      kernel: 'Conv2DBackpropFilter',
      inputs: { x: { shape: x.shape, layout: 'nchw' }, dy: { shape: dy.shape, layout: 'nchw' } },
      ...{ attributes, output: 'oihw' },
    },
  );
  // (O, kh*kw*I) -> (O, I, kh, kw)
  const split = graph.node('Reshape', [product, graph.integers([outputs, kh * kw, inputs])]);
  const turned = kh * kw === 1 ? split : graph.node('Transpose', [split], { perm: [0, 2, 1] });
  return { ...result, name: graph.node('Reshape', [turned, graph.integers([outputs, inputs, kh, kw])]) };
};

interface FilterGradient {
  readonly x: Value;
  readonly dy: Value;
  readonly shapes: Convolution;
}

/** Pads maps at their edges and brings channels to the front: (N, C, H, W) -> (C, N*H'*W'). */
function channelsFirst(graph: Graph, value: Value, pads: readonly number[]): string {
  const [top, left, bottom, right] = pads;
  const padded = pads.some((pad) => pad > 0)
    ? graph.node('Pad', [nchw(graph, value), graph.integers([0, 0, top, left, 0, 0, bottom, right])])
    : nchw(graph, value);
  const turned = graph.node('Transpose', [padded], { perm: [1, 0, 2, 3] });
  return graph.node('Reshape', [turned, graph.integers([value.shape[3], -1])]);
}

/**
 * Stride 1: X and dY are padded to one common grid and laid out as one long row a channel, so a shift by (i, j) is an
 * offset of i*W' + j in the row. Padding of dY is zero, so what a shift carries over a border adds nothing; behind its last
 * place there is as much of it as the farthest shift goes.
 */
function flatShifts(graph: Graph, { x, dy, shapes }: FilterGradient): string {
  const [kh, kw] = shapes.kernel;
  const [batch, height, width] = x.shape;
  const grid = [height + shapes.pads[0] + shapes.pads[2], width + shapes.pads[1] + shapes.pads[3]];
  const rows = channelsFirst(graph, x, shapes.pads);
  const bottom = grid[0] - dy.shape[1];
  const right = grid[1] - dy.shape[2];
  const gradients = channelsFirst(graph, dy, [0, 0, bottom, right]);
  const kept = batch * grid[0] * grid[1] - (bottom * grid[1] + right);
  const axis = graph.integers([1]);
  const from = (edge: string, start: number): string =>
    graph.node('Slice', [edge, graph.integers([start]), graph.integers([start + kept]), axis]);
  const isShifted = bottom > 0 || right > 0;
  const places = isShifted ? from(gradients, 0) : gradients;
  const products: string[] = [];
  for (let i = 0; i < kh; i++) {
    for (let j = 0; j < kw; j++) {
      const offset = (i * grid[1] + j) * shapes.dilations[0];
      const shifted = isShifted ? from(rows, offset) : rows;
      products.push(graph.node('Gemm', [places, shifted], { transB: 1 }));
    }
  }
  return products.length === 1 ? products[0] : graph.node('Concat', products, { axis: 1 });
}

/**
 * Other strides: X is taken apart into strides[0] * strides[1] phases, of which each is a map that a shift steps through one by
 * one, as at stride 1: one transpose instead of a strided slice a shift. The shifted views are stacked for one product.
 */
function phasedShifts(graph: Graph, { x, dy, shapes }: FilterGradient): string {
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
  const apart = graph.node('Reshape', [maps, graph.integers([batch, channels, grid[0], down, grid[1], across])]);
  const turned = graph.node('Transpose', [apart], { perm: [3, 5, 1, 0, 2, 4] });
  const rows = graph.node('Reshape', [turned, graph.integers([down * across * channels, -1])]);
  const [bottom, right] = [grid[0] - outHeight, grid[1] - outWidth];
  const gradients = channelsFirst(graph, dy, [0, 0, bottom, right]);
  // Behind the last place of dY there is padding only, as much as the farthest shift.
  const kept = batch * grid[0] * grid[1] - (bottom * grid[1] + right);
  const axes = graph.integers([0, 1]);
  const views: string[] = [];
  for (let i = 0; i < kh; i++) {
    for (let j = 0; j < kw; j++) {
      const phase = ((i % down) * across + (j % across)) * channels;
      const offset = Math.floor(i / down) * grid[1] + Math.floor(j / across);
      const [from, to] = [graph.integers([phase, offset]), graph.integers([phase + channels, offset + kept])];
      views.push(graph.node('Slice', [rows, from, to, axes]));
    }
  }
  const stacked = views.length === 1 ? views[0] : graph.node('Concat', views, { axis: 0 });
  const [start, end, axis] = [[0], [kept], [1]].map((list) => graph.integers(list));
  return graph.node('Gemm', [graph.node('Slice', [gradients, start, end, axis]), stacked], { transB: 1 });
}

/** A filter of one place: a product of each picture's maps, and their sum; nothing is moved. */
function byPicture(graph: Graph, { x, dy }: FilterGradient): string {
  const rows = (value: Value): string =>
    graph.node('Reshape', [nchw(graph, value), graph.integers([value.shape[0], value.shape[3], -1])]);
  const turned = graph.node('Transpose', [rows(x)], { perm: [0, 2, 1] });
  const products = graph.node('MatMul', [rows(dy), turned]); // (N, O, I)
  return graph.node('ReduceSum', [products, graph.integers([0])], { keepdims: 0 });
}

export const convKernels: Kernels = {
  Conv2D: conv2D,
  Conv2DBackpropInput: backpropInput,
  Conv2DBackpropFilter: backpropFilter,
};
