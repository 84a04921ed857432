import { logitCount } from '../../schemas/heads.js';
import { tf } from '../engine/tfjs.js';
import { featureSize } from '../nn/residualNet.js';
import { ADAMW_DEFAULTS } from '../optim/adamw.js';
import { planParameters } from '../optim/groups.js';
import { openLearner } from '../train/learner.js';
import { classifierFeature, classifierLogits, classifierLoss } from './network.js';
export async function compileTrainStep({ net, heads, batch, height, width }, parameters, { weightDecay, ...options }) {
    const labels = { shape: [batch, logitCount(heads)] };
    const training = {
        inputs: {
            images: { shape: [batch, height, width, 3], layout: 'nchw' },
            positive: labels,
            negative: labels,
            dropout: { shape: [batch, featureSize(net)] },
        },
        loss: (weights, { images, positive, negative, dropout }, mode) => {
            const feature = classifierFeature(net, weights, images, mode); // (N, D)
            const logits = classifierLogits(weights, tf.mul(feature, dropout)); // (N, K)
            const evidence = { positive: positive, negative: negative };
            return { loss: classifierLoss(heads, logits, evidence) };
        },
    };
    const plan = planParameters(parameters, { weightDecay });
    const learner = await openLearner({ parameters, plan, rule: { kind: 'adamw', ...ADAMW_DEFAULTS } }, options);
    const step = await learner.compileStep(training);
    return {
        run: async (inputs, rate) => {
            const { loss } = await step.run({ ...inputs });
            return { loss, norm: await learner.update({ rate, clip: null }) };
        },
        learner,
        release: async () => {
            await step.release();
            await learner.close();
        },
    };
}
//# sourceMappingURL=trainStep.js.map