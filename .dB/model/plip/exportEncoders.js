import { tf } from '../engine/tfjs.js';
import { bert } from '../nn/bert.js';
import { exportInference, TRACED_BATCH } from '../nn/exportOnnx.js';
import { textEmbedding } from './network.js';
import { encodeVisually } from '../nn/visual.js';
/** `image` (n, 3, H, W), normalised pixels -> `embedding` (n, D) */
export function imageInference(net, batch) {
    return {
        inputs: { image: { shape: [batch, ...net.picture, 3], layout: 'nchw' } },
        outputs: ['embedding'],
        run: (weights, { image }) => ({
            embedding: encodeVisually(net, weights, image, { training: false }).embedding(),
        }),
    };
}
/** `input_ids` and `attention_mask` (n, L) int32, 1 for what is no padding -> `embedding` (n, D), whatever the padding holds */
export function textInference({ net, pool }, { batch, tokens }) {
    const row = { shape: [batch, tokens], dtype: 'int32' };
    return {
        inputs: { input_ids: row, attention_mask: row },
        outputs: ['embedding'],
        run: (weights, { input_ids: ids, attention_mask: mask }) => {
            const states = bert(net, weights, { ids: ids, mask: tf.cast(mask, 'float32') });
            return { embedding: textEmbedding({ textPool: pool }, states) };
        },
    };
}
export const exportImageEncoder = ({ network, parameters }, weights) => exportInference(parameters, imageInference(network.net, TRACED_BATCH), weights);
/** @param tokens L of the file, fixed */
export const exportTextEncoder = ({ parameters, ...text }, { tokens, weights }) => exportInference(parameters, textInference(text, { batch: TRACED_BATCH, tokens }), weights);
//# sourceMappingURL=exportEncoders.js.map