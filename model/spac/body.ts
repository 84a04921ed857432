/**
 * The body of the part that looks: a ResNet as the paper has it, or, to learn from nothing on a CPU, the attribute classifier's
 * residual network with a fourth stage, whose few large convolutions cost a fraction of as many bottlenecks.
 */
import type { Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { bottleneckChannels, type BottleneckStages, type Pyramid } from '../nn/bottleneck.js';
import type { Mode, Weights } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import { type ResidualBody, residualMaps, residualNetParameters } from '../nn/residualNet.js';
import { resNet, resNetParameters } from '../nn/resNet.js';

/** Four stages, each of which halves the map. */
export type Body = BottleneckStages | ResidualBody;

export const bodyParameters = (body: Body, random: Random): Parameters =>
  'stem' in body ? residualNetParameters(body, random) : resNetParameters(body, random);

/** Channels of the four maps. */
export const bodyChannels = (body: Body): number[] =>
  'stem' in body ? body.stages.map(({ width }) => width) : bottleneckChannels(body);

/** (N, H, W, 3) normalised pixels -> the maps of the four stages. */
export const bodyMaps = (body: Body, weights: Weights, images: Tensor4D, mode: Mode): Pyramid =>
  'stem' in body
    ? (residualMaps(body, weights, images, mode) as unknown as Pyramid)
    : resNet(body, weights, images, mode);
