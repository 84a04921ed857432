import { crossEntropy } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import { gelu } from '../nn/activations.js';
import { attend, MASKED, mergeHeads, splitHeads } from '../nn/attention.js';
import { layerNorm, linear } from '../nn/layers.js';
import { layerNormParameters, linearParameters, underName } from '../nn/parameters.js';
const DEVIATION = 0.02;
const EPSILON = 1e-5;
/** Inner size of a block, as a multiple of its width. */
const FEED_FORWARD = 4;
export function attributeHeadParameters({ text, attributes }, random) {
    const { width } = text;
    const dense = (name, from, to) => underName(name, linearParameters(random, from, to, DEVIATION));
    const block = (name) => ({
        ...underName(`${name}/norm1`, layerNormParameters(width)),
        ...dense(`${name}/query`, width, width),
        ...dense(`${name}/key`, width, width),
        ...dense(`${name}/value`, width, width),
        ...dense(`${name}/output`, width, width),
        ...underName(`${name}/norm2`, layerNormParameters(width)),
        ...dense(`${name}/up`, width, FEED_FORWARD * width),
        ...dense(`${name}/down`, FEED_FORWARD * width, width),
    });
    return Object.assign(attributes.fusion === 'concatenation' ? dense('fuse', 2 * width, width) : {}, ...Array.from({ length: attributes.blocks }, (_, i) => block(`block${i}`)), underName('norm', layerNormParameters(width)), dense('words', width, text.vocabulary));
}
/** Scores of all words at the hidden places: (T, V). */
export function hiddenWords({ attributes }, weights, given) {
    const { states, mask, images, positions } = given;
    const [n, length] = mask.shape;
    let x = fuse(attributes, weights, { states, images, length });
    const bias = tf.mul(tf.sub(1, tf.reshape(mask, [n, 1, 1, length])), MASKED);
    for (let i = 0; i < attributes.blocks; i++)
        x = block(attributes, weights, `block${i}`, { x, bias, length });
    // As a product with rows of one 1: its gradient adds up in one order, that of a look-up in no certain one.
    const chosen = tf.matMul(rowsOf(positions, n * length), x);
    return linear(weights, 'words', layerNorm(weights, 'norm', chosen, EPSILON));
}
/** (T) -> (T, R), a 1 in each row. */
const rowsOf = (positions, rows) => tf.oneHot(positions, rows, 1, 0, 'float32');
function fuse({ fusion }, weights, { states, images, length }) {
    const [n, width] = images.shape;
    const words = tf.reshape(states, [n, length, width]);
    const seen = tf.reshape(images, [n, 1, width]);
    if (fusion === 'sum')
        return tf.reshape(tf.add(words, seen), [n * length, width]);
    const both = tf.concat([words, tf.tile(seen, [1, length, 1])], 2);
    return linear(weights, 'fuse', tf.reshape(both, [n * length, 2 * width]));
}
/** x (N*L, D), bias (N, 1, 1, L) -> (N*L, D) */
function block({ heads }, weights, name, { x, bias, length }) {
    const normal = layerNorm(weights, `${name}/norm1`, x, EPSILON);
    const head = (part) => splitHeads(linear(weights, `${name}/${part}`, normal), length, heads);
    const seen = mergeHeads(attend(head('query'), head('key'), head('value'), bias));
    const middle = tf.add(x, linear(weights, `${name}/output`, seen));
    const wide = gelu(linear(weights, `${name}/up`, layerNorm(weights, `${name}/norm2`, middle, EPSILON)));
    return tf.add(middle, linear(weights, `${name}/down`, wide));
}
/** Sum over the hidden words of share * -log p(word): scores (T, V), labels (T) int32, shares (T), 0 where there is no word. */
export const hiddenWordLoss = (scores, labels, shares) => tf.sum(tf.mul(crossEntropy(scores, labels), shares));
//# sourceMappingURL=attributePrediction.js.map