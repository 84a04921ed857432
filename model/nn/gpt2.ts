/** The text generator: GPT-2 (Radford et al., 2019, section 2.3), pre-norm transformer layers with a causal mask. */
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import { geluTanh } from './activations.js';
import { attend, MASKED, mergeHeads, splitHeads } from './attention.js';
import { embedding, layerNorm, linear, type Weights } from './layers.js';
import {
  embeddingParameters,
  layerNormParameters,
  linearParameters,
  type Parameters,
  underName,
} from './parameters.js';

export interface Gpt2Net {
  readonly vocabulary: number;
  readonly positions: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
}

const EPSILON = 1e-5;
const DEVIATION = 0.02;

const COMMON = { vocabulary: 50_257, positions: 1024 };
export const GPT2_PRESETS = {
  /** 124 million parameters. */
  base: { ...COMMON, width: 768, layers: 12, heads: 12 },
  small: { ...COMMON, width: 192, layers: 3, heads: 4 },
  tiny: { ...COMMON, width: 64, layers: 2, heads: 2 },
} as const satisfies Record<string, Gpt2Net>;

export function gpt2Parameters(net: Gpt2Net, random: Random): Parameters {
  const { width, layers } = net;
  // What is added to the residual stream is smaller, by the number of additions (the paper's section 2.3).
  const residual = DEVIATION / Math.sqrt(2 * layers);
  const layer = (name: string): Parameters => ({
    ...underName(`${name}/attention/norm`, layerNormParameters(width)),
    ...underName(`${name}/attention/qkv`, linearParameters(random, width, 3 * width, DEVIATION)),
    ...underName(`${name}/attention/output`, linearParameters(random, width, width, residual)),
    ...underName(`${name}/norm`, layerNormParameters(width)),
    ...underName(`${name}/up`, linearParameters(random, width, 4 * width, DEVIATION)),
    ...underName(`${name}/down`, linearParameters(random, 4 * width, width, residual)),
  });
  return Object.assign(
    {
      ...underName('words', embeddingParameters(random, net.vocabulary, width, DEVIATION)),
      ...underName('positions', embeddingParameters(random, net.positions, width, DEVIATION / 2)),
    },
    ...Array.from({ length: layers }, (_, i) => layer(`layer${i}`)),
    underName('norm', layerNormParameters(width)),
  ) as Parameters;
}

/** Keys and values of each layer, (P, N, heads, d) each: tokens lead, so that a further one is appended, nothing moved. */
export type Cache = readonly { readonly key: Tensor4D; readonly value: Tensor4D }[];

export interface Gpt2Output {
  /** (N*L, D), after the last norm. */
  readonly hidden: Tensor2D;
  /** Of the L tokens alone. Made only when asked for. */
  cache(): Cache;
}

/** ids (...) int32 -> (..., D) */
export const gpt2Words = (weights: Weights, ids: Tensor): Tensor => embedding(weights, 'words', ids);

/** hidden (M, D) -> logits (M, V); the table of the words is used again (tied weights). */
export const gpt2Logits = (weights: Weights, hidden: Tensor2D): Tensor2D =>
  tf.matMul(hidden, weights['words/table'] as Tensor2D, false, true);

/**
 * @param words (N, L, D) embeddings of words, or of a prefix of another kind; positions are added here
 * @param positions (L) int32, where the L tokens stand; default 0 to L - 1
 * @param past the tokens before them; with it L must be 1
 */
export function gpt2(
  net: Gpt2Net,
  weights: Weights,
  words: Tensor3D,
  { positions, past }: { positions?: Tensor; past?: Cache } = {},
): Gpt2Output {
  const [n, length, width] = words.shape;
  if (past && length !== 1) throw new Error(`GPT-2 with past tokens takes one token at a time, not ${length}.`);
  const table = weights['positions/table'] as Tensor2D;
  const places = positions ? tf.gather(table, positions) : tf.slice(table, 0, length); // (L, D)
  let x: Tensor2D = tf.reshape(tf.add(words, places), [n * length, width]);
  const bias = length > 1 ? causalBias(length) : undefined;
  const heads: { key: Tensor4D; value: Tensor4D }[] = [];
  for (let i = 0; i < net.layers; i++) {
    const name = `layer${i}`;
    const normal = layerNorm(weights, `${name}/attention/norm`, x, EPSILON);
    const [q, k, v] = tf
      .split(linear(weights, `${name}/attention/qkv`, normal), 3, 1)
      .map((part) => splitHeads(part as Tensor2D, length, net.heads));
    heads.push({ key: k, value: v });
    const seen = mergeHeads(past ? attendPast(q, k, v, past[i]) : attend(q, k, v, bias)); // (N*L, D)
    x = tf.add(x, linear(weights, `${name}/attention/output`, seen));
    const wide = geluTanh(linear(weights, `${name}/up`, layerNorm(weights, `${name}/norm`, x, EPSILON)));
    x = tf.add(x, linear(weights, `${name}/down`, wide));
  }
  const tokensFirst = (each: Tensor4D): Tensor4D => tf.transpose(each, [2, 0, 1, 3]);
  const cache = (): Cache => heads.map(({ key, value }) => ({ key: tokensFirst(key), value: tokensFirst(value) }));
  return { hidden: layerNorm(weights, 'norm', x, EPSILON), cache };
}

/** One token looks at itself and at P before it, (N, heads, 1, d) each; no copy of the past is made with it. */
function attendPast(q: Tensor4D, k: Tensor4D, v: Tensor4D, past: Cache[number]): Tensor4D {
  const before = past.key.shape[0];
  const textsFirst = (each: Tensor4D): Tensor4D => tf.transpose(each, [1, 2, 0, 3]); // (N, heads, P, d)
  const scaled = tf.mul(q, 1 / Math.sqrt(q.shape[3]));
  const old = tf.matMul<Tensor4D>(scaled, textsFirst(past.key), false, true); // (N, heads, 1, P)
  const own = tf.matMul<Tensor4D>(scaled, k, false, true); // (N, heads, 1, 1)
  const shares = tf.softmax(tf.concat([own, old], 3));
  const ofOwn = tf.slice(shares, [0, 0, 0, 0], [-1, -1, 1, 1]);
  const ofOld = tf.slice(shares, [0, 0, 0, 1], [-1, -1, 1, before]);
  return tf.add(tf.matMul(ofOld, textsFirst(past.value)), tf.mul(ofOwn, v));
}

/** (L, L): a token sees itself and what is before it. */
function causalBias(length: number): Tensor2D {
  const data = new Float32Array(length * length);
  for (let i = 0; i < length; i++) data.fill(MASKED, i * length + i + 1, (i + 1) * length);
  return tf.tensor2d(data, [length, length]);
}
