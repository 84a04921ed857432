/**
 * Convolution and its two gradients, on maps that lie as NCHW and filters that lie as OIHW. The gradients are spelled
 * as the matrix products that ONNX Runtime's CPU provider does fastest.
 */
import type { Graph, Problem } from '../graph.js';
import type { Kernel, Kernels } from '../kernel.js';
import { nchw } from '../kernel.js';
import { NCHW, OIHW } from '../layout.js';
import { blockedConvolution, canBeBlocked, isWorthBlocking } from './blockedConvolution.js';
import { convolution as convolutionOf, isFlat, isSpread } from './convolution.js';
import { byColumns, byPicture, flatShifts, isPointwise, phasedShifts, usualGradient } from './filterGradients.js';
import { byPhases } from './phases.js';
import { transposedConvolution } from './transposedConvolution.js';
import { turn } from './turn.js';

const conv2D: Kernel = (graph, { x, filter }, attributes) => {
  const shapes = convolutionOf(x.shape, filter.shape, attributes);
  const { strides, dilations, pads, kernel } = shapes;
  const [height, width] = [0, 1].map((axis) => {
    const field = (kernel[axis] - 1) * dilations[axis] + 1;
    return Math.floor((x.shape[axis + 1] + pads[axis] + pads[axis + 2] - field) / strides[axis]) + 1;
  });
  const flags = { strides, dilations, pads, kernel_shape: kernel };
  const edges = [nchw(graph, x), graph.edge(filter, OIHW)] as const;
  const [inputs, outputs] = filter.shape.slice(2);
  const sizes = { places: x.shape[0] * height * width, inputs, outputs, kernel, strides };
  const plain = (): string => graph.node('Conv', edges, flags);
  const blocked = (): string => blockedConvolution(graph, edges, sizes, flags);
  // Constants ONNX Runtime brings into blocks itself, once.
  const name =
    !filter.constant && canBeBlocked(graph, sizes)
      ? chosen(graph, isWorthBlocking(graph, sizes) ? { blocked, plain } : { plain, blocked }, {
          kernel: 'Conv2D',
          inputs: { x: { shape: x.shape, layout: 'nchw' }, filter: { shape: filter.shape, layout: 'oihw' } },
          ...{ attributes, output: 'nchw' },
        })
      : plain();
  return { shape: [x.shape[0], height, width, filter.shape[3]], dtype: 'float32', order: NCHW, name };
};

/** dX. At stride 1 a convolution with the filter turned by half a turn; else, or instead, a transposed convolution. */
const backpropInput: Kernel = (graph, { dy, filter }, attributes) => {
  const shape = attributes.inputShape as number[];
  const convolved = convolutionOf(shape, filter.shape, attributes);
  const { strides, pads, kernel, dilations } = convolved;
  if (!isFlat(dilations)) throw new Error('The gradient of a dilated convolution to its maps is not traced.');
  const gradient = nchw(graph, dy);
  const weights = graph.edge(filter, OIHW);
  const [inputs, outputs] = filter.shape.slice(2);
  // The way back: what was made is taken in.
  const back = { places: shape[0] * shape[1] * shape[2], inputs: outputs, outputs: inputs, kernel, strides };
  const asConvolution = (isBlocked: boolean) => (): string => {
    const around = pads.map((pad, i) => kernel[i % 2] - 1 - pad);
    const flags = { pads: around, kernel_shape: kernel, strides };
    const edges = [gradient, turn(graph, weights, kernel)] as const;
    return isBlocked ? blockedConvolution(graph, edges, back, flags) : graph.node('Conv', edges, flags);
  };
  const [convolution, blocked] = [asConvolution(false), canBeBlocked(graph, back) ? asConvolution(true) : undefined];
  const convolutions = isWorthBlocking(graph, back) ? { blocked, convolution } : { convolution, blocked };
  const sizes = { from: dy.shape.slice(1, 3), to: shape.slice(1, 3) };
  const transposed = (): string => transposedConvolution(graph, [gradient, weights], sizes, { kernel, strides, pads });
  const isPlain = isFlat(strides) && pads.every((pad, i) => pad <= kernel[i % 2] - 1);
  const phases = isFlat(strides)
    ? undefined
    : byPhases(graph, [gradient, weights], { batch: shape[0], channels: [outputs, inputs], ...sizes }, convolved);
  const expressions = {
    ...(isPlain ? convolutions : {}),
    // Of few channels there is more to put together than to multiply.
    ...(phases && shape[3] >= MANY ? { phases, transposed } : { transposed, phases }),
  };
  const name = chosen(graph, expressions, {
    kernel: 'Conv2DBackpropInput',
    inputs: { dy: { shape: dy.shape, layout: 'nchw' }, filter: { shape: filter.shape, layout: 'oihw' } },
    ...{ attributes, output: 'nchw' },
  });
  return { shape, dtype: 'float32', order: NCHW, name };
};

/** Channels; measured on two cores with AVX2. */
const MANY = 128;

/** What the chosen one of the expressions makes. */
function chosen(
  graph: Graph,
  expressions: Readonly<Record<string, (() => string) | undefined>>,
  problem: Omit<Problem, 'expressions'>,
): string {
  const given = Object.keys(expressions).filter((name) => expressions[name] !== undefined);
  return expressions[graph.choose({ ...problem, expressions: given })]!();
}

/** dW: the product of dY with each of the kh x kw shifted views of X, summed over pictures and places. */
const backpropFilter: Kernel = (graph, { x, dy }, attributes) => {
  const filterShape = attributes.filterShape as number[];
  const shapes = convolutionOf(x.shape, filterShape, attributes);
  const [kh, kw, inputs, outputs] = filterShape;
  const result = { shape: filterShape, dtype: 'float32' as const, order: OIHW };
  const given = { x, dy, shapes };
  const ordered = (product: string): string => {
    if (kh * kw === 1) return graph.node('Reshape', [product, graph.integers([outputs, inputs, kh, kw])]);
    // (O, kh*kw*I) -> (O, I, kh, kw)
    const split = graph.node('Reshape', [product, graph.integers([outputs, kh * kw, inputs])]);
    const turned = graph.node('Transpose', [split], { perm: [0, 2, 1] });
    return graph.node('Reshape', [turned, graph.integers([outputs, inputs, kh, kw])]);
  };
  const expressions = {
    ...(isFlat(shapes.strides) ? { shifts: () => ordered(flatShifts(graph, given)) } : {}),
    ...(isFlat(shapes.dilations) ? { phases: () => ordered(phasedShifts(graph, given)) } : {}),
    ...(isPointwise(shapes) ? { pictures: () => ordered(byPicture(graph, given)) } : {}),
    ...(isSpread(shapes.kernel) ? { columns: () => byColumns(graph, given) } : {}),
  };
  const usual = usualGradient(given);
  const name = chosen(
    graph,
    { [usual]: expressions[usual], ...expressions },
    {
      kernel: 'Conv2DBackpropFilter',
      inputs: { x: { shape: x.shape, layout: 'nchw' }, dy: { shape: dy.shape, layout: 'nchw' } },
      ...{ attributes, output: 'oihw' },
    },
  );
  return { ...result, name };
};

export const convKernels: Kernels = {
  Conv2D: conv2D,
  Conv2DBackpropInput: backpropInput,
  Conv2DBackpropFilter: backpropFilter,
};
