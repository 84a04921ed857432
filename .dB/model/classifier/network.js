import { logitCount } from '../../schemas/heads.js';
import { tf } from '../engine/tfjs.js';
import { linear } from '../nn/layers.js';
import { linearParameters, underName } from '../nn/parameters.js';
import { featureSize, residualNet, residualNetParameters } from '../nn/residualNet.js';
export function classifierParameters(net, heads, random) {
    return {
        ...residualNetParameters(net, random),
        ...underName('heads', linearParameters(random, featureSize(net), logitCount(heads))),
    };
}
/** (N, H, W, 3) normalised pixels -> feature (N, D) */
export function classifierFeature(net, weights, images, mode) {
    return residualNet(net, weights, images, mode);
}
/** feature (N, D) -> logits (N, K) */
export function classifierLogits(weights, feature) {
    return linear(weights, 'heads', feature);
}
/**
 * The sum over pictures and heads of the cross-entropy: of a softmax head -sum positive * log softmax(z), of a sigmoid
 * head -sum (positive * log s(z) + negative * log(1 - s(z))). Masks, class weights and the mean are in the evidence.
 */
export function classifierLoss(heads, logits, { positive, negative }) {
    let start = 0;
    const parts = heads.map((head) => {
        const cut = (x) => tf.slice(x, [0, start], [-1, head.classes.length]);
        const [z, yes, no] = [cut(logits), cut(positive), cut(negative)]; // (N, classes)
        start += head.classes.length;
        if (head.kind === 'softmax')
            return tf.neg(tf.sum(tf.mul(yes, tf.logSoftmax(z))));
        return tf.sum(tf.add(tf.mul(yes, tf.softplus(tf.neg(z))), tf.mul(no, tf.softplus(z))));
    });
    return tf.addN(parts);
}
//# sourceMappingURL=network.js.map