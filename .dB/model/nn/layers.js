import { affineRows, channelDot, layerNormOf } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
/** Runs a network on the weights that stand under `name`; what it notes in the mode goes under that name too. */
export function inside(name, { weights, mode }, network) {
    const prefix = `${name}/`;
    const own = Object.entries(weights).filter(([key]) => key.startsWith(prefix));
    const ownWeights = Object.fromEntries(own.map(([key, tensor]) => [key.slice(prefix.length), tensor]));
    if (!mode.training)
        return network(ownWeights, mode);
    const statistics = {};
    const result = network(ownWeights, { ...mode, statistics });
    for (const [key, tensor] of Object.entries(statistics))
        mode.statistics[prefix + key] = tensor;
    return result;
}
const EPSILON = 1e-5;
/** (N, H, W, I) -> (N, H/stride, W/stride, O), zero padding of half the kernel as in PyTorch; with a bias if it has one. */
export function conv(weights, name, x, stride = 1) {
    const filter = weights[`${name}/filter`]; // (kh, kw, I, O)
    const y = tf.conv2d(x, filter, stride, (filter.shape[0] - 1) / 2, 'NHWC', 1, 'floor');
    const bias = weights[`${name}/bias`]; // (O)
    return bias ? tf.add(y, bias) : y;
}
/** (N, D) -> (N, K) */
export function linear(weights, name, x) {
    return affineRows(x, weights[`${name}/matrix`], weights[`${name}/bias`]);
}
/** ids (...) int32 -> rows of the table (..., D) */
export function embedding(weights, name, ids) {
    return tf.gather(weights[`${name}/table`], ids);
}
/** Over the last axis (Ba et al., Layer Normalization). */
export function layerNorm(weights, name, x, epsilon) {
    return layerNormOf(x, weights[`${name}/scale`], weights[`${name}/shift`], epsilon);
}
/** x * scale + shift with one pair a channel, (N, H, W, C) and two (C) -> (N, H, W, C) */
function affine(x, scale, shift) {
    return tf.batchNorm(x, tf.zerosLike(shift), tf.onesLike(shift), shift, scale, 0);
}
/** (N, H, W, C) -> (N, H, W, C), Ioffe & Szegedy, algorithms 1 and 2. */
export function batchNorm(weights, name, x, mode) {
    const [scale, shift] = [weights[`${name}/scale`], weights[`${name}/shift`]]; // (C)
    if (!mode.training)
        return tf.batchNorm(x, weights[`${name}/mean`], weights[`${name}/variance`], shift, scale, EPSILON);
    return normalise(x, scale, shift, (mean, variance) => {
        mode.statistics[`${name}/mean`] = mean;
        // The running variance is the unbiased one, as in PyTorch.
        const count = x.size / x.shape[3];
        mode.statistics[`${name}/variance`] = tf.keep(tf.mul(variance, count / Math.max(1, count - 1)));
    });
}
/**
 * Batch norm by the batch's own statistics, with the whole gradient through them in closed form:
 * dx = scale * inverse * (dy - sum(dy)/M - xhat * sum(dy * xhat)/M), M = N*H*W.
 */
function normalise(x, scale, shift, note) {
    const count = x.size / x.shape[3];
    const forward = tf.customGrad((...inputs) => {
        const [map, factor, offset, save] = inputs;
        const mean = tf.div(tf.sum(map, [0, 1, 2]), count); // (C)
        // In two passes: the mean of squares less the square of the mean loses digits.
        const centred = tf.sub(map, mean);
        const variance = tf.div(channelDot(centred, centred), count); // (C)
        const inverse = tf.rsqrt(tf.add(variance, EPSILON)); // (C)
        const slope = tf.mul(factor, inverse); // (C)
        note(tf.keep(mean), variance);
        // The forward pass's own tensors are gone when the backward pass runs, but for what is saved.
        save([centred, slope, inverse]);
        return { value: affine(centred, slope, offset), gradFunc: backward };
    });
    const backward = (dy, saved) => {
        const [centred, slope, inverse] = saved;
        const dShift = tf.sum(dy, [0, 1, 2]); // (C)
        const dScale = tf.mul(channelDot(dy, centred), inverse); // (C)
        // dx = (slope * dy + b) + a * centred, a and b one number a channel
        const a = tf.neg(tf.div(tf.mul(tf.mul(slope, inverse), dScale), count));
        const b = tf.neg(tf.div(tf.mul(slope, dShift), count));
        return [tf.add(affine(dy, slope, b), tf.mul(centred, a)), dScale, dShift];
    };
    return forward(x, scale, shift);
}
//# sourceMappingURL=layers.js.map