import { nchw, uniform } from '../kernel.js';
import { NCHW } from '../layout.js';
import { CHANNEL_DOT, LAYER_NORM } from '../ownOps.js';
/** x * scale + offset, as a convolution with a filter of one place for each channel: ONNX Runtime's norm runs on one thread. */
function affine(graph, x, scale, offset) {
    const channels = x.shape[3];
    const filters = graph.node('Reshape', [graph.edge(scale), graph.integers([channels, 1, 1, 1])]);
    const flags = { group: channels, kernel_shape: [1, 1] };
    const name = graph.node('Conv', [nchw(graph, x), filters, graph.edge(offset)], flags);
    return { shape: x.shape, dtype: 'float32', order: NCHW, name };
}
const fusedBatchNorm = (graph, { x, mean, variance, offset, scale }, { varianceEpsilon }) => {
    const isAffine = uniform(mean) === 0 && uniform(variance) === 1 && varianceEpsilon === 0;
    if (isAffine && offset && scale && !graph.isForGpu)
        return affine(graph, x, scale, offset);
    const ones = graph.initializer('float32', [x.shape[3]], new Uint8Array(new Float32Array(x.shape[3]).fill(1).buffer));
    const zeros = graph.initializer('float32', [x.shape[3]], new Uint8Array(new Float32Array(x.shape[3]).buffer));
    const edges = [
        scale ? graph.edge(scale) : ones,
        offset ? graph.edge(offset) : zeros,
        graph.edge(mean),
        graph.edge(variance),
    ];
    const epsilon = { float: varianceEpsilon ?? 1e-3 };
    const name = graph.node('BatchNormalization', [nchw(graph, x), ...edges], { epsilon });
    return { shape: x.shape, dtype: 'float32', order: NCHW, name };
};
/**
 * sum over (N, H, W) of a*b -> (C), as a convolution of one picture with N*C channels, each in a group of its own,
 * by filters as large as the maps: three times as fast as multiplying and reducing.
 */
const channelDot = (graph, { a, b }) => {
    const [batch, height, width, channels] = a.shape;
    if (graph.isForGpu)
        return { shape: [channels], dtype: 'float32', name: channelDotOnGpu(graph, a, b) };
    const maps = graph.node('Reshape', [nchw(graph, a), graph.integers([1, batch * channels, height, width])]);
    const filters = graph.node('Reshape', [nchw(graph, b), graph.integers([batch * channels, 1, height, width])]);
    const flags = { group: batch * channels, kernel_shape: [height, width] };
    const dots = graph.node('Conv', [maps, filters], flags);
    const rows = graph.node('Reshape', [dots, graph.integers([batch, channels])]);
    const name = graph.node('ReduceSum', [rows, graph.integers([0])], { keepdims: 0 });
    return { shape: [channels], dtype: 'float32', name };
};
const ALL_BUT_CHANNELS = [0, 2, 3];
const channelDotOnGpu = (graph, a, b) => graph.node('ReduceSum', [graph.node('Mul', [nchw(graph, a), nchw(graph, b)]), graph.integers(ALL_BUT_CHANNELS)], {
    keepdims: 0,
});
/** Three outputs: the normalised rows, and what the gradient needs of them, mean and 1 / deviation (…, 1). */
const layerNorm = (graph, { x, scale, shift }, { epsilon }) => {
    const flags = { axis: -1, epsilon: { float: epsilon } };
    const edges = [x, scale, shift].map((value) => graph.edge(value));
    const [name, mean, inverse] = graph.nodeOf('LayerNormalization', edges, flags, 3);
    const each = x.shape.with(-1, 1);
    return [
        { shape: x.shape, dtype: 'float32', name },
        { shape: each, dtype: 'float32', name: mean },
        { shape: each, dtype: 'float32', name: inverse },
    ];
};
export const normKernels = {
    FusedBatchNorm: fusedBatchNorm,
    [CHANNEL_DOT]: channelDot,
    [LAYER_NORM]: layerNorm,
};
//# sourceMappingURL=norm.js.map