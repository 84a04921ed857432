// A compiled training step: what is frozen costs no backward pass, and what is trained gets the gradients that it always gets.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { bert, BERT_PRESETS, bertParameters, isTrainedBert } from '../../../model/nn/bert.js';
import { compileStep } from '../../../model/train/step.js';
const NET = { ...BERT_PRESETS.tiny, vocabulary: 20, positions: 8, layers: 4 };
const PARAMETERS = bertParameters(NET, seededRandom('frozen'));
function training(isTrained) {
    const shape = [2, 6];
    return {
        parameters: PARAMETERS,
        inputs: { ids: { shape, dtype: 'int32' }, mask: { shape } },
        isTrained,
        loss: (weights, { ids, mask }) => {
            const { pooled, average } = bert(NET, weights, { ids: ids, mask: mask });
            return { loss: tf.mean(tf.square(tf.add(pooled(), average()))) };
        },
    };
}
const INPUTS = { ids: Int32Array.from({ length: 12 }, (_, i) => i), mask: new Float32Array(12).fill(1) };
test('of a text encoder whose last layers are trained, the lower ones cost no backward pass', async (t) => {
    const gemms = [];
    const whole = await compileStep(training(undefined), { threads: 1 });
    const all = await whole.run(INPUTS);
    for (const layers of [0, 1, 2, 4]) {
        const isTrained = isTrainedBert(NET, layers);
        const step = await compileStep(training(isTrained), { threads: 1 });
        const { loss, gradients } = await step.run(INPUTS);
        t.is(loss, all.loss);
        t.deepEqual(Object.keys(gradients).sort(), Object.keys(PARAMETERS).filter(isTrained).sort());
        for (const [name, gradient] of Object.entries(gradients)) {
            const off = Math.max(...gradient.map((x, i) => Math.abs(x - all.gradients[name][i])));
            t.true(off < 1e-7, `${name}: off by ${off}`);
        }
        gemms.push(step.nodes.Gemm);
        await step.release();
    }
    // A linear map costs one product forward and three backward, one of them the sum over rows for its bias; a layer has six of
    // them, and two norms whose scales and shifts are such sums. The pooler is always trained, and below the lowest trained layer
    // not even the gradient to its input is made (three maps of that layer take it in).
    const forward = 6 * NET.layers + 1;
    const layer = 6 * 3 + 2 * 2;
    t.is(gemms[0], forward + 2);
    t.deepEqual(gemms.slice(1).map((count, i) => count - gemms[i]), [layer - 2, layer, 2 * layer]);
    await whole.release();
});
//# sourceMappingURL=step.test.js.map