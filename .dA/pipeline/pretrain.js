import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { seededRandom } from '../data/random.js';
import { CAPTION_SHARES } from '../model/plip/captionChoice.js';
import { trainedHeads, trainedPlip } from '../model/plip/encoders.js';
import { writePlipFolder } from '../model/plip/folder.js';
import { plipParameters } from '../model/plip/network.js';
import { trainPlip } from '../model/plip/train.js';
import { readParameters } from '../model/weights/folder.js';
import { writeWhole } from '../model/weights/safetensors.js';
import { RESEARCH_ONLY } from '../schemas/captioner.js';
import { PLIP_FILE, PLIP_HEADS, PLIP_PARTS } from '../schemas/plip.js';
import { PRETRAINING_FILE, parsePretraining } from '../schemas/pretraining.js';
import { planPretraining } from './pretrainPlan.js';
import { readPretrainingSet } from './pretrainingSet.js';
import { textsCaptioner } from './textsCaptioner.js';
import { inTrainingFolder, readDescription } from './trainingFolder.js';
import { presetVocabulary } from './usedPieces.js';
/** What a training leaves: curves and pictures, and of one under way the best weights so far, in all their parts. */
const [CURVES, PICTURES, BEST] = ['curves', 'pictures', 'best.part.safetensors'];
/**
 * Pre-trains PLIP on the workspace's data set and writes its folder; nothing is done where this very training stands there.
 * @param onProgress told of every step
 * @throws UserError those of `readPretrainingSet`; bad_usage where `out` holds something else; bad_config
 */
export async function pretrain(context, workspace, out, onProgress) {
    const { config } = context;
    const done = readDone(out);
    const plan = planPretraining(config.pretrain);
    const { database } = workspace;
    const set = await readPretrainingSet(context, database, {
        captions: CAPTION_SHARES[config.pretrain.captions],
        batch: plan.recipe.batch,
        valShare: plan.recipe.valShare,
        seed: config.pretrain.seed,
        subset: subsetOf(config.pretrain),
        labels: config.pretrain.labels,
    });
    const vocabulary = presetVocabulary(database, {
        set: set.train,
        shares: CAPTION_SHARES[config.pretrain.captions],
        plan,
    });
    const net = { ...plan.net, text: { ...plan.net.text, vocabulary: vocabulary.pieces.length } };
    const recipe = recipeOf(context, { plan, net, set });
    const summary = { out, counts: set.counts, withoutCaption: set.withoutCaption, words: vocabulary.pieces.length };
    if (done && JSON.stringify(done.recipe) === JSON.stringify(recipe) && context.resume !== 'always')
        return { ...summary, reused: true, best: done.best };
    if (context.dryRun)
        return { ...summary, reused: false, foreseen: true };
    const best = await inTrainingFolder(context, { out, recipe }, async (files) => {
        rmSync(join(out, PRETRAINING_FILE), { force: true });
        const settings = settingsOf(context, { plan, net, vocabulary, files, out });
        const manifest = workspace.paths.manifest;
        const trained = await train(context, { manifest, train: set.train, val: set.val, settings }, onProgress);
        await writeFolder(context, { out, net, plan, vocabulary, set, database }, { recipe, trained });
        return trained;
    });
    return { ...summary, reused: false, best };
}
/** The training that stands in the folder, if any. */
function readDone(out) {
    const results = [CURVES, PICTURES, PLIP_FILE, PLIP_HEADS, ...Object.values(PLIP_PARTS)];
    const found = readDescription(out, { description: PRETRAINING_FILE, results });
    return found && parsePretraining(found.text, found.path);
}
function subsetOf({ identities, subset, seed }) {
    if (subset !== null)
        return { kind: 'file', path: subset };
    return identities === null ? undefined : { kind: 'rank', count: identities, seed };
}
/** Everything that the training's result depends on. */
function recipeOf({ config }, { plan, net, set }) {
    const { captions, masking, steps, seed, visual, text, onnxWeights } = config.pretrain;
    return {
        ...{ version: 1, net, loss: plan.loss, recipe: plan.recipe },
        ...{ captions, masking, steps, seed, visual, text },
        ...(onnxWeights === 'float32' ? {} : { onnxWeights }),
        backend: config.backend,
        data: set.fingerprint,
    };
}
function settingsOf({ config }, given) {
    const { plan, net, vocabulary, files, out } = given;
    const { captions, masking, steps, seed, visual, text, checkpointEvery, pictureEvery } = config.pretrain;
    return {
        ...{ net, loss: plan.loss, recipe: plan.recipe, pieces: vocabulary.pieces },
        ...{ captions: CAPTION_SHARES[captions], masking, seed, steps: steps ?? undefined },
        threads: config.threads ?? undefined,
        ...{ backend: config.backend, tune: config.tune },
        initial: { visual: visual ?? undefined, text: text ?? undefined },
        ...{ checkpoint: files.checkpoint, checkpointEvery, best: join(out, BEST), watch: join(out, CURVES) },
        pictures: { folder: join(out, PICTURES), every: pictureEvery },
    };
}
async function train(context, start, alsoTell) {
    let progress;
    const onProgress = (taken) => {
        alsoTell?.(taken);
        progress ??= context.report.start('pretrain', taken.steps, 'steps', taken.step - 1);
        progress.advance(1, describeStep(taken));
        for (const { image, reason } of taken.unreadable ?? [])
            context.report.warn(`pretrain: image ${image} is left out: ${reason}`);
        if (taken.epochEnd)
            context.report.note(`pretrain: ${describeEpoch(taken)}`);
    };
    try {
        return await trainPlip(start, { onProgress, signal: context.signal });
    }
    finally {
        progress?.end();
    }
}
/** Behind the progress of the training: the losses of its tasks, its speed. */
function describeStep({ tasks, images, seconds, waited }) {
    const losses = Object.entries(tasks).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
    return [...losses, `${(images / seconds).toFixed(1)} images/s`, `${percent(waited / seconds)} waiting`].join('  ');
}
const percent = (share) => `${(100 * share).toFixed(1)} %`;
function describeEpoch({ epoch, epochs, epochEnd, images, seconds, waited, tasks }) {
    const { trainLoss, val, isBest } = epochEnd;
    const losses = (of) => Object.entries(of)
        .map(([name, value]) => `${name} ${value.toFixed(3)}`)
        .join(', ');
    const valText = val
        ? `; val ${losses(val.losses)}, R@1 ${percent(val.rank1)} (chance ${percent(val.chance.rank1)}), mAP ${percent(val.mAP)}`
        : '';
    const speed = `${(images / seconds).toFixed(1)} images/s, ${percent(waited / seconds)} waiting`;
    return `epoch ${epoch}/${epochs}: loss ${trainLoss.toFixed(3)} (${losses(tasks)})${valText}${isBest ? ', kept' : ''}; ${speed}`;
}
/** `pretraining.json` comes last: a folder that has it is whole. */
async function writeFolder(context, { out, net, plan, vocabulary, set, database }, { recipe, trained }) {
    const initial = plipParameters(net, plan.loss.tasks, seededRandom('any'));
    const parameters = readParameters(join(out, BEST), initial);
    const { train: counts } = set.counts;
    const captioner = textsCaptioner(database);
    const isDrawn = captioner.trainedOn?.every(({ kind }) => kind.startsWith('drawn')) ?? false;
    await writePlipFolder(out, trainedPlip(net, parameters), vocabulary, {
        tokens: Math.min(64, net.text.positions),
        trainedOn: [
            {
                ...{ kind: 'synth-pedes', folder: basename(context.workspace), fingerprint: set.fingerprint },
                ...{ parts: ['train'], images: counts.images, captions: counts.captions, captioner },
            },
        ],
        source: null,
        heads: trainedHeads(net, parameters),
        weights: context.config.pretrain.onnxWeights,
        licence: isDrawn ? 'Trained on drawn people: no terms but those of the program.' : RESEARCH_ONLY,
    });
    const made = {
        ...{ format: 1, config: context.config.pretrain, recipe },
        data: { fingerprint: set.fingerprint, ...set.counts, withoutCaption: set.withoutCaption },
        best: { ...trained, val: trained.val && { ...trained.val, losses: { ...trained.val.losses } } },
    };
    writeWhole(join(out, PRETRAINING_FILE), [Buffer.from(`${JSON.stringify(made, null, 2)}\n`)]);
}
/** The text of `synthpedes pretrain`. */
export function describePretrain({ out, reused, foreseen, counts, withoutCaption, words, best, }) {
    const number = (n) => n.toLocaleString('en-US');
    const part = ({ identities, images, captions }) => `${number(images)} images of ${number(identities)} identities with ${number(captions)} captions`;
    const none = withoutCaption > 0 ? `; ${number(withoutCaption)} images have no such caption` : '';
    const data = `${part(counts.train)} (val: ${part(counts.val)}${none}), ${number(words)} word pieces`;
    if (foreseen)
        return `would pre-train on ${data}\nPLIP: ${out}`;
    const val = best?.val
        ? `: texts of val find their person at R@1 ${percent(best.val.rank1)} (chance ${percent(best.val.chance.rank1)}), mAP ${percent(best.val.mAP)} among ${number(best.val.images)} images`
        : '';
    return [
        `${reused ? 'already pre-trained' : 'pre-trained'} on ${data}`,
        `the weights of epoch ${best?.epoch ?? '-'} were kept${val}`,
        `PLIP: ${out} (curves for TensorBoard in ${join(out, CURVES)}, pictures in ${join(out, PICTURES)})`,
    ].join('\n');
}
//# sourceMappingURL=pretrain.js.map