/** Gradient clipping by the global norm (Pascanu et al., On the difficulty of training recurrent neural networks, algorithm 1). */

/** Keeps the division from 0, as PyTorch's `clip_grad_norm_` does. */
export const EPSILON = 1e-6;

/**
 * Scales all gradients in place by `maxNorm / (norm + 1e-6)` where that is below 1. Returns the Euclidean norm before it, over all
 * gradients as one vector, summed in double precision. A norm that is not finite scales nothing: what to do with such a step is
 * up to the caller, who sees it in the result.
 */
export function clipGlobalNorm(gradients: Iterable<Float32Array>, maxNorm: number): number {
  const all = [...gradients];
  const norm = globalNorm(all);
  const scale = maxNorm / (norm + EPSILON);
  if (!Number.isFinite(norm) || scale >= 1) return norm;
  for (const gradient of all) for (let i = 0; i < gradient.length; i++) gradient[i] *= scale;
  return norm;
}

/** Euclidean norm of all gradients as one vector, summed in double precision. */
export function globalNorm(gradients: Iterable<Float32Array>): number {
  let sum = 0;
  for (const gradient of gradients) sum += sumOfSquares(gradient);
  return Math.sqrt(sum);
}

/** In four sums: each addition waits for the one before it. */
function sumOfSquares(values: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[i] * values[i];
    b += values[i + 1] * values[i + 1];
    c += values[i + 2] * values[i + 2];
    d += values[i + 3] * values[i + 3];
  }
  for (let i = whole; i < values.length; i++) a += values[i] * values[i];
  return a + b + c + d;
}
