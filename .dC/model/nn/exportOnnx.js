import { LAYOUTS, permutation, permute, physicalShape } from '../engine/layout.js';
import { tf } from '../engine/tfjs.js';
import { trace } from '../engine/trace.js';
import { inferenceOf } from './network.js';
/** A tensor of a parameter in its logical order. */
export function parameterTensor({ shape, layout, data }) {
    const order = LAYOUTS[layout];
    if (!order)
        return tf.tensor(data, [...shape]);
    const back = permutation(order, undefined, shape.length);
    return tf.tensor(permute(data, physicalShape(shape, order), back), [...shape]);
}
export function parameterTensors(parameters) {
    return Object.fromEntries(Object.entries(parameters).map(([name, item]) => [name, parameterTensor(item)]));
}
/** Two, so that nothing takes the batch for an axis of size 1. */
export const TRACED_BATCH = 2;
/**
 * The bytes of the `.onnx` file. Batch norm uses the running statistics; ONNX Runtime folds it into the convolutions
 * when it opens the file.
 * @param weights how the file keeps them; default float32
 */
export function exportInference(parameters, { inputs, outputs, run }, weights) {
    const batch = Object.fromEntries([...Object.keys(inputs), ...outputs].map((name) => [name, { 0: 'n' }]));
    return trace((given) => run(parameterTensors(parameters), given), inputs, { dynamic: batch, weights }).bytes;
}
export function exportOnnx(network, parameters, { weights, ...size } = {}) {
    return exportInference(parameters, inferenceOf(network, { ...size, batch: TRACED_BATCH }), weights);
}
//# sourceMappingURL=exportOnnx.js.map