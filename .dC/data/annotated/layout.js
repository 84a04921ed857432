/** Finds the parts of an annotated set under the path that the user gave, and says what was looked for if it fails. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { commonHeads } from './heads.js';
import { labelledHeads } from './record.js';
const IMAGE = /\.(png|jpe?g|bmp|webp|tiff?)$/i;
/** The folder that a path names: itself, or the folder of the annotation file it points at. */
export async function folderOf(path) {
    const found = await stat(path).catch(() => undefined);
    if (!found)
        throw new UserError('missing_path', { what: `There is no ${path}.`, fix: 'give the folder of the annotated set' });
    return found.isDirectory() ? path : dirname(path);
}
/** Names in a folder, sorted; none where there is no such folder. */
export async function namesIn(folder) {
    try {
        return (await readdir(folder)).sort();
    }
    catch (error) {
        const code = error.code;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return [];
        throw error;
    }
}
/** The first of `folder/name` and `folder/<sub-folder>/name` that exists. */
export async function findIn(folder, name) {
    const names = await namesIn(folder);
    if (names.includes(name))
        return join(folder, name);
    for (const each of names) {
        const candidate = join(folder, each, name);
        if (await stat(candidate).catch(() => undefined))
            return candidate;
    }
    return undefined;
}
/** Image files below a folder, as sorted paths relative to it with `/`. */
export async function imagesBelow(folder) {
    const entries = await readdir(folder, { recursive: true });
    return entries
        .map((path) => path.split('\\').join('/'))
        .filter((path) => IMAGE.test(path))
        .sort();
}
/** A JSON object from a file. */
export async function readJsonObject(path) {
    const text = await readFile(path, 'utf8');
    const fail = (got, cause) => new UserError('bad_file', { what: `${path} is no JSON object.`, got, fix: 'restore the file' }, { cause });
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw fail(error.message, error);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw fail(text.slice(0, 40));
    return value;
}
/**
 * Rows of `images.tsv` (header `image<TAB>identity`, images relative to its folder).
 * @throws UserError `bad_file` on another header or a row that has not two fields.
 */
export async function readImageTable(path) {
    const [header, ...lines] = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/);
    const fix = 'make it a table of two tab-separated columns under the header `image<TAB>identity`';
    if (header !== 'image\tidentity')
        throw new UserError('bad_file', { what: `${path} has another header.`, got: JSON.stringify(header), fix });
    const rows = [];
    lines.forEach((line, i) => {
        if (line === '')
            return;
        const [image, identity, ...more] = line.split('\t');
        if (!image || !identity || more.length > 0)
            throw new UserError('bad_file', { what: `${path} has a bad row ${i + 2}.`, got: JSON.stringify(line), fix });
        rows.push({ image, identity });
    });
    return rows;
}
/** The layout that was not found. */
export function layoutError(kind, path, lookedFor) {
    return new UserError('bad_layout', {
        what: `There is no ${kind} annotation under ${path}.`,
        got: `looked for ${lookedFor.join('; ')}`,
        fix: `give the folder that holds one of these, unpacked (not ${basename(path)}'s archive)`,
    });
}
/** One thing counted among the warnings, with an example; nothing where the count is zero. */
export function counted(what, items) {
    return items.length === 0 ? [] : [`${items.length} ${what} (such as ${items[0]})`];
}
/** Puts the parts of a set together: records sorted, heads from the labels that exist. */
export function annotatedSet(kind, layout, records, warnings) {
    if (records.length === 0)
        throw new UserError('bad_layout', {
            what: `No image of the ${kind} set has labels.`,
            got: [layout, ...warnings].join('; '),
            fix: 'check that the annotation and the images belong together',
        });
    records.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return { kind, layout, heads: commonHeads(labelledHeads(records)), records, warnings };
}
//# sourceMappingURL=layout.js.map