import { GELU_TANH, has, scaleAndShift } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
const elementwise = ({ forward, slope }) => (input) => {
    const run = tf.customGrad((...inputs) => {
        const [x, save] = inputs;
        const { value, kept } = forward(x);
        save(kept);
        return { value, gradFunc: (dy, saved) => tf.mul(dy, slope(saved)) };
    });
    return run(input);
};
const [HALF, LOG_PEAK] = [0.5, -0.5 * Math.log(2 * Math.PI)];
/** x * Phi(x), Phi the normal distribution's cumulative function (Hendrycks & Gimpel, Gaussian Error Linear Units). */
export const gelu = elementwise({
    forward: (x) => {
        const gate = scaleAndShift(tf.erf(tf.mul(x, Math.SQRT1_2)), { scale: HALF, shift: HALF, isShare: true });
        return { value: tf.mul(x, gate), kept: [x, gate] };
    },
    // Phi(x) + x * phi(x)
    slope: ([x, gate]) => tf.add(gate, tf.mul(x, tf.exp(scaleAndShift(tf.square(x), { scale: -HALF, shift: LOG_PEAK })))),
});
const RATE = 2 * Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715 * RATE;
/**
 * The same paper's approximation with tanh, as GPT-2 has it: x * g, g = (1 + tanh(u)) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3), which is
 * the sigmoid of 2u. In one pass where the backend can; its slope begins anew from x.
 */
export const geluTanh = elementwise({
    forward: (x) => {
        if (has(GELU_TANH))
            return { value: tf.engine().runKernel(GELU_TANH, { x }), kept: [x] };
        return { value: tf.mul(x, gateOf(x, tf.square(x))), kept: [x] };
    },
    // g + g (1 - g) x (2u)' = g (1 + (1 - g) x (2u)')
    slope: ([x]) => {
        const square = tf.square(x);
        const gate = gateOf(x, square);
        const steepness = tf.mul(x, scaleAndShift(square, { scale: 3 * CUBIC, shift: RATE }));
        return tf.mul(gate, tf.add(tf.mul(tf.sub(1, gate), steepness), 1));
    },
});
const gateOf = (x, square) => tf.sigmoid(tf.mul(x, scaleAndShift(square, { scale: CUBIC, shift: RATE })));
//# sourceMappingURL=activations.js.map