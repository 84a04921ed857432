// How fast a preset trains on this machine, measured on a few steps before hours are spent on it.
import { COMMON_HEADS } from '../../data/annotated/heads.js';
import { seededRandom } from '../../data/random.js';
import { logitCount } from '../../schemas/heads.js';
import { featureSize } from '../nn/residualNet.js';
import { classifierParameters } from './network.js';
import { PRESETS } from './presets.js';
import { compileTrainStep } from './trainStep.js';
const STEPS = 3;
/** Seconds that one picture of an epoch takes, on steps of random pictures. */
export async function trialSeconds(preset, options) {
    const { net, batch, height, width, weightDecay } = PRESETS[preset];
    const heads = COMMON_HEADS;
    const random = seededRandom('trial');
    const parameters = classifierParameters(net, heads, random);
    const step = await compileTrainStep({ net, heads, batch, height, width }, parameters, { ...options, weightDecay });
    const labels = batch * logitCount(heads);
    const inputs = {
        images: Float32Array.from({ length: batch * 3 * height * width }, random),
        positive: new Float32Array(labels).fill(1 / batch),
        negative: new Float32Array(labels),
        dropout: new Float32Array(batch * featureSize(net)).fill(1),
    };
    try {
        await step.run(inputs, 1e-3); // memory is planned on the first
        const started = performance.now();
        for (let i = 0; i < STEPS; i++)
            await step.run(inputs, 1e-3);
        return (performance.now() - started) / 1000 / (STEPS * batch);
    }
    finally {
        await step.release();
    }
}
//# sourceMappingURL=trial.js.map