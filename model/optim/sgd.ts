/** Stochastic gradient descent with momentum (Sutskever et al., On the importance of initialization and momentum), as PyTorch states it. */
import type { Rule } from './rule.js';

export interface SgdOptions {
  readonly momentum: number;
  /** Step along the gradient plus the momentum after it, instead of along the momentum. */
  readonly nesterov: boolean;
}

export const SGD_DEFAULTS: SgdOptions = { momentum: 0.9, nesterov: false };

/**
 * With weight decay d, momentum u and rate r, for each element:
 *
 *     g' = g + d w              coupled decay: it passes through the momentum
 *     b  = u b + g'             no dampening
 *     w  = w - r b              or, Nesterov: w - r (g' + u b)
 *
 * Slot `momentum` (b), which is not kept where the momentum is 0.
 */
export function sgd({ momentum, nesterov }: SgdOptions): Rule {
  return {
    slots: momentum === 0 ? [] : ['momentum'],
    scalars: ({ rate, weightDecay }) => [rate, weightDecay],
    update: ({ weights, gradient, slots }, [rate, decay], from, to) => {
      if (momentum === 0) {
        for (let i = from; i < to; i++) weights[i] -= rate * (gradient[i] + decay * weights[i]);
        return;
      }
      const [buffer] = slots;
      // The step is g' * ofGradient + b * ofBuffer.
      const [ofGradient, ofBuffer] = nesterov ? [rate, rate * momentum] : [0, rate];
      for (let i = from; i < to; i++) {
        const g = gradient[i] + decay * weights[i];
        const b = momentum * buffer[i] + g;
        buffer[i] = b;
        weights[i] -= ofGradient * g + ofBuffer * b;
      }
    },
  };
}
