import { has } from './ownOps.js';
import { tf } from './tfjs.js';
export const AFTER = 'After';
/**
 * @param inputs all that the block depends on, float32: what it takes from elsewhere has no gradient. The first one is what the
 *   block works on: nothing that depends on it is computed again before its gradient is asked for.
 */
export function recompute(inputs, block) {
    const forward = tf.customGrad((...all) => {
        const given = all.slice(0, -1);
        const save = all.at(-1);
        const value = block(given, false);
        save(given);
        return { value, gradFunc: (dy, saved) => gradients(block, saved, dy) };
    });
    return forward(...inputs);
}
function gradients(block, [first, ...others], dy) {
    const inputs = [after(first, dy), ...others];
    // tfjs has one tape: that of the pass which asks for this gradient is put aside meanwhile.
    const { state } = tf.engine();
    const outer = state.activeTape;
    try {
        const { grads } = tf.engine().gradients(() => block(inputs, true), inputs, dy, true);
        return inputs.map((input, i) => grads[i] ?? tf.zerosLike(input));
    }
    finally {
        state.activeTape = outer;
    }
}
/** x itself, but in a compiled graph not before `until` is there; else what is computed again would be merged with the first time. */
function after(x, until) {
    return has(AFTER) ? tf.engine().runKernel(AFTER, { x, until }) : x;
}
//# sourceMappingURL=recompute.js.map