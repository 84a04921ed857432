/**
 * Attention of tokens that come behind others, whose keys and values are kept in rooms. The rooms are only read: whoever keeps
 * them writes the new keys and values into them, so that nothing large leaves the graph. For inference: it has no gradient.
 */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { CACHED_ATTENTION, has } from './ownOps.js';
import { tf } from './tfjs.js';

/**
 * Keys over sqrt(d) (N, heads, d, T), as the product with queries takes them fastest, and values (N, heads, T, d) of N texts with
 * T places each.
 */
export interface Rooms {
  readonly key: Tensor4D;
  readonly value: Tensor4D;
}

/**
 * @param qkv (N*L, 3*heads*d) queries, keys and values of L new tokens a text
 * @param bias (L, T + L) 0 where a token may look, `MASKED` where not: at places of the rooms, then at the new tokens
 * @returns (N*L, heads*d) what the tokens see
 */
export function cachedAttention(qkv: Tensor2D, { key, value }: Rooms, bias: Tensor2D): Tensor2D {
  if (has(CACHED_ATTENTION)) {
    const inputs = { qkv, key, value, bias };
    return tf.engine().runKernel(CACHED_ATTENTION, inputs) as unknown as Tensor2D;
  }
  const [texts, heads, depth, places] = key.shape;
  const tokens = qkv.shape[0] / texts;
  const [q, k, v] = tf
    .split(qkv, 3, 1)
    .map((part) => tf.transpose(tf.reshape(part, [texts, tokens, heads, depth]), [0, 2, 1, 3]) as Tensor4D);
  const scaled = tf.mul(k, 1 / Math.sqrt(depth)) as Tensor4D;
  const scores = tf.concat([tf.matMul(q, key), tf.matMul<Tensor4D>(q, scaled, false, true)], 3);
  const shares = tf.softmax(tf.add(scores, bias)) as Tensor4D;
  const [before, own] = tf.split(shares, [places, tokens], 3);
  const seen = tf.add(tf.matMul(before, value), tf.matMul(own, v));
  return tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), [texts * tokens, heads * depth]);
}
