import { enlargeSmoothly, largestPlace } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import { visualChannels } from '../nn/visual.js';
import { batchNorm, conv, linear } from '../nn/layers.js';
import { batchNormParameters, convParameters, linearParameters, underName } from '../nn/parameters.js';
const MAPS = 4;
export function colorizerParameters({ visual, text, colorizer: { channels } }, random) {
    const wide = MAPS * channels;
    const projections = visualChannels(visual).map((from, i) => underName(`project${i + 1}`, convParameters(random, { kernel: 3, from, to: channels, bias: true })));
    const block = (name, size) => underName(name, {
        ...underName('down', linearParameters(random, size + text.width, size)),
        ...underName('up', linearParameters(random, size, size)),
    });
    return {
        ...Object.assign({}, ...projections),
        ...block('block1', wide),
        ...underName('deconv1', deconvolutionParameters(random, wide, channels)),
        ...underName('norm1', batchNormParameters(channels)),
        ...block('block2', channels),
        ...underName('deconv2', deconvolutionParameters(random, channels, 3)),
    };
}
/** Of a transposed convolution that doubles its maps: the filter of the convolution that it turns around, and a bias. */
function deconvolutionParameters(random, from, to) {
    const { filter, bias } = convParameters(random, { kernel: 3, from: to, to: from, bias: true });
    return { filter, bias: { ...bias, shape: [to], data: new Float32Array(to) } };
}
/** Maps F1 to F4 of the gray image and the caption's embedding (N, D) -> colours (N, H, W, 3), normalised as the input is. */
export function colorize({ colorizer }, weights, { maps, text }, mode) {
    const levels = maps.map((map, i) => enlargeSmoothly(conv(weights, `project${i + 1}`, map), 2 ** i));
    const stacked = tf.concat(levels, 3); // (N, H/4, W/4, 4C)
    const gated = multimodalBlock(colorizer, weights, 'block1', { map: stacked, text });
    const half = deconvolution(weights, 'deconv1', gated); // (N, H/2, W/2, C)
    const normal = tf.relu(batchNorm(weights, 'norm1', half, mode));
    return deconvolution(weights, 'deconv2', multimodalBlock(colorizer, weights, 'block2', { map: normal, text }));
}
/** MSE block: a squeeze-and-excitation block (Hu et al., 2018) whose channel weights depend on the text too. */
function multimodalBlock({ pool, gate }, weights, name, { map, text }) {
    const [n, , , channels] = map.shape;
    const pooled = pool === 'max' ? largestPlace(map) : tf.mean(map, [1, 2]); // (N, C)
    const hidden = tf.relu(linear(weights, `${name}/down`, tf.concat([pooled, text], 1)));
    const scores = linear(weights, `${name}/up`, hidden); // (N, C)
    const shares = gate === 'softmax' ? tf.softmax(scores) : tf.sigmoid(scores);
    return tf.mul(map, tf.reshape(shares, [n, 1, 1, channels]));
}
/** (N, H, W, from) -> (N, 2H, 2W, to): kernel 3, stride 2, padding 1, output padding 1. */
function deconvolution(weights, name, x) {
    const filter = weights[`${name}/filter`]; // (3, 3, to, from)
    const [n, height, width] = x.shape;
    const shape = [n, 2 * height, 2 * width, filter.shape[2]];
    const y = tf.conv2dTranspose(x, filter, shape, 2, 1, 'floor');
    return tf.add(y, weights[`${name}/bias`]);
}
/** Weights of red, green and blue in the luminance (ITU-R BT.601, as PIL's `L` has them). */
const LUMINANCE = [0.299, 0.587, 0.114];
/** The gray copy of pictures, in three equal channels that are normalised as the colours are: (N, H, W, 3) -> the same. */
export function grayCopy(images, { mean, std }) {
    // gray = sum of weight * (x * std + mean); (gray - mean of c) / std of c is affine in x: a 1x1 convolution and a shift.
    const gray = LUMINANCE.reduce((sum, weight, i) => sum + weight * mean[i], 0);
    const filter = LUMINANCE.flatMap((weight, i) => std.map((deviation) => (weight * std[i]) / deviation));
    const shift = mean.map((each, c) => (gray - each) / std[c]);
    return tf.add(tf.conv2d(images, tf.tensor4d(filter, [1, 1, 3, 3]), 1, 0), tf.tensor1d(shift));
}
/**
 * Mean over the pictures. `image`: the Euclidean norm of all 3*H*W differences; `pixel`: the mean over the pixels of that of
 * their three; `mse`: the mean square. Both (N, H, W, 3), normalised.
 */
export function colorLoss(kind, predicted, target) {
    const squares = tf.square(tf.sub(predicted, target));
    if (kind === 'mse')
        return tf.mean(squares);
    const sums = tf.sum(squares, kind === 'image' ? [1, 2, 3] : [3]);
    return tf.mean(tf.sqrt(tf.add(sums, TINY)));
}
/** The root of 0 has no slope. */
const TINY = 1e-12;
//# sourceMappingURL=colorization.js.map