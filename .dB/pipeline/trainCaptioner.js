// Trains SPAC (section 3.1 of the paper): data -> words and styles -> network -> a captioner folder.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../data/random.js';
import { openVocabulary, tokensOf } from '../data/tokens/bytePairs.js';
import { exportSpacEncoder } from '../model/spac/exportEncoder.js';
import { SPAC_PRESETS, spacParameters } from '../model/spac/network.js';
import { SPAC_RECIPES } from '../model/spac/recipes.js';
import { assignStyles } from '../model/spac/styleAssignment.js';
import { trainSpac } from '../model/spac/train.js';
import { phraseWords, textWords } from '../model/spac/trainingSet.js';
import { MEAN, STD } from '../model/train/augment.js';
import { describeNetworks, readParameters } from '../model/weights/folder.js';
import { writeWhole } from '../model/weights/safetensors.js';
import { SLOTS } from '../schemas/attributes.js';
import { CAPTIONER_FILE, CAPTIONER_FORMAT, RESEARCH_ONLY } from '../schemas/captioner.js';
import { UserError } from '../schemas/userError.js';
import { describeFile } from '../schemas/describedFile.js';
import { ENCODER_FILE, parseSpac, SPAC, WEIGHTS_FILE } from '../schemas/spac.js';
import { readCaptionerData } from './captionerData.js';
import { inTrainingFolder, readDescription } from './trainingFolder.js';
import { packPixels } from './trainingSet.js';
const CURVES = 'curves';
/** The best weights so far of a training under way. */
const BEST = 'best.part.safetensors';
/**
 * Trains SPAC and writes its folder; nothing is done where this very training stands there already.
 * @throws UserError those of the readers; bad_usage where `out` holds something else; nothing_to_do without captioned pictures
 */
export async function makeCaptioner(context, request) {
    const done = readDone(request.out);
    for (const folder of [request.body, request.generator])
        if (folder !== undefined)
            describeNetworks(folder);
    const data = await readCaptionerData(context, request.data, request.seed);
    reportSources(context, data);
    if (data.train.length === 0)
        throw new UserError('nothing_to_do', {
            what: 'There are no captioned pictures to train the captioner on.',
            fix: 'name at least one captioned set (cuhk-pedes, icfg-pedes, ...) whose images are there',
        });
    const recipe = recipeOf(context, request, data);
    const prepared = prepareTexts(request, data);
    const summary = {
        out: request.out,
        sources: data.sources,
        images: { train: data.train.length, val: data.val.length, labelled: data.labelled.length },
        captions: data.train.reduce((n, { captions }) => n + captions.length, 0),
        texts: data.texts.length,
        words: prepared.tokens.length,
    };
    if (done && JSON.stringify(done.recipe) === JSON.stringify(recipe) && context.resume !== 'always')
        return { ...summary, reused: true, best: done.best };
    if (context.dryRun)
        return { ...summary, reused: false, foreseen: true };
    const best = await train(context, request, { data, prepared, recipe });
    return { ...summary, reused: false, best };
}
/** The SPAC that stands in the folder, if any. */
function readDone(out) {
    const results = [CURVES, WEIGHTS_FILE, ENCODER_FILE];
    const found = readDescription(out, { description: CAPTIONER_FILE, results });
    return found && parseSpac(found.text, found.path);
}
function reportSources({ report }, { sources }) {
    for (const { kind, images, captions, leftOut } of sources) {
        const number = (n) => n.toLocaleString('en-US');
        const reasons = {
            identity: 'their people',
            caption: 'their captions',
            image: 'their pictures',
        };
        const left = Object.entries(reasons).flatMap(([reason, name]) => {
            const n = leftOut[reason];
            return n > 0 ? [`${number(n)} as ${name} are evaluated on`] : [];
        });
        if (leftOut.missing > 0)
            left.push(`${number(leftOut.missing)} as their files are not there`);
        const suffix = left.length > 0 ? `; left out: ${left.join(', ')}` : '';
        report.note(`train captioner: ${kind}: ${number(images)} images, ${number(captions)} captions${suffix}`);
    }
}
/** Everything that the training's result depends on. */
function recipeOf({ config }, request, { sources }) {
    const { preset, styleAssignment, styles, seed, epochs } = request;
    return {
        ...{ version: 1, preset, styleAssignment, styles, seed },
        ...SPAC_RECIPES[preset],
        epochs: epochs ?? SPAC_RECIPES[preset].epochs,
        backend: config.backend,
        ...{ body: request.body ?? null, generator: request.generator ?? null },
        data: sources.map(({ kind, fingerprint, leftOut }) => ({ kind, fingerprint, leftOut })),
    };
}
function prepareTexts({ preset, styles, styleAssignment, seed, generator }, data) {
    const base = SPAC_PRESETS[preset];
    const isWhole = generator !== undefined || preset === 'paper';
    const tokens = isWhole ? openVocabulary().tokens : tokensOf(allTexts(data));
    const captions = [...data.train, ...data.val].map((each) => each.captions);
    return {
        net: { ...base, styles, generator: { ...base.generator, vocabulary: tokens.length } },
        tokens,
        isWhole,
        styles: assignStyles(captions, { styles, how: styleAssignment, random: seededRandom(`styles/${seed}`) }),
    };
}
/** Of val nothing is learned, not even its words. */
function* allTexts({ train: captioned, labelled, texts }) {
    for (const { captions } of captioned)
        yield* captions;
    for (const { attributes } of [...captioned, ...labelled])
        for (const slot of SLOTS)
            if (attributes[slot] !== null)
                yield attributes[slot];
    yield* texts;
}
function train(context, request, given) {
    const { out } = request;
    const { data, prepared, recipe } = given;
    return inTrainingFolder(context, { out, recipe }, async ({ checkpoint, pixels }) => {
        const set = await packSet(context, { data, prepared, recipe: SPAC_RECIPES[request.preset], path: pixels });
        const best = await trainNetwork(context, set, {
            ...{ net: prepared.net, tokens: prepared.tokens, seed: request.seed },
            recipe: { ...SPAC_RECIPES[request.preset], epochs: recipe.epochs },
            initial: { body: request.body, generator: request.generator },
            ...{ checkpoint, best: join(out, BEST), watch: join(out, CURVES) },
            threads: context.config.threads ?? undefined,
            ...{ backend: context.config.backend, tune: context.config.tune },
        });
        await writeFolder(request, given, best);
        return best;
    });
}
/** Pictures into one flat file, texts into words. */
async function packSet(context, { data, prepared, recipe, path }) {
    const [height, width] = prepared.net.picture;
    const vocabulary = openVocabulary(prepared.tokens);
    const all = [
        ...data.train.map((item, i) => ({ path: item.path, item, styles: prepared.styles[i], part: 'train' })),
        ...data.val.map((item, i) => ({
            ...{ path: item.path, item, part: 'val' },
            styles: prepared.styles[data.train.length + i],
        })),
        ...data.labelled.map((item) => ({ path: item.path, item, styles: [], part: 'labelled' })),
    ];
    const packed = await packPixels(context, all, { path, height, width });
    const rows = packed.map(({ item, styles, part }, row) => ({
        ...{ row, part },
        phrases: phraseWords(vocabulary, item.attributes, recipe.phraseWords),
        captions: (part === 'labelled' ? [] : item.captions).map((text, j) => ({
            words: textWords(vocabulary, text, recipe.captionWords),
            style: styles[j],
        })),
    }));
    const of = (part) => rows.filter((row) => row.part === part);
    return {
        pixels: { path, count: packed.length },
        ...{ train: of('train'), val: of('val'), labelled: of('labelled') },
        texts: [...data.texts, ...data.train.flatMap(({ captions }) => captions)].map((text) => textWords(vocabulary, text, recipe.captionWords)),
    };
}
async function trainNetwork(context, set, settings) {
    const progress = context.report.start('train', 0, 'steps');
    let done = 0;
    const onProgress = ({ step, epoch, epochs, phase, epochEnd }) => {
        progress.advance(step - done);
        done = step;
        if (!epochEnd)
            return;
        const { trainLoss, val, isBest, samples } = epochEnd;
        const losses = `loss ${trainLoss.toFixed(3)}${val ? `, val caption ${val.caption.toFixed(3)} attributes ${val.attribute.toFixed(3)}` : ''}`;
        const sample = samples.length > 0 ? `\n  ${samples[0].attributes}\n  ${samples[0].captions.join('\n  ')}` : '';
        context.report.note(`train: ${phase} epoch ${epoch}/${epochs}: ${losses}${isBest ? ', kept' : ''}${sample}`);
    };
    try {
        return await trainSpac(set, settings, { onProgress, signal: context.signal });
    }
    finally {
        progress.end();
    }
}
/** `captioner.json` comes last: a folder that has it is whole. */
async function writeFolder(request, { data, prepared, recipe }, best) {
    const { out, preset } = request;
    const { net, tokens, isWhole } = prepared;
    const [height, width] = net.picture;
    renameSync(join(out, BEST), join(out, WEIGHTS_FILE));
    writeWhole(join(out, ENCODER_FILE), [
        exportSpacEncoder(net, readParameters(join(out, WEIGHTS_FILE), spacParameters(net, () => 0.5))),
    ]);
    const { phraseWords: phrase, captionWords } = SPAC_RECIPES[preset];
    const isDrawn = request.data.every(({ kind }) => kind.startsWith('drawn'));
    const spac = {
        format: CAPTIONER_FORMAT,
        kind: SPAC,
        weights: await describeFile(join(out, WEIGHTS_FILE)),
        encoder: await describeFile(join(out, ENCODER_FILE)),
        net: structuredClone(net),
        tokens: isWhole ? null : [...tokens],
        phraseWords: phrase,
        captionWords,
        input: { height, width, mean: [...MEAN], std: [...STD] },
        styles: stylesOf(data.train, prepared),
        training: data.sources.map(({ kind, folder, images, captions, leftOut, fingerprint }) => {
            const out = leftOut.identity + leftOut.caption + leftOut.image + leftOut.missing;
            return { kind, folder, images, captions, leftOut: out, fingerprint };
        }),
        recipe,
        best,
        licence: isDrawn ? 'Trained on drawn people: no terms but those of the program.' : RESEARCH_ONLY,
    };
    writeWhole(join(out, CAPTIONER_FILE), [Buffer.from(`${JSON.stringify(spac, null, 2)}\n`)]);
}
function stylesOf(train, { net, styles }) {
    return Array.from({ length: net.styles }, (_, style) => {
        const own = train.flatMap(({ captions }, i) => captions.filter((_, j) => styles[i][j] === style));
        const words = own.reduce((n, text) => n + text.split(/\s+/).length, 0);
        return { captions: own.length, meanWords: Number((words / Math.max(1, own.length)).toFixed(2)) };
    });
}
/** The text of `synthpedes train captioner`. */
export function describeCaptioner({ out, reused, foreseen, images, texts, words, best }) {
    const number = (n) => n.toLocaleString('en-US');
    const data = `${number(images.train)} captioned images (${number(images.val)} of val), ${number(images.labelled)} with attributes only, ${number(texts)} texts, ${number(words)} different words`;
    if (foreseen)
        return `would train on ${data}\ncaptioner: ${out}`;
    const val = best?.val
        ? `: a word of val costs ${best.val.caption.toFixed(3)}, of its attributes ${best.val.attribute.toFixed(3)} nats`
        : '';
    return [
        `${reused ? 'already trained' : 'trained'} on ${data}`,
        `the weights of epoch ${best?.epoch ?? '-'} were kept${val}`,
        `captioner: ${out} (curves for TensorBoard in ${join(out, CURVES)})`,
    ].join('\n');
}
//# sourceMappingURL=trainCaptioner.js.map