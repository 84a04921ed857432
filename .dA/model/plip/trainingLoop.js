/**
 * PLIP's training (section 4.1 of the paper): batch after batch of the manifest, the gradients of all tasks in one step, Adan. Where
 * it stands is a number of steps, of which all random choices hang; val chooses the weights that are kept.
 */
import { availableParallelism } from 'node:os';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { seededRandom } from '../../data/random.js';
import { vocabularyOf } from '../../data/tokens/vocabulary.js';
import { UserError } from '../../schemas/userError.js';
import { ADAN_DEFAULTS } from '../optim/adan.js';
import { planParameters } from '../optim/groups.js';
import { warmupCosine, warmupMultiStep } from '../optim/schedule.js';
import { runEpochs, savedPosition } from '../train/epochs.js';
import { openLearner } from '../train/learner.js';
import { storedParameters } from '../weights/folder.js';
import { writeSafetensors } from '../weights/safetensors.js';
import { PAPER_BATCHES } from './batch.js';
import { chunksOf } from './feeds.js';
import { initialPlip } from './initial.js';
import { openBatches } from './loader.js';
import { look } from './look.js';
import { maskedShare } from './maskingCurriculum.js';
import { isTrainedPlip, TEXT } from './network.js';
import { batchCount } from './sampler.js';
import { openPlipSteps } from './steps.js';
import { openValidation } from './validation.js';
import { openWatch } from './watch.js';
import { firstOfEach, readPairs } from './watchedPairs.js';
/** What was trained, or undefined where it was stopped. */
export async function plipTrainingLoop(start, hooks) {
    const { settings } = start;
    const { net, loss, recipe, seed, checkpoint } = settings;
    const parameters = initialPlip({ net, tasks: loss.tasks }, settings.initial, seededRandom(`${seed}/weights`));
    const learner = await openPlipLearner(settings, parameters);
    const parts = { parameters, optimizer: learner.optimizer };
    const saved = savedPosition(checkpoint, parts);
    if (!saved)
        rmSync(settings.pictures.folder, { recursive: true, force: true });
    const run = await prepare(start, { parameters, learner, from: saved?.step ?? 0 });
    const watch = openWatch(settings.watch, saved?.step);
    const epochs = Math.ceil(run.total / run.epoch);
    try {
        const best = await runEpochs({
            ...{ parts, fetch: () => learner.fetch() },
            ...{ checkpoint, steps: run.total, from: saved ?? { step: 0, sum: 0, left: null } },
            endsEpoch: (done) => done % run.epoch === 0 || done === run.total,
            keepsAt: (done) => done % settings.checkpointEvery === 0,
            takeStep: async (step) => {
                const taken = await takeStep(run, step);
                if (isShown(run, step + 1)) {
                    await learner.fetch();
                    watch.show(step + 1, await look(run.shown, step + 1, run.options));
                }
                return taken;
            },
            endEpoch: (position) => endEpoch(run, position),
            note: (taken, { step }, epochEnd) => {
                const epoch = Math.ceil(step / run.epoch);
                const unreadable = run.unreadable.splice(0);
                const progress = { ...taken, epoch, epochs, step, steps: run.total, images: recipe.batch, epochEnd };
                watch.note(progress);
                hooks.onProgress(unreadable.length > 0 ? { ...progress, unreadable } : progress);
            },
        }, hooks);
        return best ? { ...best, steps: run.total } : undefined;
    }
    finally {
        watch.close();
        await run.stream.close();
        await run.steps.release();
        await run.validation?.release();
        await learner.close();
    }
}
function openPlipLearner(settings, parameters) {
    const { net, loss, recipe } = settings;
    const isTrained = isTrainedPlip(net, loss.tasks, recipe.textLayers ?? Infinity);
    const names = Object.keys(parameters);
    const groups = [
        ...(names.some((name) => !isTrained(name)) ? [{ match: (name) => !isTrained(name), frozen: true }] : []),
        ...(recipe.textRate === 1 ? [] : [{ match: TEXT, rateFactor: recipe.textRate }]),
    ];
    const plan = planParameters(parameters, { weightDecay: recipe.weightDecay, groups });
    return openLearner({ parameters, plan, rule: { kind: 'adan', ...ADAN_DEFAULTS } }, optionsOf(settings));
}
const optionsOf = ({ checkpoint, backend, tune, threads = availableParallelism(), }) => ({
    ...{ threads, backend, tune },
    cache: dirname(checkpoint.path),
});
async function prepare({ manifest, train, val, settings }, { parameters, learner, from }) {
    const { net, loss, recipe, seed } = settings;
    const { batch, chunk, recompute } = recipe;
    const vocabulary = vocabularyOf(settings.pieces);
    const targets = recipe.targets * chunk;
    const batches = batchSettings(settings);
    const epoch = batchCount(train.images.length, batch, recipe.sampling);
    const total = settings.steps ?? epoch * recipe.epochs;
    const options = optionsOf(settings);
    const textLayers = recipe.textLayers ?? Infinity;
    const feeds = { net, loss, chunk, targets, seed, lengths: batches.lengths };
    const unreadable = [];
    const stream = await openBatches({ manifest, set: train, vocabulary, settings: batches, seed, epochs: recipe.epochs, steps: total }, { from, onUnreadable: (image, reason) => void unreadable.push({ image, reason }) });
    const set = firstIdentities(val, recipe.valImages);
    const watched = firstOfEach(val.images.length > 0 ? val : train, Math.min(WATCHED, chunk));
    const shown = {
        ...{ net, loss, parameters, textLayers, vocabulary, folder: settings.pictures.folder },
        pairs: await readPairs(manifest, watched, { vocabulary, batches }),
        targets: recipe.targets * watched.images.length,
    };
    return {
        ...{ settings, parameters, learner, stream, feeds, epoch, total, unreadable, shown, options },
        steps: openPlipSteps({ net, loss, parameters, textLayers, batch, chunk, targets, recompute }, learner, options),
        validation: set.images.length > 0 ? openValidation({ manifest, set, vocabulary, batches, feeds }, learner) : undefined,
    };
}
/** Pairs that are looked at again and again. */
const WATCHED = 16;
function isShown({ settings, epoch, total }, done) {
    return done === total || done % (settings.pictures.every ?? epoch) === 0;
}
export function batchSettings({ net, loss, recipe, captions, masking }) {
    const [height, width] = net.visual.picture;
    const { positions } = net.text;
    return {
        ...PAPER_BATCHES,
        ...{ size: recipe.batch, sampling: recipe.sampling, picture: { height, width }, flip: recipe.flip, captions },
        lengths: recipe.lengths.filter((length) => length <= positions),
        masking: loss.tasks.iap ? masking : null,
    };
}
/** So many images at most, of whole identities. */
function firstIdentities({ images, identities }, most) {
    let count = Math.min(most, images.length);
    while (count > 0 && count < images.length && identities[count] === identities[count - 1])
        count--;
    return { images: images.slice(0, count), identities: identities.slice(0, count) };
}
async function takeStep(run, step) {
    const { settings, learner, stream, feeds, total } = run;
    const { recipe, masking } = settings;
    const started = performance.now();
    const before = stream.waited();
    const batch = await stream.next();
    if (!batch)
        throw new Error(`There is no batch for step ${step + 1}.`);
    const waited = stream.waited() - before;
    const { loss, tasks } = await run.steps.run(batch.identities, chunksOf(batch, feeds));
    const rate = recipe.rate * rateFactor(recipe.schedule, step, total);
    const norm = await learner.update({ rate, clip: recipe.clip });
    if (!Number.isFinite(loss) || !Number.isFinite(norm))
        throw diverged(run, { step, loss, norm }, batch.imageIds);
    const seconds = (performance.now() - started) / 1000;
    return { loss, tasks, rate, norm, masked: maskedShare(masking, step / total), seconds, waited };
}
function diverged({ settings: { checkpoint } }, { step, loss, norm }, images) {
    return new UserError('bad_config', {
        what: `The training diverged in step ${step + 1}: loss ${loss}, norm of the gradients ${norm}.`,
        got: `images ${images.subarray(0, 20).join(', ')}${images.length > 20 ? ', ...' : ''}`,
        fix: `a smaller rate; the last good checkpoint is ${checkpoint.path}`,
    });
}
export function rateFactor({ warmup, drops }, step, total) {
    const first = Math.max(1, Math.round(warmup * total));
    if (drops === 'cosine')
        return warmupCosine(step, { warmup: first, total });
    const milestones = drops.map((part) => Math.round(part * total));
    return warmupMultiStep(step, { warmup: first, milestones, factor: 0.1 });
}
async function endEpoch({ settings, parameters, validation, epoch }, { step, sum, left }) {
    const val = validation ? await validation.run() : null;
    // Without val the last weights are kept.
    const isBest = !left?.val || !val || val.mAP >= left.val.mAP;
    if (isBest)
        writeSafetensors(settings.best, storedParameters(parameters), {});
    const done = ((step - 1) % epoch) + 1;
    return {
        left: isBest ? { epoch: Math.ceil(step / epoch), val } : left,
        shown: { trainLoss: sum / done, val, isBest },
    };
}
//# sourceMappingURL=trainingLoop.js.map