/** Batch norm as one affine map a channel, and the per-channel dot product that its statistics and gradients need. */
import type { Graph, Value } from '../graph.js';
import type { Kernel, Kernels } from '../kernel.js';
import { nchw, uniform } from '../kernel.js';
import { NCHW } from '../layout.js';
import { BATCH_NORM, CHANNEL_DOT, LAYER_NORM } from '../ownOps.js';

/** x * scale + offset, as a convolution with a filter of one place for each channel: ONNX Runtime's norm runs on one thread. */
function affine(graph: Graph, x: Value, scale: Value, offset: Value): Value {
  const channels = x.shape[3];
  const filters = graph.node('Reshape', [graph.edge(scale), graph.integers([channels, 1, 1, 1])]);
  const flags = { group: channels, kernel_shape: [1, 1] };
  const name = graph.node('Conv', [nchw(graph, x), filters, graph.edge(offset)], flags);
  return { shape: x.shape, dtype: 'float32', order: NCHW, name };
}

const fusedBatchNorm: Kernel = (graph, { x, mean, variance, offset, scale }, { varianceEpsilon }) => {
  const isAffine = uniform(mean) === 0 && uniform(variance) === 1 && varianceEpsilon === 0;
  if (isAffine && offset && scale && !graph.isForGpu) return affine(graph, x, scale, offset);
  const ones = graph.initializer('float32', [x.shape[3]], new Uint8Array(new Float32Array(x.shape[3]).fill(1).buffer));
  const zeros = graph.initializer('float32', [x.shape[3]], new Uint8Array(new Float32Array(x.shape[3]).buffer));
  const edges = [
    scale ? graph.edge(scale) : ones,
    offset ? graph.edge(offset) : zeros,
    graph.edge(mean),
    graph.edge(variance),
  ];
  const epsilon = { float: (varianceEpsilon as number | undefined) ?? 1e-3 };
  const name = graph.node('BatchNormalization', [nchw(graph, x), ...edges], { epsilon });
  return { shape: x.shape, dtype: 'float32', order: NCHW, name };
};

/**
 * sum over (N, H, W) of a*b -> (C), as a convolution of one picture with N*C channels, each in a group of its own,
 * by filters as large as the maps: three times as fast as multiplying and reducing.
 */
const channelDot: Kernel = (graph, { a, b }) => {
  const [batch, height, width, channels] = a.shape;
  if (graph.isForGpu) return { shape: [channels], dtype: 'float32', name: channelDotOnGpu(graph, a, b) };
  const maps = graph.node('Reshape', [nchw(graph, a), graph.integers([1, batch * channels, height, width])]);
  const filters = graph.node('Reshape', [nchw(graph, b), graph.integers([batch * channels, 1, height, width])]);
  const flags = { group: batch * channels, kernel_shape: [height, width] };
  const dots = graph.node('Conv', [maps, filters], flags);
  const rows = graph.node('Reshape', [dots, graph.integers([batch, channels])]);
  const name = graph.node('ReduceSum', [rows, graph.integers([0])], { keepdims: 0 });
  return { shape: [channels], dtype: 'float32', name };
};

const ALL_BUT_CHANNELS = [0, 2, 3];

const channelDotOnGpu = (graph: Graph, a: Value, b: Value): string =>
  graph.node('ReduceSum', [graph.node('Mul', [nchw(graph, a), nchw(graph, b)]), graph.integers(ALL_BUT_CHANNELS)], {
    keepdims: 0,
  });

/** ONNX Runtime finds the statistics in two passes: the mean of squares less the square of the mean loses digits. */
const batchNorm: Kernel = (graph, { x, scale, shift }, { epsilon }) => {
  const channels = x.shape[3];
  const [slope, offset] = [graph.edge(scale), graph.edge(shift)];
  const maps = nchw(graph, x);
  if (graph.isForGpu) return batchNormOnGpu(graph, { maps, slope, offset, shape: x.shape, epsilon: epsilon as number });
  const edges = [maps, slope, offset, ...scratch(graph, maps, channels)];
  const flags = { training_mode: 1, momentum: { float: 0 }, epsilon: { float: epsilon as number } };
  const [name, mean, variance] = graph.nodeOf('BatchNormalization', edges, flags, 3);
  return [
    { shape: x.shape, dtype: 'float32', order: NCHW, name },
    { shape: [channels], dtype: 'float32', name: mean },
    { shape: [channels], dtype: 'float32', name: variance },
  ];
};

/** WebGPU has no norm that finds its statistics. In two passes, too. */
function batchNormOnGpu(
  graph: Graph,
  {
    maps,
    slope,
    offset,
    shape,
    epsilon,
  }: { maps: string; slope: string; offset: string; shape: readonly number[]; epsilon: number },
): Value[] {
  const channels = shape[3];
  const axes = graph.integers(ALL_BUT_CHANNELS);
  const flat = (each: string): string => graph.node('Reshape', [each, graph.integers([channels])]);
  const mean = graph.node('ReduceMean', [maps, axes], { keepdims: 1 }); // (1, C, 1, 1)
  const centred = graph.node('Sub', [maps, mean]);
  const variance = graph.node('ReduceMean', [graph.node('Mul', [centred, centred]), axes], { keepdims: 1 });
  const statistics = [flat(mean), flat(variance)];
  const name = graph.node('BatchNormalization', [maps, slope, offset, ...statistics], { epsilon: { float: epsilon } });
  return [
    { shape, dtype: 'float32', order: NCHW, name },
    ...statistics.map((each): Value => ({ shape: [channels], dtype: 'float32', name: each })),
  ];
}

/**
 * Old statistics (C), twice: with a momentum of 0 they do not count. The new ones are written over them, so they must be nobody
 * else's, not even those of a second pass through the same norm: they are made from the maps, which no other pass has.
 */
function scratch(graph: Graph, maps: string, channels: number): [string, string] {
  const [zeros, ones, axes] = [
    [0, 0, 0],
    [1, 1, 1],
    [0, 2, 3],
  ].map((list) => graph.integers(list));
  const corner = graph.node('Slice', [maps, zeros, ones, axes]);
  const first = graph.node('Reshape', [corner, graph.integers([channels])]);
  return [first, graph.node('Neg', [first])];
}

/** Three outputs: the normalised rows, and what the gradient needs of them, mean and 1 / deviation (…, 1). */
const layerNorm: Kernel = (graph, { x, scale, shift }, { epsilon }) => {
  const flags = { axis: -1, epsilon: { float: epsilon as number } };
  const edges = [x, scale, shift].map((value) => graph.edge(value));
  const [name, mean, inverse] = graph.nodeOf('LayerNormalization', edges, flags, 3);
  const each = x.shape.with(-1, 1);
  return [
    { shape: x.shape, dtype: 'float32', name },
    { shape: each, dtype: 'float32', name: mean },
    { shape: each, dtype: 'float32', name: inverse },
  ];
};

export const normKernels: Kernels = {
  FusedBatchNorm: fusedBatchNorm,
  [CHANNEL_DOT]: channelDot,
  [BATCH_NORM]: batchNorm,
  [LAYER_NORM]: layerNorm,
};
