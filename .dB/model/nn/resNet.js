import { tf } from '../engine/tfjs.js';
import { bottleneckParameters, bottleneckStages } from './bottleneck.js';
import { batchNorm, conv } from './layers.js';
import { batchNormParameters, convParameters, underName } from './parameters.js';
export const RESNET_PRESETS = {
    resnet50: { width: 64, blocks: [3, 4, 6, 3] },
    resnet101: { width: 64, blocks: [3, 4, 23, 3] },
    tiny: { width: 8, blocks: [1, 1, 1, 1] },
};
export function resNetParameters(net, random) {
    return {
        ...underName('stem/conv1', convParameters(random, { kernel: 7, from: 3, to: net.width })),
        ...underName('stem/norm1', batchNormParameters(net.width)),
        ...bottleneckParameters(net, net.width, random),
    };
}
/** (N, H, W, 3) normalised pixels -> the maps of the four stages. */
export function resNet(net, weights, images, mode) {
    const map = conv(weights, 'stem/conv1', images, 2); // (N, H/2, W/2, C)
    const x = tf.relu(batchNorm(weights, 'stem/norm1', map, mode));
    const stem = tf.maxPool(x, 3, 2, 1, 'floor'); // (N, H/4, W/4, C)
    return bottleneckStages(net, weights, stem, { antialiased: false, mode });
}
//# sourceMappingURL=resNet.js.map