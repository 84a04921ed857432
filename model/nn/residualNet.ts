/**
 * A small residual network of basic blocks (He et al., Deep Residual Learning, section 4.2). Its map is pooled in
 * horizontal stripes (Sun et al., Beyond Part Models, section 3.1): a person's attributes lie one below the other.
 */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import type { Mode, Weights } from './layers.js';
import { batchNorm, conv } from './layers.js';
import type { Parameters } from './parameters.js';
import { batchNormParameters, convParameters, underName } from './parameters.js';

/** One stage: `blocks` basic blocks of `width` channels, the first with `stride`. */
export interface ResidualStage {
  readonly width: number;
  readonly blocks: number;
  readonly stride: 1 | 2;
}

export interface ResidualBody {
  /** Channels of the 3x3 stem, which halves the picture. */
  readonly stem: number;
  readonly stages: readonly ResidualStage[];
}

export interface ResidualNet extends ResidualBody {
  /** Horizontal stripes of the last map that are pooled apart; they must divide its height. */
  readonly stripes: number;
}

/** Numbers of the pooled feature: the channels of every stripe. */
export const featureSize = (net: ResidualNet): number => net.stripes * net.stages.at(-1)!.width;

interface Block {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly stride: 1 | 2;
}

/** Blocks by stage. */
function blocksOf(net: ResidualBody): Block[][] {
  let from = net.stem;
  return net.stages.map(({ width, blocks, stride }, stage) =>
    Array.from({ length: blocks }, (_, i) => {
      const block: Block = { name: `stage${stage + 1}/block${i + 1}`, from, to: width, stride: i === 0 ? stride : 1 };
      from = width;
      return block;
    }),
  );
}

const projects = ({ from, to, stride }: Block): boolean => from !== to || stride !== 1;

export function residualNetParameters(net: ResidualBody, random: Random): Parameters {
  const parts: Parameters[] = [
    underName('stem/conv', convParameters(random, { kernel: 3, from: 3, to: net.stem })),
    underName('stem/norm', batchNormParameters(net.stem)),
  ];
  for (const block of blocksOf(net).flat()) {
    const { name, from, to } = block;
    parts.push(
      underName(`${name}/conv1`, convParameters(random, { kernel: 3, from, to })),
      underName(`${name}/norm1`, batchNormParameters(to)),
      underName(`${name}/conv2`, convParameters(random, { kernel: 3, from: to, to })),
      underName(`${name}/norm2`, batchNormParameters(to, 0)),
    );
    if (!projects(block)) continue;
    parts.push(underName(`${name}/project`, convParameters(random, { kernel: 1, from, to })));
    parts.push(underName(`${name}/normProject`, batchNormParameters(to)));
  }
  return Object.assign({}, ...parts) as Parameters;
}

/** (N, H, W, 3) -> the maps after each stage. */
export function residualMaps(net: ResidualBody, weights: Weights, images: Tensor4D, mode: Mode): Tensor4D[] {
  let x = conv(weights, 'stem/conv', images, 2); // (N, H/2, W/2, stem)
  x = tf.relu(batchNorm(weights, 'stem/norm', x, mode));
  return blocksOf(net).map((blocks) => {
    for (const block of blocks) x = basicBlock(weights, block, x, mode);
    return x;
  });
}

/** (N, H, W, 3) -> (N, D): the mean over each stripe of the last stage's map, from the head down. */
export function residualNet(net: ResidualNet, weights: Weights, images: Tensor4D, mode: Mode): Tensor2D {
  const x = residualMaps(net, weights, images, mode).at(-1)!;
  const [n, height, , channels] = x.shape;
  const rows = tf.mean(x, [2]); // (N, H', C)
  const stripes = tf.mean(tf.reshape(rows, [n, net.stripes, height / net.stripes, channels]), [2]); // (N, S, C)
  return tf.reshape(stripes, [n, net.stripes * channels]);
}

/** (N, H, W, from) -> (N, H/stride, W/stride, to) */
function basicBlock(weights: Weights, block: Block, x: Tensor4D, mode: Mode): Tensor4D {
  const { name, stride } = block;
  let y = conv(weights, `${name}/conv1`, x, stride);
  y = tf.relu(batchNorm(weights, `${name}/norm1`, y, mode));
  y = batchNorm(weights, `${name}/norm2`, conv(weights, `${name}/conv2`, y), mode);
  const skip = projects(block)
    ? batchNorm(weights, `${name}/normProject`, conv(weights, `${name}/project`, x, stride), mode)
    : x;
  return tf.relu(tf.add(y, skip));
}
