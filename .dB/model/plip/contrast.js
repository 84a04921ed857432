import { tf } from '../engine/tfjs.js';
export const CONTRAST_DEFAULTS = { kind: 'cmpm', target: 'sum', temperature: 0.02 };
/** Keeps the logarithm of a target that is 0 finite. */
const EPSILON = 1e-8;
/**
 * The sum of both directions.
 * @param images (N, D)
 * @param texts (N, D)
 * @param same (N, N), 1 where image i and text j are of one identity; symmetric
 */
export function contrastLoss(contrast, images, texts, same) {
    const { kind, temperature } = contrast;
    const factor = kind === 'sdm' || kind === 'infonce' ? 1 / temperature : 1;
    const direction = (from, to) => {
        const own = kind === 'cmpm' ? from : units(from);
        const scores = tf.mul(tf.matMul(own, units(to), false, true), factor); // (N, N)
        const logShares = tf.logSoftmax(scores);
        if (kind === 'infonce')
            return tf.neg(tf.div(tf.sum(tf.mul(logShares, tf.eye(same.shape[0]))), same.shape[0]));
        const target = tf.log(tf.add(targets(contrast, same), EPSILON));
        return tf.div(tf.sum(tf.mul(tf.exp(logShares), tf.sub(logShares, target))), same.shape[0]);
    };
    return tf.add(direction(images, texts), direction(texts, images));
}
/** (N, N) -> (N, N) */
function targets({ target }, same) {
    const count = tf.sum(same, 1, true); // (N, 1)
    return tf.div(same, target === 'sum' ? count : tf.sqrt(count));
}
/** Rows of length 1. */
function units(x) {
    return tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-12)));
}
//# sourceMappingURL=contrast.js.map