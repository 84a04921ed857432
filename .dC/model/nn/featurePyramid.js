import { enlarge } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import { conv } from './layers.js';
import { convParameters, underName } from './parameters.js';
/** Lateral 1x1 and output 3x3 convolutions for the four maps of a residual network, of `channels`, all to `output`. */
export function featurePyramidParameters(channels, output, random) {
    const parts = channels.map((from, level) => ({
        ...underName(`lateral${level}`, convParameters(random, { kernel: 1, from, to: output, bias: true })),
        ...underName(`output${level}`, convParameters(random, { kernel: 3, from: output, to: output, bias: true })),
    }));
    return Object.assign({}, ...parts);
}
/** Four maps of a residual network -> four maps of the same sizes with `output` channels. */
export function featurePyramid(weights, maps) {
    const levels = mergedMaps(weights, maps).map((map, level) => conv(weights, `output${level}`, map));
    return levels;
}
/** What the output convolutions read: each map with all deeper ones, enlarged. */
export function mergedMaps(weights, maps) {
    const merged = [];
    for (let level = 3; level >= 0; level--) {
        const lateral = conv(weights, `lateral${level}`, maps[level]);
        merged[level] = level === 3 ? lateral : tf.add(lateral, enlarge(merged[level + 1], 2));
    }
    return merged;
}
//# sourceMappingURL=featurePyramid.js.map