/** The networks that can be PLIP's visual encoder, behind one face. */
import type { Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { bottleneckChannels } from './bottleneck.js';
import type { VisualFeatures } from './features.js';
import type { Mode, Weights } from './layers.js';
import { type ModifiedResNet, modifiedResNet, modifiedResNetParameters } from './modifiedResNet.js';
import type { Network } from './network.js';
import type { Parameters } from './parameters.js';
import { type Swin, swin, swinChannels, swinParameters } from './swin.js';

export type VisualNet = ModifiedResNet | Swin;
export type VisualNetwork = Extract<Network, { type: 'modified-resnet' | 'swin' }>;

const isSwin = (net: VisualNet): net is Swin => 'window' in net;

export const visualNetwork = (net: VisualNet): VisualNetwork =>
  isSwin(net) ? { type: 'swin', net } : { type: 'modified-resnet', net };

export const visualParameters = (net: VisualNet, random: Random): Parameters =>
  isSwin(net) ? swinParameters(net, random) : modifiedResNetParameters(net, random);

/** Channels of the four maps. */
export const visualChannels = (net: VisualNet): number[] => (isSwin(net) ? swinChannels(net) : bottleneckChannels(net));

/** (N, H, W, 3) normalised pixels -> the maps F1 to F4, and on request the global embedding. */
export const encodeVisually = (net: VisualNet, weights: Weights, images: Tensor4D, mode: Mode): VisualFeatures =>
  isSwin(net) ? swin(net, weights, images, mode) : modifiedResNet(net, weights, images, mode);
