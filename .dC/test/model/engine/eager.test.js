// The same training step run op by op on a backend of tfjs.
import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { loadBackend } from '../../../model/engine/eager.js';
import { crossEntropy } from '../../../model/engine/ownOps.js';
import { tf } from '../../../model/engine/tfjs.js';
import { MODIFIED_RESNET_PRESETS, modifiedResNet, modifiedResNetParameters } from '../../../model/nn/modifiedResNet.js';
import { compileStep } from '../../../model/train/step.js';
import { UserError } from '../../../schemas/userError.js';
const NET = { ...MODIFIED_RESNET_PRESETS.tiny, output: 5 };
function training() {
    const random = seededRandom('eager');
    const parameters = modifiedResNetParameters(NET, random);
    return {
        parameters: Object.fromEntries(Object.entries(parameters).map(([name, p]) => [name, { ...p, data: p.data.map((x) => x + 0.1 * random()) }])),
        inputs: { images: { shape: [3, 64, 32, 3], layout: 'nchw' }, targets: { shape: [3], dtype: 'int32' } },
        loss: (weights, { images, targets }, mode) => {
            const logits = modifiedResNet(NET, weights, images, mode).embedding();
            return { loss: tf.mean(crossEntropy(logits, targets)), outputs: { logits } };
        },
    };
}
test('a step run eagerly gives the loss, the gradients and the running statistics of the compiled one, and leaves no tensors', async (t) => {
    const random = seededRandom('pictures');
    const inputs = {
        images: Float32Array.from({ length: 3 * 3 * 64 * 32 }, () => randomNormal(random)),
        targets: Int32Array.of(0, 4, 2),
    };
    const [fast, slow] = [training(), training()];
    const compiled = await compileStep(fast, { threads: 1 });
    const eager = await compileStep(slow, { backend: 'cpu' });
    const [a, b] = [await compiled.run(inputs), await eager.run(inputs)];
    t.true(Math.abs(a.loss - b.loss) < 1e-5);
    t.deepEqual(Object.keys(b.gradients).sort(), Object.keys(a.gradients).sort());
    for (const [name, gradient] of Object.entries(a.gradients)) {
        const scale = Math.max(1e-3, ...gradient.map(Math.abs));
        const off = Math.max(...gradient.map((x, i) => Math.abs(x - b.gradients[name][i])));
        t.true(off < 1e-3 * scale, `${name}: off by ${off} of ${scale}`);
    }
    for (const [name, { role, data }] of Object.entries(fast.parameters)) {
        if (role !== 'statistic')
            continue;
        t.true(data.every((x, i) => Math.abs(x - slow.parameters[name].data[i]) < 1e-4), name);
    }
    t.deepEqual(Object.keys(b.outputs), ['logits']);
    const { numTensors } = tf.memory();
    await eager.run(inputs);
    t.is(tf.memory().numTensors, numTensors);
    await t.throwsAsync(eager.run({ images: inputs.images }), { message: /without its input targets/ });
    await Promise.all([compiled.release(), eager.release()]);
});
test('a backend that is not installed is said to be so, with what installs it', async (t) => {
    if (tf.findBackend('tensorflow') !== null)
        return t.pass("tfjs' native backend is installed here");
    const error = await t.throwsAsync(loadBackend('tensorflow'), { instanceOf: UserError });
    t.regex(error.format(), /tensorflow is not installed[\s\S]*npm install @tensorflow\/tfjs-node-gpu/);
});
//# sourceMappingURL=eager.test.js.map