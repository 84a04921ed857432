/** The text encoder: BERT (Devlin et al., 2019, section 3), post-norm transformer layers over WordPiece tokens. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import { gelu } from './activations.js';
import { attend, MASKED, mergeHeads, splitHeads } from './attention.js';
import { embedding, layerNorm, linear, type Mode, type Weights } from './layers.js';
import {
  embeddingParameters,
  layerNormParameters,
  linearParameters,
  type Parameters,
  underName,
} from './parameters.js';
import { recomputed } from './recomputed.js';

export interface BertNet {
  readonly vocabulary: number;
  readonly positions: number;
  /** Segments; a caption has only the first. */
  readonly types: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly feedForward: number;
}

const EPSILON = 1e-12;
/** Standard deviation of the initial weights (BERT's `initializer_range`). */
const DEVIATION = 0.02;

const COMMON = { vocabulary: 30_522, positions: 512, types: 2 };
export const BERT_PRESETS = {
  base: { ...COMMON, width: 768, layers: 12, heads: 12, feedForward: 3072 },
  small: { ...COMMON, width: 192, layers: 2, heads: 4, feedForward: 768 },
  tiny: { ...COMMON, width: 64, layers: 2, heads: 2, feedForward: 256 },
} as const satisfies Record<string, BertNet>;

export function bertParameters(net: BertNet, random: Random): Parameters {
  const { width } = net;
  const dense = (name: string, from: number, to: number): Parameters =>
    underName(name, linearParameters(random, from, to, DEVIATION));
  const layer = (name: string): Parameters => ({
    ...dense(`${name}/attention/query`, width, width),
    ...dense(`${name}/attention/key`, width, width),
    ...dense(`${name}/attention/value`, width, width),
    ...dense(`${name}/attention/output`, width, width),
    ...underName(`${name}/attention/norm`, layerNormParameters(width)),
    ...dense(`${name}/up`, width, net.feedForward),
    ...dense(`${name}/down`, net.feedForward, width),
    ...underName(`${name}/norm`, layerNormParameters(width)),
  });
  return Object.assign(
    {
      ...underName('embeddings/words', embeddingParameters(random, net.vocabulary, width, DEVIATION)),
      ...underName('embeddings/positions', embeddingParameters(random, net.positions, width, DEVIATION)),
      ...underName('embeddings/types', embeddingParameters(random, net.types, width, DEVIATION)),
      ...underName('embeddings/norm', layerNormParameters(width)),
    },
    ...Array.from({ length: net.layers }, (_, i) => layer(`layer${i}`)),
    dense('pooler', width, width),
  ) as Parameters;
}

/** Names of what a text encoder trains whose last `layers` layers and pooler are trained (all of it: Infinity). */
export function isTrainedBert(net: BertNet, layers: number): (name: string) => boolean {
  return (name) => {
    const layer = /^layer(\d+)\//.exec(name);
    if (layer) return Number(layer[1]) >= net.layers - layers;
    return name.startsWith('pooler/') || layers >= net.layers + 1;
  };
}

export interface BertOutput {
  /** (N*L, D), the last layer's states. */
  readonly hidden: Tensor2D;
  /** (N, D): tanh of a linear map of the first token's state. Computed only when asked for. */
  pooled(): Tensor2D;
  /** (N, D): the mean of the states of the tokens that are no padding. */
  average(): Tensor2D;
}

/** Factors of what a dropout leaves, 0 or 1 / (1 - p), by place: (N*L, D) each. */
export type BertDropout = Readonly<Record<string, Tensor2D>>;

/** Where a text encoder that is trained drops states: the embeddings and what each half of a layer adds. */
export const bertDropoutPlaces = ({ layers }: BertNet): string[] => [
  'embeddings',
  ...Array.from({ length: layers }, (_, i) => [`layer${i}/attention`, `layer${i}/down`]).flat(),
];

export interface Texts {
  /** (N, L) int32 token ids; all are of segment 0. */
  readonly ids: Tensor2D;
  /** (N, L) float, 1 for a token and 0 for padding. */
  readonly mask: Tensor2D;
  /** Of a training that drops. */
  readonly dropout?: BertDropout;
  /** Default: inference. */
  readonly mode?: Mode;
}

export function bert(
  net: BertNet,
  weights: Weights,
  { ids, mask, dropout, mode = { training: false } }: Texts,
): BertOutput {
  const [n, length] = ids.shape;
  const positions = tf.slice(weights['embeddings/positions/table'] as Tensor2D, 0, length); // (L, D)
  const type = tf.slice(weights['embeddings/types/table'] as Tensor2D, 0, 1); // (1, D)
  const words = embedding(weights, 'embeddings/words', ids); // (N, L, D)
  const sum = tf.add(words, tf.add(positions, type));
  const bias = tf.mul(tf.sub(1, tf.reshape(mask, [n, 1, 1, length])), MASKED);
  const drop = (place: string, states: Tensor2D): Tensor2D => (dropout ? tf.mul(states, dropout[place]) : states);
  const normal: Tensor2D = tf.reshape(layerNorm(weights, 'embeddings/norm', sum, EPSILON), [n * length, net.width]);
  let x = drop('embeddings', normal);
  for (let i = 0; i < net.layers; i++) {
    const name = `layer${i}`;
    x = recomputed(name, { weights, mode }, [x, bias], (own, [rows, hidden]) =>
      bertLayer(net, own, name, { x: rows as Tensor2D, bias: hidden, length, drop }),
    );
  }
  const states = (): Tensor => tf.reshape(x, [n, length, net.width]);
  return {
    hidden: x,
    pooled: () => {
      const first: Tensor2D = tf.reshape(tf.slice(states(), [0, 0, 0], [-1, 1, -1]), [n, net.width]);
      return tf.tanh(linear(weights, 'pooler', first));
    },
    average: () => {
      const share = tf.div(mask, tf.sum(mask, 1, true)); // (N, L)
      return tf.sum(tf.mul(states(), tf.reshape(share, [n, length, 1])), 1);
    },
  };
}

interface LayerInput {
  /** (N*L, D) */
  readonly x: Tensor2D;
  /** (N, 1, 1, L) */
  readonly bias: Tensor;
  readonly length: number;
  readonly drop: (place: string, states: Tensor2D) => Tensor2D;
}

function bertLayer(
  { heads }: BertNet,
  weights: Weights,
  name: string,
  { x, bias, length, drop }: LayerInput,
): Tensor2D {
  const head = (part: string) => splitHeads(linear(weights, `${name}/attention/${part}`, x), length, heads);
  const seen = mergeHeads(attend(head('query'), head('key'), head('value'), bias)); // (N*L, D)
  const attended = drop(`${name}/attention`, linear(weights, `${name}/attention/output`, seen));
  const added = tf.add<Tensor2D>(x, attended);
  const middle = layerNorm(weights, `${name}/attention/norm`, added, EPSILON);
  const wide = gelu(linear(weights, `${name}/up`, middle)); // (N*L, 4D)
  const more = drop(`${name}/down`, linear(weights, `${name}/down`, wide));
  return layerNorm(weights, `${name}/norm`, tf.add<Tensor2D>(middle, more), EPSILON);
}
