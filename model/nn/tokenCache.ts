/** Keys and values of texts in rooms that are longer than they need be: further tokens are written behind those that are there. */
import type { Gpt2Net } from './gpt2.js';

/** Of one layer: keys over sqrt(d) (N, heads, d, T) and values (N, heads, T, d), as `cachedAttention` reads them. */
export interface LayerRooms {
  readonly key: Float32Array;
  readonly value: Float32Array;
}

export interface TokenCache {
  /** Texts. */
  readonly count: number;
  /** Tokens of each so far. */
  readonly length: number;
  /** T */
  readonly places: number;
  readonly layers: readonly LayerRooms[];
  /** Takes L further tokens in. @param qkv by layer (N*L, 3*heads*d): queries, which are left, keys and values */
  append(qkv: readonly Float32Array[]): void;
  /** A cache of its own with some of the texts. */
  select(texts: Int32Array): TokenCache;
}

/** Places that a text begins with; they are doubled when they are full. */
const FIRST = 16;

export function createTokenCache(net: Gpt2Net, count: number): TokenCache {
  const size = count * net.width * FIRST;
  const layers = Array.from({ length: net.layers }, () => ({
    key: new Float32Array(size),
    value: new Float32Array(size),
  }));
  return cacheOf(net, count, { layers, length: 0, places: FIRST });
}

function cacheOf(net: Gpt2Net, count: number, start: Pick<TokenCache, 'layers' | 'length' | 'places'>): TokenCache {
  const { heads, width } = net;
  const depth = width / heads;
  let { length, places } = start;
  const layers = [...start.layers];
  const double = (): void => {
    // Layer after layer, so that memory of the old rooms may be free before all are replaced.
    for (const [i, { key, value }] of layers.entries())
      layers[i] = {
        key: spread(key, count * width, [places, 2 * places]),
        value: spread(value, count * heads, [places * depth, 2 * places * depth]),
      };
    places *= 2;
  };
  return {
    count,
    layers,
    get length() {
      return length;
    },
    get places() {
      return places;
    },
    append: (qkv) => {
      const tokens = qkv[0].length / (3 * width * count);
      while (length + tokens > places) double();
      for (const [i, rows] of qkv.entries())
        for (let n = 0; n < count; n++)
          for (let l = 0; l < tokens; l++) {
            const row = rows.subarray(3 * width * (n * tokens + l), 3 * width * (n * tokens + l + 1));
            writeToken(layers[i], row, { depth, first: n * heads, at: length + l, places });
          }
      length += tokens;
    },
    select: (texts) => {
      const chosen = (room: Float32Array): Float32Array => {
        const size = width * places;
        const own = new Float32Array(texts.length * size);
        texts.forEach((text, i) => own.set(room.subarray(text * size, (text + 1) * size), i * size));
        return own;
      };
      const own = layers.map(({ key, value }) => ({ key: chosen(key), value: chosen(value) }));
      return cacheOf(net, texts.length, { layers: own, length, places });
    },
  };
}

/** Rows of one length become rows of another, the rest of each zero. */
function spread(room: Float32Array, rows: number, [from, to]: readonly [number, number]): Float32Array {
  const result = new Float32Array(rows * to);
  for (let i = 0; i < rows; i++) result.set(room.subarray(i * from, (i + 1) * from), i * to);
  return result;
}

/** @param row (3*heads*d) of one token @param place of the token; `first` is the row of the text's first head */
function writeToken(
  { key, value }: LayerRooms,
  row: Float32Array,
  { depth, first, at, places }: { depth: number; first: number; at: number; places: number },
): void {
  const width = row.length / 3;
  const scale = 1 / Math.sqrt(depth);
  for (let c = 0; c < width; c++) key[(first * depth + c) * places + at] = scale * row[width + c];
  for (let head = 0; head < width / depth; head++)
    value.set(
      row.subarray(2 * width + head * depth, 2 * width + (head + 1) * depth),
      ((first + head) * places + at) * depth,
    );
}
