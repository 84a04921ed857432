/** `network.json`: which networks lie in a folder, of which size, and where their weights are from. */
import { z } from 'zod';
import { UserError } from './userError.js';
export const NETWORK_FILE = 'network.json';
const FORMAT = 1;
const count = z.int().positive();
const pair = z.tuple([count, count]);
const four = z.tuple([count, count, count, count]);
const stages = { width: count, blocks: four };
export const modifiedResNetSchema = z.strictObject({
    type: z.literal('modified-resnet'),
    net: z.strictObject({
        ...stages,
        pool: z.enum(['max', 'average', 'attention']),
        heads: count,
        output: count,
        picture: pair,
    }),
});
export const swinSchema = z.strictObject({
    type: z.literal('swin'),
    net: z.strictObject({
        ...stages,
        heads: four,
        window: count,
        pool: z.enum(['max', 'average']),
        output: count,
        picture: pair,
    }),
});
export const bertSchema = z.strictObject({
    type: z.literal('bert'),
    net: z.strictObject({
        vocabulary: count,
        positions: count,
        types: count,
        width: count,
        layers: count,
        heads: count,
        feedForward: count,
    }),
});
const networkSchema = z.discriminatedUnion('type', [
    modifiedResNetSchema,
    swinSchema,
    z.strictObject({ type: z.literal('resnet'), net: z.strictObject({ ...stages, pyramid: count.optional() }) }),
    bertSchema,
    z.strictObject({
        type: z.literal('gpt2'),
        net: z.strictObject({ vocabulary: count, positions: count, width: count, layers: count, heads: count }),
    }),
]);
const folderSchema = z.strictObject({
    format: z.literal(FORMAT),
    /** The checkpoint that was converted. */
    source: z.strictObject({ kind: z.string(), file: z.string(), sha256: z.string() }),
    /** By part: `image`, `text`, `generator`; the weights are in `<part>.safetensors`. */
    networks: z.record(z.string().regex(/^[a-z]+$/), networkSchema),
});
export function networkJson(folder) {
    return `${JSON.stringify({ format: FORMAT, ...folder }, null, 2)}\n`;
}
/** @throws UserError bad_file */
export function parseNetworkJson(text, path) {
    const fail = (got) => {
        const fix = 'convert the checkpoint again: synthpedes convert';
        return new UserError('bad_file', { what: `${path} describes no networks that this version knows.`, got, fix });
    };
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw fail(error.message);
    }
    const parsed = folderSchema.safeParse(json);
    if (parsed.success)
        return parsed.data;
    throw fail(z.prettifyError(parsed.error).split('\n').join(' '));
}
//# sourceMappingURL=network.js.map