/** The defaults of PyTorch. */
export const ADAMW_DEFAULTS = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
/** Slots `mean` and `square`: the first and second moment. A step at rate 1 takes the share `weightDecay` of the weights away. */
export function adamw({ beta1, beta2, epsilon }) {
    return {
        slots: ['mean', 'square'],
        scalars: ({ step, rate, weightDecay }) => {
            // Numerator and denominator both times the root of the second moment's correction: one division less for each element.
            const correction = Math.sqrt(1 - beta2 ** step);
            return [(correction * rate) / (1 - beta1 ** step), correction * epsilon, 1 - rate * weightDecay];
        },
        formula: ({ weights, gradient: g, slots: [mean, square], scalars: [size, floor, keep] }, { add, subtract, multiply, divide, sqrt, once }) => {
            const m = once(add(multiply(beta1, mean), multiply(1 - beta1, g)));
            const v = once(add(multiply(beta2, square), multiply(multiply(1 - beta2, g), g)));
            const move = divide(multiply(size, m), add(sqrt(v), floor));
            return { weights: subtract(multiply(weights, keep), move), slots: [m, v] };
        },
    };
}
//# sourceMappingURL=adamw.js.map