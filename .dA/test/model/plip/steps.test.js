import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { bertDropoutPlaces } from '../../../model/nn/bert.js';
import { ADAMW_DEFAULTS } from '../../../model/optim/adamw.js';
import { planParameters } from '../../../model/optim/groups.js';
import { openLearner } from '../../../model/train/learner.js';
import { contrastLoss } from '../../../model/plip/contrast.js';
import { plipEmbeddings, plipInputs, PLIP_LOSS, plipLoss } from '../../../model/plip/loss.js';
import { isTrainedPlip, plipParameters } from '../../../model/plip/network.js';
import { openPlipSteps, sameIdentity } from '../../../model/plip/steps.js';
import { compileStep } from '../../../model/train/step.js';
import { drawChunk, LENGTH, NET, TARGETS } from './smallPlip.js';
import { plainLearner } from '../train/plainLearner.js';
for (const dropout of [0, 0.3])
    test(`a batch in chunks has the gradients of a single pass that uses the same chunks, dropout ${dropout}`, async (t) => {
        const [batch, chunk] = [4, 2];
        const loss = { ...PLIP_LOSS, dropout };
        const identities = Int32Array.of(1, 5, 5, 7);
        const chunks = [drawChunk(chunk, loss, 2 * TARGETS), drawChunk(chunk, loss, 2 * TARGETS)];
        t.is(bertDropoutPlaces(NET.text).length, 5);
        const parameters = () => plipParameters(NET, loss.tasks, seededRandom('weights'));
        const parts = { net: NET, loss, textLayers: 1, batch, chunk, targets: TARGETS };
        const weights = parameters();
        const learner = await plainLearner(weights);
        const steps = openPlipSteps({ ...parts, parameters: weights }, learner);
        const got = { ...(await steps.run(identities, chunks)), gradients: await learner.gradients() };
        await steps.release();
        await learner.close();
        // The oracle: both chunks inside of one graph, whose contrast sees all embeddings at once.
        const size = { images: chunk, length: LENGTH, targets: TARGETS };
        const specs = Object.keys(plipInputs(NET, loss, size, 'inside')).filter((name) => name !== 'same');
        const inputs = plipInputs(NET, loss, size, 'inside');
        const named = (c) => specs.map((name) => [`${c}:${name}`, inputs[name]]);
        const others = { ...loss, tasks: { ...loss.tasks, ivlc: false } };
        const oracle = await compileStep({
            parameters: parameters(),
            inputs: { ...Object.fromEntries([...named(0), ...named(1)]), same: { shape: [batch, batch] } },
            isTrained: isTrainedPlip(NET, loss.tasks, 1),
            loss: (weights, all) => {
                const of = (c) => Object.fromEntries(specs.map((name) => [name, all[`${c}:${name}`]]));
                const mode = () => ({ training: true, statistics: {} });
                const embedded = [0, 1].map((c) => plipEmbeddings(NET, loss, weights, { inputs: of(c), mode: mode() }));
                const rest = [0, 1].map((c) => plipLoss({ net: NET, loss: others }, { of: batch }, weights, { inputs: of(c), mode: mode() }));
                const ivlc = contrastLoss(loss.contrast, tf.concat(embedded.map(({ images }) => images)), tf.concat(embedded.map(({ texts }) => texts)), all.same);
                return { loss: tf.addN([ivlc, ...rest.map((each) => each.loss)]) };
            },
        }, { threads: 1 });
        const feeds = chunks.flatMap((each, c) => specs.map((name) => [`${c}:${name}`, each.feeds[name]]));
        const expected = await oracle.run({ ...Object.fromEntries(feeds), same: sameIdentity(identities) });
        await oracle.release();
        t.true(Math.abs(got.loss - expected.loss) < 1e-4 * expected.loss, `${got.loss}, ${expected.loss}`);
        t.deepEqual(Object.keys(got.gradients).sort(), Object.keys(expected.gradients).sort());
        for (const [name, gradient] of Object.entries(expected.gradients)) {
            const scale = gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
            const worst = gradient.reduce((most, x, i) => Math.max(most, Math.abs(x - got.gradients[name][i])), 0);
            t.true(worst < 1e-3 * scale, `${name}: off by ${worst} of ${scale}`);
        }
    });
test('chunks that do not divide the batch are refused', async (t) => {
    const learner = await plainLearner({});
    const parts = { net: NET, loss: PLIP_LOSS, textLayers: 1, targets: TARGETS, parameters: {} };
    t.throws(() => openPlipSteps({ ...parts, batch: 6, chunk: 4 }, learner), { message: /no whole number of chunks/ });
});
test('a batch that is seen again and again is learned: each of the three losses falls', async (t) => {
    const parameters = plipParameters(NET, PLIP_LOSS.tasks, seededRandom('learn'));
    const plan = planParameters(parameters, { weightDecay: 0 });
    const learner = await openLearner({ parameters, plan, rule: { kind: 'adamw', ...ADAMW_DEFAULTS } }, { threads: 1 });
    const steps = openPlipSteps({ net: NET, loss: PLIP_LOSS, parameters, textLayers: Infinity, batch: 4, chunk: 4, targets: TARGETS }, learner);
    const chunk = drawChunk(4, PLIP_LOSS, TARGETS);
    const run = () => steps.run(Int32Array.of(1, 2, 3, 4), [chunk]);
    const first = (await run()).tasks;
    await learner.update({ rate: 0, clip: null });
    for (let i = 0; i < 60; i++) {
        await run();
        await learner.update({ rate: 5e-3, clip: null });
    }
    const last = (await run()).tasks;
    await steps.release();
    await learner.close();
    t.true(last.ivlc < 0.2 * first.ivlc, `contrast ${first.ivlc} -> ${last.ivlc}`);
    t.true(last.iap < 0.2 * first.iap, `attributes ${first.iap} -> ${last.iap}`);
    // Noise has no colours to be guessed: only its mean and what can be learned by heart.
    t.true(last.tic < 0.99 * first.tic, `colours ${first.tic} -> ${last.tic}`);
});
//# sourceMappingURL=steps.test.js.map