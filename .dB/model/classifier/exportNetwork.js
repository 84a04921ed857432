import { exportInference, TRACED_BATCH } from '../nn/exportOnnx.js';
import { classifierFeature, classifierLogits } from './network.js';
/** The bytes of `model.onnx`: input `input` [n, 3, height, width] float32; outputs `logits` [n, K] and `feature` [n, D]. */
export function exportNetwork(net, parameters, { height, width }) {
    return exportInference(parameters, {
        inputs: { input: { shape: [TRACED_BATCH, height, width, 3], layout: 'nchw' } },
        outputs: ['logits', 'feature'],
        run: (weights, { input }) => {
            const feature = classifierFeature(net, weights, input, { training: false });
            return { logits: classifierLogits(weights, feature), feature };
        },
    });
}
//# sourceMappingURL=exportNetwork.js.map