import { tf } from '../engine/tfjs.js';
import { exportInference, TRACED_BATCH } from '../nn/exportOnnx.js';
import { attributeRows } from './loss.js';
import { spacPrefixes } from './network.js';
import { ATTRIBUTE_PREFIX } from './prefix.js';
import { SLOTS } from '../../schemas/attributes.js';
/**
 * `images` (n, 3, H, W) -> `attributes` (n, 18, D), six prefixes of three one after the other; `styles` (n, S*23, D), style after
 * style; `feature` (n, F), the mean of the last map, for the noise filter where there is no better encoder.
 */
export function exportSpacEncoder(net, parameters) {
    const looking = Object.entries(parameters).filter(([name]) => !name.startsWith('generator/'));
    return exportInference(Object.fromEntries(looking), {
        inputs: { images: { shape: [TRACED_BATCH, ...net.picture, 3], layout: 'nchw' } },
        outputs: ['attributes', 'styles', 'feature'],
        run: (weights, { images }) => {
            const prefixes = spacPrefixes(net, weights, images, { mode: { training: false } });
            const n = TRACED_BATCH;
            const rows = attributeRows(prefixes.attributes);
            const attributes = tf.reshape(rows, [n, SLOTS.length * ATTRIBUTE_PREFIX, net.generator.width]);
            return { attributes, styles: tf.concat([...prefixes.styles], 1), feature: tf.mean(prefixes.top, [1, 2]) };
        },
    });
}
//# sourceMappingURL=exportEncoder.js.map