import { nchw } from '../kernel.js';
import { NCHW, physicalShape, sizeOf } from '../layout.js';
import { tf } from '../tfjs.js';
import { transposedConvolution } from './transposedConvolution.js';
function pooling(shape, attributes) {
    return tf.backend_util.computePool2DInfo(shape, attributes.filterSize, attributes.strides, 1, attributes.pad, attributes.dimRoundingMode);
}
function windowsOf(info) {
    const { top, left, bottom, right } = info.padInfo;
    return {
        kernel: [info.filterHeight, info.filterWidth],
        strides: [info.strideHeight, info.strideWidth],
        pads: [top, left, bottom, right],
    };
}
const sizesOf = (dy, input) => ({ from: dy.shape.slice(1, 3), to: input.shape.slice(1, 3) });
const pool = (op) => (graph, { x }, attributes) => {
    const info = pooling(x.shape, attributes);
    const { kernel, strides, pads } = windowsOf(info);
    const name = graph.node(op, [nchw(graph, x)], { kernel_shape: kernel, strides, pads });
    return { shape: info.outShape, dtype: 'float32', order: NCHW, name };
};
/** Every output spreads evenly over its window: a grouped transposed convolution with a constant filter. */
const avgPoolGrad = (graph, { dy, input }, attributes) => {
    const info = pooling(input.shape, attributes);
    if (windowsOf(info).pads.some((pad) => pad > 0))
        throw new Error('AvgPoolGrad with padding is not traced: tfjs does not define the weight of the border there.');
    const channels = input.shape[3];
    const area = info.filterHeight * info.filterWidth;
    const filter = new Float32Array(channels * area).fill(1 / area);
    const dims = [channels, 1, info.filterHeight, info.filterWidth];
    const weights = graph.initializer('float32', dims, new Uint8Array(filter.buffer));
    const name = transposedConvolution(graph, [nchw(graph, dy), weights], sizesOf(dy, input), {
        ...windowsOf(info),
        group: channels,
    });
    return { shape: input.shape, dtype: 'float32', order: NCHW, name };
};
/** Every gradient goes to the place that was the largest of its window; windows that overlap add up. */
const maxPoolGrad = (graph, { dy, input, output }, attributes) => {
    if (graph.isForGpu)
        return maxPoolGradOnGpu(graph, { dy, input, output }, pooling(input.shape, attributes));
    const places = graph.secondOutput(nchw(graph, output)); // (N, C, H', W'), counted through the whole batch
    const flat = (edge) => graph.node('Reshape', [edge, graph.integers([-1])]);
    const zeros = graph.node('ConstantOfShape', [graph.integers([sizeOf(input.shape)])]);
    const flags = { axis: 0, reduction: 'add' };
    const sum = graph.node('ScatterElements', [zeros, flat(places), flat(nchw(graph, dy))], flags);
    const name = graph.node('Reshape', [sum, graph.integers(physicalShape(input.shape, NCHW))]);
    return { shape: input.shape, dtype: 'float32', order: NCHW, name };
};
/** Below all numbers that networks make. */
const LEAST = -3e38;
/**
 * WebGPU's pooling does not tell the places. Here each place of a window is compared with its largest, and the first one that is as large
 * takes the gradient; a transposed convolution brings what each place has taken to where it is in the map.
 */
function maxPoolGradOnGpu(graph, { dy, input, output }, info) {
    const { kernel, strides, pads } = windowsOf(info);
    const [n, height, width, channels] = dy.shape;
    const [largest, gradient] = [nchw(graph, output), nchw(graph, dy)];
    const around = graph.integers([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]]);
    const maps = graph.node('Pad', [nchw(graph, input), around, graph.scalar(LEAST)]);
    const [axes, steps] = [graph.integers([2, 3]), graph.integers(strides)];
    let free;
    const taken = [];
    for (let i = 0; i < kernel[0]; i++) {
        for (let j = 0; j < kernel[1]; j++) {
            const ends = [i + strides[0] * (height - 1) + 1, j + strides[1] * (width - 1) + 1];
            const place = graph.node('Slice', [maps, graph.integers([i, j]), graph.integers(ends), axes, steps]);
            const isLargest = graph.node('Cast', [graph.node('Equal', [place, largest])], { to: 1 });
            const hit = free === undefined ? isLargest : graph.node('Mul', [isLargest, free]);
            free = graph.node('Sub', [free ?? graph.scalar(1), hit]);
            taken.push(graph.node('Mul', [hit, gradient]));
        }
    }
    const area = taken.length;
    const stacked = graph.node('Concat', taken.map((each) => graph.node('Unsqueeze', [each, graph.integers([2])])), { axis: 2 });
    // A channel is a picture of its own, a place in a window one of its channels.
    const pictures = graph.node('Reshape', [stacked, graph.integers([n * channels, area, height, width])]);
    const filter = Float32Array.from({ length: area * area }, (_, k) => (Math.floor(k / area) === k % area ? 1 : 0));
    const weights = graph.initializer('float32', [area, 1, ...kernel], new Uint8Array(filter.buffer));
    const spread = transposedConvolution(graph, [pictures, weights], sizesOf(dy, input), windowsOf(info));
    const name = graph.node('Reshape', [spread, graph.integers(physicalShape(input.shape, NCHW))]);
    return { shape: input.shape, dtype: 'float32', order: NCHW, name };
}
export const poolKernels = {
    MaxPool: pool('MaxPool'),
    MaxPoolGrad: maxPoolGrad,
    AvgPool: pool('AveragePool'),
    AvgPoolGrad: avgPoolGrad,
};
//# sourceMappingURL=pool.js.map