import { bottleneckChannels } from '../nn/bottleneck.js';
import { residualMaps, residualNetParameters } from '../nn/residualNet.js';
import { resNet, resNetParameters } from '../nn/resNet.js';
export const bodyParameters = (body, random) => 'stem' in body ? residualNetParameters(body, random) : resNetParameters(body, random);
/** Channels of the four maps. */
export const bodyChannels = (body) => 'stem' in body ? body.stages.map(({ width }) => width) : bottleneckChannels(body);
/** (N, H, W, 3) normalised pixels -> the maps of the four stages. */
export const bodyMaps = (body, weights, images, mode) => 'stem' in body
    ? residualMaps(body, weights, images, mode)
    : resNet(body, weights, images, mode);
//# sourceMappingURL=body.js.map