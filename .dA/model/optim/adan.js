/** The defaults of the authors' code. */
export const ADAN_DEFAULTS = {
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
 * Slot `previous` is g_(k-1). The restart condition (line 8), as the paper's analysis chooses it: K steps after the start or the
 * last restart, K times the sum over these steps and all elements of sqrt(n_k) (w_(k+1) - w_k)^2 is more than R^2. Each element's
 * sum is kept in slot `travel`, only where there is a radius. A restart sets all slots and the step count to 0, so the next
 * gradient is a first one again (lines 9 and 10).
 */
export function adan(options) {
    const { beta1, beta2, beta3, epsilon, noProx, restartRadius } = options;
    const restarts = restartRadius !== null;
    return {
        slots: ['mean', 'difference', 'square', 'previous', ...(restarts ? ['travel'] : [])],
        scalars: ({ step, rate, weightDecay }) => {
            // Numerator and denominator both times sqrt(c3): one division less for each element.
            const correction = Math.sqrt(1 - beta3 ** step);
            return [
                (correction * rate) / (1 - beta1 ** step),
                (correction * rate * beta2) / (1 - beta2 ** step),
                correction * epsilon,
                noProx ? 1 - rate * weightDecay : 1,
                noProx ? 1 : 1 / (1 + rate * weightDecay),
                step === 1 ? 0 : 1, // there is no difference before the second gradient
            ];
        },
        formula: ({ weights, gradient: g, slots: [mean, difference, square, previous, travel], scalars }, { add, subtract, multiply, divide, sqrt, once }) => {
            const [size, sizeOfDifference, floor, keep, shrink, differs] = scalars;
            const blend = (beta, old, now) => once(add(multiply(beta, old), multiply(1 - beta, now)));
            const d = once(multiply(differs, subtract(g, previous)));
            const u = once(add(g, multiply(beta2, d)));
            const m = blend(beta1, mean, g);
            const v = blend(beta2, difference, d);
            const n = blend(beta3, square, multiply(u, u));
            const root = once(sqrt(n));
            const move = divide(add(multiply(size, m), multiply(sizeOfDifference, v)), add(root, floor));
            const next = once(multiply(subtract(multiply(weights, keep), move), shrink));
            const slots = [m, v, n, g];
            if (!restarts)
                return { weights: next, slots };
            const moved = once(subtract(next, weights));
            return { weights: next, slots: [...slots, add(travel, multiply(root, multiply(moved, moved)))] };
        },
        restartDue: restarts ? (step, slot) => step * total(slot('travel')) > restartRadius ** 2 : undefined,
    };
}
function total(arrays) {
    let sum = 0;
    for (const array of arrays)
        for (const value of array)
            sum += value;
    return sum;
}
//# sourceMappingURL=adan.js.map