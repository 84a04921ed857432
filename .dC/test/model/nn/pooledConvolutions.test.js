// The mean through sums over windows is the mean of the maps that the convolutions make, and so are its gradients.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { conv } from '../../../model/nn/layers.js';
import { convolveSums, windowSums } from '../../../model/nn/pooledConvolutions.js';
const random = seededRandom('pooled');
const filled = (...shape) => tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random() - 0.5), shape);
const worst = (a, b) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0];
for (const [height, width, strides] of [
    [6, 4, [2]],
    [8, 12, [1, 2]],
    [7, 5, [1, 2, 2]],
    [12, 3, [2, 1]],
]) {
    test(`a map of ${height}x${width}, strides ${strides.join(', ')}`, async (t) => {
        await tf.setBackend('cpu');
        const names = strides.flatMap((_, i) => [`conv${i}/filter`, `conv${i}/bias`]);
        const given = strides.flatMap((_, i) => [filled(3, 3, 4 + i, 5 + i), filled(5 + i)]);
        const weightsOf = (tensors) => Object.fromEntries(names.map((name, i) => [name, tensors[i + 1]]));
        const whole = (...tensors) => {
            const maps = strides.reduce((x, stride, i) => conv(weightsOf(tensors), `conv${i}`, x, stride), tensors[0]);
            return tf.mean(maps, [1, 2]);
        };
        const pooled = (...tensors) => {
            const start = windowSums(tensors[0], strides);
            return strides.reduce((sums, _, i) => convolveSums(weightsOf(tensors), `conv${i}`, sums), start).values;
        };
        const inputs = [filled(3, height, width, 4), ...given];
        const [expected, found] = [whole(...inputs), pooled(...inputs)];
        t.deepEqual(found.shape, expected.shape);
        t.true(worst(found, expected) < 1e-5);
        const dy = filled(...expected.shape);
        const [right, own] = [whole, pooled].map((of) => tf.grads(of)(inputs, dy));
        right.forEach((gradient, i) => t.true(worst(own[i], gradient) < 1e-5, ['x', ...names][i]));
    });
}
//# sourceMappingURL=pooledConvolutions.test.js.map