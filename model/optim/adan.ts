/** Adan (Xie et al., Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep Models, Algorithm 1). */
import type { Rule, RuleArrays } from './rule.js';

export interface AdanOptions {
  /** Shares of the old moments that a step keeps: of the gradient, of its difference, of the square. The paper's betas are 1 minus these. */
  readonly beta1: number;
  readonly beta2: number;
  readonly beta3: number;
  readonly epsilon: number;
  /** Decay the weights before the step as AdamW does (`noProx`), or by the proximal update after it (the paper's line 7). */
  readonly noProx: boolean;
  /** R of the restart condition (lines 8 to 10), or null: never restart by itself. */
  readonly restartRadius: number | null;
}

/** The defaults of the authors' code. */
export const ADAN_DEFAULTS: AdanOptions = {
  beta1: 0.98,
  beta2: 0.92,
  beta3: 0.99,
  epsilon: 1e-8,
  noProx: false,
  restartRadius: null,
};

/**
 * Algorithm 1 with the bias corrections of the authors' code (c1 = 1 - b1^k, and so on, k from 1; g_0 = g_1) and weight
 * decay d, in the authors' convention of the betas:
 *
 *     m_k = b1 m_(k-1) + (1 - b1) g_k                                          line 3, slot `mean`
 *     v_k = b2 v_(k-1) + (1 - b2) (g_k - g_(k-1))                              line 4, slot `difference`
 *     n_k = b3 n_(k-1) + (1 - b3) (g_k + b2 (g_k - g_(k-1)))^2                 line 5, slot `square`
 *     s_k = r (m_k / c1 + b2 v_k / c2) / (sqrt(n_k / c3) + eps)                line 6
 *     w   = (w - s_k) / (1 + r d)                                              line 7
 *     w   = w (1 - r d) - s_k                                                  with `noProx`
 *
 * Slot `previous` is g_(k-1). The restart condition of the paper's analysis is K sum_k |sqrt(n_k)^(1/2) (w_(k+1) - w_k)|^2 > R^2
 * after K steps since the last restart; the sum is kept for each element in slot `travel` (only where there is a radius), so that
 * it does not depend on how the elements are spread over threads. A restart sets every moment and the step count to 0.
 */
export function adan(options: AdanOptions): Rule {
  const { beta1, beta2, beta3, epsilon, noProx, restartRadius } = options;
  const slots = ['mean', 'difference', 'square', 'previous'];
  const rule: Rule = {
    slots,
    scalars: ({ step, rate, weightDecay }) => {
      // Numerator and denominator both times sqrt(c3): one division less for each element.
      const correction = Math.sqrt(1 - beta3 ** step);
      return [
        (correction * rate) / (1 - beta1 ** step),
        (correction * rate * beta2) / (1 - beta2 ** step),
        correction * epsilon,
        noProx ? 1 - rate * weightDecay : 1,
        noProx ? 1 : 1 / (1 + rate * weightDecay),
        step === 1 ? 1 : 0,
      ];
    },
    update: (arrays, scalars, from, to) => {
      updateRange(options, arrays, scalars, [from, to]);
    },
  };
  if (restartRadius === null) return rule;
  return {
    ...rule,
    slots: [...slots, 'travel'],
    update: (arrays, scalars, from, to) => {
      const before = arrays.weights.slice(from, to);
      rule.update(arrays, scalars, from, to);
      const [, , square, , travel] = arrays.slots;
      for (let i = from; i < to; i++) travel[i] += Math.sqrt(square[i]) * (arrays.weights[i] - before[i - from]) ** 2;
    },
    restartDue: (step, slot) => step * total(slot('travel')) > restartRadius ** 2,
  };
}

function updateRange(
  { beta1, beta2, beta3 }: AdanOptions,
  { weights, gradient, slots: [mean, difference, square, previous] }: RuleArrays,
  [size, sizeOfDifference, floor, keep, shrink, first]: readonly number[],
  [from, to]: readonly [number, number],
): void {
  if (first) previous.set(gradient.subarray(from, to), from);
  const [rest1, rest2, rest3] = [1 - beta1, 1 - beta2, 1 - beta3];
  for (let i = from; i < to; i++) {
    const g = gradient[i];
    const d = g - previous[i];
    const u = g + beta2 * d;
    const m = beta1 * mean[i] + rest1 * g;
    const v = beta2 * difference[i] + rest2 * d;
    const n = beta3 * square[i] + rest3 * u * u;
    mean[i] = m;
    difference[i] = v;
    square[i] = n;
    previous[i] = g;
    weights[i] = (weights[i] * keep - (size * m + sizeOfDifference * v) / (Math.sqrt(n) + floor)) * shrink;
  }
}

function total(arrays: readonly Float32Array[]): number {
  let sum = 0;
  for (const array of arrays) for (const value of array) sum += value;
  return sum;
}
