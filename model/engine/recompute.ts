/**
 * Recomputation (Chen et al., 2016, Training Deep Nets with Sublinear Memory Cost): of a block only its inputs are kept until the
 * backward pass, which runs the block again. Memory for the price of a second forward pass.
 */
import type { Tensor } from '@tensorflow/tfjs';
import { has } from './ownOps.js';
import { tf } from './tfjs.js';

export const AFTER = 'After';

/** Inputs -> one tensor; `again` in the backward pass. */
export type Block<T extends Tensor> = (inputs: readonly Tensor[], again: boolean) => T;

/**
 * @param inputs all that the block depends on, float32: what it takes from elsewhere has no gradient. The first one is what the
 *   block works on: nothing that depends on it is computed again before its gradient is asked for.
 */
export function recompute<T extends Tensor>(inputs: readonly Tensor[], block: Block<T>): T {
  const forward = tf.customGrad((...all: unknown[]) => {
    const given = all.slice(0, -1) as Tensor[];
    const save = all.at(-1) as (saved: readonly Tensor[]) => void;
    const value = block(given, false);
    save(given);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => gradients(block, saved, dy) };
  });
  return forward(...inputs) as T;
}

function gradients<T extends Tensor>(block: Block<T>, [first, ...others]: readonly Tensor[], dy: Tensor): Tensor[] {
  const inputs = [after(first, dy), ...others];
  // tfjs has one tape: that of the pass which asks for this gradient is put aside meanwhile.
  const { state } = tf.engine();
  const outer = state.activeTape;
  try {
    const { grads } = tf.engine().gradients(() => block(inputs, true), inputs, dy, true);
    return inputs.map((input, i) => (grads[i] as Tensor | undefined) ?? tf.zerosLike(input));
  } finally {
    state.activeTape = outer;
  }
}

/** x itself, but in a compiled graph not before `until` is there; else what is computed again would be merged with the first time. */
function after(x: Tensor, until: Tensor): Tensor {
  return has(AFTER) ? (tf.engine().runKernel(AFTER, { x, until }) as unknown as Tensor) : x;
}
