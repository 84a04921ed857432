/**
 * What a captioner must not have seen: the people, captions and pictures of the parts that are evaluated on. The sets borrow
 * pictures from each other, so a person is looked for by identity, by caption text and by the picture's bytes.
 */
import { hashFile } from '../hashFile.js';
/** A caption whatever its case, blanks and punctuation. */
export const captionKey = (text) => text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
/**
 * The names under which a person is known: in its own set, and in Market-1501 where the picture is from there
 * (`Market/0585_c1s3_039651_00.jpg` is its person 585).
 */
export function namesOf({ kind, key, identity }) {
    const market = /(?:^|\/)Market\/(\d{4})_c\d/.exec(key ?? '')?.[1];
    const own = identity === undefined ? [] : [identity.startsWith('market:') ? identity : `${kind}:${identity}`];
    return market === undefined ? own : [...own, `market:${market}`];
}
/** Gathers the traces of the records that are evaluated on. Pictures that are not there leave no trace of their bytes. */
export async function tracesOf(records) {
    const traces = { identities: new Set(), captions: new Set(), images: new Set() };
    for await (const record of records) {
        for (const name of namesOf(record))
            traces.identities.add(name);
        for (const caption of record.captions)
            traces.captions.add(captionKey(caption));
        const hash = await hashOf(record.path);
        if (hash !== undefined)
            traces.images.add(hash);
    }
    return traces;
}
/** Is the candidate in an evaluated part? The picture's bytes are only read where nothing else tells. */
export async function leakOf(candidate, traces) {
    if (namesOf(candidate).some((name) => traces.identities.has(name)))
        return 'identity';
    if (candidate.captions.some((caption) => traces.captions.has(captionKey(caption))))
        return 'caption';
    if (traces.images.size === 0)
        return undefined;
    const hash = await hashOf(candidate.path);
    return hash !== undefined && traces.images.has(hash) ? 'image' : undefined;
}
async function hashOf(path) {
    if (path === undefined)
        return undefined;
    try {
        return await hashFile(path);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
//# sourceMappingURL=heldOut.js.map