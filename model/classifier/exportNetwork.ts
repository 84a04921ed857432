/** The trained classifier as an ONNX inference graph with a free batch axis. */
import type { Tensor4D } from '@tensorflow/tfjs';
import { LAYOUTS, permutation, permute, physicalShape } from '../engine/layout.js';
import { tf } from '../engine/tfjs.js';
import { trace } from '../engine/trace.js';
import type { Weights } from '../nn/layers.js';
import type { Parameter, Parameters } from '../nn/parameters.js';
import { classifierFeature, classifierLogits } from './network.js';
import type { ClassifierNet } from './presets.js';

/** A tensor of a parameter in its logical order. */
export function parameterTensor({ shape, layout, data }: Parameter): ReturnType<typeof tf.tensor> {
  const order = LAYOUTS[layout];
  if (!order) return tf.tensor(data, [...shape]);
  const back = permutation(order, undefined, shape.length);
  return tf.tensor(permute(data, physicalShape(shape, order), back), [...shape]);
}

export function parameterTensors(parameters: Parameters): Weights {
  return Object.fromEntries(Object.entries(parameters).map(([name, item]) => [name, parameterTensor(item)]));
}

/**
 * The bytes of `model.onnx`: input `input` [n, 3, height, width] float32; outputs `logits` [n, K] and `feature` [n, D].
 * Batch norm uses the running statistics; ONNX Runtime folds it into the convolutions when it opens the file.
 */
export function exportNetwork(
  net: ClassifierNet,
  parameters: Parameters,
  size: { height: number; width: number },
): Uint8Array {
  const { bytes } = trace(
    ({ input }) => {
      const weights = parameterTensors(parameters);
      const feature = classifierFeature(net, weights, input as Tensor4D, { training: false });
      return { logits: classifierLogits(weights, feature), feature };
    },
    // Two, so that nothing takes the batch for an axis of size 1.
    { input: { shape: [2, size.height, size.width, 3], layout: 'nchw' } },
    { dynamicBatch: { name: 'n', inputs: ['input'] } },
  );
  return bytes;
}
