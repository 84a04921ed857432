import { CACHED_ATTENTION, has } from './ownOps.js';
import { tf } from './tfjs.js';
/**
 * @param qkv (N*L, 3*heads*d) queries, keys and values of L new tokens a text
 * @param bias (L, T + L) 0 where a token may look, `MASKED` where not: at places of the rooms, then at the new tokens
 * @returns (N*L, heads*d) what the tokens see
 */
export function cachedAttention(qkv, { key, value }, bias) {
    if (has(CACHED_ATTENTION)) {
        const inputs = { qkv, key, value, bias };
        return tf.engine().runKernel(CACHED_ATTENTION, inputs);
    }
    const [texts, heads, depth, places] = key.shape;
    const tokens = qkv.shape[0] / texts;
    const [q, k, v] = tf
        .split(qkv, 3, 1)
        .map((part) => tf.transpose(tf.reshape(part, [texts, tokens, heads, depth]), [0, 2, 1, 3]));
    const scaled = tf.mul(k, 1 / Math.sqrt(depth));
    const scores = tf.concat([tf.matMul(q, key), tf.matMul(q, scaled, false, true)], 3);
    const shares = tf.softmax(tf.add(scores, bias));
    const [before, own] = tf.split(shares, [places, tokens], 3);
    const seen = tf.add(tf.matMul(before, value), tf.matMul(own, v));
    return tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), [texts * tokens, heads * depth]);
}
//# sourceMappingURL=cachedAttention.js.map