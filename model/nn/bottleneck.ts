/**
 * Bottleneck blocks of residual networks (He et al., Deep Residual Learning, figure 5), in two manners: torchvision's,
 * which strides in the 3x3 convolution, and CLIP's (Radford et al., 2021, section 2.4), which averages before it moves on.
 */
import type { Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import { batchNorm, conv, type Mode, type Weights } from './layers.js';
import { batchNormParameters, convParameters, type Parameters, underName } from './parameters.js';
import { recomputed } from './recomputed.js';

/** Channels that leave a block, as a multiple of those inside. */
export const EXPANSION = 4;

/** Blocks of each of the four stages, and the channels inside those of the first; every stage doubles them. */
export interface BottleneckStages {
  readonly width: number;
  readonly blocks: readonly [number, number, number, number];
}

/** Channels of the four maps. */
export const bottleneckChannels = ({ width }: BottleneckStages): number[] =>
  [0, 1, 2, 3].map((stage) => EXPANSION * width * 2 ** stage);

interface Block {
  readonly name: string;
  readonly from: number;
  readonly width: number;
  readonly stride: 1 | 2;
}

/** Blocks by stage; the stem gives `from` channels. */
function blocksOf({ width, blocks }: BottleneckStages, from: number): Block[][] {
  return blocks.map((count, stage) => {
    const inside = width * 2 ** stage;
    const before = stage === 0 ? from : (EXPANSION * inside) / 2;
    return Array.from({ length: count }, (_, i) => ({
      name: `layer${stage + 1}/${i}`,
      from: i === 0 ? before : EXPANSION * inside,
      width: inside,
      stride: i === 0 && stage > 0 ? 2 : 1,
    }));
  });
}

const projects = ({ from, width, stride }: Block): boolean => stride === 2 || from !== EXPANSION * width;

export function bottleneckParameters(stages: BottleneckStages, from: number, random: Random): Parameters {
  const parts = blocksOf(stages, from)
    .flat()
    .flatMap((block) => {
      const { name, width } = block;
      const to = EXPANSION * width;
      const own = [
        underName(`${name}/conv1`, convParameters(random, { kernel: 1, from: block.from, to: width })),
        underName(`${name}/norm1`, batchNormParameters(width)),
        underName(`${name}/conv2`, convParameters(random, { kernel: 3, from: width, to: width })),
        underName(`${name}/norm2`, batchNormParameters(width)),
        underName(`${name}/conv3`, convParameters(random, { kernel: 1, from: width, to })),
        // Starts as the identity (Goyal et al., Accurate, Large Minibatch SGD, section 5.1).
        underName(`${name}/norm3`, batchNormParameters(to, 0)),
      ];
      if (!projects(block)) return own;
      return [
        ...own,
        underName(`${name}/project`, convParameters(random, { kernel: 1, from: block.from, to })),
        underName(`${name}/normProject`, batchNormParameters(to)),
      ];
    });
  return Object.assign({}, ...parts) as Parameters;
}

/** The maps after each of the four stages, at strides 4, 8, 16, 32 of the picture: (N, H/2^s, W/2^s, C). */
export type Pyramid = readonly [Tensor4D, Tensor4D, Tensor4D, Tensor4D];

export interface Manner {
  /** True: strides are average pools before a 1x1 convolution (CLIP); false: a strided convolution (torchvision). */
  readonly antialiased: boolean;
}

/** x: what the stem gives, (N, H/4, W/4, from). */
export function bottleneckStages(
  stages: BottleneckStages,
  weights: Weights,
  x: Tensor4D,
  { antialiased, mode }: Manner & { mode: Mode },
): Pyramid {
  let map = x;
  return blocksOf(stages, x.shape[3]).map((blocks) => {
    for (const block of blocks)
      map = recomputed(block.name, { weights, mode }, [map], (own, [x], ownMode) =>
        bottleneck(own, block, x as Tensor4D, { antialiased, mode: ownMode }),
      );
    return map;
  }) as unknown as Pyramid;
}

/** (N, H, W, from) -> (N, H/stride, W/stride, 4 * width) */
function bottleneck(
  weights: Weights,
  block: Block,
  x: Tensor4D,
  { antialiased, mode }: Manner & { mode: Mode },
): Tensor4D {
  const { name, stride } = block;
  const halve = (map: Tensor4D): Tensor4D => (antialiased && stride === 2 ? tf.avgPool(map, 2, 2, 'valid') : map);
  const inConvolution = antialiased ? 1 : stride;
  const norm = (part: string, map: Tensor4D): Tensor4D => batchNorm(weights, `${name}/${part}`, map, mode);
  let y = tf.relu(norm('norm1', conv(weights, `${name}/conv1`, x)));
  y = tf.relu(norm('norm2', conv(weights, `${name}/conv2`, y, inConvolution)));
  y = norm('norm3', conv(weights, `${name}/conv3`, halve(y)));
  const skip = projects(block) ? norm('normProject', conv(weights, `${name}/project`, halve(x), inConvolution)) : x;
  return tf.relu(tf.add(y, skip));
}
