import { encode } from '../data/tokens/wordPiece.js';
import { UserError } from '../schemas/userError.js';
/** Images or texts embedded between two steps of a progress: enough that the workers seldom wait for each other's last. */
export const EMBEDDED_AT_ONCE = 1024;
/** A whole file: at offset 0 it is read to its end. */
export const fileRange = (path) => ({ path, offset: 0, length: 0 });
/** (D) of each image, or why there is none. @throws UserError bad_model where a model gives what is no number */
export async function embedImages(context, { image }, ranges) {
    const verdicts = await context.pool().infer(ranges, image);
    return verdicts.map((verdict) => verdict.kind === 'keep' ? { kind: 'keep', value: requireFinite(image.path, verdict.value[0]) } : verdict);
}
/** (D) of each text. @throws UserError bad_model where a model gives what is no number */
export async function embedTexts(context, { text, length, vocabulary }, texts) {
    const rows = texts.map((each) => {
        const { ids, mask } = encode(each, length, vocabulary);
        return { ids, mask };
    });
    const embeddings = await context.pool().embed(rows, text);
    return embeddings.map((embedding) => requireFinite(text.path, embedding));
}
/** A NaN is neither near nor far from anything: it would be ranked anywhere. */
function requireFinite(path, embedding) {
    if (embedding.every(Number.isFinite))
        return embedding;
    throw new UserError('bad_model', {
        what: `The model ${path} gives embeddings that are no numbers.`,
        got: `${embedding.find((value) => !Number.isFinite(value))}`,
        fix: 'its weights are damaged, or its training has failed: take another checkpoint',
    });
}
/** Brings an embedding to length 1, in place; zeros stay zeros. */
export function normalise(embedding) {
    let sum = 0;
    for (let i = 0; i < embedding.length; i++)
        sum += embedding[i] * embedding[i];
    const length = Math.max(Math.sqrt(sum), 1e-12);
    for (let i = 0; i < embedding.length; i++)
        embedding[i] /= length;
    return embedding;
}
/** Many items in parts of `EMBEDDED_AT_ONCE`. */
export async function* inParts(items) {
    let part = [];
    for await (const item of items) {
        part.push(item);
        if (part.length < EMBEDDED_AT_ONCE)
            continue;
        yield part;
        part = [];
    }
    if (part.length > 0)
        yield part;
}
//# sourceMappingURL=embeddings.js.map