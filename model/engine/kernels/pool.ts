/** Pooling over windows, on maps that lie as NCHW. */
import type { Kernel, Kernels } from '../kernel.js';
import { nchw } from '../kernel.js';
import { NCHW, physicalShape, sizeOf } from '../layout.js';
import { tf } from '../tfjs.js';
import type { Attributes } from '../kernel.js';

type PoolInfo = ReturnType<typeof tf.backend_util.computePool2DInfo>;

function pooling(shape: readonly number[], attributes: Attributes): PoolInfo {
  return tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    attributes.filterSize as [number, number],
    attributes.strides as [number, number],
    1,
    attributes.pad as 'same' | 'valid' | number,
    attributes.dimRoundingMode as 'floor' | undefined,
  );
}

function flagsOf(info: PoolInfo): Record<string, number[]> {
  const { top, left, bottom, right } = info.padInfo;
  return {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    pads: [top, left, bottom, right],
  };
}

const pool =
  (op: string): Kernel =>
  (graph, { x }, attributes) => {
    const info = pooling(x.shape, attributes);
    const name = graph.node(op, [nchw(graph, x)], flagsOf(info));
    return { shape: info.outShape, dtype: 'float32', order: NCHW, name };
  };

/** Every output spreads evenly over its window: a grouped transposed convolution with a constant filter. */
const avgPoolGrad: Kernel = (graph, { dy, input }, attributes) => {
  const info = pooling(input.shape, attributes);
  const flags = flagsOf(info);
  if (flags.pads.some((pad) => pad > 0))
    throw new Error('AvgPoolGrad with padding is not traced: tfjs does not define the weight of the border there.');
  const channels = input.shape[3];
  const area = info.filterHeight * info.filterWidth;
  const filter = new Float32Array(channels * area).fill(1 / area);
  const dims = [channels, 1, info.filterHeight, info.filterWidth];
  const weights = graph.initializer('float32', dims, new Uint8Array(filter.buffer));
  const rest = [0, 1].map(
    (axis) => input.shape[axis + 1] - ((dy.shape[axis + 1] - 1) * flags.strides[axis] + flags.kernel_shape[axis]),
  );
  const name = graph.node('ConvTranspose', [nchw(graph, dy), weights], {
    ...flags,
    group: channels,
    output_padding: rest,
  });
  return { shape: input.shape, dtype: 'float32', order: NCHW, name };
};

/** Every gradient goes to the place that was the largest of its window; windows that overlap add up. */
const maxPoolGrad: Kernel = (graph, { dy, input, output }) => {
  const places = graph.secondOutput(nchw(graph, output)); // (N, C, H', W'), counted through the whole batch
  const flat = (edge: string): string => graph.node('Reshape', [edge, graph.integers([-1])]);
  const zeros = graph.node('ConstantOfShape', [graph.integers([sizeOf(input.shape)])]);
  const flags = { axis: 0, reduction: 'add' };
  const sum = graph.node('ScatterElements', [zeros, flat(places), flat(nchw(graph, dy))], flags);
  const name = graph.node('Reshape', [sum, graph.integers(physicalShape(input.shape, NCHW))]);
  return { shape: input.shape, dtype: 'float32', order: NCHW, name };
};

export const poolKernels: Kernels = {
  MaxPool: pool('MaxPool'),
  MaxPoolGrad: maxPoolGrad,
  AvgPool: pool('AveragePool'),
  AvgPoolGrad: avgPoolGrad,
};
