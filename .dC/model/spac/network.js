import { SLOTS } from '../../schemas/attributes.js';
import { tf } from '../engine/tfjs.js';
import { featurePyramidParameters, mergedMaps } from '../nn/featurePyramid.js';
import { gpt2Parameters, GPT2_PRESETS } from '../nn/gpt2.js';
import { inside, linear } from '../nn/layers.js';
import { convolveSums, windowSums } from '../nn/pooledConvolutions.js';
import { convParameters, linearParameters, matrixParameter, underName } from '../nn/parameters.js';
import { RESNET_PRESETS } from '../nn/resNet.js';
import { bodyChannels, bodyMaps, bodyParameters } from './body.js';
import { ATTRIBUTE_PREFIX, SENTENCE_PREFIX, STYLE_PREFIX } from './prefix.js';
const COMMON = { level: 0, styles: 2 };
/** Of a generator that starts from nothing; its vocabulary is that of the texts it is trained on. */
const POSITIONS = 128;
export const SPAC_PRESETS = {
    paper: {
        ...COMMON,
        picture: [384, 128],
        body: RESNET_PRESETS.resnet101,
        channels: 256,
        generator: GPT2_PRESETS.base,
    },
    small: {
        ...COMMON,
        picture: [128, 64],
        body: {
            stem: 24,
            stages: [
                { width: 48, blocks: 1, stride: 2 },
                { width: 96, blocks: 1, stride: 2 },
                { width: 192, blocks: 1, stride: 2 },
                { width: 256, blocks: 1, stride: 2 },
            ],
        },
        channels: 128,
        level: 2,
        generator: { ...GPT2_PRESETS.small, positions: POSITIONS },
    },
    tiny: {
        ...COMMON,
        picture: [96, 32],
        body: RESNET_PRESETS.tiny,
        channels: 32,
        level: 1,
        generator: { ...GPT2_PRESETS.tiny, positions: POSITIONS },
    },
};
export function spacParameters(net, random) {
    const { body, channels, styles } = net;
    const { width } = net.generator;
    const style = () => ({
        ...linearParameters(random, width, width),
        // Starts as the identity, so that a style is at first the prefix itself.
        matrix: identity(width),
    });
    return {
        ...underName('body', bodyParameters(body, random)),
        ...underName('pyramid', featurePyramidParameters(bodyChannels(body), channels, random)),
        ...Object.assign({}, ...SLOTS.map((slot) => underName(`attribute/${slot}`, attributeBranch(net, random)))),
        ...underName('sentence', sentenceBranch(net, random)),
        ...Object.assign({}, ...Array.from({ length: styles }, (_, i) => underName(`style${i + 1}`, style()))),
        ...underName('generator', gpt2Parameters(net.generator, random)),
    };
}
function identity(width) {
    const matrix = matrixParameter(() => 0.5, [width, width], 0);
    for (let i = 0; i < width; i++)
        matrix.data[i * width + i] = 1;
    return matrix;
}
function attributeBranch({ channels, generator: { width } }, random) {
    return {
        ...underName('conv1', convParameters(random, { kernel: 3, from: channels, to: channels, bias: true })),
        ...underName('linear1', linearParameters(random, channels, width)),
        ...underName('linear2', linearParameters(random, width, ATTRIBUTE_PREFIX * width)),
    };
}
function sentenceBranch({ channels, generator: { width } }, random) {
    return {
        ...underName('conv1', convParameters(random, { kernel: 3, from: channels, to: channels, bias: true })),
        ...underName('conv2', convParameters(random, { kernel: 3, from: channels, to: channels, bias: true })),
        ...underName('linear1', linearParameters(random, channels, 2 * width)),
        ...underName('linear2', linearParameters(random, 2 * width, SENTENCE_PREFIX * width)),
    };
}
export const DROPOUT = 0.25;
/** Widths of the two dropouts of each branch. */
export function dropoutSizes({ generator: { width } }) {
    const attributes = SLOTS.map((slot) => [`attribute/${slot}`, [width, ATTRIBUTE_PREFIX * width]]);
    return { ...Object.fromEntries(attributes), sentence: [2 * width, SENTENCE_PREFIX * width] };
}
/** (N, H, W, 3) normalised pixels -> all prefixes of a picture. */
export function spacPrefixes(net, weights, images, { mode, dropout }) {
    const maps = inside('body', { weights, mode }, (own, ownMode) => bodyMaps(net.body, own, images, ownMode));
    const map = inside('pyramid', { weights, mode }, (own) => mergedMaps(own, maps)[net.level]);
    // Of the pyramid's output and of what the branches make of it only means are needed: none of these maps is made.
    const seen = (convolutions) => {
        const sums = windowSums(map, [1, ...new Array(convolutions).fill(2)]);
        return convolveSums(weights, `pyramid/output${net.level}`, sums);
    };
    const branch = (name, start, tokens) => {
        let sums = start;
        for (let i = 1; sums.axes.length > 1; i++)
            sums = convolveSums(weights, `${name}/conv${i}`, sums);
        const pooled = sums.values; // (N, C)
        const drop = (y, i) => (dropout ? tf.mul(y, dropout[name][i]) : y);
        const first = drop(linear(weights, `${name}/linear1`, pooled), 0);
        const second = drop(linear(weights, `${name}/linear2`, first), 1);
        return tf.reshape(tf.leakyRelu(second, SLOPE), [images.shape[0], tokens, net.generator.width]);
    };
    const once = seen(1);
    const attributes = SLOTS.map((slot) => branch(`attribute/${slot}`, once, ATTRIBUTE_PREFIX));
    const sentence = branch('sentence', seen(2), SENTENCE_PREFIX);
    const all = tf.concat([...attributes, sentence], 1); // (N, 23, D)
    const { width } = net.generator;
    const flat = tf.reshape(all, [images.shape[0] * STYLE_PREFIX, width]);
    const styles = Array.from({ length: net.styles }, (_, i) => {
        return tf.reshape(linear(weights, `style${i + 1}`, flat), [images.shape[0], STYLE_PREFIX, width]);
    });
    return { attributes, sentence, styles, top: maps[3] };
}
/** Is the parameter part of what is computed? Of the pyramid only one map is read, and what is above it. */
export function isRead({ level }, name) {
    const [, part, index] = /^pyramid\/(lateral|output)(\d)/.exec(name) ?? [];
    if (part === undefined)
        return true;
    return part === 'output' ? Number(index) === level : Number(index) >= level;
}
/** The generator's own weights among all. */
export const generatorWeights = (weights) => inside('generator', { weights, mode: { training: false } }, (own) => own);
/** Of the leaky rectifiers (table 12). */
const SLOPE = 1 / 5.5;
//# sourceMappingURL=network.js.map