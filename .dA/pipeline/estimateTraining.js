// Hours and disk of the trainings that a rebuild begins with, from a trial of a few steps of each.
import { availableParallelism } from 'node:os';
import { PRESETS } from '../model/classifier/presets.js';
import { trialSeconds } from '../model/classifier/trial.js';
import { tryPlip } from '../model/plip/trial.js';
import { SPAC_PRESETS } from '../model/spac/network.js';
import { SPAC_RECIPES } from '../model/spac/recipes.js';
import { trySpac } from '../model/spac/trial.js';
import { planPretraining } from './pretrainPlan.js';
import { makeCaptioner } from './trainCaptioner.js';
import { makeClassifier } from './trainClassifier.js';
/** As the training is to run. */
const trialOptions = ({ config }) => ({
    threads: config.threads ?? availableParallelism(),
    backend: config.backend,
});
/** Undefined where this very training has been done. */
export async function estimateClassifier(context, request) {
    const plan = await makeClassifier({ ...context, dryRun: true }, request);
    if (plan.reused)
        return undefined;
    const { epochs, height, width } = PRESETS[request.preset];
    const images = plan.images.train * (context.config.captioner.epochs ?? epochs);
    const seconds = await trialSeconds(request.preset, trialOptions(context));
    const pixels = (plan.images.train + plan.images.heldOut) * height * width * 3;
    return { stage: 'train', images, hours: (images * seconds) / 3600, diskBytes: pixels };
}
/** Of the weights so many are on disk while a network trains: a checkpoint with its slots, twice while it is written, and the best. */
const COPIES = 7;
/** Share of a step's time that a look at a val caption takes: it has no backward pass. */
const LOOK = 1 / 3;
/** Undefined where this very training has been done. */
export async function estimateSpac(context, request) {
    const plan = await makeCaptioner({ ...context, dryRun: true }, request);
    if (plan.reused)
        return undefined;
    const { styles, preset } = request;
    const base = SPAC_PRESETS[preset];
    const net = { ...base, styles, generator: { ...base.generator, vocabulary: plan.words } };
    const recipe = { ...SPAC_RECIPES[preset], epochs: request.epochs ?? SPAC_RECIPES[preset].epochs };
    const trial = await trySpac(net, recipe, trialOptions(context));
    const { train, val, labelled } = plan.images;
    const images = recipe.epochs * plan.captions;
    const looks = recipe.epochs * LOOK * plan.captions * (val / Math.max(1, train));
    const texts = recipe.languageEpochs * (plan.texts + plan.captions);
    const pictures = recipe.looking.epochs * (train + labelled);
    const seconds = ((images + looks) / recipe.captioned) * trial.captions +
        (texts / recipe.texts) * trial.texts +
        (pictures / recipe.looking.pictures) * trial.looking;
    const [height, width] = net.picture;
    const pixels = (train + val + labelled) * height * width * 3;
    return { stage: 'train spac', images, hours: seconds / 3600, diskBytes: pixels + COPIES * trial.weights };
}
/** Of PLIP's pre-training over so many images; undefined where none is asked for. */
export async function estimatePretraining(context, images) {
    const { preset, steps } = context.config.pretrain;
    if (preset === null)
        return undefined;
    const plan = planPretraining(context.config.pretrain);
    const trial = await tryPlip(plan, trialOptions(context));
    const { batch, epochs } = plan.recipe;
    const all = steps ?? epochs * Math.floor(images / batch);
    return {
        stage: 'pretrain',
        images: all * batch,
        hours: (all * trial.seconds) / 3600,
        diskBytes: COPIES * trial.weights,
    };
}
//# sourceMappingURL=estimateTraining.js.map