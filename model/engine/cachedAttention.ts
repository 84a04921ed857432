/**
 * Causal attention of tokens that come behind others, whose keys and values are kept in rooms: one op, which ONNX Runtime
 * runs in place where a room is fed and fetched as the same memory. For inference: it has no gradient.
 */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { CACHED_ATTENTION, has } from './ownOps.js';
import { tf } from './tfjs.js';

/** Keys and values of N texts, (N, heads, T, d) each, with places for T tokens. */
export interface Rooms {
  readonly key: Tensor4D;
  readonly value: Tensor4D;
}

/** Where the new tokens stand: all texts are equally long. */
export interface Places {
  /** (N) int32, the place of a text's last new token, the same for all. */
  readonly last: Tensor1D;
  /** (1) int32, tokens with the new ones. */
  readonly total: Tensor1D;
}

/** What a masked score is: exp of it is 0 in float32. */
const MASKED = -1e9;

/**
 * @param qkv (N*L, 3*heads*d) queries, keys and values of L new tokens a text
 * @returns (N*L, heads*d) what the tokens see, and the rooms with the new tokens in them
 */
export function cachedAttention(qkv: Tensor2D, rooms: Rooms, places: Places): { seen: Tensor2D; rooms: Rooms } {
  if (!has(CACHED_ATTENTION)) return composed(qkv, rooms, places);
  const { last, total } = places;
  const inputs = { qkv, key: rooms.key, value: rooms.value, last, total };
  const [seen, key, value] = tf.engine().runKernel(CACHED_ATTENTION, inputs) as unknown as Tensor[];
  return { seen: seen as Tensor2D, rooms: { key: key as Tensor4D, value: value as Tensor4D } };
}

function composed(qkv: Tensor2D, rooms: Rooms, { total }: Places): { seen: Tensor2D; rooms: Rooms } {
  const [texts, heads, , depth] = rooms.key.shape;
  const tokens = qkv.shape[0] / texts;
  const all = total.dataSync()[0];
  const [q, k, v] = tf
    .split(qkv, 3, 1)
    .map((part) => tf.transpose(tf.reshape(part, [texts, tokens, heads, depth]), [0, 2, 1, 3]) as Tensor4D);
  const before = (room: Tensor4D): Tensor4D => tf.slice(room, 0, [texts, heads, all - tokens, depth]);
  const after = (room: Tensor4D): Tensor4D => tf.slice(room, [0, 0, all, 0], [-1, -1, -1, -1]);
  const [key, value] = [tf.concat([before(rooms.key), k], 2), tf.concat([before(rooms.value), v], 2)];
  const bias = new Float32Array(tokens * all);
  for (let i = 0; i < tokens; i++) bias.fill(MASKED, i * all + all - tokens + i + 1, (i + 1) * all);
  const scores = tf.mul(tf.matMul<Tensor4D>(q, key, false, true), 1 / Math.sqrt(depth));
  const shares = tf.softmax(tf.add(scores, tf.tensor2d(bias, [tokens, all]))) as Tensor4D;
  const seen = tf.transpose(tf.matMul(shares, value), [0, 2, 1, 3]);
  return {
    seen: tf.reshape(seen, [texts * tokens, heads * depth]),
    rooms: { key: tf.concat([key, after(rooms.key)], 2), value: tf.concat([value, after(rooms.value)], 2) },
  };
}
