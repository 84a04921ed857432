/** `plip.json` of a pre-trained PLIP: both encoders, what they take, and what they have learned from. */
import { join } from 'node:path';
import { z } from 'zod';
import { describedFile, readDescription, requireFile } from './describedFile.js';
import { bertSchema, modifiedResNetSchema, swinSchema } from './network.js';
import { UserError } from './userError.js';
export const PLIP_FILE = 'plip.json';
const PLIP_FORMAT = 1;
/** The files that `plip.json` names. */
export const PLIP_PARTS = {
    /** Both encoders' parameters, under `visual/` and `text/` as in a training. */
    weights: 'weights.safetensors',
    /** `image` (n, 3, h, w) -> `embedding` (n, D) */
    imageEncoder: 'image_encoder.onnx',
    /** `input_ids` and `attention_mask` (n, L) -> `embedding` (n, D) */
    textEncoder: 'text_encoder.onnx',
    vocabulary: 'vocab.txt',
};
/** Of a PLIP that was trained here: the heads' parameters, under `colorization/` and `attributes/` as in the training. */
export const PLIP_HEADS = 'heads.safetensors';
/** Statistics of SYNTH-PEDES' pictures (section 4.1 and the released code): RGB / 255. */
export const PLIP_MEAN = [0.357, 0.323, 0.328];
export const PLIP_STD = [0.252, 0.242, 0.239];
/** Tokens of a text, the first and the last one among them (section 4.1). */
export const PLIP_TOKENS = 64;
/** How a text's states become its embedding: the paper's mean over what is no padding, or BERT's pooler, as released. */
export const TEXT_POOLS = ['average', 'pooler'];
const positive = z.int().min(1);
const count = z.int().min(0);
const triple = z.tuple([z.number(), z.number(), z.number()]);
const dataSet = {
    /** As the kind is called: `cuhk-pedes`, `synth-pedes` ... */
    kind: z.string().min(1),
    /** Last part of the path only: a model may be passed on. */
    folder: z.string(),
    fingerprint: z.string(),
};
export const trainedOnSchema = z.strictObject({
    ...dataSet,
    /** `train`, `val`, `test`. */
    parts: z.array(z.string()).min(1),
    images: count,
    captions: count,
    /** What made the texts, and what that had learned from (null: nobody knows); null: people wrote them. */
    captioner: z
        .strictObject({
        /** SHA-256 of each captioner's weights. */
        weights: z.array(z.string()),
        trainedOn: z.array(z.strictObject(dataSet)).nullable(),
    })
        .nullable(),
});
export const plipSchema = z.strictObject({
    format: z.literal(PLIP_FORMAT),
    files: z.strictObject({
        weights: describedFile,
        imageEncoder: describedFile,
        textEncoder: describedFile,
        vocabulary: describedFile,
        heads: describedFile.optional(),
    }),
    /** Those of the pre-training's tasks; left out where there are none, as of a converted checkpoint. */
    heads: z
        .strictObject({
        colorizer: z
            .strictObject({ channels: positive, pool: z.enum(['average', 'max']), gate: z.enum(['sigmoid', 'softmax']) })
            .optional(),
        attributes: z
            .strictObject({ fusion: z.enum(['sum', 'concatenation']), blocks: count, heads: positive })
            .optional(),
    })
        .optional(),
    image: z.discriminatedUnion('type', [modifiedResNetSchema, swinSchema]),
    text: bertSchema,
    textPool: z.enum(TEXT_POOLS),
    /** D */
    embedding: positive,
    /** Pixels are RGB / 255, minus `mean`, over `std`. */
    input: z.strictObject({ height: positive, width: positive, mean: triple, std: triple }),
    /** L */
    tokens: z.int().min(2),
    /** null: not recorded, as of a converted checkpoint. */
    trainedOn: z.array(trainedOnSchema).nullable(),
    /** The checkpoint that was converted; null: trained here. */
    source: z.strictObject({ file: z.string(), sha256: z.string() }).nullable(),
    licence: z.string(),
});
const PLIP_FOLDER = {
    title: 'PLIP',
    description: PLIP_FILE,
    remedy: 'make it again with `synthpedes pretrain` or `synthpedes convert`',
};
/**
 * Reads a folder's description and checks the files that are wanted by their hashes.
 * @throws UserError missing_path, missing_input (a file is not there), bad_file (`plip.json` cannot be read), bad_model
 */
export async function readPlip(folder, wanted) {
    const fix = 'name the folder of a pre-trained PLIP, or convert one: synthpedes convert <checkpoint> --kind plip';
    const plip = parsePlip(await readDescription(PLIP_FOLDER, folder, fix), join(folder, PLIP_FILE));
    for (const part of wanted) {
        const described = plip.files[part];
        if (!described)
            throw noHead(folder, 'none at all');
        await requireFile(PLIP_FOLDER, folder, part === 'heads' ? PLIP_HEADS : PLIP_PARTS[part], described);
    }
    return { plip, paths: plipPaths(folder) };
}
/** The mistake of asking for colours where there is no head for them. */
export const noHead = (folder, got) => new UserError('bad_model', {
    what: `This PLIP has no colorization head: ${folder}`,
    got: `heads: ${got}`,
    fix: 'take one that `synthpedes pretrain` made with the task tic; a converted checkpoint has none',
});
export function plipPaths(folder) {
    const { weights, imageEncoder, textEncoder, vocabulary } = PLIP_PARTS;
    return {
        weights: join(folder, weights),
        imageEncoder: join(folder, imageEncoder),
        textEncoder: join(folder, textEncoder),
        vocabulary: join(folder, vocabulary),
        heads: join(folder, PLIP_HEADS),
    };
}
export const plipJson = (plip) => `${JSON.stringify({ format: PLIP_FORMAT, ...plip }, null, 2)}\n`;
/** @throws UserError bad_file */
export function parsePlip(text, path = PLIP_FILE) {
    const fail = (got, cause) => {
        const fix = `restore the file, or ${PLIP_FOLDER.remedy}`;
        return new UserError('bad_file', { what: `${path} is no description of PLIP.`, got, fix }, { cause });
    };
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw fail(error.message, error);
    }
    const parsed = plipSchema.safeParse(json);
    if (!parsed.success)
        throw fail(z.prettifyError(parsed.error).split('\n').join(' '));
    const { image, text: words, embedding } = parsed.data;
    if (image.net.output === embedding && words.net.width === embedding)
        return parsed.data;
    throw fail(`embeddings of ${image.net.output} and ${words.net.width} numbers, not of ${embedding}`);
}
//# sourceMappingURL=plip.js.map