/**
 * SPAC, the captioner (section 3.1 and table 12 of the paper): a picture becomes a prefix for each of six attributes and,
 * style by style, one for the sentence; one shared GPT-2 writes the phrase or the sentence that follows a prefix.
 */
import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { SLOTS } from '../../schemas/attributes.js';
import { tf } from '../engine/tfjs.js';
import { featurePyramidParameters, mergedMaps } from '../nn/featurePyramid.js';
import { gpt2Parameters, type Gpt2Net, GPT2_PRESETS } from '../nn/gpt2.js';
import { inside, linear, type Mode, type Weights } from '../nn/layers.js';
import { convolveSums, windowSums, type WindowSums } from '../nn/pooledConvolutions.js';
import { convParameters, linearParameters, matrixParameter, type Parameters, underName } from '../nn/parameters.js';
import { RESNET_PRESETS } from '../nn/resNet.js';
import { type Body, bodyChannels, bodyMaps, bodyParameters } from './body.js';
import { ATTRIBUTE_PREFIX, SENTENCE_PREFIX, STYLE_PREFIX } from './prefix.js';

export interface SpacNet {
  /** Height and width of the pictures, multiples of 32: the pyramid doubles its maps. */
  readonly picture: readonly [number, number];
  readonly body: Body;
  /** Channels of the pyramid. */
  readonly channels: number;
  /** Which map the branches read, 0 (P2, the largest) to 3. The paper does not say. */
  readonly level: 0 | 1 | 2 | 3;
  readonly styles: number;
  readonly generator: Gpt2Net;
}

const COMMON = { level: 0, styles: 2 } as const;
/** Of a generator that starts from nothing; its vocabulary is that of the texts it is trained on. */
const POSITIONS = 128;
export const SPAC_PRESETS = {
  paper: {
    ...COMMON,
    picture: [384, 128],
    body: RESNET_PRESETS.resnet101,
    channels: 256,
    generator: GPT2_PRESETS.base,
  },
  small: {
    ...COMMON,
    picture: [128, 64],
    body: {
      stem: 24,
      stages: [
        { width: 48, blocks: 1, stride: 2 },
        { width: 96, blocks: 1, stride: 2 },
        { width: 192, blocks: 1, stride: 2 },
        { width: 256, blocks: 1, stride: 2 },
      ],
    },
    channels: 128,
    level: 2,
    generator: { ...GPT2_PRESETS.small, positions: POSITIONS },
  },
  tiny: {
    ...COMMON,
    picture: [96, 32],
    body: RESNET_PRESETS.tiny,
    channels: 32,
    level: 1,
    generator: { ...GPT2_PRESETS.tiny, positions: POSITIONS },
  },
} as const satisfies Record<string, SpacNet>;

export function spacParameters(net: SpacNet, random: Random): Parameters {
  const { body, channels, styles } = net;
  const { width } = net.generator;
  const style = (): Parameters => ({
    ...linearParameters(random, width, width),
    // Starts as the identity, so that a style is at first the prefix itself.
    matrix: identity(width),
  });
  return {
    ...underName('body', bodyParameters(body, random)),
    ...underName('pyramid', featurePyramidParameters(bodyChannels(body), channels, random)),
    ...(Object.assign(
      {},
      ...SLOTS.map((slot) => underName(`attribute/${slot}`, attributeBranch(net, random))),
    ) as Parameters),
    ...underName('sentence', sentenceBranch(net, random)),
    ...(Object.assign(
      {},
      ...Array.from({ length: styles }, (_, i) => underName(`style${i + 1}`, style())),
    ) as Parameters),
    ...underName('generator', gpt2Parameters(net.generator, random)),
  };
}

function identity(width: number): Parameters[string] {
  const matrix = matrixParameter(() => 0.5, [width, width], 0);
  for (let i = 0; i < width; i++) matrix.data[i * width + i] = 1;
  return matrix;
}

function attributeBranch({ channels, generator: { width } }: SpacNet, random: Random): Parameters {
  return {
    ...underName('conv1', convParameters(random, { kernel: 3, from: channels, to: channels, bias: true })),
    ...underName('linear1', linearParameters(random, channels, width)),
    ...underName('linear2', linearParameters(random, width, ATTRIBUTE_PREFIX * width)),
  };
}

function sentenceBranch({ channels, generator: { width } }: SpacNet, random: Random): Parameters {
  return {
    ...underName('conv1', convParameters(random, { kernel: 3, from: channels, to: channels, bias: true })),
    ...underName('conv2', convParameters(random, { kernel: 3, from: channels, to: channels, bias: true })),
    ...underName('linear1', linearParameters(random, channels, 2 * width)),
    ...underName('linear2', linearParameters(random, 2 * width, SENTENCE_PREFIX * width)),
  };
}

/** Factors of the two dropouts of each branch: 0, or 1 / (1 - p); by branch, `attribute/<slot>` and `sentence`. */
export type BranchDropout = Readonly<Record<string, readonly [first: Tensor2D, second: Tensor2D]>>;
export const DROPOUT = 0.25;

/** Widths of the two dropouts of each branch. */
export function dropoutSizes({ generator: { width } }: SpacNet): Record<string, readonly [number, number]> {
  const attributes = SLOTS.map((slot) => [`attribute/${slot}`, [width, ATTRIBUTE_PREFIX * width]] as const);
  return { ...Object.fromEntries(attributes), sentence: [2 * width, SENTENCE_PREFIX * width] };
}

export interface Prefixes {
  /** By slot, in the paper's order: (N, 3, D) each. */
  readonly attributes: readonly Tensor3D[];
  /** (N, 5, D) */
  readonly sentence: Tensor3D;
  /** By style: (N, 23, D) each. */
  readonly styles: readonly Tensor3D[];
  /** (N, h, w, F), the body's last map. */
  readonly top: Tensor4D;
}

/** (N, H, W, 3) normalised pixels -> all prefixes of a picture. */
export function spacPrefixes(
  net: SpacNet,
  weights: Weights,
  images: Tensor4D,
  { mode, dropout }: { mode: Mode; dropout?: BranchDropout },
): Prefixes {
  const maps = inside('body', { weights, mode }, (own, ownMode) => bodyMaps(net.body, own, images, ownMode));
  const map = inside('pyramid', { weights, mode }, (own) => mergedMaps(own, maps)[net.level]);
  // Of the pyramid's output and of what the branches make of it only means are needed: none of these maps is made.
  const seen = (convolutions: number): WindowSums => {
    const sums = windowSums(map, [1, ...new Array<number>(convolutions).fill(2)]);
    return convolveSums(weights, `pyramid/output${net.level}`, sums);
  };
  const branch = (name: string, start: WindowSums, tokens: number): Tensor3D => {
    let sums = start;
    for (let i = 1; sums.axes.length > 1; i++) sums = convolveSums(weights, `${name}/conv${i}`, sums);
    const pooled = sums.values; // (N, C)
    const drop = (y: Tensor2D, i: 0 | 1): Tensor2D => (dropout ? tf.mul(y, dropout[name][i]) : y);
    const first = drop(linear(weights, `${name}/linear1`, pooled), 0);
    const second = drop(linear(weights, `${name}/linear2`, first), 1);
    return tf.reshape(tf.leakyRelu(second, SLOPE), [images.shape[0], tokens, net.generator.width]);
  };
  const once = seen(1);
  const attributes = SLOTS.map((slot) => branch(`attribute/${slot}`, once, ATTRIBUTE_PREFIX));
  const sentence = branch('sentence', seen(2), SENTENCE_PREFIX);
  const all: Tensor3D = tf.concat([...attributes, sentence], 1); // (N, 23, D)
  const { width } = net.generator;
  const flat: Tensor2D = tf.reshape(all, [images.shape[0] * STYLE_PREFIX, width]);
  const styles = Array.from({ length: net.styles }, (_, i): Tensor3D => {
    return tf.reshape(linear(weights, `style${i + 1}`, flat), [images.shape[0], STYLE_PREFIX, width]);
  });
  return { attributes, sentence, styles, top: maps[3] };
}

/** Is the parameter part of what is computed? Of the pyramid only one map is read, and what is above it. */
export function isRead({ level }: SpacNet, name: string): boolean {
  const [, part, index] = /^pyramid\/(lateral|output)(\d)/.exec(name) ?? [];
  if (part === undefined) return true;
  return part === 'output' ? Number(index) === level : Number(index) >= level;
}

/** The generator's own weights among all. */
export const generatorWeights = (weights: Weights): Weights =>
  inside('generator', { weights, mode: { training: false } }, (own) => own);

/** Of the leaky rectifiers (table 12). */
const SLOPE = 1 / 5.5;
