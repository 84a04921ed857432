/**
 * Swin Transformer (Liu et al., 2021, section 3): attention inside of windows that every second block shifts, and maps that
 * become half as large and twice as deep from stage to stage. Shifts and padding as where it encodes pictures of any size:
 * odd blocks shift by half a window whatever the map's size, and padding is attended to as what a norm made zero.
 */
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import { gelu } from './activations.js';
import { attend, mergeHeads, splitHeads } from './attention.js';
import type { Pyramid } from './bottleneck.js';
import { layerNorm, linear, type Mode, type Weights } from './layers.js';
import {
  convParameters,
  embeddingParameters,
  layerNormParameters,
  linearParameters,
  matrixParameter,
  type Parameters,
  underName,
} from './parameters.js';
import { type VisualFeatures, pooledMap } from './features.js';
import { recomputed } from './recomputed.js';
import { intoWindows, outOfWindows, planWindows, type WindowPlan } from './windows.js';

export interface Swin {
  /** Channels of the first stage; every stage doubles them. */
  readonly width: number;
  readonly blocks: readonly [number, number, number, number];
  readonly heads: readonly [number, number, number, number];
  /** Rows and columns of a window. */
  readonly window: number;
  readonly pool: 'max' | 'average';
  /** Numbers of the global embedding. */
  readonly output: number;
  /** Height and width of the pictures, multiples of 32. */
  readonly picture: readonly [number, number];
}

export const SWIN_PRESETS = {
  base: {
    ...{ width: 128, blocks: [2, 2, 18, 2], heads: [4, 8, 16, 32], window: 7 },
    ...{ pool: 'max', output: 768, picture: [256, 128] },
  },
} as const satisfies Record<string, Swin>;

const EPSILON = 1e-5;
const DEVIATION = 0.02;
/** Pixels of a side that are one token of the first map. */
const PATCH = 4;

/** (N, H/PATCH, W/PATCH) and the channels of each stage's map. */
function mapsOf({ width, picture }: Swin): { size: [number, number]; channels: number }[] {
  return [0, 1, 2, 3].map((stage) => ({
    size: [picture[0] / PATCH / 2 ** stage, picture[1] / PATCH / 2 ** stage],
    channels: width * 2 ** stage,
  }));
}

/** Channels of the four maps. */
export const swinChannels = (net: Swin): number[] => mapsOf(net).map(({ channels }) => channels);

export function swinParameters(net: Swin, random: Random): Parameters {
  const { blocks, heads, width, window } = net;
  const block = (channels: number, count: number): Parameters => ({
    ...underName('attention/norm', layerNormParameters(channels)),
    ...underName('attention/qkv', linearParameters(random, channels, 3 * channels, DEVIATION)),
    ...underName('attention/places', embeddingParameters(random, (2 * window - 1) ** 2, count, DEVIATION)),
    ...underName('attention/output', linearParameters(random, channels, channels, DEVIATION)),
    ...underName('norm', layerNormParameters(channels)),
    ...underName('up', linearParameters(random, channels, 4 * channels, DEVIATION)),
    ...underName('down', linearParameters(random, 4 * channels, channels, DEVIATION)),
  });
  const stages = mapsOf(net).map(({ channels }, stage) => {
    const own = Array.from({ length: blocks[stage] }, (_, i) =>
      underName(`stage${stage + 1}/${i}`, block(channels, heads[stage])),
    );
    const merge = {
      ...underName('norm', layerNormParameters(2 * channels)),
      'reduce/matrix': matrixParameter(random, [2 * channels, channels], DEVIATION),
    };
    return Object.assign({}, ...own, stage === 0 ? {} : underName(`stage${stage + 1}/merge`, merge)) as Parameters;
  });
  return {
    ...underName('stem/conv', convParameters(random, { kernel: PATCH, from: 3, to: width, bias: true })),
    ...underName('stem/norm', layerNormParameters(width)),
    ...(Object.assign({}, ...stages) as Parameters),
    ...underName('norm', layerNormParameters(8 * width)),
    ...underName('pool/output', linearParameters(random, 8 * width, net.output)),
  };
}

/** (N, H, W, 3) normalised pixels -> the four maps, the last one normalised, and the global embedding. */
export function swin(net: Swin, weights: Weights, images: Tensor4D, mode: Mode): VisualFeatures {
  const [n] = images.shape;
  const filter = weights['stem/conv/filter'] as Tensor4D;
  const patches = tf.add(tf.conv2d(images, filter, PATCH, 'valid'), weights['stem/conv/bias']) as Tensor4D;
  const asMap = (x: Tensor2D, stage: number): Tensor4D => {
    const { size, channels } = mapsOf(net)[stage];
    return tf.reshape(x, [n, ...size, channels]);
  };
  const maps: Tensor4D[] = [];
  let x: Tensor2D = layerNorm(weights, 'stem/norm', tf.reshape(patches, [-1, net.width]), EPSILON);
  for (const [stage, { size }] of mapsOf(net).entries()) {
    const name = `stage${stage + 1}`;
    if (stage > 0) x = merged(weights, `${name}/merge`, maps[stage - 1]);
    const plans = [0, Math.floor(net.window / 2)].map((shift) => planWindows(size, net.window, shift));
    for (let i = 0; i < net.blocks[stage]; i++)
      x = recomputed(`${name}/${i}`, { weights, mode }, [x], (own, [rows]) =>
        block(own, `${name}/${i}`, rows as Tensor2D, {
          plan: plans[i % 2],
          heads: net.heads[stage],
          window: net.window,
        }),
      );
    maps.push(asMap(x, stage));
  }
  const last = asMap(layerNorm(weights, 'norm', x, EPSILON), 3);
  return {
    maps: [maps[0], maps[1], maps[2], last] as Pyramid,
    embedding: () => linear(weights, 'pool/output', pooledMap(net.pool, last)),
  };
}

/** (N, H, W, C) -> rows of half the height and width (N*H/2*W/2, 2C): four neighbours side by side, and what is worth keeping. */
function merged(weights: Weights, name: string, map: Tensor4D): Tensor2D {
  const [n, height, width, channels] = map.shape;
  const apart = tf.reshape(map, [n, height / 2, 2, width / 2, 2, channels]);
  const beside = tf.transpose(apart, [0, 1, 3, 4, 2, 5]); // columns before rows, as published weights have them
  const rows: Tensor2D = tf.reshape(beside, [-1, 4 * channels]);
  return tf.matMul(layerNorm(weights, `${name}/norm`, rows, EPSILON), weights[`${name}/reduce/matrix`] as Tensor2D);
}

interface Attention {
  readonly plan: WindowPlan;
  readonly heads: number;
  readonly window: number;
}

/** Rows of the map (N*H*W, C) -> the same. */
function block(weights: Weights, name: string, x: Tensor2D, attention: Attention): Tensor2D {
  const seen = windowAttention(
    weights,
    `${name}/attention`,
    layerNorm(weights, `${name}/attention/norm`, x, EPSILON),
    attention,
  );
  const y: Tensor2D = tf.add(x, seen);
  const wide = gelu(linear(weights, `${name}/up`, layerNorm(weights, `${name}/norm`, y, EPSILON)));
  return tf.add(y, linear(weights, `${name}/down`, wide));
}

/**
 * Queries, keys and values are made of the map's rows only: those of padding, which is zero, are the bias. In the products each
 * head of each window is a head.
 */
function windowAttention(weights: Weights, name: string, x: Tensor2D, { plan, heads, window }: Attention): Tensor2D {
  const channels = x.shape[1];
  const places = window * window;
  const rows = tf.reshape(linear(weights, `${name}/qkv`, x), [-1, plan.tokens, 3 * channels]) as Tensor3D;
  const inWindows = intoWindows(rows, weights[`${name}/qkv/bias`] as Tensor1D, plan);
  const [q, k, v] = tf.split(inWindows, 3, 2).map((part): Tensor4D => {
    const byWindow = splitHeads(tf.reshape(part, [-1, channels]), places, heads); // (N*windows, heads, places, d)
    return tf.reshape(byWindow, [-1, plan.windows * heads, places, channels / heads]);
  });
  const seen = tf.reshape(attend(q, k, v, biasOf(weights, name, { plan, heads, window })), [
    -1,
    heads,
    places,
    channels / heads,
  ]) as Tensor4D;
  const inPlaces: Tensor3D = tf.reshape(mergeHeads(seen), [-1, plan.windows * places, channels]);
  return linear(weights, `${name}/output`, tf.reshape(outOfWindows(inPlaces, plan), [-1, channels]));
}

/** (windows*heads, places, places): how far two places are apart, by the head's table, and what may not be seen. */
function biasOf(weights: Weights, name: string, { plan, heads, window }: Attention): Tensor3D {
  const places = window * window;
  const index = Int32Array.from({ length: places * places }, (_, i) => {
    const [asks, seen] = [Math.floor(i / places), i % places];
    const down = Math.floor(asks / window) - Math.floor(seen / window) + window - 1;
    return down * (2 * window - 1) + (asks % window) - (seen % window) + window - 1;
  });
  const rows = tf.gather(weights[`${name}/places/table`] as Tensor2D, tf.tensor1d(index, 'int32')); // (places^2, heads)
  const near = tf.reshape(tf.transpose(rows), [1, heads, places, places]);
  const mask = tf.tensor4d(plan.mask, [plan.windows, 1, places, places]);
  return tf.reshape(tf.add(near, mask), [plan.windows * heads, places, places]);
}
