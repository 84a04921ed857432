/**
 * SPAC's training: first, where the recipe says so, the generator alone on texts and the part that looks alone on pictures; then
 * the whole network on captions and attributes. Where it stands is a number of steps, of which all random choices hang; val chooses the weights that are kept.
 */
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { seededRandom } from '../../data/random.js';
import { openVocabulary } from '../../data/tokens/bytePairs.js';
import { ADAMW_DEFAULTS } from '../optim/adamw.js';
import { planParameters } from '../optim/groups.js';
import { warmupCosine } from '../optim/schedule.js';
import { runEpochs, savedPosition } from '../train/epochs.js';
import { openLearner } from '../train/learner.js';
import { openPixelFile } from '../train/pixelFile.js';
import { storedParameters } from '../weights/folder.js';
import { writeSafetensors } from '../weights/safetensors.js';
import { fillBatch, fillLooking, fillTexts, walk } from './batches.js';
import { initialSpac } from './initial.js';
import { compileSpacSteps } from './steps.js';
import { sampleCaptions } from './samples.js';
import { openWatch } from './watch.js';
/** What was trained, or undefined where it was stopped. */
export async function spacTrainingLoop(set, settings, hooks) {
    const run = await prepare(set, settings);
    const { learner } = run;
    const parts = { parameters: run.parameters, optimizer: learner.optimizer };
    const { checkpoint } = settings;
    const saved = savedPosition(checkpoint, parts);
    const watch = openWatch(settings.watch, saved?.step);
    const steps = run.phases.reduce((sum, { total }) => sum + total, 0);
    try {
        const best = await runEpochs({
            ...{ parts, fetch: () => learner.fetch(), checkpoint, steps, from: saved ?? { step: 0, sum: 0, left: null } },
            endsEpoch: (done) => placeOf(run, done - 1).endsEpoch,
            takeStep: (step) => takeStep(run, placeOf(run, step), step),
            endEpoch: async ({ step, sum, left }) => {
                const place = placeOf(run, step - 1);
                const shown = await endEpoch(run, place, { sum, best: left });
                return { left: shown.isBest ? { epoch: place.shown.epoch, val: shown.val } : left, shown };
            },
            note: (losses, { step }, epochEnd) => {
                const progress = { ...placeOf(run, step - 1).shown, step, steps, ...losses, epochEnd };
                watch.note(progress);
                hooks.onProgress(progress);
            },
        }, hooks);
        return best ?? undefined;
    }
    finally {
        watch.close();
        run.file.close();
        await run.steps.release();
        await learner.close();
    }
}
async function prepare(set, settings) {
    const { net, recipe, seed, tokens, checkpoint } = settings;
    const pairs = pairsOf(set.train);
    const captioned = Math.min(recipe.captioned, pairs.length);
    const labelled = Math.min(recipe.labelled, set.labelled.length);
    const size = {
        images: captioned + labelled,
        captioned,
        phraseWords: recipe.phraseWords,
        captionWords: recipe.captionWords,
    };
    const texts = recipe.languageEpochs > 0 ? Math.min(recipe.texts, set.texts.length) : 0;
    const pictures = saidPictures(set);
    const looking = recipe.looking.epochs > 0 ? Math.min(recipe.looking.pictures, pictures.length) : 0;
    const parameters = initialSpac(net, settings.initial, seededRandom(`${seed}/weights`));
    const plan = planParameters(parameters, { weightDecay: recipe.weightDecay });
    const { threads = availableParallelism(), backend, tune } = settings;
    const learner = await openLearner({ parameters, plan, rule: { kind: 'adamw', ...ADAMW_DEFAULTS } }, { threads, backend, tune, cache: dirname(checkpoint.path) });
    const steps = await compileSpacSteps({ ...{ net, parameters, size, texts, looking }, lambda: recipe.lambda, end: tokens.length - 1 }, learner);
    const [height, width] = net.picture;
    return {
        ...{ set, settings, parameters, learner, steps, size, texts, looking },
        walks: walksOver(set, { pairs, pictures }, seed),
        vocabulary: openVocabulary(tokens),
        file: openPixelFile(set.pixels.path, set.pixels.count, height * width * 3),
        phases: [
            phase('language', { items: set.texts.length, batch: texts }, { epochs: recipe.languageEpochs, rate: recipe.rate }),
            phase('looking', { items: pictures.length, batch: looking }, recipe.looking),
            phase('captions', { items: pairs.length, batch: captioned }, recipe),
        ],
    };
}
/** A short last batch is dropped: the next epoch begins with it. */
function phase(name, { items, batch }, { epochs, rate }) {
    const epoch = batch === 0 ? 0 : Math.max(1, Math.floor(items / batch));
    return { name, epochs, epoch, total: epoch * epochs, rate };
}
const walksOver = (set, { pairs, pictures }, seed) => ({
    texts: walk(set.texts, (round) => seededRandom(`${seed}/texts/${round}`)),
    pictures: walk(pictures, (round) => seededRandom(`${seed}/pictures/${round}`)),
    pairs: walk(pairs, (round) => seededRandom(`${seed}/pairs/${round}`)),
    labelled: walk(set.labelled, (round) => seededRandom(`${seed}/labelled/${round}`)),
});
const pairsOf = (pictures) => pictures.flatMap(({ row, phrases, captions }) => captions.map(({ words, style }) => ({ row, phrases, words, style })));
const saidPictures = ({ train, labelled }) => [
    ...train,
    ...labelled.map((each) => ({ ...each, captions: [] })),
];
function placeOf({ phases }, step) {
    let at = step;
    let index = 0;
    while (at >= phases[index].total)
        at -= phases[index++].total;
    const own = phases[index];
    const shown = { phase: own.name, epoch: Math.floor(at / own.epoch) + 1, epochs: own.epochs };
    return { phase: own, at, endsEpoch: (at + 1) % own.epoch === 0, shown };
}
async function takeStep(run, { phase, at }, step) {
    const { settings, learner } = run;
    const { recipe } = settings;
    const { name, epoch, total } = phase;
    if (at === 0 && step > 0)
        await learner.restart();
    const isConstant = recipe.schedule === 'constant';
    const rate = phase.rate * (isConstant ? 1 : warmupCosine(at, { warmup: Math.min(epoch, total / 10), total }));
    const losses = await STEPS[name](run, at, step);
    const norm = await learner.update({ rate, clip: recipe.clip });
    return { ...losses, norm, rate };
}
const STEPS = {
    language: textStep,
    looking: lookingStep,
    captions: captionStep,
};
async function textStep({ walks, settings: { recipe }, texts, steps }, at) {
    const ids = new Int32Array(texts * recipe.captionWords);
    const textShares = new Float32Array(ids.length);
    fillTexts(walks.texts(at * texts, texts), recipe.captionWords, { ids, shares: textShares });
    const { loss } = await steps.texts.run({ texts: ids, textShares });
    return { loss };
}
async function lookingStep({ walks, settings, looking, file, steps }, at, step) {
    const { net, seed, recipe } = settings;
    const view = { random: seededRandom(`${seed}/view/${step}`), augment: recipe.augment };
    const pictures = walks.pictures(at * looking, looking);
    const { loss } = await steps.looking.run(fillLooking(net, pictures, { file, view }));
    return { loss };
}
async function captionStep(run, at, step) {
    const { walks, settings, size, file, steps } = run;
    const { net, seed, recipe } = settings;
    const more = size.images - size.captioned;
    const batch = {
        pairs: walks.pairs(at * size.captioned, size.captioned),
        labelled: walks.labelled(at * more, more),
    };
    const hidden = { share: recipe.hiddenWords, by: net.generator.vocabulary - 1 };
    const view = { random: seededRandom(`${seed}/view/${step}`), augment: recipe.augment, hidden };
    const { loss, outputs } = await steps.captions.run(fillBatch(net, size, batch, { file, view }));
    return { loss, caption: outputs.caption[0], attribute: outputs.attribute[0] };
}
async function endEpoch(run, { phase }, { sum, best }) {
    const { set, settings, parameters, vocabulary, file } = run;
    const trainLoss = sum / phase.epoch;
    if (phase.name !== 'captions')
        return { trainLoss, val: null, isBest: false, samples: [] };
    const val = set.val.length > 0 ? await validate(run) : null;
    // Without val the last weights are kept.
    const isBest = !best || !best.val || !val || val.caption < best.val.caption;
    if (isBest)
        writeSafetensors(settings.best, storedParameters(parameters), {});
    const samples = await sampleCaptions({ net: settings.net, parameters, vocabulary }, set.val, {
        file,
        phraseWords: settings.recipe.phraseWords,
        threads: settings.threads,
    });
    return { trainLoss, val, isBest, samples };
}
/** Mean loss of a word of val's captions and phrases, in its own style, nothing dropped. */
async function validate({ set, settings, size, file, steps }) {
    const { net } = settings;
    const pairs = pairsOf(set.val);
    const sums = { caption: 0, attribute: 0, words: 0, phraseWords: 0 };
    const valSize = { ...size, images: size.captioned };
    for (let i = 0; i < pairs.length; i += size.captioned) {
        const part = pairs.slice(i, i + size.captioned);
        const { caption, attribute } = await steps.losses(fillBatch(net, valSize, { pairs: part, labelled: [] }, { file }));
        const words = part.reduce((n, pair) => n + pair.words.length, 0);
        const inPhrases = part.reduce((n, { phrases }) => n + phrases.reduce((m, each) => m + (each?.length ?? 0), 0), 0);
        sums.caption += caption * words;
        sums.attribute += attribute * inPhrases;
        sums.words += words;
        sums.phraseWords += inPhrases;
    }
    return { caption: sums.caption / sums.words, attribute: sums.attribute / Math.max(1, sums.phraseWords) };
}
//# sourceMappingURL=trainingLoop.js.map