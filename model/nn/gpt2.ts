/** The text generator: GPT-2 (Radford et al., 2019, section 2.3), pre-norm transformer layers with a causal mask. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { cachedAttention, type Rooms } from '../engine/cachedAttention.js';
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

/** ids (...) int32 -> (..., D) */
export const gpt2Words = (weights: Weights, ids: Tensor): Tensor => embedding(weights, 'words', ids);

/** hidden (M, D) -> logits (M, V); the table of the words is used again (tied weights). */
export const gpt2Logits = (weights: Weights, hidden: Tensor2D): Tensor2D =>
  tf.matMul(hidden, weights['words/table'] as Tensor2D, false, true);

/**
 * (N*L, D) after the last norm.
 * @param words (N, L, D) embeddings of words, or of a prefix of another kind; positions are added here
 * @param positions (L) int32, where the L tokens stand; default 0 to L - 1
 */
export function gpt2(
  net: Gpt2Net,
  weights: Weights,
  words: Tensor3D,
  { positions }: { positions?: Tensor } = {},
): { hidden: Tensor2D } {
  const [n, length, width] = words.shape;
  const table = weights['positions/table'] as Tensor2D;
  const places = positions ? tf.gather(table, positions) : tf.slice(table, 0, length); // (L, D)
  let x: Tensor2D = tf.reshape(tf.add(words, places), [n * length, width]);
  const bias = length > 1 ? causalBias(length) : undefined;
  for (let i = 0; i < net.layers; i++) {
    const [q, k, v] = tf
      .split(asked(weights, `layer${i}`, x), 3, 1)
      .map((part) => splitHeads(part as Tensor2D, length, net.heads));
    x = answered(weights, `layer${i}`, { x, seen: mergeHeads(attend(q, k, v, bias)) });
  }
  return { hidden: layerNorm(weights, 'norm', x, EPSILON) };
}

/** L tokens of N texts that come behind others. */
export interface Further {
  /** (N, L, D) embeddings of words, or of a prefix of another kind; positions are added here. */
  readonly words: Tensor3D;
  /** (L) int32, where they stand. */
  readonly positions: Tensor1D;
  /** (N) int32, which of the N*L rows are the texts' last ones. */
  readonly ends: Tensor1D;
  /** (L, T + L), see `cachedAttention`. */
  readonly bias: Tensor2D;
  /** By layer, with what is before them. */
  readonly rooms: readonly Rooms[];
}

/** For inference: (N, D) of the texts' last tokens after the last norm, and by layer (N*L, 3D) queries, keys and values. */
export function gpt2Further(weights: Weights, further: Further): { hidden: Tensor2D; qkv: readonly Tensor2D[] } {
  const { words, positions, ends, bias, rooms } = further;
  const [n, length, width] = words.shape;
  const places = embedding(weights, 'positions', positions);
  let x: Tensor2D = tf.reshape(tf.add(words, places), [n * length, width]);
  const all = rooms.map((room, i) => {
    const qkv = asked(weights, `layer${i}`, x);
    const isLast = i === rooms.length - 1;
    // Behind the last attention nobody asks for the tokens before the last one.
    const rows = (each: Tensor2D): Tensor2D => (isLast ? tf.gather(each, ends) : each);
    x = answered(weights, `layer${i}`, { x: rows(x), seen: rows(cachedAttention(qkv, room, bias)) });
    return qkv;
  });
  return { hidden: layerNorm(weights, 'norm', x, EPSILON), qkv: all };
}

/** (M, D) -> (M, 3D): queries, keys and values. */
const asked = (weights: Weights, layer: string, x: Tensor2D): Tensor2D =>
  linear(weights, `${layer}/attention/qkv`, layerNorm(weights, `${layer}/attention/norm`, x, EPSILON));

/** The rest of a layer behind its attention. */
function answered(weights: Weights, layer: string, { x, seen }: { x: Tensor2D; seen: Tensor2D }): Tensor2D {
  const y = tf.add(x, linear(weights, `${layer}/attention/output`, seen)) as Tensor2D;
  const wide = geluTanh(linear(weights, `${layer}/up`, layerNorm(weights, `${layer}/norm`, y, EPSILON)));
  return tf.add(y, linear(weights, `${layer}/down`, wide));
}

/** (L, L): a token sees itself and what is before it. */
function causalBias(length: number): Tensor2D {
  const data = new Float32Array(length * length);
  for (let i = 0; i < length; i++) data.fill(MASKED, i * length + i + 1, (i + 1) * length);
  return tf.tensor2d(data, [length, length]);
}
