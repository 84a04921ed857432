/** Layers as pure functions over tensors, written once in tfjs ops: eager on any backend, traced for ONNX Runtime. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { affineRows, channelDot } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';

/** Tensors of a network by path name, as `Parameters` names them. */
export type Weights = Readonly<Record<string, Tensor>>;

/**
 * What a forward pass needs to know. In `training` batch norm uses the statistics of the batch and notes them in
 * `statistics` (path name -> (C)); else it uses the running ones.
 */
export type Mode =
  { readonly training: false } | { readonly training: true; readonly statistics: Record<string, Tensor> };

const EPSILON = 1e-5;

/** (N, H, W, I) -> (N, H/stride, W/stride, O), zero padding of half the kernel as in PyTorch. */
export function conv(weights: Weights, name: string, x: Tensor4D, stride = 1): Tensor4D {
  const filter = weights[`${name}/filter`] as Tensor4D; // (kh, kw, I, O)
  return tf.conv2d(x, filter, stride, (filter.shape[0] - 1) / 2, 'NHWC', 1, 'floor');
}

/** (N, D) -> (N, K) */
export function linear(weights: Weights, name: string, x: Tensor2D): Tensor2D {
  return affineRows(x, weights[`${name}/matrix`] as Tensor2D, weights[`${name}/bias`] as Tensor1D);
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
  const count = x.size / x.shape[3];
  const mean: Tensor1D = tf.div(tf.sum(x, [0, 1, 2]), count); // (C)
  const variance: Tensor1D = tf.relu(tf.sub(tf.div(channelDot(x, x), count), tf.square(mean))); // (C)
  mode.statistics[`${name}/mean`] = tf.keep(mean);
  // The running variance is the unbiased one, as in PyTorch.
  mode.statistics[`${name}/variance`] = tf.keep(tf.mul(variance, count / Math.max(1, count - 1)));
  const inverse: Tensor1D = tf.rsqrt(tf.add(variance, EPSILON)); // (C)
  return normalise({ mean, inverse, count }, x, scale, shift);
}

interface BatchStatistics {
  readonly mean: Tensor1D;
  readonly inverse: Tensor1D;
  readonly count: number;
}

/**
 * (x - mean) * inverse * scale + shift, with the whole gradient through mean and inverse in closed form:
 * dx = scale * inverse * (dy - sum(dy)/M - xhat * sum(dy * xhat)/M).
 */
function normalise({ mean, inverse, count }: BatchStatistics, x: Tensor4D, scale: Tensor1D, shift: Tensor1D): Tensor4D {
  const forward = tf.customGrad((...inputs: unknown[]) => {
    const [map, factor, offset, save] = inputs as [Tensor4D, Tensor1D, Tensor1D, (saved: Tensor[]) => void];
    const slope: Tensor1D = tf.mul(factor, inverse); // (C)
    // The forward pass's own tensors are gone when the backward pass runs, but for what is saved.
    save([map, slope, mean, inverse]);
    const value = affine(map, slope, tf.sub(offset, tf.mul(mean, slope)));
    return { value, gradFunc: backward };
  });
  const backward = (dy: Tensor, saved: Tensor[]): Tensor[] => {
    const [map, slope, mu, rate] = saved as [Tensor4D, Tensor1D, Tensor1D, Tensor1D];
    const dShift: Tensor1D = tf.sum(dy, [0, 1, 2]); // (C)
    const dot = channelDot(dy as Tensor4D, map); // (C)
    const dScale: Tensor1D = tf.mul(tf.sub(dot, tf.mul(mu, dShift)), rate); // (C)
    // dx = slope * dy + (a * x + b), a and b one number a channel
    const a: Tensor1D = tf.neg(tf.div(tf.mul(tf.mul(slope, rate), dScale), count));
    const b: Tensor1D = tf.neg(tf.add(tf.mul(a, mu), tf.div(tf.mul(slope, dShift), count)));
    const dx = tf.add(affine(dy as Tensor4D, slope, b), affine(map, a, tf.zerosLike(a)));
    return [dx, dScale, dShift];
  };
  return forward(x, scale, shift) as Tensor4D;
}
