import { bottleneckChannels } from './bottleneck.js';
import { modifiedResNet, modifiedResNetParameters } from './modifiedResNet.js';
import { swin, swinChannels, swinParameters } from './swin.js';
const isSwin = (net) => 'window' in net;
export const visualNetwork = (net) => isSwin(net) ? { type: 'swin', net } : { type: 'modified-resnet', net };
export const visualParameters = (net, random) => isSwin(net) ? swinParameters(net, random) : modifiedResNetParameters(net, random);
/** Channels of the four maps. */
export const visualChannels = (net) => (isSwin(net) ? swinChannels(net) : bottleneckChannels(net));
/** (N, H, W, 3) normalised pixels -> the maps F1 to F4, and on request the global embedding. */
export const encodeVisually = (net, weights, images, mode) => isSwin(net) ? swin(net, weights, images, mode) : modifiedResNet(net, weights, images, mode);
//# sourceMappingURL=visual.js.map