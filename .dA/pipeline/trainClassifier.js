// Trains the attribute classifier that annotates: data -> network -> calibrated thresholds -> a captioner folder.
import { basename, join } from 'node:path';
import { annotationFingerprint, splitByIdentity, } from '../data/annotated/record.js';
import { readAnnotated } from '../data/annotated/read.js';
import { seededRandom } from '../data/random.js';
import { calibrate } from '../model/classifier/calibrate.js';
import { headMetrics, printTable, slotMetrics, } from '../model/classifier/metrics.js';
import { PHRASE_RULES } from '../model/classifier/phrases.js';
import { writeWhole } from '../model/weights/safetensors.js';
import { featureSize } from '../model/nn/residualNet.js';
import { PRESETS } from '../model/classifier/presets.js';
import { trainClassifier, } from '../model/classifier/train.js';
import * as format from '../schemas/captioner.js';
import { inTrainingFolder, readDescription } from './trainingFolder.js';
import { labelTables, packPixels } from './trainingSet.js';
/**
 * Trains, calibrates and writes a captioner folder; nothing is done where this very training stands there already.
 * @throws UserError missing_path, bad_layout (the data), bad_usage (`out` holds something else)
 */
export async function makeClassifier(context, request) {
    const { captioner: settings } = context.config;
    const set = await readAnnotated(request.kind, request.path);
    context.report.note(`train classifier: ${set.layout}`);
    for (const warning of set.warnings)
        context.report.warn(warning);
    const recipe = {
        preset: request.preset,
        epochs: settings.epochs ?? PRESETS[request.preset].epochs,
        seed: settings.seed,
        heldOut: settings.heldOut,
        precision: settings.precision,
        backend: context.config.backend,
        annotation: annotationFingerprint(set.records),
    };
    const done = readDone(request.out);
    const split = splitByIdentity(set.records, settings.heldOut, seededRandom(`split/${settings.seed}`));
    const summary = {
        out: request.out,
        layout: set.layout,
        images: { train: split.train.length, heldOut: split.heldOut.length },
    };
    if (done && JSON.stringify(done.recipe) === JSON.stringify(recipe) && context.resume !== 'always') {
        return { ...summary, reused: true, ...storedMetrics(done) };
    }
    if (context.dryRun)
        return { ...summary, reused: false, foreseen: true, heads: [], slots: [] };
    const metrics = await train(context, request, { set, split, recipe });
    return { ...summary, reused: false, ...metrics };
}
/** The captioner that stands in the folder, if any. */
function readDone(out) {
    const found = readDescription(out, { description: format.CAPTIONER_FILE, results: [format.MODEL_FILE] });
    return found && format.parseCaptioner(found.text);
}
function train(context, { out, preset, path }, { set, split, recipe }) {
    const { height, width } = PRESETS[preset];
    const isHeldOut = new Set(split.heldOut);
    return inTrainingFolder(context, { out, recipe }, async ({ checkpoint, pixels }) => {
        const records = await packPixels(context, [...split.train, ...split.heldOut], { path: pixels, height, width });
        const places = records.map((_, i) => i);
        const heldOutPlaces = places.filter((i) => isHeldOut.has(records[i]));
        const trained = await trainNetwork(context, { ...labelTables(records, set.heads), height, width, pixels: { path: pixels } }, {
            train: places.filter((i) => !isHeldOut.has(records[i])),
            heldOut: heldOutPlaces,
            preset,
            seed: recipe.seed,
            epochs: recipe.epochs,
            checkpoint,
        });
        const heldOut = {
            logits: trained.heldOutLogits,
            targets: heldOutPlaces.map((i) => records[i].labels),
            identities: heldOutPlaces.map((i) => records[i].identity),
        };
        const { calibration } = calibrate(set.heads, heldOut, { precision: recipe.precision });
        const metrics = {
            heads: headMetrics(set.heads, heldOut, calibration),
            slots: slotMetrics(set.heads, heldOut, calibration),
        };
        writeWhole(join(out, format.MODEL_FILE), [trained.onnx]);
        const captioner = {
            format: format.CAPTIONER_FORMAT,
            kind: 'attribute-classifier',
            model: await format.describeModel(join(out, format.MODEL_FILE)),
            input: { height, width, mean: triple(trained.mean), std: triple(trained.std) },
            featureDimension: featureSize(trained.net),
            heads: set.heads.map(({ name, kind, classes }) => ({ name, kind, classes: [...classes] })),
            calibration,
            phraseRules: PHRASE_RULES,
            training: [trainingOf(set, split, path)],
            recipe,
            metrics: [...metrics.heads, ...metrics.slots].map((row) => ({ ...row })),
            licence: set.kind === 'drawn' ? DRAWN_LICENCE : format.RESEARCH_ONLY,
        };
        writeWhole(join(out, format.CAPTIONER_FILE), [Buffer.from(`${JSON.stringify(captioner, null, 2)}\n`)]);
        return metrics;
    });
}
const DRAWN_LICENCE = 'Trained on drawn people: no terms but those of the program.';
/** Training with a progress line that shows the loss of every epoch. */
async function trainNetwork(context, set, settings) {
    const epochs = settings.epochs ?? PRESETS[settings.preset].epochs;
    const progress = context.report.start('train', epochs * settings.train.length, 'images');
    let done = 0;
    try {
        return await trainClassifier(set, {
            ...settings,
            threads: context.config.threads ?? undefined,
            ...{ backend: context.config.backend, tune: context.config.tune },
            signal: context.signal,
            onProgress({ epoch, step, steps }) {
                const now = Math.round((epoch - 1 + step / steps) * settings.train.length);
                progress.advance(now - done);
                done = now;
            },
        });
    }
    finally {
        progress.end();
    }
}
function triple(values) {
    const [r, g, b] = values;
    return [r, g, b];
}
function trainingOf(set, { train: trained, heldOut }, path) {
    const identities = (records) => new Set(records.map(({ identity }) => identity)).size;
    return {
        kind: set.kind,
        folder: basename(path),
        layout: set.layout,
        trainImages: trained.length,
        trainIdentities: identities(trained),
        heldOutImages: heldOut.length,
        heldOutIdentities: identities(heldOut),
        fingerprint: annotationFingerprint(set.records),
        warnings: [...set.warnings],
    };
}
function storedMetrics({ metrics }) {
    const rows = metrics;
    return {
        heads: rows.filter((row) => 'head' in row),
        slots: rows.filter((row) => 'slot' in row),
    };
}
/** The text of `synthpedes train classifier`. */
export function describeTraining({ out, reused, foreseen, layout, images, heads, slots }) {
    const number = (n) => n.toLocaleString('en-US');
    if (foreseen) {
        return `would train on ${layout}: ${number(images.train)} images, ${number(images.heldOut)} held out by identity\ncaptioner: ${out}`;
    }
    return [
        `${reused ? 'already trained' : 'trained'} on ${layout}: ${number(images.train)} images, ${number(images.heldOut)} held out by identity`,
        printTable(heads),
        printTable(slots),
        `captioner: ${out}`,
    ].join('\n');
}
//# sourceMappingURL=trainClassifier.js.map