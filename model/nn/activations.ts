/** Activations with gradients in closed form: composed ones would run several more passes over memory. */
import type { Tensor } from '@tensorflow/tfjs';
import { GELU_TANH, has } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';

type Save = (saved: Tensor[]) => void;

/** x * slope(x), where `slope` is what is saved and `slopeGradient` its derivative times x. */
function gated(slope: (x: Tensor) => Tensor, slopeGradient: (x: Tensor, slope: Tensor) => Tensor) {
  return <T extends Tensor>(input: T): T => {
    const forward = tf.customGrad((...inputs: unknown[]) => {
      const [x, save] = inputs as [Tensor, Save];
      const gate = slope(x);
      save([x, gate]);
      const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor =>
        tf.mul(dy, tf.add(saved[1], slopeGradient(saved[0], saved[1])));
      return { value: tf.mul(x, gate), gradFunc };
    });
    return forward(input) as T;
  };
}

/** x * Phi(x), Phi the normal distribution's cumulative function (Hendrycks & Gimpel, Gaussian Error Linear Units). */
export const gelu = gated(
  (x) => tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5),
  (x) => tf.mul(tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), x), 1 / Math.sqrt(2 * Math.PI)),
);

const RATE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** The same paper's approximation with tanh, as GPT-2 has it: x * (1 + tanh(rate * (x + 0.044715 x^3))) / 2. */
export const geluTanh = gated(
  (x) => tf.mul(tf.add(tf.tanh(tf.mul(x, tf.add(tf.mul(tf.square(x), RATE * CUBIC), RATE))), 1), 0.5),
  // With g = (1 + tanh u)/2: x g' = 2 g (1 - g) * x u'.
  (x, gate) =>
    tf.mul(tf.mul(tf.mul(gate, tf.sub(1, gate)), 2), tf.mul(x, tf.add(tf.mul(tf.square(x), 3 * RATE * CUBIC), RATE))),
);

/** The same without a gradient, in one pass where the backend can. */
export function geluTanhOnly<T extends Tensor>(x: T): T {
  return has(GELU_TANH) ? (tf.engine().runKernel(GELU_TANH, { x }) as unknown as T) : geluTanh(x);
}
