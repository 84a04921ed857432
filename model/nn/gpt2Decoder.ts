/** GPT-2 word by word: one graph takes a prompt or a further word, and the keys and values of what was before. */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensor as OnnxTensor } from 'onnxruntime-node';
import type { Precision } from '../engine/graph.js';
import { logShares } from '../engine/ownOps.js';
import { openGraphApart, type SessionOptions } from '../engine/session.js';
import { tf } from '../engine/tfjs.js';
import { type InputSpec, trace, type Traced, type Tensors } from '../engine/trace.js';
import { parameterTensors, TRACED_BATCH } from './exportOnnx.js';
import { MASKED } from './attention.js';
import { type Further, gpt2Further, gpt2Logits, type Gpt2Net } from './gpt2.js';
import type { Weights } from './layers.js';
import type { Parameters } from './parameters.js';
import { createTokenCache, type TokenCache } from './tokenCache.js';

/** Where N texts stand after their last words. */
export interface Decoding {
  /** Rows of the two tables: texts. */
  readonly count: number;
  /** Columns of the two tables: the likeliest next words, the likeliest first. */
  readonly choices: number;
  /** (N, K) */
  readonly words: Int32Array;
  /** (N, K) log of each one's probability. */
  readonly logShares: Float32Array;
  /** Goes on with one word a text. @throws Error where the texts have become longer than the network has positions */
  next(words: Int32Array): Promise<Decoding>;
  /** Goes on with some of the texts, in this order; a text may be taken several times. */
  select(texts: Int32Array): Decoding;
}

export interface Decoder {
  /** Starts N texts with prompts of L words each, (N, L). */
  start(prompts: Int32Array, length: number): Promise<Decoding>;
  /** Starts N texts with L embeddings each, (N, L, D): a prefix that is no text. */
  startFrom(prefix: Float32Array, length: number): Promise<Decoding>;
  release(): Promise<void>;
}

/** Next words that are looked at: the rest of the vocabulary has a few percent of the probability at most. */
const CHOICES = 64;

export interface DecoderOptions extends SessionOptions {
  /** `int8`: weights a quarter as large, and less time; other words now and then. */
  readonly weights?: Precision;
}

type Fed = Readonly<Record<string, OnnxTensor>>;

/**
 * One graph serves prompts and further words, so that its weights, packed for its products, are held once. Of `parameters`
 * only the table of the words is kept.
 */
export async function openGpt2Decoder(
  net: Gpt2Net,
  parameters: Parameters,
  { weights, ...options }: DecoderOptions = {},
): Promise<Decoder> {
  const onnx = await import('onnxruntime-node');
  const { bytes, apart } = traceDecoder(net, parameters, weights);
  const table = parameters['words/table'].data;
  const session = await openGraphApart(bytes, apart, options);
  const { heads, width } = net;
  /** Goes on with L words of each text, (N, L, D), which become part of the cache. */
  const goOn = async (words: Float32Array, cache: TokenCache): Promise<Decoding> => {
    const { count, places, layers } = cache;
    const length = words.length / (count * width);
    const integers = (size: number, at: (i: number) => number): OnnxTensor =>
      new onnx.Tensor(
        'int32',
        Int32Array.from({ length: size }, (_, i) => at(i)),
        [size],
      );
    const floats = (data: Float32Array, dims: readonly number[]): OnnxTensor =>
      new onnx.Tensor('float32', data, [...dims]);
    const feeds: Fed = {
      words: floats(words, [count, length, width]),
      positions: integers(length, (i) => cache.length + i),
      ends: integers(count, (i) => (i + 1) * length - 1),
      bias: floats(biasOf(cache, length), [length, places + length]),
      ...Object.fromEntries(
        layers.flatMap(({ key, value }, i) => [
          [`key${i}`, floats(key, [count, heads, width / heads, places])],
          [`value${i}`, floats(value, [count, heads, places, width / heads])],
        ]),
      ),
    };
    const made = await session.run(feeds);
    cache.append(layers.map((_, i) => made[`qkv${i}`].data as Float32Array));
    return standing(tablesOf(made), cache);
  };
  const standing = (tables: Tables, cache: TokenCache): Decoding => {
    const { length } = cache;
    const current = (): void => {
      if (cache.length !== length) throw new Error('These texts have gone on already.');
    };
    const next = async (words: Int32Array): Promise<Decoding> => {
      current();
      if (length >= net.positions) throw new Error(`GPT-2 has ${net.positions} positions, and this is a word more.`);
      return goOn(embedded(table, net.width, words), cache);
    };
    const select = (texts: Int32Array): Decoding => {
      current();
      return standing(selected(tables, texts), cache.select(texts));
    };
    return { ...tables, count: cache.count, next, select };
  };
  const startFrom = (prefix: Float32Array, length: number): Promise<Decoding> =>
    goOn(prefix, createTokenCache(net, prefix.length / (length * net.width)));
  return {
    startFrom,
    start: (ids, length) => startFrom(embedded(table, net.width, ids), length),
    release: () => session.release(),
  };
}

/** (N) the likeliest next words. */
export const likeliest = ({ count, choices, words }: Decoding): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => words[i * choices]);

type Tables = Pick<Decoding, 'choices' | 'words' | 'logShares'>;

/** Rows of a table of `width` columns, in the order asked for. */
function rowsOf<T extends Float32Array | Int32Array>(table: T, width: number, rows: Int32Array): T {
  const own = table.subarray(0, 0).constructor as new (length: number) => T;
  const result = new own(rows.length * width);
  rows.forEach((row, i) => result.set(table.subarray(row * width, (row + 1) * width), i * width));
  return result;
}

const tablesOf = ({ choices, logShares }: Fed): Tables => ({
  choices: choices.dims[1],
  words: choices.data as Int32Array,
  logShares: logShares.data as Float32Array,
});

const selected = ({ choices, words, logShares }: Tables, texts: Int32Array): Tables => ({
  choices,
  words: rowsOf(words, choices, texts),
  logShares: rowsOf(logShares, choices, texts),
});

/** Rows of the table of words: (M) -> (M, D) */
function embedded(table: Float32Array, width: number, ids: Int32Array): Float32Array {
  const rows = new Float32Array(ids.length * width);
  ids.forEach((id, i) => rows.set(table.subarray(id * width, (id + 1) * width), i * width));
  return rows;
}

/** (L, T + L): new tokens look at what is there, at themselves and at new ones before them. */
function biasOf({ length, places }: TokenCache, tokens: number): Float32Array {
  const bias = new Float32Array(tokens * (places + tokens));
  for (let l = 0; l < tokens; l++) {
    const row = bias.subarray(l * (places + tokens), (l + 1) * (places + tokens));
    row.fill(MASKED, length, places).fill(MASKED, places + l + 1);
  }
  return bias;
}

/** Words and places of the trace: any numbers but one, so that nothing takes them for an axis of size 1. */
const [TRACED_WORDS, TRACED_PLACES] = [3, 5];

function traceDecoder(net: Gpt2Net, parameters: Parameters, weights: Precision | undefined): Traced {
  const { heads, width, layers } = net;
  const depth = width / heads;
  const names = (name: string): string[] => Array.from({ length: layers }, (_, i) => `${name}${i}`);
  const each = <T>(name: string, value: T): Record<string, T> =>
    Object.fromEntries(names(name).map((own) => [own, value]));
  const integers = (size: number): InputSpec => ({ shape: [size], dtype: 'int32' });
  const specs: Record<string, InputSpec> = {
    words: { shape: [TRACED_BATCH, TRACED_WORDS, width] },
    positions: integers(TRACED_WORDS),
    ends: integers(TRACED_BATCH),
    bias: { shape: [TRACED_WORDS, TRACED_PLACES + TRACED_WORDS] },
    ...each<InputSpec>('key', { shape: [TRACED_BATCH, heads, depth, TRACED_PLACES] }),
    ...each<InputSpec>('value', { shape: [TRACED_BATCH, heads, TRACED_PLACES, depth] }),
  };
  const texts = { 0: 'n' };
  const dynamic = {
    ...{ words: { 0: 'n', 1: 'l' }, positions: { 0: 'l' }, bias: { 0: 'l', 1: 'places+l' } },
    ...{ ends: texts, choices: texts, logShares: texts },
    ...{
      ...each('key', { 0: 'n', 3: 'places' }),
      ...each('value', { 0: 'n', 2: 'places' }),
      ...each('qkv', { 0: 'n*l' }),
    },
  };
  return trace((inputs) => decode(net, parameterTensors(parameters), inputs), specs, {
    ...{ dynamic, weights, isApart: true },
  });
}

/** What comes next, and queries, keys and values of the new tokens. */
function decode(net: Gpt2Net, weights: Weights, inputs: Tensors): Record<string, Tensor> {
  const rooms = Array.from({ length: net.layers }, (_, i) => ({
    key: inputs[`key${i}`] as Tensor4D,
    value: inputs[`value${i}`] as Tensor4D,
  }));
  const { hidden, qkv } = gpt2Further(weights, { ...(inputs as unknown as Omit<Further, 'rooms'>), rooms });
  const { values, indices } = tf.topk<Tensor2D>(
    logShares(gpt2Logits(weights, hidden)),
    Math.min(CHOICES, net.vocabulary),
  );
  return { choices: indices, logShares: values, ...Object.fromEntries(qkv.map((each, i) => [`qkv${i}`, each])) };
}
