import { tf } from '../engine/tfjs.js';
/** What a masked score is raised by: exp of it is 0 in float32, and sums of two stay finite. */
export const MASKED = -1e9;
/** (N*L, D) -> (N, heads, L, D/heads) */
export function splitHeads(x, length, heads) {
    const [rows, width] = x.shape;
    return tf.transpose(tf.reshape(x, [rows / length, length, heads, width / heads]), [0, 2, 1, 3]);
}
/** (N, heads, L, d) -> (N*L, heads*d) */
export function mergeHeads(x) {
    const [n, heads, length, depth] = x.shape;
    return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [n * length, heads * depth]);
}
/**
 * softmax(q k^T / sqrt(d) + bias) v: (N, heads, Lq, d), twice (N, heads, Lk, d) -> (N, heads, Lq, d). `bias` broadcasts
 * to (N, heads, Lq, Lk) and is 0 where a query may look, `MASKED` where not.
 */
export function attend(q, k, v, bias) {
    const scaled = tf.mul(q, 1 / Math.sqrt(q.shape[3]));
    const scores = tf.matMul(scaled, k, false, true); // (N, heads, Lq, Lk)
    const shares = tf.softmax(bias ? tf.add(scores, bias) : scores);
    return tf.matMul(shares, v);
}
//# sourceMappingURL=attention.js.map