import { SLOTS } from '../../schemas/attributes.js';
import { tf } from '../engine/tfjs.js';
import { gpt2Logits } from '../nn/gpt2.js';
import { dropoutInputs, dropoutOf } from './dropout.js';
import { generatorWeights, isRead, spacPrefixes } from './network.js';
/** Rows of a picture: one a slot, one for the sentence. */
export const LOOKS = SLOTS.length + 1;
/** `images` (N, H, W, 3); `said` (N*7, V): of each word its share in the mean over all rows, 0 where it is not said. */
export function lookingInputs(net, images) {
    return {
        images: { shape: [images, ...net.picture, 3], layout: 'nchw' },
        said: { shape: [images * LOOKS, net.generator.vocabulary] },
        ...dropoutInputs(net, images),
    };
}
/** Is the parameter learned in this phase? What looks is, what speaks is not. */
export const looks = (net, name) => isRead(net, name) && /^(?:body|pyramid|attribute|sentence)\//.test(name);
/** Sum over rows and words of share * -log softmax(mean prefix . words). */
export function lookingLoss(net, weights, inputs, mode) {
    const dropout = mode.training ? dropoutOf(net, inputs) : undefined;
    const { attributes, sentence } = spacPrefixes(net, weights, inputs.images, { mode, dropout });
    const [n, , width] = sentence.shape;
    const means = [...attributes, sentence].map((prefix) => tf.mean(prefix, 1, true)); // (N, 1, D)
    const rows = tf.reshape(tf.concat(means, 1), [n * LOOKS, width]);
    const shares = tf.logSoftmax(gpt2Logits(generatorWeights(weights), rows));
    return tf.neg(tf.sum(tf.mul(inputs.said, shares)));
}
//# sourceMappingURL=looking.js.map