/**
 * IVLC, identity-based vision-language contrast (section 3.2 of the paper, equations 3 to 6): images and texts of one identity
 * belong together, whichever image a text was written of. And what it is compared with.
 */
import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import { tf } from '../engine/tfjs.js';

/**
 * `cmpm`: projections on the other side's direction (Zhang & Lu, 2018), which the paper names; `cosine`: its equation 4 as it is
 * printed, both sides of length 1; `sdm`: the same over a temperature (Jiang & Ye, IRRA, 2023); `infonce`: an image and its own text only
 * (the paper's ablation).
 */
export type ContrastKind = 'cmpm' | 'cosine' | 'sdm' | 'infonce';

export interface Contrast {
  readonly kind: ContrastKind;
  /** What each pair of an identity is expected to have: its share of 1 (the paper), or 1/sqrt of their number (the released code). */
  readonly target: 'sum' | 'sqrt';
  /** Of `sdm` and `infonce`. */
  readonly temperature: number;
}

export const CONTRAST_DEFAULTS = { kind: 'cmpm', target: 'sum', temperature: 0.02 } as const satisfies Contrast;

/** Keeps the logarithm of a target that is 0 finite. */
const EPSILON = 1e-8;

/**
 * The sum of both directions.
 * @param images (N, D)
 * @param texts (N, D)
 * @param same (N, N), 1 where image i and text j are of one identity; symmetric
 */
export function contrastLoss(contrast: Contrast, images: Tensor2D, texts: Tensor2D, same: Tensor2D): Scalar {
  const { kind, temperature } = contrast;
  const factor = kind === 'sdm' || kind === 'infonce' ? 1 / temperature : 1;
  const direction = (from: Tensor2D, to: Tensor2D): Scalar => {
    const own = kind === 'cmpm' ? from : units(from);
    const scores: Tensor2D = tf.mul(tf.matMul(own, units(to), false, true), factor); // (N, N)
    const logShares: Tensor2D = tf.logSoftmax(scores);
    if (kind === 'infonce') return tf.neg(tf.div(tf.sum(tf.mul(logShares, tf.eye(same.shape[0]))), same.shape[0]));
    const target = tf.log(tf.add(targets(contrast, same), EPSILON));
    return tf.div(tf.sum(tf.mul(tf.exp(logShares), tf.sub(logShares, target))), same.shape[0]);
  };
  return tf.add(direction(images, texts), direction(texts, images));
}

/** (N, N) -> (N, N) */
function targets({ target }: Contrast, same: Tensor2D): Tensor2D {
  const count = tf.sum(same, 1, true); // (N, 1)
  return tf.div(same, target === 'sum' ? count : tf.sqrt(count));
}

/** Rows of length 1. */
function units(x: Tensor2D): Tensor2D {
  return tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-12)));
}
