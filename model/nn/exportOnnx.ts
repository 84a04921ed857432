/** Any network with its weights as an ONNX file: static but for the batch, whose axis is named `n`. */
import type { Precision } from '../engine/graph.js';
import { LAYOUTS, permutation, permute, physicalShape } from '../engine/layout.js';
import { tf } from '../engine/tfjs.js';
import { trace } from '../engine/trace.js';
import type { Weights } from './layers.js';
import { inferenceOf, type Inference, type InferenceSize, type Network } from './network.js';
import type { Parameter, Parameters } from './parameters.js';

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

/** Two, so that nothing takes the batch for an axis of size 1. */
export const TRACED_BATCH = 2;

/**
 * The bytes of the `.onnx` file. Batch norm uses the running statistics; ONNX Runtime folds it into the convolutions
 * when it opens the file.
 * @param weights how the file keeps them; default float32
 */
export function exportInference(
  parameters: Parameters,
  { inputs, outputs, run }: Inference,
  weights?: Precision,
): Uint8Array {
  const batch = Object.fromEntries([...Object.keys(inputs), ...outputs].map((name) => [name, { 0: 'n' }]));
  return trace((given) => run(parameterTensors(parameters), given), inputs, { dynamic: batch, weights }).bytes;
}

export function exportOnnx(
  network: Network,
  parameters: Parameters,
  { weights, ...size }: Omit<InferenceSize, 'batch'> & { weights?: Precision } = {},
) {
  return exportInference(parameters, inferenceOf(network, { ...size, batch: TRACED_BATCH }), weights);
}
