/**
 * The visual encoder: CLIP's modified ResNet (Radford et al., 2021, section 2.4): a stem of three convolutions and an
 * average pool, anti-aliased strides, and one of three ways to pool the last map to the global embedding.
 */
import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import { attend, mergeHeads, splitHeads } from './attention.js';
import { bottleneckParameters, type BottleneckStages, bottleneckStages, EXPANSION } from './bottleneck.js';
import { batchNorm, conv, linear, type Mode, type Weights } from './layers.js';
import {
  batchNormParameters,
  convParameters,
  linearParameters,
  matrixParameter,
  type Parameters,
  underName,
} from './parameters.js';
import { pooledMap, type VisualFeatures } from './features.js';
import { recomputed } from './recomputed.js';

export interface ModifiedResNet extends BottleneckStages {
  readonly pool: 'max' | 'average' | 'attention';
  /** Heads of the attention pool. */
  readonly heads: number;
  /** Numbers of the global embedding. */
  readonly output: number;
  /** Height and width of the pictures, multiples of 32: the attention pool has an embedding for each place. */
  readonly picture: readonly [number, number];
}

const DEFAULTS = { picture: [256, 128], pool: 'max', heads: 8, output: 768 } as const;
export const MODIFIED_RESNET_PRESETS = {
  rn50: { ...DEFAULTS, width: 64, blocks: [3, 4, 6, 3] },
  rn101: { ...DEFAULTS, width: 64, blocks: [3, 4, 23, 3] },
  rn152: { ...DEFAULTS, width: 64, blocks: [3, 8, 36, 3] },
  small: { ...DEFAULTS, picture: [128, 64], width: 24, blocks: [1, 1, 2, 1], output: 192 },
  tiny: { ...DEFAULTS, picture: [64, 32], width: 8, blocks: [1, 1, 1, 1], heads: 2, output: 64 },
} as const satisfies Record<string, ModifiedResNet>;

/** The whole picture is so many times as wide as the last map. */
export const STRIDE = 32;
const channels = ({ width }: ModifiedResNet): number => 8 * EXPANSION * width;

export function modifiedResNetParameters(net: ModifiedResNet, random: Random): Parameters {
  const { width } = net;
  const half = width / 2;
  return {
    ...underName('stem/conv1', convParameters(random, { kernel: 3, from: 3, to: half })),
    ...underName('stem/norm1', batchNormParameters(half)),
    ...underName('stem/conv2', convParameters(random, { kernel: 3, from: half, to: half })),
    ...underName('stem/norm2', batchNormParameters(half)),
    ...underName('stem/conv3', convParameters(random, { kernel: 3, from: half, to: width })),
    ...underName('stem/norm3', batchNormParameters(width)),
    ...bottleneckParameters(net, width, random),
    ...underName('pool', poolParameters(net, random)),
  };
}

function poolParameters(net: ModifiedResNet, random: Random): Parameters {
  const from = channels(net);
  if (net.pool !== 'attention') return underName('output', linearParameters(random, from, net.output));
  const places = (net.picture[0] / STRIDE) * (net.picture[1] / STRIDE);
  return {
    positions: matrixParameter(random, [places + 1, from], from ** -0.5),
    ...underName('query', linearParameters(random, from, from)),
    ...underName('key', linearParameters(random, from, from)),
    ...underName('value', linearParameters(random, from, from)),
    ...underName('output', linearParameters(random, from, net.output)),
  };
}

/** (N, H, W, 3) normalised pixels -> the four maps and the global embedding, which is computed only when asked for. */
export function modifiedResNet(net: ModifiedResNet, weights: Weights, images: Tensor4D, mode: Mode): VisualFeatures {
  const stem = recomputed('stem', { weights, mode }, [images], (own, [x], ownMode) =>
    stemOf(own, x as Tensor4D, ownMode),
  );
  const maps = bottleneckStages(net, weights, stem, { antialiased: true, mode });
  return { maps, embedding: () => pooled(net, weights, maps[3]) };
}

/** (N, H, W, 3) -> (N, H/4, W/4, C) */
function stemOf(weights: Weights, images: Tensor4D, mode: Mode): Tensor4D {
  let x = images;
  for (const i of [1, 2, 3]) {
    const map = conv(weights, `stem/conv${i}`, x, i === 1 ? 2 : 1);
    x = tf.relu(batchNorm(weights, `stem/norm${i}`, map, mode)); // (N, H/2, W/2, C)
  }
  return tf.avgPool(x, 2, 2, 'valid');
}

/** (N, H/32, W/32, C) -> (N, output) */
function pooled(net: ModifiedResNet, weights: Weights, map: Tensor4D): Tensor2D {
  if (net.pool === 'attention') return attentionPool(net, weights, map);
  return linear(weights, 'pool/output', pooledMap(net.pool, map));
}

/** One layer of attention in which only the mean of the map asks; the places are its keys and values, and it is too. */
function attentionPool({ heads }: ModifiedResNet, weights: Weights, map: Tensor4D): Tensor2D {
  const [n, height, width, from] = map.shape;
  const places: Tensor3D = tf.reshape(map, [n, height * width, from]);
  const mean = tf.mean<Tensor3D>(places, 1, true); // (N, 1, C)
  const positions = weights['pool/positions'] as Tensor2D; // (1 + H*W, C)
  const tokens: Tensor3D = tf.add(tf.concat([mean, places], 1), positions);
  const length = 1 + height * width;
  const rows: Tensor2D = tf.reshape(tokens, [n * length, from]);
  const first: Tensor2D = tf.reshape(tf.slice(tokens, [0, 0, 0], [-1, 1, -1]), [n, from]);
  const query = splitHeads(linear(weights, 'pool/query', first), 1, heads);
  const key = splitHeads(linear(weights, 'pool/key', rows), length, heads);
  const value = splitHeads(linear(weights, 'pool/value', rows), length, heads);
  return linear(weights, 'pool/output', mergeHeads(attend(query, key, value)));
}
