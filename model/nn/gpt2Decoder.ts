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

/** Where a text stands after its last word. */
export interface Decoding {
  /** (N, V) of the next word. */
  readonly logits: Float32Array;
  /** (N) the likeliest next words. */
  readonly best: Int32Array;
  /** Goes on with one word a text. @throws Error where the texts have become longer than the network has positions */
  next(words: Int32Array): Promise<Decoding>;
}

export interface Decoder {
  /** Starts N texts with prompts of L words each, (N, L). */
  start(prompts: Int32Array, length: number): Promise<Decoding>;
  /** Starts N texts with L embeddings each, (N, L, D): a prefix that is no text. */
  startFrom(prefix: Float32Array, length: number): Promise<Decoding>;
  release(): Promise<void>;
}

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
  const decoding = ({ logits, best, ...made }: Feeds, cache: TokenCache): Decoding => {
    cache.append(made);
    const { length } = cache;
    const next = async (words: Int32Array): Promise<Decoding> => {
      if (cache.length !== length) throw new Error('These texts have gone on already.');
      if (length >= net.positions) throw new Error(`GPT-2 has ${net.positions} positions, and this is a word more.`);
      const past = cache.arrays().map(([name, data]) => {
        return [
          pastName(name),
          new onnx.Tensor(data, [length, words.length, net.heads, net.width / net.heads]),
        ] as const;
      });
      const ids = new onnx.Tensor('int32', words, [words.length, 1]);
      const position = new onnx.Tensor('int32', Int32Array.of(length), [1]);
      return decoding(await wordGraph.run({ ids, position, ...Object.fromEntries(past) }), cache);
    };
    return { logits: logits.data as Float32Array, best: best.data as Int32Array, next };
  };
  const startFrom = async (prefix: Float32Array, length: number): Promise<Decoding> => {
    const count = prefix.length / (length * net.width);
    const words = new onnx.Tensor('float32', prefix, [count, length, net.width]);
    const session = await promptGraph(length);
    const feeds = { words, ...(Object.fromEntries(weights) as Feeds) };
    return decoding(await session.run(feeds), createTokenCache(cacheNames(net), count * net.width));
  };
  return {
    startFrom,
    start: (ids, length) => startFrom(embedded(net, parameters, ids), length),
    release: async () => {
      for (const session of [wordGraph, ...(await Promise.all(prompts.values()))]) await session.release();
    },
  };
}

/** Keys and values in arrays that are longer than they need be: a further token is written behind the last one. */
interface TokenCache {
  /** Tokens so far. */
  readonly length: number;
  append(made: Feeds): void;
  /** What is there of each. */
  arrays(): Array<readonly [string, Float32Array]>;
}

/** @param width numbers of one token of all texts */
function createTokenCache(names: readonly string[], width: number): TokenCache {
  const rooms = new Map(names.map((name) => [name, new Float32Array(0)]));
  let length = 0;
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
  const own = cache().flatMap(({ key, value }, i) => [[`key${i}`, key] as const, [`value${i}`, value] as const]);
  return { logits, best: tf.argMax(logits, 1), ...Object.fromEntries(own) };
}

function dynamicAxes(net: Gpt2Net, inputs: NonNullable<TraceOptions['dynamic']>): TraceOptions {
  const cache = cacheNames(net).map((name) => [name, TOKENS]);
  return { dynamic: { ...inputs, logits: TEXTS, best: TEXTS, ...Object.fromEntries(cache) } };
}

function tracePrompt(net: Gpt2Net, parameters: Parameters, length: number): Uint8Array {
  const specs = { ...parameters, words: { shape: [TRACED_BATCH, length, net.width] } };
  const run = ({ words, ...weights }: Record<string, Tensor>): Record<string, Tensor> =>
    outputsOf(weights, gpt2(net, weights, words as Tensor3D), length);
  return trace(run, specs, dynamicAxes(net, { words: TEXTS })).bytes;
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
