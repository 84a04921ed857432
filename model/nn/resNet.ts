/** ResNet-50 and -101 as torchvision has them (He et al., Deep Residual Learning; strides in the 3x3 convolutions). */
import type { Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import { bottleneckParameters, type BottleneckStages, bottleneckStages, type Pyramid } from './bottleneck.js';
import { batchNorm, conv, type Mode, type Weights } from './layers.js';
import { batchNormParameters, convParameters, type Parameters, underName } from './parameters.js';

export const RESNET_PRESETS = {
  resnet50: { width: 64, blocks: [3, 4, 6, 3] },
  resnet101: { width: 64, blocks: [3, 4, 23, 3] },
  tiny: { width: 8, blocks: [1, 1, 1, 1] },
} as const satisfies Record<string, BottleneckStages>;

/** A body, and on request a feature pyramid of so many channels on it. */
export interface ResNetFpn extends BottleneckStages {
  readonly pyramid?: number;
}

export function resNetParameters(net: BottleneckStages, random: Random): Parameters {
  return {
    ...underName('stem/conv1', convParameters(random, { kernel: 7, from: 3, to: net.width })),
    ...underName('stem/norm1', batchNormParameters(net.width)),
    ...bottleneckParameters(net, net.width, random),
  };
}

/** (N, H, W, 3) normalised pixels -> the maps of the four stages. */
export function resNet(net: BottleneckStages, weights: Weights, images: Tensor4D, mode: Mode): Pyramid {
  const map = conv(weights, 'stem/conv1', images, 2); // (N, H/2, W/2, C)
  const x = tf.relu(batchNorm(weights, 'stem/norm1', map, mode));
  const stem: Tensor4D = tf.maxPool(x, 3, 2, 1, 'floor'); // (N, H/4, W/4, C)
  return bottleneckStages(net, weights, stem, { antialiased: false, mode });
}
