import { tf } from './tfjs.js';
export const CHANNEL_DOT = 'ChannelDot';
export const LINEAR = 'Linear';
export const LAYER_NORM = 'LayerNorm';
export const GELU_TANH = 'GeluTanh';
export const SCALE_AND_SHIFT = 'ScaleAndShift';
export const CACHED_ATTENTION = 'CachedAttention';
export const CROSS_ENTROPY = 'CrossEntropy';
export const CROSS_ENTROPY_GRADIENT = 'CrossEntropyGradient';
/** Does the backend have the kernel? */
export const has = (kernel) => tf.getKernel(kernel, tf.getBackend()) !== undefined;
/** sum of a*b over (N, H, W): two (N, H, W, C) -> (C). Has no gradient: it serves inside of gradients. */
export function channelDot(a, b) {
    if (has(CHANNEL_DOT))
        return tf.engine().runKernel(CHANNEL_DOT, { a, b });
    return tf.sum(tf.mul(a, b), [0, 1, 2]);
}
/** x (M, I) times matrix (I, O) plus bias (O) -> (M, O) */
export function affineRows(x, matrix, bias) {
    if (has(LINEAR))
        return tf.engine().runKernel(LINEAR, { x, matrix, bias });
    return tf.add(tf.matMul(x, matrix), bias);
}
/** (x - mean) / sqrt(variance + epsilon) * scale + shift over the last axis: (…, D), (D), (D) -> (…, D). */
export function layerNormOf(x, scale, shift, epsilon) {
    if (has(LAYER_NORM)) {
        const outputs = tf.engine().runKernel(LAYER_NORM, { x, scale, shift }, { epsilon });
        return outputs[0];
    }
    const mean = tf.mean(x, -1, true);
    const centred = tf.sub(x, mean);
    const variance = tf.mean(tf.square(centred), -1, true);
    const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(normal, scale), shift);
}
/** x * scale + shift, without a gradient: one pass over memory instead of two. */
export function scaleAndShift(x, { scale, shift, isShare = false }) {
    if (has(SCALE_AND_SHIFT))
        return tf.engine().runKernel(SCALE_AND_SHIFT, { x }, { scale, shift, isShare });
    return tf.add(tf.mul(x, scale), shift);
}
/**
 * Log softmax of each row, (M, V) -> (M, V), without a gradient. As one op it does not depend on where in the batch the
 * row stands; sums over rows of an odd length by `ReduceSum` do, in their last bit.
 */
export function logShares(logits) {
    if (has('LogSoftmax'))
        return tf.engine().runKernel('LogSoftmax', { logits }, { axis: 1 });
    return tf.logSoftmax(logits);
}
/** -log softmax(logits)[target] of each row: (M, V), (M) int32 -> (M). */
export function crossEntropy(logits, targets) {
    if (has(CROSS_ENTROPY)) {
        const outputs = tf.engine().runKernel(CROSS_ENTROPY, { logits, targets });
        return outputs[0];
    }
    return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), tf.oneHot(targets, logits.shape[1])), 1));
}
/**
 * (N, H, W, C) -> (N, H*factor, W*factor, C), each place repeated. The gradient is the sum over each block; tfjs' own one
 * (4.22, JavaScript backend) reads the wrong rows from the second picture of a batch on.
 */
export function enlarge(x, factor) {
    const [, height, width] = x.shape;
    const forward = tf.customGrad((map) => ({
        value: tf.image.resizeNearestNeighbor(map, [height * factor, width * factor]),
        gradFunc: (dy) => tf.mul(tf.avgPool(dy, factor, factor, 'valid'), factor * factor),
    }));
    return forward(x);
}
/**
 * (N, H, W, C) -> (N, H*factor, W*factor, C), bilinear between the centres of the places (PyTorch's `align_corners=False`). As two
 * products with constant matrices: their gradients are products too, where tfjs has none for these coordinates.
 */
export function enlargeSmoothly(x, factor) {
    if (factor === 1)
        return x;
    const [, height, width] = x.shape;
    const maps = tf.transpose(x, [0, 3, 1, 2]);
    const wide = tf.matMul(maps, interpolation(width, factor), false, true); // (N, C, H, W')
    const tall = tf.matMul(interpolation(height, factor), wide); // (N, C, H', W')
    return tf.transpose(tall, [0, 2, 3, 1]);
}
/**
 * The largest of each map: (N, H, W, C) -> (N, C). Places that share it share its gradient, as in PyTorch; tfjs' own would give each the
 * whole of it.
 */
export function largestPlace(x) {
    const [n, , , channels] = x.shape;
    const forward = tf.customGrad((...inputs) => {
        const [maps, save] = inputs;
        const largest = tf.max(maps, [1, 2], true); // (N, 1, 1, C)
        save([maps, largest]);
        const gradFunc = (dy, [saved, most]) => {
            const isLargest = tf.cast(tf.equal(saved, most), 'float32');
            const share = tf.div(tf.reshape(dy, [n, 1, 1, channels]), tf.sum(isLargest, [1, 2], true));
            return tf.mul(isLargest, share);
        };
        return { value: tf.reshape(largest, [n, channels]), gradFunc };
    });
    return forward(x);
}
/** (1, 1, size*factor, size): how much of each old place is in a new one. */
function interpolation(size, factor) {
    const shares = new Float32Array(size * factor * size);
    for (let to = 0; to < size * factor; to++) {
        const centre = Math.min(Math.max((to + 0.5) / factor - 0.5, 0), size - 1);
        const low = Math.min(Math.floor(centre), Math.max(size - 2, 0));
        const high = Math.min(low + 1, size - 1);
        shares[to * size + low] += 1 - (centre - low);
        shares[to * size + high] += centre - low;
    }
    return tf.tensor4d(shares, [1, 1, size * factor, size]);
}
/** (M, D) -> (D). A row of ones times the matrix: ONNX Runtime's sum over rows takes four times as long. */
const columnSums = (x) => tf.reshape(tf.matMul(tf.ones([1, x.shape[0]]), x), [x.shape[1]]);
/** Registers the gradients of the kernels above, once a process. */
export function registerOwnGradients() {
    // By what comes out, which the next layer keeps too, instead of by what goes in: half of the maps need not be kept.
    tf.unregisterGradient('Relu');
    tf.registerGradient({
        kernelName: 'Relu',
        outputsToSave: [true],
        gradFunc: (dy, [y]) => ({ x: () => tf.mul(dy, tf.step(y)) }),
    });
    tf.registerGradient({
        kernelName: LINEAR,
        inputsToSave: ['x', 'matrix'],
        gradFunc: (dy, saved) => {
            const [x, matrix] = saved;
            const d = dy;
            return {
                x: () => tf.matMul(d, matrix, false, true),
                matrix: () => tf.matMul(x, d, true, false),
                bias: () => columnSums(d),
            };
        },
    });
    tf.registerGradient({
        kernelName: CROSS_ENTROPY,
        inputsToSave: ['targets'],
        outputsToSave: [false, true],
        gradFunc: (dys, [targets, logShares]) => ({
            // (softmax - one-hot) * dy
            logits: () => tf.engine().runKernel(CROSS_ENTROPY_GRADIENT, { logShares, targets, dy: dys[0] }),
            targets: () => tf.zerosLike(targets),
        }),
    });
    tf.registerGradient({
        kernelName: LAYER_NORM,
        inputsToSave: ['x', 'scale'],
        outputsToSave: [false, true, true],
        gradFunc: layerNormGradient,
    });
}
/**
 * With xhat = (x - mean) * inverse and g = dy * scale: dx = inverse * (g - mean(g) - xhat * mean(g * xhat)),
 * dScale = sum(dy * xhat), dShift = sum(dy) (Ba et al., Layer Normalization, differentiated).
 */
function layerNormGradient(dys, saved) {
    const dy = dys[0];
    const [x, scale, mean, inverse] = saved;
    const columns = x.shape.at(-1);
    const flat = (t) => tf.reshape(t, [-1, columns]);
    const normal = tf.mul(tf.sub(x, mean), inverse); // (…, D)
    return {
        x: () => {
            const g = tf.mul(dy, scale);
            const alike = tf.mean(tf.mul(g, normal), -1, true); // (…, 1)
            return tf.mul(tf.sub(tf.sub(g, tf.mean(g, -1, true)), tf.mul(normal, alike)), inverse);
        },
        scale: () => columnSums(flat(tf.mul(dy, normal))),
        shift: () => columnSums(flat(dy)),
    };
}
//# sourceMappingURL=ownOps.js.map