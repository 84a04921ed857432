/** AdamW (Loshchilov & Hutter, Decoupled Weight Decay Regularization, algorithm 2), in place over typed arrays. */

export interface AdamwOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of the weights that a step at rate 1 takes away. */
  readonly weightDecay: number;
}

/** The defaults of PyTorch. */
export const ADAMW_DEFAULTS: AdamwOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };

/** First and second moments of one parameter. */
export interface AdamwState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

export function adamwState(size: number): AdamwState {
  return { mean: new Float32Array(size), square: new Float32Array(size) };
}

/** One update of `weights` from `gradient`; `step` counts from 1. */
export function adamwStep(
  weights: Float32Array,
  gradient: Float32Array,
  state: AdamwState,
  { rate, step, beta1, beta2, epsilon, weightDecay }: AdamwOptions & { rate: number; step: number },
): void {
  const { mean, square } = state;
  const correction = Math.sqrt(1 - beta2 ** step);
  const size = rate / (1 - beta1 ** step);
  const keep = 1 - rate * weightDecay;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const m = beta1 * mean[i] + (1 - beta1) * g;
    const v = beta2 * square[i] + (1 - beta2) * g * g;
    mean[i] = m;
    square[i] = v;
    weights[i] = weights[i] * keep - (size * m) / (Math.sqrt(v) / correction + epsilon);
  }
}
