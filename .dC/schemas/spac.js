/** `captioner.json` of a trained SPAC, beside its weights and the part that looks as an ONNX file. */
import { join } from 'node:path';
import { z } from 'zod';
import { CAPTIONER, CAPTIONER_FILE, CAPTIONER_FORMAT } from './captioner.js';
import { describedFile, requireFile } from './describedFile.js';
import { UserError } from './userError.js';
export const SPAC = 'spac';
export const WEIGHTS_FILE = 'weights.safetensors';
export const ENCODER_FILE = 'encoder.onnx';
const count = z.int().min(0);
const positive = z.int().min(1);
const triple = z.tuple([z.number(), z.number(), z.number()]);
const stage = z.strictObject({ width: positive, blocks: positive, stride: z.union([z.literal(1), z.literal(2)]) });
const netSchema = z.strictObject({
    picture: z.tuple([positive, positive]),
    body: z.union([
        z.strictObject({ width: positive, blocks: z.tuple([positive, positive, positive, positive]) }),
        z.strictObject({ stem: positive, stages: z.tuple([stage, stage, stage, stage]) }),
    ]),
    channels: positive,
    level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    styles: positive,
    generator: z.strictObject({
        vocabulary: positive,
        positions: positive,
        width: positive,
        layers: positive,
        heads: positive,
    }),
});
export const spacSchema = z.strictObject({
    format: z.literal(CAPTIONER_FORMAT),
    kind: z.literal(SPAC),
    weights: describedFile,
    encoder: describedFile,
    net: netSchema,
    /** GPT-2's numbers of the words, ascending, `<|endoftext|>` last; null: all of GPT-2's. */
    tokens: z.array(count).nullable(),
    /** Words of a phrase and of a caption at most. */
    phraseWords: positive,
    captionWords: positive,
    input: z.strictObject({ height: positive, width: positive, mean: triple, std: triple }),
    /** Which human captions each style has learned from. */
    styles: z.array(z.strictObject({ captions: count, meanWords: z.number() })),
    training: z.array(z.strictObject({
        kind: z.string(),
        /** Last part of the path only: a captioner may be passed on. */
        folder: z.string(),
        images: count,
        captions: count,
        /** Left out, as they are also in a part that is evaluated on. */
        leftOut: count,
        fingerprint: z.string(),
    })),
    /** What the training depended on: the same recipe is not trained twice. */
    recipe: z.record(z.string(), z.unknown()),
    /** Epoch whose weights these are, and losses of a word on val. */
    best: z.strictObject({
        epoch: positive,
        val: z.strictObject({ caption: z.number(), attribute: z.number() }).nullable(),
    }),
    licence: z.string(),
});
/** @throws UserError `bad_file`, `missing_input`, `bad_model` */
export async function readSpac(folder, text) {
    const spac = parseSpac(text, join(folder, CAPTIONER_FILE));
    await requireFile(CAPTIONER, folder, ENCODER_FILE, spac.encoder);
    await requireFile(CAPTIONER, folder, WEIGHTS_FILE, spac.weights);
    return { kind: SPAC, spac, encoderPath: join(folder, ENCODER_FILE), weightsPath: join(folder, WEIGHTS_FILE) };
}
export function parseSpac(text, path = CAPTIONER_FILE) {
    const fail = (got, cause) => new UserError('bad_file', {
        what: `${path} is no description of SPAC.`,
        got,
        fix: 'restore the file, or train the captioner again with this version',
    }, { cause });
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw fail(error.message, error);
    }
    const parsed = spacSchema.safeParse(json);
    if (!parsed.success)
        throw fail(z.prettifyError(parsed.error).split('\n').join(' '));
    const { net, tokens } = parsed.data;
    if (tokens !== null && tokens.length !== net.generator.vocabulary)
        throw fail(`${tokens.length} words for a generator of ${net.generator.vocabulary}`);
    return parsed.data;
}
//# sourceMappingURL=spac.js.map