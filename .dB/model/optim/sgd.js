export const SGD_DEFAULTS = { momentum: 0.9, nesterov: false };
/**
 * With weight decay d, momentum u and rate r, for each element:
 *
 *     g' = g + d w              coupled decay: it passes through the momentum
 *     b  = u b + g'             no dampening
 *     w  = w - r b              or, Nesterov: w - r (g' + u b)
 *
 * Slot `momentum` (b), which is not kept where the momentum is 0.
 */
export function sgd({ momentum, nesterov }) {
    return {
        slots: momentum === 0 ? [] : ['momentum'],
        scalars: ({ rate, weightDecay }) => [rate, weightDecay],
        formula: ({ weights, gradient, slots: [buffer], scalars: [rate, decay] }, { add, subtract, multiply, once }) => {
            const g = once(add(gradient, multiply(decay, weights)));
            if (momentum === 0)
                return { weights: subtract(weights, multiply(rate, g)), slots: [] };
            const b = once(add(multiply(momentum, buffer), g));
            const along = nesterov ? add(g, multiply(momentum, b)) : b;
            return { weights: subtract(weights, multiply(rate, along)), slots: [b] };
        },
    };
}
//# sourceMappingURL=sgd.js.map