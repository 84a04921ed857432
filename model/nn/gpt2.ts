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
  small: { ...COMMON, width: 256, layers: 4, heads: 4 },
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

/** Keys and values of the tokens so far, of each layer, (N, heads, P, d) each. */
export type Cache = readonly { readonly key: Tensor4D; readonly value: Tensor4D }[];

export interface Gpt2Output {
  /** (N*L, D), after the last norm. */
  readonly hidden: Tensor2D;
  /** Of all P + L tokens. */
  readonly cache: Cache;
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
  const cache: { key: Tensor4D; value: Tensor4D }[] = [];
  for (let i = 0; i < net.layers; i++) {
    const name = `layer${i}`;
    const normal = layerNorm(weights, `${name}/attention/norm`, x, EPSILON);
    const [q, k, v] = tf
      .split(linear(weights, `${name}/attention/qkv`, normal), 3, 1)
      .map((part) => splitHeads(part as Tensor2D, length, net.heads));
    const [key, value] = past ? [tf.concat([past[i].key, k], 2), tf.concat([past[i].value, v], 2)] : [k, v];
    cache.push({ key, value });
    const seen = mergeHeads(attend(q, key, value, bias)); // (N*L, D)
    x = tf.add(x, linear(weights, `${name}/attention/output`, seen));
    const wide = geluTanh(linear(weights, `${name}/up`, layerNorm(weights, `${name}/norm`, x, EPSILON)));
    x = tf.add(x, linear(weights, `${name}/down`, wide));
  }
  return { hidden: layerNorm(weights, 'norm', x, EPSILON), cache };
}

/** (L, L): a token sees itself and what is before it. */
function causalBias(length: number): Tensor2D {
  const data = new Float32Array(length * length);
  for (let i = 0; i < length; i++) data.fill(MASKED, i * length + i + 1, (i + 1) * length);
  return tf.tensor2d(data, [length, length]);
}
