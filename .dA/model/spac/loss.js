import { SLOTS } from '../../schemas/attributes.js';
import { crossEntropy } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import { gpt2, gpt2Logits, gpt2Words } from '../nn/gpt2.js';
import { dropoutInputs, dropoutOf } from './dropout.js';
import { generatorWeights, spacPrefixes } from './network.js';
import { ATTRIBUTE_PREFIX, STYLE_PREFIX } from './prefix.js';
/**
 * `images` (N, H, W, 3); `phrases` (N*6, L) and `captions` (M, L) of words, `given` (M, L) the captions as the generator sees
 * them while it learns the next word (some of their words may be taken away); of each word its `phraseShares` and `captionShares`
 * in the mean, 0 where there is none; `styles` (M, S), 1 at a caption's style; factors of the dropouts.
 */
export function spacInputs(net, size) {
    const { images, captioned, phraseWords, captionWords } = size;
    const phrases = images * SLOTS.length;
    return {
        images: { shape: [images, ...net.picture, 3], layout: 'nchw' },
        phrases: { shape: [phrases, phraseWords], dtype: 'int32' },
        phraseShares: { shape: [phrases * phraseWords] },
        captions: { shape: [captioned, captionWords], dtype: 'int32' },
        given: { shape: [captioned, captionWords], dtype: 'int32' },
        captionShares: { shape: [captioned * captionWords] },
        styles: { shape: [captioned, net.styles] },
        ...dropoutInputs(net, images),
    };
}
/**
 * @param lambda weight of the attributes' part
 * @returns the loss, and its two parts before they are weighted
 */
export function spacLoss(net, weights, inputs, { mode, lambda }) {
    const dropout = mode.training ? dropoutOf(net, inputs) : undefined;
    const prefixes = spacPrefixes(net, weights, inputs.images, { mode, dropout });
    const generator = generatorWeights(weights);
    const attribute = wordLoss(net.generator, generator, {
        prefix: attributeRows(prefixes.attributes),
        words: inputs.phrases,
        given: inputs.phrases,
        shares: inputs.phraseShares,
    });
    const caption = wordLoss(net.generator, generator, {
        prefix: styledPrefix(prefixes.styles, inputs.styles),
        words: inputs.captions,
        given: inputs.given,
        shares: inputs.captionShares,
    });
    return { loss: tf.add(caption, tf.mul(attribute, lambda)), outputs: { caption, attribute } };
}
/** Six prefixes (N, 3, D) -> (N*6, 3, D), an image's six one after the other. */
export function attributeRows(attributes) {
    const [n, , width] = attributes[0].shape;
    return tf.reshape(tf.concat([...attributes], 1), [n * attributes.length, ATTRIBUTE_PREFIX, width]);
}
/** Of the first M images the prefix of the style that each caption has: (M, 23, D). */
function styledPrefix(styles, wanted) {
    const [captioned] = wanted.shape;
    const parts = styles.map((style, s) => {
        const own = tf.slice(style, 0, captioned);
        return tf.mul(own, tf.reshape(tf.slice(wanted, [0, s], [-1, 1]), [captioned, 1, 1]));
    });
    return parts.reduce((sum, part) => tf.add(sum, part));
}
/** Sum over the words of share * -log p(word | prefix, words before). */
function wordLoss(net, weights, { prefix, words, given, shares }) {
    const [rows, length] = words.shape;
    const [, before, width] = prefix.shape;
    const known = gpt2Words(weights, tf.slice(given, [0, 0], [rows, length - 1]));
    const { hidden } = gpt2(net, weights, tf.concat([prefix, known], 1));
    return shareOfLoss(weights, lastStates(hidden, { rows, before: before - 1, width }), words, shares);
}
/** (R*(B+L), D) -> (R*L, D): the states from the B-th token on. */
function lastStates(hidden, { rows, before, width }) {
    const states = tf.reshape(hidden, [rows, -1, width]);
    return tf.reshape(tf.slice(states, [0, before, 0], [-1, -1, -1]), [-1, width]);
}
const shareOfLoss = (weights, states, words, shares) => tf.sum(tf.mul(crossEntropy(gpt2Logits(weights, states), tf.reshape(words, [-1])), shares));
export function textInputs({ texts, words }) {
    return { texts: { shape: [texts, words], dtype: 'int32' }, textShares: { shape: [texts * words] } };
}
/**
 * The same loss of texts without an image: after the end of another text, at the places that the words of a caption have. The
 * generator learns the language of captions from it, before it sees a picture.
 */
export function textLoss(net, weights, inputs, end) {
    const words = inputs.texts; // (T, L)
    const [rows, length] = words.shape;
    const given = tf.concat([tf.fill([rows, 1], end, 'int32'), tf.slice(words, [0, 0], [rows, length - 1])], 1);
    const positions = tf.tensor1d(Array.from({ length }, (_, i) => STYLE_PREFIX - 1 + i), 'int32');
    const { hidden } = gpt2(net, weights, gpt2Words(weights, given), { positions });
    return shareOfLoss(weights, hidden, words, inputs.textShares);
}
//# sourceMappingURL=loss.js.map