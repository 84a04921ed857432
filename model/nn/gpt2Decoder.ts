/**
 * GPT-2 word by word: the prompt goes through one graph, every further word through a second one that keeps the keys and
 * values of what was before. Both are static but for the batch and the length of the past.
 */
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { sessionOptions, type SessionOptions } from '../engine/session.js';
import { tf } from '../engine/tfjs.js';
import { trace, type InputSpec, type TraceOptions } from '../engine/trace.js';
import { TRACED_BATCH } from './exportOnnx.js';
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

type State = Readonly<Record<string, OnnxTensor>>;

/**
 * Opens the graph of a further word; that of a prompt is opened with the first prompt of its length. The weights are fed
 * with every run, so that both graphs share the arrays of `parameters`.
 */
export async function openGpt2Decoder(
  net: Gpt2Net,
  parameters: Parameters,
  options: SessionOptions = {},
): Promise<Decoder> {
  const onnx = await import('onnxruntime-node');
  const open = (bytes: Uint8Array): Promise<InferenceSession> =>
    onnx.InferenceSession.create(bytes, sessionOptions(options));
  const entries = Object.entries(parameters).map(([name, { shape, data }]) => [name, new onnx.Tensor(data, shape)]);
  const weights = Object.fromEntries(entries) as State;
  const wordGraph = await open(traceWord(net, parameters));
  const prompts = new Map<number, Promise<InferenceSession>>();
  const promptGraph = (length: number): Promise<InferenceSession> => {
    const found = prompts.get(length) ?? open(tracePrompt(net, parameters, length));
    prompts.set(length, found);
    return found;
  };
  /** Room for what a run gives, so that nothing is copied on its way out; two in turns, as one is read meanwhile. */
  const rooms = [createRoom(), createRoom()];
  const present = (count: number, length: number): Record<string, OnnxTensor> => {
    const dims = [count, net.heads, length, net.width / net.heads];
    const room = rooms[length % 2];
    return Object.fromEntries(
      cacheNames(net).map((name) => [
        name,
        new onnx.Tensor(
          room(
            name,
            dims.reduce((a, b) => a * b),
          ),
          dims,
        ),
      ]),
    );
  };
  const run = async (session: InferenceSession, feeds: State, count: number, length: number): Promise<Decoding> => {
    const logits = new onnx.Tensor(new Float32Array(count * net.vocabulary), [count, net.vocabulary]);
    const best = new onnx.Tensor(new Int32Array(count), [count]);
    const past = present(count, length);
    await session.run({ ...weights, ...feeds }, { logits, best, ...past });
    let used = false;
    return {
      logits: logits.data as Float32Array,
      best: best.data as Int32Array,
      next: (words) => {
        if (used) throw new Error('These texts have gone on already.');
        if (length >= net.positions) throw new Error(`GPT-2 has ${net.positions} positions, and this is a word more.`);
        used = true;
        const ids = new onnx.Tensor('int32', words, [words.length, 1]);
        const position = new onnx.Tensor('int32', Int32Array.of(length), [1]);
        const fed = Object.fromEntries(Object.entries(past).map(([name, tensor]) => [pastName(name), tensor]));
        return run(wordGraph, { ids, position, ...fed }, count, length + 1);
      },
    };
  };
  const startFrom = async (prefix: Float32Array, length: number): Promise<Decoding> => {
    const count = prefix.length / (length * net.width);
    const words = new onnx.Tensor('float32', prefix, [count, length, net.width]);
    return run(await promptGraph(length), { words }, count, length);
  };
  return {
    startFrom,
    start: (ids, length) => startFrom(embedded(net, parameters, ids), length),
    release: async () => {
      for (const session of [wordGraph, ...(await Promise.all(prompts.values()))]) await session.release();
    },
  };
}

/** Arrays by name that are used again, and grow by half where they are too small. */
function createRoom(): (name: string, size: number) => Float32Array {
  const arrays = new Map<string, Float32Array>();
  return (name, size) => {
    let array = arrays.get(name);
    if (!array || array.length < size) arrays.set(name, (array = new Float32Array(Math.ceil(1.5 * size))));
    return array.subarray(0, size);
  };
}

/** Rows of the table of words: (M) -> (M, D) */
function embedded({ width }: Gpt2Net, parameters: Parameters, ids: Int32Array): Float32Array {
  const table = parameters['words/table'].data;
  const rows = new Float32Array(ids.length * width);
  ids.forEach((id, i) => rows.set(table.subarray(id * width, (id + 1) * width), i * width));
  return rows;
}

const KEEP = { 0: 'n' };
const PAST = { 0: 'n', 2: 'past' };
const PRESENT = { 0: 'n', 2: 'present' };

/** What comes out as `key0` goes in again as `key0:past`. */
const pastName = (name: string): string => `${name}:past`;

const cacheNames = ({ layers }: Gpt2Net): string[] =>
  Array.from({ length: layers }, (_, i) => [`key${i}`, `value${i}`]).flat();

/** The graphs' outputs: what comes next, and the keys and values of everything so far. */
function outputsOf(weights: Weights, { hidden, cache }: Gpt2Output, length: number): Record<string, Tensor> {
  const [rows, width] = hidden.shape;
  const states: Tensor3D = tf.reshape(hidden, [rows / length, length, width]);
  const last: Tensor2D = tf.reshape(tf.slice(states, [0, length - 1, 0], [-1, 1, -1]), [rows / length, width]);
  const logits = gpt2Logits(weights, last);
  const past = cache.flatMap(({ key, value }, i) => [[`key${i}`, key] as const, [`value${i}`, value] as const]);
  return { logits, best: tf.argMax(logits, 1), ...Object.fromEntries(past) };
}

const OUTPUTS = { logits: KEEP, best: KEEP };
const dynamicCache = (net: Gpt2Net, axes: Record<number, string>): NonNullable<TraceOptions['dynamic']> =>
  Object.fromEntries(cacheNames(net).map((name) => [name, axes]));

function tracePrompt(net: Gpt2Net, parameters: Parameters, length: number): Uint8Array {
  const specs = { ...parameters, words: { shape: [TRACED_BATCH, length, net.width] } };
  const run = ({ words, ...weights }: Record<string, Tensor>): Record<string, Tensor> =>
    outputsOf(weights, gpt2(net, weights, words as Tensor3D), length);
  return trace(run, specs, { dynamic: { words: KEEP, ...OUTPUTS, ...dynamicCache(net, KEEP) } }).bytes;
}

/** Any past but one word long, so that nothing takes it for an axis of size 1. */
const TRACED_PAST = 3;

function traceWord(net: Gpt2Net, parameters: Parameters): Uint8Array {
  const { heads, width } = net;
  const past: InputSpec = { shape: [TRACED_BATCH, heads, TRACED_PAST, width / heads] };
  const ports = cacheNames(net).map(pastName);
  const specs: Record<string, InputSpec> = {
    ...parameters,
    ids: { shape: [TRACED_BATCH, 1], dtype: 'int32' },
    position: { shape: [1], dtype: 'int32' },
    ...Object.fromEntries(ports.map((name) => [name, past])),
  };
  return trace(
    (inputs) => {
      const cache: Cache = Array.from({ length: net.layers }, (_, i) => ({
        key: inputs[pastName(`key${i}`)] as Tensor4D,
        value: inputs[pastName(`value${i}`)] as Tensor4D,
      }));
      const words = gpt2Words(inputs, inputs.ids) as Tensor3D;
      return outputsOf(inputs, gpt2(net, inputs, words, { positions: inputs.position, past: cache }), 1);
    },
    specs,
    {
      dynamic: {
        ids: KEEP,
        ...Object.fromEntries(ports.map((name) => [name, PAST])),
        ...OUTPUTS,
        ...dynamicCache(net, PRESENT),
      },
    },
  ).bytes;
}
