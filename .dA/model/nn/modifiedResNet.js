import { tf } from '../engine/tfjs.js';
import { attend, mergeHeads, splitHeads } from './attention.js';
import { bottleneckParameters, bottleneckStages, EXPANSION } from './bottleneck.js';
import { batchNorm, conv, linear } from './layers.js';
import { batchNormParameters, convParameters, linearParameters, matrixParameter, underName, } from './parameters.js';
import { pooledMap } from './features.js';
import { recomputed } from './recomputed.js';
const DEFAULTS = { picture: [256, 128], pool: 'max', heads: 8, output: 768 };
export const MODIFIED_RESNET_PRESETS = {
    rn50: { ...DEFAULTS, width: 64, blocks: [3, 4, 6, 3] },
    rn101: { ...DEFAULTS, width: 64, blocks: [3, 4, 23, 3] },
    rn152: { ...DEFAULTS, width: 64, blocks: [3, 8, 36, 3] },
    small: { ...DEFAULTS, picture: [128, 64], width: 24, blocks: [1, 1, 2, 1], output: 192 },
    tiny: { ...DEFAULTS, picture: [64, 32], width: 8, blocks: [1, 1, 1, 1], heads: 2, output: 64 },
};
/** The whole picture is so many times as wide as the last map. */
export const STRIDE = 32;
const channels = ({ width }) => 8 * EXPANSION * width;
export function modifiedResNetParameters(net, random) {
    const { width } = net;
    const half = width / 2;
    return {
        ...underName('stem/conv1', convParameters(random, { kernel: 3, from: 3, to: half })),
        ...underName('stem/norm1', batchNormParameters(half)),
        ...underName('stem/conv2', convParameters(random, { kernel: 3, from: half, to: half })),
        ...underName('stem/norm2', batchNormParameters(half)),
        ...underName('stem/conv3', convParameters(random, { kernel: 3, from: half, to: width })),
        ...underName('stem/norm3', batchNormParameters(width)),
        ...bottleneckParameters(net, width, random),
        ...underName('pool', poolParameters(net, random)),
    };
}
function poolParameters(net, random) {
    const from = channels(net);
    if (net.pool !== 'attention')
        return underName('output', linearParameters(random, from, net.output));
    const places = (net.picture[0] / STRIDE) * (net.picture[1] / STRIDE);
    return {
        positions: matrixParameter(random, [places + 1, from], from ** -0.5),
        ...underName('query', linearParameters(random, from, from)),
        ...underName('key', linearParameters(random, from, from)),
        ...underName('value', linearParameters(random, from, from)),
        ...underName('output', linearParameters(random, from, net.output)),
    };
}
/** (N, H, W, 3) normalised pixels -> the four maps and the global embedding, which is computed only when asked for. */
export function modifiedResNet(net, weights, images, mode) {
    const stem = recomputed('stem', { weights, mode }, [images], (own, [x], ownMode) => stemOf(own, x, ownMode));
    const maps = bottleneckStages(net, weights, stem, { antialiased: true, mode });
    return { maps, embedding: () => pooled(net, weights, maps[3]) };
}
/** (N, H, W, 3) -> (N, H/4, W/4, C) */
function stemOf(weights, images, mode) {
    let x = images;
    for (const i of [1, 2, 3]) {
        const map = conv(weights, `stem/conv${i}`, x, i === 1 ? 2 : 1);
        x = tf.relu(batchNorm(weights, `stem/norm${i}`, map, mode)); // (N, H/2, W/2, C)
    }
    return tf.avgPool(x, 2, 2, 'valid');
}
/** (N, H/32, W/32, C) -> (N, output) */
function pooled(net, weights, map) {
    if (net.pool === 'attention')
        return attentionPool(net, weights, map);
    return linear(weights, 'pool/output', pooledMap(net.pool, map));
}
/** One layer of attention in which only the mean of the map asks; the places are its keys and values, and it is too. */
function attentionPool({ heads }, weights, map) {
    const [n, height, width, from] = map.shape;
    const places = tf.reshape(map, [n, height * width, from]);
    const mean = tf.mean(places, 1, true); // (N, 1, C)
    const positions = weights['pool/positions']; // (1 + H*W, C)
    const tokens = tf.add(tf.concat([mean, places], 1), positions);
    const length = 1 + height * width;
    const rows = tf.reshape(tokens, [n * length, from]);
    const first = tf.reshape(tf.slice(tokens, [0, 0, 0], [-1, 1, -1]), [n, from]);
    const query = splitHeads(linear(weights, 'pool/query', first), 1, heads);
    const key = splitHeads(linear(weights, 'pool/key', rows), length, heads);
    const value = splitHeads(linear(weights, 'pool/value', rows), length, heads);
    return linear(weights, 'pool/output', mergeHeads(attend(query, key, value)));
}
//# sourceMappingURL=modifiedResNet.js.map