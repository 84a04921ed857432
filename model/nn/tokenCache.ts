/** Keys and values of texts in rooms that are longer than they need be: a further token is written in place. */
import type { Gpt2Net } from './gpt2.js';

export interface TokenCache {
  /** Texts. */
  readonly count: number;
  /** Tokens of each so far. */
  readonly length: number;
  /** (N, heads, T, d) of each room; there are two a layer. */
  dims(): readonly [number, number, number, number];
  arrays(): readonly Float32Array[];
  /** Counts the next tokens in, which are still to be written, and makes place for them. */
  grow(tokens: number): void;
  /** A cache of its own with some of the texts. */
  select(texts: Int32Array): TokenCache;
}

/** Places that rooms become longer by. */
const STEP = 16;

export function createTokenCache(
  net: Gpt2Net,
  count: number,
  start: { rooms: readonly Float32Array[]; length: number; places: number } = { rooms: [], length: 0, places: 0 },
): TokenCache {
  const { heads, width, layers } = net;
  const depth = width / heads;
  let { length, places } = start;
  const rooms =
    start.rooms.length > 0 ? [...start.rooms] : Array.from({ length: 2 * layers }, () => new Float32Array(0));
  const longer = (room: Float32Array, target: number): Float32Array => {
    const result = new Float32Array(count * heads * target * depth);
    const [from, to] = [places * depth, target * depth];
    for (let i = 0; i < count * heads; i++) result.set(room.subarray(i * from, (i + 1) * from), i * to);
    return result;
  };
  return {
    count,
    get length() {
      return length;
    },
    dims: () => [count, heads, places, depth],
    arrays: () => rooms,
    grow: (tokens) => {
      length += tokens;
      if (length <= places) return;
      const target = STEP * Math.ceil(length / STEP);
      // One after the other, so that memory of those that are replaced may be free before all are.
      for (const [i, room] of rooms.entries()) rooms[i] = longer(room, target);
      places = target;
    },
    select: (texts) => {
      const size = heads * places * depth;
      const chosen = rooms.map((room) => {
        const own = new Float32Array(texts.length * size);
        texts.forEach((text, i) => own.set(room.subarray(text * size, (text + 1) * size), i * size));
        return own;
      });
      return createTokenCache(net, texts.length, { rooms: chosen, length, places });
    },
  };
}
