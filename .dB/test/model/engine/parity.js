/** Runs one function eagerly on tfjs' JavaScript backend and compiled, on the same random inputs. */
import { randomNormal, seededRandom } from '../../../data/random.js';
import { LAYOUTS, permutation, permute, sizeOf } from '../../../model/engine/layout.js';
import { tf } from '../../../model/engine/tfjs.js';
import { compile } from '../../../model/engine/trace.js';
/** What compiles: of a GPU's tests another one. Its sines have fewer digits. */
export const PROVIDER = (process.env.SYNTHPEDES_TEST_PROVIDER ?? 'cpu');
export const TOLERANCE = PROVIDER === 'cpu' ? 1e-4 : 5e-4;
export function draw(spec, random = seededRandom(spec.shape.join('x'))) {
    const size = sizeOf(spec.shape);
    if (spec.dtype === 'int32')
        return Int32Array.from({ length: size }, () => Math.floor(random() * 4));
    if (spec.dtype === 'bool')
        return Uint8Array.from({ length: size }, () => (random() < 0.5 ? 1 : 0));
    return Float32Array.from({ length: size }, () => randomNormal(random));
}
export async function parity(fn, specs) {
    const logical = Object.entries(specs).map(([name, spec]) => [name, spec, draw(spec)]);
    const eager = tf.tidy(() => {
        const tensors = logical.map(([name, spec, data]) => [name, tf.tensor(data, [...spec.shape], spec.dtype)]);
        const results = fn(Object.fromEntries(tensors));
        return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, [...tensor.dataSync()]]));
    });
    const compiled = await compile(fn, specs, { threads: 1, provider: PROVIDER });
    const feeds = logical.map(([name, spec, data]) => {
        const order = LAYOUTS[spec.layout ?? 'plain'];
        return [name, order ? permute(data, spec.shape, permutation(undefined, order, 4)) : data];
    });
    const outputs = await compiled.run(Object.fromEntries(feeds));
    await compiled.release();
    const differences = Object.entries(eager).map(([name, values]) => largest(values, outputs[name]));
    return { difference: Math.max(...differences), nodes: compiled.nodes };
}
function largest(expected, got) {
    if (expected.length !== got.length)
        return Infinity;
    const scale = Math.max(1, ...expected.map(Math.abs));
    const differences = expected.map((value, i) => Math.abs(value - got[i]) / scale);
    return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}
/** The function's outputs and the gradient of a weighted sum of them to every float input. */
export function withGradients(fn, specs) {
    const names = Object.keys(specs).filter((name) => (specs[name].dtype ?? 'float32') === 'float32');
    return (inputs) => {
        const { value, grads } = tf.valueAndGrads((...tensors) => {
            const results = Object.values(fn({ ...inputs, ...Object.fromEntries(names.map((name, i) => [name, tensors[i]])) }));
            // A non-linear sum, so that the incoming gradient differs from place to place.
            return tf.addN(results.map((result) => tf.sum(tf.square(tf.add(result, 0.3)))));
        })(names.map((name) => inputs[name]));
        return { value, ...Object.fromEntries(grads.map((grad, i) => [`d_${names[i]}`, grad])), ...fn(inputs) };
    };
}
//# sourceMappingURL=parity.js.map