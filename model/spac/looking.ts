/**
 * What a body that starts from nothing learns first (no part of the paper, whose body brings ImageNet's weights): which words are
 * said of a picture, in no order. Each prefix, averaged, is compared with the generator's table of words, which stays as it is: a
 * prefix comes to lie near the words that shall follow it. A step costs no generator, so that a picture can be seen often.
 */
import type { Scalar, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { SLOTS } from '../../schemas/attributes.js';
import { tf } from '../engine/tfjs.js';
import type { InputSpec, Tensors } from '../engine/trace.js';
import { gpt2Logits } from '../nn/gpt2.js';
import type { Mode, Weights } from '../nn/layers.js';
import { dropoutInputs, dropoutOf } from './dropout.js';
import { generatorWeights, isRead, type SpacNet, spacPrefixes } from './network.js';

/** Rows of a picture: one a slot, one for the sentence. */
export const LOOKS = SLOTS.length + 1;

/** `images` (N, H, W, 3); `said` (N*7, V): of each word its share in the mean over all rows, 0 where it is not said. */
export function lookingInputs(net: SpacNet, images: number): Record<string, InputSpec> {
  return {
    images: { shape: [images, ...net.picture, 3], layout: 'nchw' },
    said: { shape: [images * LOOKS, net.generator.vocabulary] },
    ...dropoutInputs(net, images),
  };
}

/** Is the parameter learned in this phase? What looks is, what speaks is not. */
export const looks = (net: SpacNet, name: string): boolean =>
  isRead(net, name) && /^(?:body|pyramid|attribute|sentence)\//.test(name);

/** Sum over rows and words of share * -log softmax(mean prefix . words). */
export function lookingLoss(net: SpacNet, weights: Weights, inputs: Tensors, mode: Mode): Scalar {
  const dropout = mode.training ? dropoutOf(net, inputs) : undefined;
  const { attributes, sentence } = spacPrefixes(net, weights, inputs.images as Tensor4D, { mode, dropout });
  const [n, , width] = sentence.shape;
  const means = [...attributes, sentence].map((prefix): Tensor3D => tf.mean(prefix, 1, true)); // (N, 1, D)
  const rows: Tensor2D = tf.reshape(tf.concat(means, 1), [n * LOOKS, width]);
  const shares = tf.logSoftmax(gpt2Logits(generatorWeights(weights), rows));
  return tf.neg(tf.sum(tf.mul(inputs.said as Tensor2D, shares)));
}
