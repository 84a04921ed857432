import { cachedAttention } from '../engine/cachedAttention.js';
import { tf } from '../engine/tfjs.js';
import { geluTanh } from './activations.js';
import { attend, MASKED, mergeHeads, splitHeads } from './attention.js';
import { embedding, layerNorm, linear } from './layers.js';
import { embeddingParameters, layerNormParameters, linearParameters, underName, } from './parameters.js';
const EPSILON = 1e-5;
const DEVIATION = 0.02;
const COMMON = { vocabulary: 50_257, positions: 1024 };
export const GPT2_PRESETS = {
    /** 124 million parameters. */
    base: { ...COMMON, width: 768, layers: 12, heads: 12 },
    small: { ...COMMON, width: 192, layers: 3, heads: 4 },
    tiny: { ...COMMON, width: 64, layers: 2, heads: 2 },
};
export function gpt2Parameters(net, random) {
    const { width, layers } = net;
    // What is added to the residual stream is smaller, by the number of additions (the paper's section 2.3).
    const residual = DEVIATION / Math.sqrt(2 * layers);
    const layer = (name) => ({
        ...underName(`${name}/attention/norm`, layerNormParameters(width)),
        ...underName(`${name}/attention/qkv`, linearParameters(random, width, 3 * width, DEVIATION)),
        ...underName(`${name}/attention/output`, linearParameters(random, width, width, residual)),
        ...underName(`${name}/norm`, layerNormParameters(width)),
        ...underName(`${name}/up`, linearParameters(random, width, 4 * width, DEVIATION)),
        ...underName(`${name}/down`, linearParameters(random, 4 * width, width, residual)),
    });
    return Object.assign({
        ...underName('words', embeddingParameters(random, net.vocabulary, width, DEVIATION)),
        ...underName('positions', embeddingParameters(random, net.positions, width, DEVIATION / 2)),
    }, ...Array.from({ length: layers }, (_, i) => layer(`layer${i}`)), underName('norm', layerNormParameters(width)));
}
/** ids (...) int32 -> (..., D) */
export const gpt2Words = (weights, ids) => embedding(weights, 'words', ids);
/** hidden (M, D) -> logits (M, V); the table of the words is used again (tied weights). */
export const gpt2Logits = (weights, hidden) => tf.matMul(hidden, weights['words/table'], false, true);
/**
 * (N*L, D) after the last norm.
 * @param words (N, L, D) embeddings of words, or of a prefix of another kind; positions are added here
 * @param positions (L) int32, where the L tokens stand; default 0 to L - 1
 */
export function gpt2(net, weights, words, { positions } = {}) {
    const [n, length, width] = words.shape;
    const table = weights['positions/table'];
    const places = positions ? tf.gather(table, positions) : tf.slice(table, 0, length); // (L, D)
    let x = tf.reshape(tf.add(words, places), [n * length, width]);
    const bias = length > 1 ? causalBias(length) : undefined;
    for (let i = 0; i < net.layers; i++) {
        const [q, k, v] = tf
            .split(asked(weights, `layer${i}`, x), 3, 1)
            .map((part) => splitHeads(part, length, net.heads));
        x = answered(weights, `layer${i}`, { x, seen: mergeHeads(attend(q, k, v, bias)) });
    }
    return { hidden: layerNorm(weights, 'norm', x, EPSILON) };
}
/** For inference: (N, D) of the texts' last tokens after the last norm, and by layer (N*L, 3D) queries, keys and values. */
export function gpt2Further(weights, further) {
    const { words, positions, ends, bias, rooms } = further;
    const [n, length, width] = words.shape;
    const places = embedding(weights, 'positions', positions);
    let x = tf.reshape(tf.add(words, places), [n * length, width]);
    const all = rooms.map((room, i) => {
        const qkv = asked(weights, `layer${i}`, x);
        const isLast = i === rooms.length - 1;
        // Behind the last attention nobody asks for the tokens before the last one.
        const rows = (each) => (isLast ? tf.gather(each, ends) : each);
        x = answered(weights, `layer${i}`, { x: rows(x), seen: rows(cachedAttention(qkv, room, bias)) });
        return qkv;
    });
    return { hidden: layerNorm(weights, 'norm', x, EPSILON), qkv: all };
}
/** (M, D) -> (M, 3D): queries, keys and values. */
const asked = (weights, layer, x) => linear(weights, `${layer}/attention/qkv`, layerNorm(weights, `${layer}/attention/norm`, x, EPSILON));
/** The rest of a layer behind its attention. */
function answered(weights, layer, { x, seen }) {
    const y = tf.add(x, linear(weights, `${layer}/attention/output`, seen));
    const wide = geluTanh(linear(weights, `${layer}/up`, layerNorm(weights, `${layer}/norm`, y, EPSILON)));
    return tf.add(y, linear(weights, `${layer}/down`, wide));
}
/** (L, L): a token sees itself and what is before it. */
function causalBias(length) {
    const data = new Float32Array(length * length);
    for (let i = 0; i < length; i++)
        data.fill(MASKED, i * length + i + 1, (i + 1) * length);
    return tf.tensor2d(data, [length, length]);
}
//# sourceMappingURL=gpt2.js.map