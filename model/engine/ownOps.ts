/**
 * Ops of our own beside tfjs': what ONNX Runtime has as one node and tfjs would spell with many. A backend that lacks the
 * kernel runs the composition of ordinary ops, which is also the oracle of the kernel and of its gradient.
 */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { tf } from './tfjs.js';

export const CHANNEL_DOT = 'ChannelDot';
export const LINEAR = 'Linear';
export const LAYER_NORM = 'LayerNorm';
export const GELU_TANH = 'GeluTanh';
export const SCALE_AND_SHIFT = 'ScaleAndShift';
export const CACHED_ATTENTION = 'CachedAttention';
export const CROSS_ENTROPY = 'CrossEntropy';
export const CROSS_ENTROPY_GRADIENT = 'CrossEntropyGradient';

/** Does the backend have the kernel? */
export const has = (kernel: string): boolean => tf.getKernel(kernel, tf.getBackend()) !== undefined;

/** sum of a*b over (N, H, W): two (N, H, W, C) -> (C). Has no gradient: it serves inside of gradients. */
export function channelDot(a: Tensor4D, b: Tensor4D): Tensor1D {
  if (has(CHANNEL_DOT)) return tf.engine().runKernel(CHANNEL_DOT, { a, b }) as unknown as Tensor1D;
  return tf.sum(tf.mul(a, b), [0, 1, 2]);
}

/** x (M, I) times matrix (I, O) plus bias (O) -> (M, O) */
export function affineRows(x: Tensor2D, matrix: Tensor2D, bias: Tensor1D): Tensor2D {
  if (has(LINEAR)) return tf.engine().runKernel(LINEAR, { x, matrix, bias }) as unknown as Tensor2D;
  return tf.add(tf.matMul(x, matrix), bias);
}

/** (x - mean) / sqrt(variance + epsilon) * scale + shift over the last axis: (…, D), (D), (D) -> (…, D). */
export function layerNormOf<T extends Tensor>(x: T, scale: Tensor1D, shift: Tensor1D, epsilon: number): T {
  if (has(LAYER_NORM)) {
    const outputs = tf.engine().runKernel(LAYER_NORM, { x, scale, shift }, { epsilon }) as unknown as Tensor[];
    return outputs[0] as T;
  }
  const mean = tf.mean(x, -1, true);
  const centred = tf.sub(x, mean);
  const variance = tf.mean(tf.square(centred), -1, true);
  const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(normal, scale), shift);
}

interface Line {
  readonly scale: number;
  readonly shift: number;
  /** That what comes out is never outside of 0 to 1: one may rely on it. Default false. */
  readonly isShare?: boolean;
}

/** x * scale + shift, without a gradient: one pass over memory instead of two. */
export function scaleAndShift<T extends Tensor>(x: T, { scale, shift, isShare = false }: Line): T {
  if (has(SCALE_AND_SHIFT))
    return tf.engine().runKernel(SCALE_AND_SHIFT, { x }, { scale, shift, isShare }) as unknown as T;
  return tf.add(tf.mul(x, scale), shift);
}

/**
 * Log softmax of each row, (M, V) -> (M, V), without a gradient. As one op it does not depend on where in the batch the
 * row stands; sums over rows of an odd length by `ReduceSum` do, in their last bit.
 */
export function logShares(logits: Tensor2D): Tensor2D {
  if (has('LogSoftmax')) return tf.engine().runKernel('LogSoftmax', { logits }, { axis: 1 }) as unknown as Tensor2D;
  return tf.logSoftmax(logits);
}

/** -log softmax(logits)[target] of each row: (M, V), (M) int32 -> (M). */
export function crossEntropy(logits: Tensor2D, targets: Tensor1D): Tensor1D {
  if (has(CROSS_ENTROPY)) {
    const outputs = tf.engine().runKernel(CROSS_ENTROPY, { logits, targets }) as unknown as Tensor[];
    return outputs[0] as Tensor1D;
  }
  return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), tf.oneHot(targets, logits.shape[1])), 1));
}

/**
 * (N, H, W, C) -> (N, H*factor, W*factor, C), each place repeated. The gradient is the sum over each block; tfjs' own one
 * (4.22, JavaScript backend) reads the wrong rows from the second picture of a batch on.
 */
export function enlarge(x: Tensor4D, factor: number): Tensor4D {
  const [, height, width] = x.shape;
  const forward = tf.customGrad((map: unknown) => ({
    value: tf.image.resizeNearestNeighbor(map as Tensor4D, [height * factor, width * factor]),
    gradFunc: (dy: Tensor) => tf.mul(tf.avgPool(dy as Tensor4D, factor, factor, 'valid'), factor * factor),
  }));
  return forward(x) as Tensor4D;
}

/**
 * (N, H, W, C) -> (N, H*factor, W*factor, C), bilinear between the centres of the places (PyTorch's `align_corners=False`). As two
 * products with constant matrices: their gradients are products too, where tfjs has none for these coordinates.
 */
export function enlargeSmoothly(x: Tensor4D, factor: number): Tensor4D {
  if (factor === 1) return x;
  const [, height, width] = x.shape;
  const maps: Tensor4D = tf.transpose(x, [0, 3, 1, 2]);
  const wide: Tensor4D = tf.matMul(maps, interpolation(width, factor), false, true); // (N, C, H, W')
  const tall: Tensor4D = tf.matMul(interpolation(height, factor), wide); // (N, C, H', W')
  return tf.transpose(tall, [0, 2, 3, 1]);
}

/**
 * The largest of each map: (N, H, W, C) -> (N, C). Places that share it share its gradient, as in PyTorch; tfjs' own would give each the
 * whole of it.
 */
export function largestPlace(x: Tensor4D): Tensor2D {
  const [n, , , channels] = x.shape;
  const forward = tf.customGrad((...inputs: unknown[]) => {
    const [maps, save] = inputs as [Tensor4D, (saved: Tensor[]) => void];
    const largest: Tensor4D = tf.max(maps, [1, 2], true); // (N, 1, 1, C)
    save([maps, largest]);
    const gradFunc = (dy: Tensor, [saved, most]: Tensor[]): Tensor => {
      const isLargest = tf.cast(tf.equal(saved, most), 'float32');
      const share = tf.div(tf.reshape(dy, [n, 1, 1, channels]), tf.sum(isLargest, [1, 2], true));
      return tf.mul(isLargest, share);
    };
    return { value: tf.reshape(largest, [n, channels]), gradFunc };
  });
  return forward(x) as Tensor2D;
}

/** (1, 1, size*factor, size): how much of each old place is in a new one. */
function interpolation(size: number, factor: number): Tensor4D {
  const shares = new Float32Array(size * factor * size);
  for (let to = 0; to < size * factor; to++) {
    const centre = Math.min(Math.max((to + 0.5) / factor - 0.5, 0), size - 1);
    const low = Math.min(Math.floor(centre), Math.max(size - 2, 0));
    const high = Math.min(low + 1, size - 1);
    shares[to * size + low] += 1 - (centre - low);
    shares[to * size + high] += centre - low;
  }
  return tf.tensor4d(shares, [1, 1, size * factor, size]);
}

/** (M, D) -> (D). A row of ones times the matrix: ONNX Runtime's sum over rows takes four times as long. */
const columnSums = (x: Tensor2D): Tensor1D => tf.reshape(tf.matMul(tf.ones([1, x.shape[0]]), x), [x.shape[1]]);

/** Registers the gradients of the kernels above, once a process. */
export function registerOwnGradients(): void {
  // By what comes out, which the next layer keeps too, instead of by what goes in: half of the maps need not be kept.
  tf.unregisterGradient('Relu');
  tf.registerGradient({
    kernelName: 'Relu',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(dy as Tensor, tf.step(y)) }),
  });
  tf.registerGradient({
    kernelName: LINEAR,
    inputsToSave: ['x', 'matrix'],
    gradFunc: (dy, saved) => {
      const [x, matrix] = saved as [Tensor2D, Tensor2D];
      const d = dy as Tensor2D;
      return {
        x: () => tf.matMul(d, matrix, false, true),
        matrix: () => tf.matMul(x, d, true, false),
        bias: () => columnSums(d),
      };
    },
  });
  tf.registerGradient({
    kernelName: CROSS_ENTROPY,
    inputsToSave: ['targets'],
    outputsToSave: [false, true],
    gradFunc: (dys, [targets, logShares]) => ({
      // (softmax - one-hot) * dy
      logits: () =>
        tf.engine().runKernel(CROSS_ENTROPY_GRADIENT, { logShares, targets, dy: (dys as unknown as Tensor[])[0] }),
      targets: () => tf.zerosLike(targets),
    }),
  });
  tf.registerGradient({
    kernelName: LAYER_NORM,
    inputsToSave: ['x', 'scale'],
    outputsToSave: [false, true, true],
    gradFunc: layerNormGradient,
  });
}

/**
 * With xhat = (x - mean) * inverse and g = dy * scale: dx = inverse * (g - mean(g) - xhat * mean(g * xhat)),
 * dScale = sum(dy * xhat), dShift = sum(dy) (Ba et al., Layer Normalization, differentiated).
 */
function layerNormGradient(dys: Tensor | Tensor[], saved: Tensor[]): Record<string, () => Tensor> {
  const dy = (dys as Tensor[])[0];
  const [x, scale, mean, inverse] = saved;
  const columns = x.shape.at(-1)!;
  const flat = (t: Tensor): Tensor2D => tf.reshape(t, [-1, columns]);
  const normal = tf.mul(tf.sub(x, mean), inverse); // (…, D)
  return {
    x: () => {
      const g = tf.mul(dy, scale);
      const alike = tf.mean(tf.mul(g, normal), -1, true); // (…, 1)
      return tf.mul(tf.sub(tf.sub(g, tf.mean(g, -1, true)), tf.mul(normal, alike)), inverse);
    },
    scale: () => columnSums(flat(tf.mul(dy, normal))),
    shift: () => columnSums(flat(dy)),
  };
}
