/** Layers as pure functions over tensors, written once in tfjs ops: eager on any backend, traced for ONNX Runtime. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { affineRows, channelDot, layerNormOf } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';

/** Tensors of a network by path name, as `Parameters` names them. */
export type Weights = Readonly<Record<string, Tensor>>;

/**
 * What a forward pass needs to know. In `training` batch norm uses the statistics of the batch and notes them in
 * `statistics` (path name -> (C)); else it uses the running ones. With `recompute` blocks are run again in the backward pass instead
 * of being kept.
 */
export type Mode =
  | { readonly training: false }
  | { readonly training: true; readonly statistics: Record<string, Tensor>; readonly recompute?: boolean };

/** Runs a network on the weights that stand under `name`; what it notes in the mode goes under that name too. */
export function inside<T>(
  name: string,
  { weights, mode }: { readonly weights: Weights; readonly mode: Mode },
  network: (weights: Weights, mode: Mode) => T,
): T {
  const prefix = `${name}/`;
  const own = Object.entries(weights).filter(([key]) => key.startsWith(prefix));
  const ownWeights = Object.fromEntries(own.map(([key, tensor]) => [key.slice(prefix.length), tensor]));
  if (!mode.training) return network(ownWeights, mode);
  const statistics: Record<string, Tensor> = {};
  const result = network(ownWeights, { ...mode, statistics });
  for (const [key, tensor] of Object.entries(statistics)) mode.statistics[prefix + key] = tensor;
  return result;
}

const EPSILON = 1e-5;

/** (N, H, W, I) -> (N, H/stride, W/stride, O), zero padding of half the kernel as in PyTorch; with a bias if it has one. */
export function conv(weights: Weights, name: string, x: Tensor4D, stride = 1): Tensor4D {
  const filter = weights[`${name}/filter`] as Tensor4D; // (kh, kw, I, O)
  const y: Tensor4D = tf.conv2d(x, filter, stride, (filter.shape[0] - 1) / 2, 'NHWC', 1, 'floor');
  const bias = weights[`${name}/bias`] as Tensor1D | undefined; // (O)
  return bias ? tf.add(y, bias) : y;
}

/** (N, D) -> (N, K) */
export function linear(weights: Weights, name: string, x: Tensor2D): Tensor2D {
  return affineRows(x, weights[`${name}/matrix`] as Tensor2D, weights[`${name}/bias`] as Tensor1D);
}

/** ids (...) int32 -> rows of the table (..., D) */
export function embedding(weights: Weights, name: string, ids: Tensor): Tensor {
  return tf.gather(weights[`${name}/table`], ids);
}

/** Over the last axis (Ba et al., Layer Normalization). */
export function layerNorm<T extends Tensor>(weights: Weights, name: string, x: T, epsilon: number): T {
  return layerNormOf(x, weights[`${name}/scale`] as Tensor1D, weights[`${name}/shift`] as Tensor1D, epsilon);
}

/** x * scale + shift with one pair a channel, (N, H, W, C) and two (C) -> (N, H, W, C) */
function affine(x: Tensor4D, scale: Tensor1D, shift: Tensor1D): Tensor4D {
  return tf.batchNorm(x, tf.zerosLike(shift), tf.onesLike(shift), shift, scale, 0);
}

/** (N, H, W, C) -> (N, H, W, C), Ioffe & Szegedy, algorithms 1 and 2. */
export function batchNorm(weights: Weights, name: string, x: Tensor4D, mode: Mode): Tensor4D {
  const [scale, shift] = [weights[`${name}/scale`] as Tensor1D, weights[`${name}/shift`] as Tensor1D]; // (C)
  if (!mode.training)
    return tf.batchNorm(
      x,
      weights[`${name}/mean`] as Tensor1D,
      weights[`${name}/variance`] as Tensor1D,
      shift,
      scale,
      EPSILON,
    );
  return normalise(x, scale, shift, (mean, variance) => {
    mode.statistics[`${name}/mean`] = mean;
    // The running variance is the unbiased one, as in PyTorch.
    const count = x.size / x.shape[3];
    mode.statistics[`${name}/variance`] = tf.keep(tf.mul(variance, count / Math.max(1, count - 1)));
  });
}

/**
 * Batch norm by the batch's own statistics, with the whole gradient through them in closed form:
 * dx = scale * inverse * (dy - sum(dy)/M - xhat * sum(dy * xhat)/M), M = N*H*W.
 */
function normalise(
  x: Tensor4D,
  scale: Tensor1D,
  shift: Tensor1D,
  note: (mean: Tensor1D, variance: Tensor1D) => void,
): Tensor4D {
  const count = x.size / x.shape[3];
  const forward = tf.customGrad((...inputs: unknown[]) => {
    const [map, factor, offset, save] = inputs as [Tensor4D, Tensor1D, Tensor1D, (saved: Tensor[]) => void];
    const mean: Tensor1D = tf.div(tf.sum(map, [0, 1, 2]), count); // (C)
    // In two passes: the mean of squares less the square of the mean loses digits.
    const centred: Tensor4D = tf.sub(map, mean);
    const variance: Tensor1D = tf.div(channelDot(centred, centred), count); // (C)
    const inverse: Tensor1D = tf.rsqrt(tf.add(variance, EPSILON)); // (C)
    const slope: Tensor1D = tf.mul(factor, inverse); // (C)
    note(tf.keep(mean), variance);
    // The forward pass's own tensors are gone when the backward pass runs, but for what is saved.
    save([centred, slope, inverse]);
    return { value: affine(centred, slope, offset), gradFunc: backward };
  });
  const backward = (dy: Tensor, saved: Tensor[]): Tensor[] => {
    const [centred, slope, inverse] = saved as [Tensor4D, Tensor1D, Tensor1D];
    const dShift: Tensor1D = tf.sum(dy, [0, 1, 2]); // (C)
    const dScale: Tensor1D = tf.mul(channelDot(dy as Tensor4D, centred), inverse); // (C)
    // dx = (slope * dy + b) + a * centred, a and b one number a channel
    const a: Tensor1D = tf.neg(tf.div(tf.mul(tf.mul(slope, inverse), dScale), count));
    const b: Tensor1D = tf.neg(tf.div(tf.mul(slope, dShift), count));
    return [tf.add(affine(dy as Tensor4D, slope, b), tf.mul(centred, a)), dScale, dShift];
  };
  return forward(x, scale, shift) as Tensor4D;
}
