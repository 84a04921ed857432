/**
 * GPT-2 word by word: the prompt goes through one graph, every further word through a second one that keeps the keys and
 * values of what was before. Both are static but for the batch and the length of the past.
 */
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { sessionOptions, type SessionOptions } from '../engine/session.js';
import { tf } from '../engine/tfjs.js';
import { trace, type InputSpec, type TraceOptions } from '../engine/trace.js';
import { parameterTensors, TRACED_BATCH } from './exportOnnx.js';
import { type Cache, gpt2, gpt2Logits, type Gpt2Net, type Gpt2Output, gpt2Words } from './gpt2.js';
import type { Weights } from './layers.js';
import type { Parameters } from './parameters.js';

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

type Feeds = Readonly<Record<string, OnnxTensor>>;

/**
 * Opens the graph of a further word, which holds the weights packed for products with few rows; the graph of a prompt is
 * opened with the first prompt of its length, and is fed the arrays of `parameters`.
 */
export async function openGpt2Decoder(
  net: Gpt2Net,
  parameters: Parameters,
  options: SessionOptions = {},
): Promise<Decoder> {
  const onnx = await import('onnxruntime-node');
  const open = (bytes: Uint8Array): Promise<InferenceSession> =>
    onnx.InferenceSession.create(bytes, sessionOptions(options));
  const wordGraph = await open(traceWord(net, parameters));
  const weights = Object.entries(parameters).map(([name, { shape, data }]) => [name, new onnx.Tensor(data, shape)]);
  const prompts = new Map<number, Promise<InferenceSession>>();
  const promptGraph = (length: number): Promise<InferenceSession> => {
    const found = prompts.get(length) ?? open(tracePrompt(net, parameters, length));
    prompts.set(length, found);
    return found;
  };
  const width = net.width;
  const standing = (tables: Tables, cache: TokenCache): Decoding => {
    const { length } = cache;
    const current = (): void => {
      if (cache.length !== length) throw new Error('These texts have gone on already.');
    };
    const next = async (words: Int32Array): Promise<Decoding> => {
      current();
      if (length >= net.positions) throw new Error(`GPT-2 has ${net.positions} positions, and this is a word more.`);
      const past = cache.arrays().map(([name, data]) => {
        return [
          pastName(name),
          new onnx.Tensor(data, [length, words.length, net.heads, net.width / net.heads]),
        ] as const;
      });
      const ids = new onnx.Tensor('int32', words, [words.length, 1]);
      const position = new onnx.Tensor('int32', Int32Array.of(length), [1]);
      return decoded(await wordGraph.run({ ids, position, ...Object.fromEntries(past) }), cache);
    };
    const select = (texts: Int32Array): Decoding => {
      current();
      const { choices } = tables;
      const own = {
        choices,
        words: rowsOf(tables.words, choices, texts),
        logShares: rowsOf(tables.logShares, choices, texts),
      };
      return standing(own, cache.select(texts, width));
    };
    return { ...tables, count: tables.words.length / tables.choices, next, select };
  };
  const decoded = ({ words, logShares, ...made }: Feeds, cache: TokenCache): Decoding => {
    cache.append(made);
    const choices = words.dims[1];
    return standing({ choices, words: words.data as Int32Array, logShares: logShares.data as Float32Array }, cache);
  };
  const startFrom = async (prefix: Float32Array, length: number): Promise<Decoding> => {
    const count = prefix.length / (length * net.width);
    const words = new onnx.Tensor('float32', prefix, [count, length, net.width]);
    const session = await promptGraph(length);
    const feeds = { prefix: words, ...(Object.fromEntries(weights) as Feeds) };
    return decoded(await session.run(feeds), createTokenCache(cacheNames(net), count * net.width));
  };
  return {
    startFrom,
    start: (ids, length) => startFrom(embedded(net, parameters, ids), length),
    release: async () => {
      for (const session of [wordGraph, ...(await Promise.all(prompts.values()))]) await session.release();
    },
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

/** Keys and values in arrays that are longer than they need be: a further token is written behind the last one. */
interface TokenCache {
  /** Tokens so far. */
  readonly length: number;
  append(made: Feeds): void;
  /** A cache of its own with some of the texts. @param own numbers of one token of one text */
  select(texts: Int32Array, own: number): TokenCache;
  /** What is there of each. */
  arrays(): Array<readonly [string, Float32Array]>;
}

/** @param width numbers of one token of all texts */
function createTokenCache(
  names: readonly string[],
  width: number,
  start?: { rooms: Map<string, Float32Array>; length: number },
): TokenCache {
  const rooms = start?.rooms ?? new Map(names.map((name) => [name, new Float32Array(0)]));
  let length = start?.length ?? 0;
  return {
    get length() {
      return length;
    },
    append: (made) => {
      const added = made[names[0]].dims[0];
      for (const [name, room] of rooms) {
        let target = room;
        if (room.length < (length + added) * width) {
          target = new Float32Array(2 * (length + added) * width);
          target.set(room.subarray(0, length * width));
          rooms.set(name, target);
        }
        target.set(made[name].data as Float32Array, length * width);
      }
      length += added;
    },
    select: (texts, own) => {
      const size = texts.length * own;
      const chosen = [...rooms].map(([name, room]): [string, Float32Array] => {
        const target = new Float32Array((room.length / width) * size);
        for (let token = 0; token < length; token++) {
          const all = room.subarray(token * width, (token + 1) * width);
          texts.forEach((text, i) => target.set(all.subarray(text * own, (text + 1) * own), token * size + i * own));
        }
        return [name, target];
      });
      return createTokenCache(names, size, { rooms: new Map(chosen), length });
    },
    arrays: () => [...rooms].map(([name, room]) => [name, room.subarray(0, length * width)]),
  };
}

/** Rows of the table of words: (M) -> (M, D) */
function embedded({ width }: Gpt2Net, parameters: Parameters, ids: Int32Array): Float32Array {
  const table = parameters['words/table'].data;
  const rows = new Float32Array(ids.length * width);
  ids.forEach((id, i) => rows.set(table.subarray(id * width, (id + 1) * width), i * width));
  return rows;
}

const TEXTS = { 0: 'n' };
const TOKENS = { 1: 'n' };
const PAST = { 0: 'past', 1: 'n' };

/** What comes out as `key0` goes in as part of `key0:past`. */
const pastName = (name: string): string => `${name}:past`;

const cacheNames = ({ layers }: Gpt2Net): string[] =>
  Array.from({ length: layers }, (_, i) => [`key${i}`, `value${i}`]).flat();

/** The graphs' outputs: what comes next, and the keys and values of their own tokens. */
function outputsOf(weights: Weights, { hidden, cache }: Gpt2Output, length: number): Record<string, Tensor> {
  const [rows, width] = hidden.shape;
  const states: Tensor3D = tf.reshape(hidden, [rows / length, length, width]);
  const last: Tensor2D = tf.reshape(tf.slice(states, [0, length - 1, 0], [-1, 1, -1]), [rows / length, width]);
  const logits = gpt2Logits(weights, last);
  const { values, indices } = tf.topk<Tensor2D>(logits, Math.min(CHOICES, logits.shape[1]));
  // log softmax of the few that are looked at
  const logShares = tf.sub(values, tf.logSumExp(logits, 1, true));
  const own = cache().flatMap(({ key, value }, i) => [[`key${i}`, key] as const, [`value${i}`, value] as const]);
  return { words: indices, logShares, ...Object.fromEntries(own) };
}

function dynamicAxes(net: Gpt2Net, inputs: NonNullable<TraceOptions['dynamic']>): TraceOptions {
  const cache = cacheNames(net).map((name) => [name, TOKENS]);
  return { dynamic: { ...inputs, words: TEXTS, logShares: TEXTS, ...Object.fromEntries(cache) } };
}

function tracePrompt(net: Gpt2Net, parameters: Parameters, length: number): Uint8Array {
  const specs = { ...parameters, prefix: { shape: [TRACED_BATCH, length, net.width] } };
  const run = ({ prefix, ...weights }: Record<string, Tensor>): Record<string, Tensor> =>
    outputsOf(weights, gpt2(net, weights, prefix as Tensor3D), length);
  return trace(run, specs, dynamicAxes(net, { prefix: TEXTS })).bytes;
}

/** Any past but one word long, so that nothing takes it for an axis of size 1. */
const TRACED_PAST = 3;

function traceWord(net: Gpt2Net, parameters: Parameters): Uint8Array {
  const { heads, width } = net;
  const past: InputSpec = { shape: [TRACED_PAST, TRACED_BATCH, heads, width / heads] };
  const ports = cacheNames(net).map(pastName);
  const specs: Record<string, InputSpec> = {
    ids: { shape: [TRACED_BATCH, 1], dtype: 'int32' },
    position: { shape: [1], dtype: 'int32' },
    ...Object.fromEntries(ports.map((name) => [name, past])),
  };
  const run = (inputs: Record<string, Tensor>): Record<string, Tensor> => {
    const weights = parameterTensors(parameters);
    const cache: Cache = Array.from({ length: net.layers }, (_, i) => ({
      key: inputs[pastName(`key${i}`)] as Tensor4D,
      value: inputs[pastName(`value${i}`)] as Tensor4D,
    }));
    const words = gpt2Words(weights, inputs.ids) as Tensor3D;
    return outputsOf(weights, gpt2(net, weights, words, { positions: inputs.position, past: cache }), 1);
  };
  const axes = { ids: TEXTS, ...Object.fromEntries(ports.map((name) => [name, PAST])) };
  return trace(run, specs, dynamicAxes(net, axes)).bytes;
}
