import { tf } from '../engine/tfjs.js';
import { gelu } from './activations.js';
import { attend, mergeHeads, splitHeads } from './attention.js';
import { layerNorm, linear } from './layers.js';
import { convParameters, embeddingParameters, layerNormParameters, linearParameters, matrixParameter, underName, } from './parameters.js';
import { pooledMap } from './features.js';
import { recomputed } from './recomputed.js';
import { intoWindows, outOfWindows, planWindows } from './windows.js';
export const SWIN_PRESETS = {
    base: {
        ...{ width: 128, blocks: [2, 2, 18, 2], heads: [4, 8, 16, 32], window: 7 },
        ...{ pool: 'max', output: 768, picture: [256, 128] },
    },
};
const EPSILON = 1e-5;
const DEVIATION = 0.02;
/** Pixels of a side that are one token of the first map. */
const PATCH = 4;
/** (N, H/PATCH, W/PATCH) and the channels of each stage's map. */
function mapsOf({ width, picture }) {
    return [0, 1, 2, 3].map((stage) => ({
        size: [picture[0] / PATCH / 2 ** stage, picture[1] / PATCH / 2 ** stage],
        channels: width * 2 ** stage,
    }));
}
/** Channels of the four maps. */
export const swinChannels = (net) => mapsOf(net).map(({ channels }) => channels);
export function swinParameters(net, random) {
    const { blocks, heads, width, window } = net;
    const block = (channels, count) => ({
        ...underName('attention/norm', layerNormParameters(channels)),
        ...underName('attention/qkv', linearParameters(random, channels, 3 * channels, DEVIATION)),
        ...underName('attention/places', embeddingParameters(random, (2 * window - 1) ** 2, count, DEVIATION)),
        ...underName('attention/output', linearParameters(random, channels, channels, DEVIATION)),
        ...underName('norm', layerNormParameters(channels)),
        ...underName('up', linearParameters(random, channels, 4 * channels, DEVIATION)),
        ...underName('down', linearParameters(random, 4 * channels, channels, DEVIATION)),
    });
    const stages = mapsOf(net).map(({ channels }, stage) => {
        const own = Array.from({ length: blocks[stage] }, (_, i) => underName(`stage${stage + 1}/${i}`, block(channels, heads[stage])));
        const merge = {
            ...underName('norm', layerNormParameters(2 * channels)),
            'reduce/matrix': matrixParameter(random, [2 * channels, channels], DEVIATION),
        };
        return Object.assign({}, ...own, stage === 0 ? {} : underName(`stage${stage + 1}/merge`, merge));
    });
    return {
        ...underName('stem/conv', convParameters(random, { kernel: PATCH, from: 3, to: width, bias: true })),
        ...underName('stem/norm', layerNormParameters(width)),
        ...Object.assign({}, ...stages),
        ...underName('norm', layerNormParameters(8 * width)),
        ...underName('pool/output', linearParameters(random, 8 * width, net.output)),
    };
}
/** (N, H, W, 3) normalised pixels -> the four maps, the last one normalised, and the global embedding. */
export function swin(net, weights, images, mode) {
    const [n] = images.shape;
    const filter = weights['stem/conv/filter'];
    const patches = tf.add(tf.conv2d(images, filter, PATCH, 'valid'), weights['stem/conv/bias']);
    const asMap = (x, stage) => {
        const { size, channels } = mapsOf(net)[stage];
        return tf.reshape(x, [n, ...size, channels]);
    };
    const maps = [];
    let x = layerNorm(weights, 'stem/norm', tf.reshape(patches, [-1, net.width]), EPSILON);
    for (const [stage, { size }] of mapsOf(net).entries()) {
        const name = `stage${stage + 1}`;
        if (stage > 0)
            x = merged(weights, `${name}/merge`, maps[stage - 1]);
        const plans = [0, Math.floor(net.window / 2)].map((shift) => planWindows(size, net.window, shift));
        for (let i = 0; i < net.blocks[stage]; i++)
            x = recomputed(`${name}/${i}`, { weights, mode }, [x], (own, [rows]) => block(own, `${name}/${i}`, rows, {
                plan: plans[i % 2],
                heads: net.heads[stage],
                window: net.window,
            }));
        maps.push(asMap(x, stage));
    }
    const last = asMap(layerNorm(weights, 'norm', x, EPSILON), 3);
    return {
        maps: [maps[0], maps[1], maps[2], last],
        embedding: () => linear(weights, 'pool/output', pooledMap(net.pool, last)),
    };
}
/** (N, H, W, C) -> rows of half the height and width (N*H/2*W/2, 2C): four neighbours side by side, and what is worth keeping. */
function merged(weights, name, map) {
    const [n, height, width, channels] = map.shape;
    const apart = tf.reshape(map, [n, height / 2, 2, width / 2, 2, channels]);
    const beside = tf.transpose(apart, [0, 1, 3, 4, 2, 5]); // columns before rows, as published weights have them
    const rows = tf.reshape(beside, [-1, 4 * channels]);
    return tf.matMul(layerNorm(weights, `${name}/norm`, rows, EPSILON), weights[`${name}/reduce/matrix`]);
}
/** Rows of the map (N*H*W, C) -> the same. */
function block(weights, name, x, attention) {
    const seen = windowAttention(weights, `${name}/attention`, layerNorm(weights, `${name}/attention/norm`, x, EPSILON), attention);
    const y = tf.add(x, seen);
    const wide = gelu(linear(weights, `${name}/up`, layerNorm(weights, `${name}/norm`, y, EPSILON)));
    return tf.add(y, linear(weights, `${name}/down`, wide));
}
/**
 * Queries, keys and values are made of the map's rows only: those of padding, which is zero, are the bias. In the products each
 * head of each window is a head.
 */
function windowAttention(weights, name, x, { plan, heads, window }) {
    const channels = x.shape[1];
    const places = window * window;
    const rows = tf.reshape(linear(weights, `${name}/qkv`, x), [-1, plan.tokens, 3 * channels]);
    const inWindows = intoWindows(rows, weights[`${name}/qkv/bias`], plan);
    const [q, k, v] = tf.split(inWindows, 3, 2).map((part) => {
        const byWindow = splitHeads(tf.reshape(part, [-1, channels]), places, heads); // (N*windows, heads, places, d)
        return tf.reshape(byWindow, [-1, plan.windows * heads, places, channels / heads]);
    });
    const seen = tf.reshape(attend(q, k, v, biasOf(weights, name, { plan, heads, window })), [
        -1,
        heads,
        places,
        channels / heads,
    ]);
    const inPlaces = tf.reshape(mergeHeads(seen), [-1, plan.windows * places, channels]);
    return linear(weights, `${name}/output`, tf.reshape(outOfWindows(inPlaces, plan), [-1, channels]));
}
/** (windows*heads, places, places): how far two places are apart, by the head's table, and what may not be seen. */
function biasOf(weights, name, { plan, heads, window }) {
    const places = window * window;
    const index = Int32Array.from({ length: places * places }, (_, i) => {
        const [asks, seen] = [Math.floor(i / places), i % places];
        const down = Math.floor(asks / window) - Math.floor(seen / window) + window - 1;
        return down * (2 * window - 1) + (asks % window) - (seen % window) + window - 1;
    });
    const rows = tf.gather(weights[`${name}/places/table`], tf.tensor1d(index, 'int32')); // (places^2, heads)
    const near = tf.reshape(tf.transpose(rows), [1, heads, places, places]);
    const mask = tf.tensor4d(plan.mask, [plan.windows, 1, places, places]);
    return tf.reshape(tf.add(near, mask), [plan.windows * heads, places, places]);
}
//# sourceMappingURL=swin.js.map