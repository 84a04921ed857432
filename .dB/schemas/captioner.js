/** `captioner.json` of an attribute classifier, beside its `model.onnx`. SPAC's is in spac.ts, the door to both in captionerFolder.ts. */
import { join } from 'node:path';
import { z } from 'zod';
import { describeFile, requireFile } from './describedFile.js';
import { UserError } from './userError.js';
export const CAPTIONER_FILE = 'captioner.json';
export const MODEL_FILE = 'model.onnx';
export const CAPTIONER_FORMAT = 1;
export const CLASSIFIER = 'attribute-classifier';
/** What errors call a captioner's folder. */
export const CAPTIONER = {
    title: 'captioner',
    description: CAPTIONER_FILE,
    remedy: 'train the captioner again',
};
/** A threshold that no confidence reaches: the class is never said. (JSON has no infinity.) */
export const NEVER = 2;
const headSchema = z.strictObject({
    name: z.string().min(1),
    kind: z.enum(['softmax', 'sigmoid']),
    classes: z.array(z.string().min(1)).min(1),
});
const threshold = z.number().min(0);
const triple = z.tuple([z.number(), z.number(), z.number()]);
/** When a head's answer is confident enough to be said: a class, two classes ("black and white"), a group of classes. */
const headThresholdsSchema = z.strictObject({
    /** Logits are divided by it before softmax or sigmoid. */
    temperature: z.number().positive(),
    classes: z.record(z.string(), threshold),
    pair: threshold.optional(),
    group: threshold.optional(),
});
const calibrationSchema = z.strictObject({
    /** Stated precision, and the fewest held-out images and identities that a threshold may rest on. */
    precision: z.number().min(0).max(1),
    minimumImages: z.int().min(1),
    minimumIdentities: z.int().min(1),
    heads: z.record(z.string(), headThresholdsSchema),
    /** Of the confidence that some bag is carried, whichever it is. */
    someBag: threshold,
    /** Of the confidence that no belonging is there. */
    none: threshold,
});
export const captionerSchema = z.strictObject({
    format: z.literal(CAPTIONER_FORMAT),
    kind: z.literal(CLASSIFIER),
    /** Says whether `model.onnx` is the one that this file describes. */
    model: z.strictObject({
        file: z.literal(MODEL_FILE),
        bytes: z.int().min(1),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    /** Pixels are RGB / 255, minus `mean`, over `std`. */
    input: z.strictObject({ height: z.int().min(1), width: z.int().min(1), mean: triple, std: triple }),
    /** Length of the model's second output, the pooled feature. */
    featureDimension: z.int().min(1),
    heads: z.array(headSchema).min(1),
    calibration: calibrationSchema,
    /** Version of the rules that make phrases from classes. */
    phraseRules: z.int().min(1),
    training: z.array(z.strictObject({
        kind: z.string(),
        /** Last part of the path only: a captioner may be passed on. */
        folder: z.string(),
        layout: z.string(),
        trainImages: z.int(),
        trainIdentities: z.int(),
        heldOutImages: z.int(),
        heldOutIdentities: z.int(),
        fingerprint: z.string(),
        warnings: z.array(z.string()),
    })),
    /** What the training depended on: the same recipe is not trained twice. */
    recipe: z.strictObject({
        preset: z.string(),
        epochs: z.int(),
        seed: z.int(),
        heldOut: z.number(),
        precision: z.number(),
        backend: z.string().default('onnx'),
        annotation: z.string(),
    }),
    /** Rows of the held-out evaluation: one a head, one a slot. */
    metrics: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
    licence: z.string(),
});
/** What `captioner.json` says by default of the terms under which its model may be used. */
export const RESEARCH_ONLY = 'Trained on data sets that are licensed for academic research only; the model may be used under their terms.';
/** @throws UserError `missing_input`, `bad_file`, `bad_model` */
export async function readClassifier(folder, text) {
    const captioner = parseCaptioner(text, join(folder, CAPTIONER_FILE));
    await requireFile(CAPTIONER, folder, MODEL_FILE, captioner.model);
    return { kind: CLASSIFIER, captioner, modelPath: join(folder, MODEL_FILE) };
}
/** The `model` entry of a model file that was written. */
export async function describeModel(modelPath) {
    return { file: MODEL_FILE, ...(await describeFile(modelPath)) };
}
/** Parses `captioner.json`'s text and checks that its thresholds belong to its heads. */
export function parseCaptioner(text, path = CAPTIONER_FILE) {
    const fix = 'restore the file, or train the captioner again with this version';
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw new UserError('bad_file', { what: `${path} is no JSON.`, got: error.message, fix }, { cause: error });
    }
    const { format, kind } = (json ?? {});
    if (format !== CAPTIONER_FORMAT || kind !== CLASSIFIER)
        throw new UserError('bad_model', {
            what: `${path} describes no captioner that this version knows.`,
            got: `format ${JSON.stringify(format)}, kind ${JSON.stringify(kind)} (expected ${CAPTIONER_FORMAT}, "${CLASSIFIER}")`,
            fix,
        });
    const parsed = captionerSchema.safeParse(json);
    if (!parsed.success)
        throw new UserError('bad_file', {
            what: `${path} is no captioner description.`,
            got: z.prettifyError(parsed.error).split('\n').join(' '),
            fix,
        });
    const mismatch = headMismatch(parsed.data);
    if (mismatch)
        throw new UserError('bad_model', { what: `${path}: its parts do not fit.`, got: mismatch, fix });
    return parsed.data;
}
function headMismatch({ heads, calibration }) {
    const names = heads.map((head) => head.name);
    if (new Set(names).size !== names.length)
        return 'two heads of one name';
    for (const { name, classes } of heads) {
        const own = calibration.heads[name];
        if (!own)
            return `head ${name} has no thresholds`;
        const without = classes.find((each) => own.classes[each] === undefined);
        if (without !== undefined)
            return `class ${without} of head ${name} has no threshold`;
    }
    const unknown = Object.keys(calibration.heads).find((name) => !names.includes(name));
    return unknown === undefined ? undefined : `thresholds of ${unknown}, which is no head`;
}
//# sourceMappingURL=captioner.js.map