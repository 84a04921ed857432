/** Feature pyramid network (Lin et al., 2017, section 3): deep maps are enlarged and added to shallow ones. */
import type { Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { enlarge } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import type { Pyramid } from './bottleneck.js';
import { conv, type Weights } from './layers.js';
import { convParameters, type Parameters, underName } from './parameters.js';

/** Lateral 1x1 and output 3x3 convolutions for the four maps of a residual network, of `channels`, all to `output`. */
export function featurePyramidParameters(channels: readonly number[], output: number, random: Random): Parameters {
  const parts = channels.map((from, level) => ({
    ...underName(`lateral${level}`, convParameters(random, { kernel: 1, from, to: output, bias: true })),
    ...underName(`output${level}`, convParameters(random, { kernel: 3, from: output, to: output, bias: true })),
  }));
  return Object.assign({}, ...parts) as Parameters;
}

/** Four maps of a residual network -> four maps of the same sizes with `output` channels. */
export function featurePyramid(weights: Weights, maps: Pyramid): Pyramid {
  const levels = mergedMaps(weights, maps).map((map, level) => conv(weights, `output${level}`, map));
  return levels as unknown as Pyramid;
}

/** What the output convolutions read: each map with all deeper ones, enlarged. */
export function mergedMaps(weights: Weights, maps: Pyramid): Pyramid {
  const merged: Tensor4D[] = [];
  for (let level = 3; level >= 0; level--) {
    const lateral = conv(weights, `lateral${level}`, maps[level]);
    merged[level] = level === 3 ? lateral : tf.add(lateral, enlarge(merged[level + 1], 2));
  }
  return merged as unknown as Pyramid;
}
