/** A folder tree as a stream of image files in ascending bytewise order of their keys, one listing a level in memory. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
const IMAGE = /\.(jpe?g|png|webp|bmp)$/i;
/** Hidden files and what systems leave in folders, thumbnails among them. */
const LEFTOVER = /^(\..*|__MACOSX|@eaDir|lost\+found)$/;
/**
 * Keys (paths relative to `root`, with `/`) of all image files: jpg, jpeg, png, webp and bmp in any case, links
 * followed. Other files, hidden ones and links back to a folder above go to `onIgnored`.
 * @throws UserError bad_file for a folder that cannot be listed
 */
export function* imageKeys(root, { start = '', onIgnored, skip } = {}) {
    const levels = [openLevel(root, start)];
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
        if (level.next === level.entries.length) {
            levels.pop();
            continue;
        }
        const entry = level.entries[level.next++];
        const key = level.prefix + entry.name;
        if (!entry.isFolder) {
            if (entry.isImage)
                yield key;
            else
                onIgnored?.(key);
            continue;
        }
        const real = entry.isLink ? realpathSync(join(root, key)) : join(level.real, entry.name);
        const isLeftOut = LEFTOVER.test(entry.name) || skip?.(`${key}/`) || levels.some((above) => above.real === real);
        if (isLeftOut)
            onIgnored?.(`${key}/`);
        else
            levels.push(openLevel(root, `${key}/`, real));
    }
}
/** Where a file's bytes lie; one that is gone or a dangling link counts as empty, as its verdict comes later. */
export function wholeFile(root, key) {
    const path = join(root, key);
    const stats = statsOf(path);
    return {
        bytes: { path, offset: 0, length: stats?.size ?? 0 },
        modified: Math.floor(stats?.mtimeMs ?? 0),
    };
}
/** A path's stats, links followed; undefined where there is nothing or a link leads nowhere. */
export function statsOf(path) {
    try {
        return statSync(path, { throwIfNoEntry: false });
    }
    catch (error) {
        // Links in a circle, and paths that cannot be looked at.
        if (['ELOOP', 'ENOTDIR', 'EACCES'].includes(error.code ?? ''))
            return undefined;
        throw error;
    }
}
/** Names in a folder, sorted; at most `limit`. */
export function firstNames(folder, limit = Infinity) {
    return list(folder)
        .map(({ name }) => name)
        .sort(compareBytewise)
        .slice(0, limit);
}
/** Order of two names by their UTF-8 bytes: UTF-16 order but for surrogates, which stand for the highest characters. */
export function compareBytewise(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
        const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
        if (x !== y)
            return rank(x) - rank(y);
    }
    return a.length - b.length;
}
function rank(unit) {
    return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
function openLevel(root, prefix, real) {
    const folder = join(root, prefix);
    const entries = list(folder).map((entry) => describe(folder, entry));
    // A folder's keys go on with `/`, so that is how it sorts among its siblings.
    const sortName = ({ name, isFolder }) => (isFolder ? `${name}/` : name);
    entries.sort((a, b) => compareBytewise(sortName(a), sortName(b)));
    return { prefix, real: real ?? realpathSync(folder), entries, next: 0 };
}
function list(folder) {
    try {
        return readdirSync(folder, { withFileTypes: true });
    }
    catch (error) {
        const got = error.message;
        const fix = 'check that the folder is still there and that you may read it.';
        throw new UserError('bad_file', { what: 'Cannot list a folder.', got, fix }, { cause: error });
    }
}
function describe(folder, entry) {
    const { name } = entry;
    const isLink = entry.isSymbolicLink();
    const target = isLink ? statsOf(join(folder, name)) : entry;
    const isFolder = target?.isDirectory() ?? false;
    const isFile = target?.isFile() ?? true;
    return { name, isFolder, isLink, isImage: isFile && IMAGE.test(name) && !LEFTOVER.test(name) };
}
//# sourceMappingURL=imageTree.js.map