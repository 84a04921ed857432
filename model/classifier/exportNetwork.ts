/** The trained classifier as an ONNX inference graph with a free batch axis. */
import type { Tensor4D } from '@tensorflow/tfjs';
import { exportInference, TRACED_BATCH } from '../nn/exportOnnx.js';
import type { Parameters } from '../nn/parameters.js';
import { classifierFeature, classifierLogits } from './network.js';
import type { ClassifierNet } from './presets.js';

/** The bytes of `model.onnx`: input `input` [n, 3, height, width] float32; outputs `logits` [n, K] and `feature` [n, D]. */
export function exportNetwork(
  net: ClassifierNet,
  parameters: Parameters,
  { height, width }: { height: number; width: number },
): Uint8Array {
  return exportInference(parameters, {
    inputs: { input: { shape: [TRACED_BATCH, height, width, 3], layout: 'nchw' } },
    outputs: ['logits', 'feature'],
    run: (weights, { input }) => {
      const feature = classifierFeature(net, weights, input as Tensor4D, { training: false });
      return { logits: classifierLogits(weights, feature), feature };
    },
  });
}
