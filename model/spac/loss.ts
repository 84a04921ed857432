/**
 * SPAC's loss (section 3.1 of the paper): the next word of a caption after its style's prefix, and, weighted by lambda, the
 * next word of an attribute phrase after the attribute's prefix.
 */
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { SLOTS } from '../../schemas/attributes.js';
import { crossEntropy } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import type { InputSpec, Tensors } from '../engine/trace.js';
import { gpt2, gpt2Logits, type Gpt2Net, gpt2Words } from '../nn/gpt2.js';
import type { Mode, Weights } from '../nn/layers.js';
import { dropoutInputs, dropoutOf } from './dropout.js';
import { generatorWeights, type SpacNet, spacPrefixes } from './network.js';
import { ATTRIBUTE_PREFIX, STYLE_PREFIX } from './prefix.js';

/** Sizes of a batch. The first `captioned` of the images have a caption. */
export interface SpacBatchSize {
  readonly images: number;
  readonly captioned: number;
  /** Words of a phrase and of a caption, the end of text among them. */
  readonly phraseWords: number;
  readonly captionWords: number;
}

/**
 * `images` (N, H, W, 3); `phrases` (N*6, L) and `captions` (M, L) of words, `given` (M, L) the captions as the generator sees
 * them while it learns the next word (some of their words may be taken away); of each word its `phraseShares` and `captionShares`
 * in the mean, 0 where there is none; `styles` (M, S), 1 at a caption's style; factors of the dropouts.
 */
export function spacInputs(net: SpacNet, size: SpacBatchSize): Record<string, InputSpec> {
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
export function spacLoss(
  net: SpacNet,
  weights: Weights,
  inputs: Tensors,
  { mode, lambda }: { mode: Mode; lambda: number },
): { loss: Scalar; outputs: { caption: Scalar; attribute: Scalar } } {
  const dropout = mode.training ? dropoutOf(net, inputs) : undefined;
  const prefixes = spacPrefixes(net, weights, inputs.images as Tensor4D, { mode, dropout });
  const generator = generatorWeights(weights);
  const attribute = wordLoss(net.generator, generator, {
    prefix: attributeRows(prefixes.attributes),
    words: inputs.phrases as Tensor2D,
    given: inputs.phrases as Tensor2D,
    shares: inputs.phraseShares as Tensor1D,
  });
  const caption = wordLoss(net.generator, generator, {
    prefix: styledPrefix(prefixes.styles, inputs.styles as Tensor2D),
    words: inputs.captions as Tensor2D,
    given: inputs.given as Tensor2D,
    shares: inputs.captionShares as Tensor1D,
  });
  return { loss: tf.add(caption, tf.mul(attribute, lambda)), outputs: { caption, attribute } };
}

/** Six prefixes (N, 3, D) -> (N*6, 3, D), an image's six one after the other. */
export function attributeRows(attributes: readonly Tensor3D[]): Tensor3D {
  const [n, , width] = attributes[0].shape;
  return tf.reshape(tf.concat([...attributes], 1), [n * attributes.length, ATTRIBUTE_PREFIX, width]);
}

/** Of the first M images the prefix of the style that each caption has: (M, 23, D). */
function styledPrefix(styles: readonly Tensor3D[], wanted: Tensor2D): Tensor3D {
  const [captioned] = wanted.shape;
  const parts = styles.map((style, s): Tensor3D => {
    const own: Tensor3D = tf.slice(style, 0, captioned);
    return tf.mul(own, tf.reshape(tf.slice(wanted, [0, s], [-1, 1]), [captioned, 1, 1]));
  });
  return parts.reduce((sum: Tensor3D, part) => tf.add(sum, part));
}

interface Texts {
  /** (R, P, D) */
  readonly prefix: Tensor3D;
  /** (R, L) int32, to be said; and what is seen of those that were said before. */
  readonly words: Tensor2D;
  readonly given: Tensor2D;
  /** (R*L) */
  readonly shares: Tensor1D;
}

/** Sum over the words of share * -log p(word | prefix, words before). */
function wordLoss(net: Gpt2Net, weights: Weights, { prefix, words, given, shares }: Texts): Scalar {
  const [rows, length] = words.shape;
  const [, before, width] = prefix.shape;
  const known = gpt2Words(weights, tf.slice(given, [0, 0], [rows, length - 1])) as Tensor3D;
  const { hidden } = gpt2(net, weights, tf.concat([prefix, known], 1));
  return shareOfLoss(weights, lastStates(hidden, { rows, before: before - 1, width }), words, shares);
}

/** (R*(B+L), D) -> (R*L, D): the states from the B-th token on. */
function lastStates(
  hidden: Tensor2D,
  { rows, before, width }: { rows: number; before: number; width: number },
): Tensor2D {
  const states: Tensor3D = tf.reshape(hidden, [rows, -1, width]);
  return tf.reshape(tf.slice(states, [0, before, 0], [-1, -1, -1]), [-1, width]);
}

const shareOfLoss = (weights: Weights, states: Tensor2D, words: Tensor2D, shares: Tensor1D): Scalar =>
  tf.sum(tf.mul(crossEntropy(gpt2Logits(weights, states), tf.reshape(words, [-1])), shares));

export function textInputs({ texts, words }: { texts: number; words: number }): Record<string, InputSpec> {
  return { texts: { shape: [texts, words], dtype: 'int32' }, textShares: { shape: [texts * words] } };
}

/**
 * The same loss of texts without an image: after the end of another text, at the places that the words of a caption have. The
 * generator learns the language of captions from it, before it sees a picture.
 */
export function textLoss(net: Gpt2Net, weights: Weights, inputs: Tensors, end: number): Scalar {
  const words = inputs.texts as Tensor2D; // (T, L)
  const [rows, length] = words.shape;
  const given: Tensor = tf.concat([tf.fill([rows, 1], end, 'int32'), tf.slice(words, [0, 0], [rows, length - 1])], 1);
  const positions = tf.tensor1d(
    Array.from({ length }, (_, i) => STYLE_PREFIX - 1 + i),
    'int32',
  );
  const { hidden } = gpt2(net, weights, gpt2Words(weights, given) as Tensor3D, { positions });
  return shareOfLoss(weights, hidden, words, inputs.textShares as Tensor1D);
}
