/** AdamW (Loshchilov & Hutter, Decoupled Weight Decay Regularization, algorithm 2). */
import type { Rule } from './rule.js';

export interface AdamwOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The defaults of PyTorch. */
export const ADAMW_DEFAULTS: AdamwOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Slots `mean` and `square`: the first and second moment. A step at rate 1 takes the share `weightDecay` of the weights away. */
export function adamw({ beta1, beta2, epsilon }: AdamwOptions): Rule {
  const [rest1, rest2] = [1 - beta1, 1 - beta2];
  return {
    slots: ['mean', 'square'],
    scalars: ({ step, rate, weightDecay }) => [
      rate / (1 - beta1 ** step),
      Math.sqrt(1 - beta2 ** step),
      1 - rate * weightDecay,
    ],
    update: ({ weights, gradient, slots: [mean, square] }, [size, correction, keep], from, to) => {
      for (let i = from; i < to; i++) {
        const g = gradient[i];
        const m = beta1 * mean[i] + rest1 * g;
        const v = beta2 * square[i] + rest2 * g * g;
        mean[i] = m;
        square[i] = v;
        weights[i] = weights[i] * keep - (size * m) / (Math.sqrt(v) / correction + epsilon);
      }
    },
  };
}
