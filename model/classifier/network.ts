/** The attribute classifier: a residual network's pooled feature and one linear layer to the logits of all heads. */
import type { Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Head } from '../../schemas/heads.js';
import { logitCount } from '../../schemas/heads.js';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import type { Mode, Weights } from '../nn/layers.js';
import { linear } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import { linearParameters, underName } from '../nn/parameters.js';
import { featureSize, residualNet, residualNetParameters } from '../nn/residualNet.js';
import type { ClassifierNet } from './presets.js';

export function classifierParameters(net: ClassifierNet, heads: readonly Head[], random: Random): Parameters {
  return {
    ...residualNetParameters(net, random),
    ...underName('heads', linearParameters(random, featureSize(net), logitCount(heads))),
  };
}

/** (N, H, W, 3) normalised pixels -> feature (N, D) */
export function classifierFeature(net: ClassifierNet, weights: Weights, images: Tensor4D, mode: Mode): Tensor2D {
  return residualNet(net, weights, images, mode);
}

/** feature (N, D) -> logits (N, K) */
export function classifierLogits(weights: Weights, feature: Tensor2D): Tensor2D {
  return linear(weights, 'heads', feature);
}

/** What a batch says of each class: how much weight speaks for it and, in sigmoid heads, against it; both (N, K). */
export interface Evidence {
  readonly positive: Tensor2D;
  readonly negative: Tensor2D;
}

/**
 * The sum over pictures and heads of the cross-entropy: of a softmax head -sum positive * log softmax(z), of a sigmoid
 * head -sum (positive * log s(z) + negative * log(1 - s(z))). Masks, class weights and the mean are in the evidence.
 */
export function classifierLoss(heads: readonly Head[], logits: Tensor2D, { positive, negative }: Evidence): Scalar {
  let start = 0;
  const parts = heads.map((head): Scalar => {
    const cut = (x: Tensor2D): Tensor2D => tf.slice(x, [0, start], [-1, head.classes.length]);
    const [z, yes, no] = [cut(logits), cut(positive), cut(negative)]; // (N, classes)
    start += head.classes.length;
    if (head.kind === 'softmax') return tf.neg(tf.sum(tf.mul(yes, tf.logSoftmax(z))));
    return tf.sum(tf.add(tf.mul(yes, tf.softplus(tf.neg(z))), tf.mul(no, tf.softplus(z))));
  });
  return tf.addN(parts);
}
