/** How long a step of PLIP takes on this machine, from one chunk of made-up data: for estimates. */
import { seededRandom } from '../../data/random.js';
import { sizeOf } from '../engine/layout.js';
import { compileStep } from '../train/step.js';
import { plipInputs } from './loss.js';
import { plipParameters } from './network.js';
import { plipTraining } from './steps.js';
/** Share of a step's time that its forward pass takes, which a batch in chunks does twice. */
const FORWARD = 1 / 3;
/** Captions of the data set have half as many tokens as there is room for. */
const usualLength = (lengths) => lengths[Math.floor((lengths.length - 1) / 2)];
/** The step of one chunk of a recipe, of the usual length, with new weights. */
export function trialStep({ net, loss, recipe }, contrast) {
    const { batch, chunk, recompute } = recipe;
    const parameters = plipParameters(net, loss.tasks, seededRandom('trial'));
    const size = { images: chunk, length: usualLength(recipe.lengths), targets: recipe.targets * chunk };
    const textLayers = recipe.textLayers ?? Infinity;
    const parts = { net, loss, parameters, textLayers, batch, chunk, targets: size.targets, recompute };
    const feeds = Object.fromEntries(Object.entries(plipInputs(net, loss, size, contrast)).map(([name, { shape, dtype }]) => [
        name,
        dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)).fill(0.5),
    ]));
    return { training: plipTraining(parts, size, contrast), size, feeds };
}
export async function tryPlip(tried, options) {
    const { batch, chunk } = tried.recipe;
    const { training, feeds } = trialStep(tried, batch === chunk ? 'inside' : { of: batch });
    const step = await compileStep(training, options);
    await step.run(feeds);
    const started = performance.now();
    await step.run(feeds);
    const seconds = (performance.now() - started) / 1000;
    await step.release();
    const weights = Object.values(training.parameters).reduce((sum, { data }) => sum + data.byteLength, 0);
    return { seconds: (batch / chunk) * seconds * (batch === chunk ? 1 : 1 + FORWARD), weights };
}
//# sourceMappingURL=trial.js.map