/**
 * IAP, image-guided attribute prediction (section 3.2 of the paper, appendix A.6.3): the words of attribute phrases are hidden
 * from the caption, and are read off the image.
 */
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { crossEntropy } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import { gelu } from '../nn/activations.js';
import { attend, MASKED, mergeHeads, splitHeads } from '../nn/attention.js';
import { layerNorm, linear, type Weights } from '../nn/layers.js';
import { layerNormParameters, linearParameters, type Parameters, underName } from '../nn/parameters.js';
import type { PlipNet } from './network.js';

export interface AttributeHead {
  /** How the image joins the words: added (section 3.2), or concatenated and projected (appendix). */
  readonly fusion: 'sum' | 'concatenation';
  /** Pre-norm transformer blocks. */
  readonly blocks: number;
  readonly heads: number;
}

const DEVIATION = 0.02;
const EPSILON = 1e-5;
/** Inner size of a block, as a multiple of its width. */
const FEED_FORWARD = 4;

export function attributeHeadParameters(
  { text, attributes }: Pick<PlipNet, 'text' | 'attributes'>,
  random: Random,
): Parameters {
  const { width } = text;
  const dense = (name: string, from: number, to: number): Parameters =>
    underName(name, linearParameters(random, from, to, DEVIATION));
  const block = (name: string): Parameters => ({
    ...underName(`${name}/norm1`, layerNormParameters(width)),
    ...dense(`${name}/query`, width, width),
    ...dense(`${name}/key`, width, width),
    ...dense(`${name}/value`, width, width),
    ...dense(`${name}/output`, width, width),
    ...underName(`${name}/norm2`, layerNormParameters(width)),
    ...dense(`${name}/up`, width, FEED_FORWARD * width),
    ...dense(`${name}/down`, FEED_FORWARD * width, width),
  });
  return Object.assign(
    attributes.fusion === 'concatenation' ? dense('fuse', 2 * width, width) : {},
    ...Array.from({ length: attributes.blocks }, (_, i) => block(`block${i}`)),
    underName('norm', layerNormParameters(width)),
    dense('words', width, text.vocabulary),
  ) as Parameters;
}

export interface MaskedTexts {
  /** (N*L, D) states of the masked captions. */
  readonly states: Tensor2D;
  /** (N, L), 1 for a token and 0 for padding. */
  readonly mask: Tensor2D;
  /** (N, D) embeddings of the colour images. */
  readonly images: Tensor2D;
  /** (T) int32: where hidden words stand, n*L + l. */
  readonly positions: Tensor1D;
}

/** Scores of all words at the hidden places: (T, V). */
export function hiddenWords(
  { attributes }: Pick<PlipNet, 'attributes'>,
  weights: Weights,
  given: MaskedTexts,
): Tensor2D {
  const { states, mask, images, positions } = given;
  const [n, length] = mask.shape;
  let x = fuse(attributes, weights, { states, images, length });
  const bias = tf.mul(tf.sub(1, tf.reshape(mask, [n, 1, 1, length])), MASKED);
  for (let i = 0; i < attributes.blocks; i++) x = block(attributes, weights, `block${i}`, { x, bias, length });
  // As a product with rows of one 1: its gradient adds up in one order, that of a look-up in no certain one.
  const chosen: Tensor2D = tf.matMul(rowsOf(positions, n * length), x);
  return linear(weights, 'words', layerNorm(weights, 'norm', chosen, EPSILON));
}

/** (T) -> (T, R), a 1 in each row. */
const rowsOf = (positions: Tensor1D, rows: number): Tensor2D =>
  tf.oneHot(positions, rows, 1, 0, 'float32') as unknown as Tensor2D;

function fuse(
  { fusion }: AttributeHead,
  weights: Weights,
  { states, images, length }: { states: Tensor2D; images: Tensor2D; length: number },
): Tensor2D {
  const [n, width] = images.shape;
  const words: Tensor3D = tf.reshape(states, [n, length, width]);
  const seen: Tensor3D = tf.reshape(images, [n, 1, width]);
  if (fusion === 'sum') return tf.reshape(tf.add(words, seen), [n * length, width]);
  const both = tf.concat([words, tf.tile(seen, [1, length, 1])], 2);
  return linear(weights, 'fuse', tf.reshape(both, [n * length, 2 * width]));
}

/** x (N*L, D), bias (N, 1, 1, L) -> (N*L, D) */
function block(
  { heads }: AttributeHead,
  weights: Weights,
  name: string,
  { x, bias, length }: { x: Tensor2D; bias: Tensor; length: number },
): Tensor2D {
  const normal = layerNorm(weights, `${name}/norm1`, x, EPSILON);
  const head = (part: string) => splitHeads(linear(weights, `${name}/${part}`, normal), length, heads);
  const seen = mergeHeads(attend(head('query'), head('key'), head('value'), bias));
  const middle = tf.add<Tensor2D>(x, linear(weights, `${name}/output`, seen));
  const wide = gelu(linear(weights, `${name}/up`, layerNorm(weights, `${name}/norm2`, middle, EPSILON)));
  return tf.add(middle, linear(weights, `${name}/down`, wide));
}

/** Sum over the hidden words of share * -log p(word): scores (T, V), labels (T) int32, shares (T), 0 where there is no word. */
export const hiddenWordLoss = (scores: Tensor2D, labels: Tensor1D, shares: Tensor1D): Scalar =>
  tf.sum(tf.mul(crossEntropy(scores, labels), shares));
