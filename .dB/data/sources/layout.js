/** What all sources ask of the path that a user gives, and the errors when it does not hold what is expected. */
import { resolve } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { SOURCES } from './catalogue.js';
import { describeDownload, findDownloads } from './downloads.js';
import { firstNames, statsOf } from './imageTree.js';
/** Names of a folder that an error lists. */
const NAMES_SHOWN = 6;
/** Where a data set is had and under which terms, for a `fix`. */
export function whereToGet(kind) {
    const { title, home, terms } = SOURCES[kind];
    return home ? `${title} is had from ${home} (${terms})` : `expected: ${SOURCES[kind].expects}`;
}
/**
 * The absolute path of an existing folder or file.
 * @throws UserError missing_path
 */
export function existing(kind, path) {
    const absolute = resolve(path);
    const stats = statsOf(absolute);
    if (stats)
        return { path: absolute, isFolder: stats.isDirectory() };
    throw new UserError('missing_path', {
        what: `${SOURCES[kind].title}: nothing of that kind is at this path.`,
        got: `${absolute}, which does not exist or may not be read`,
        fix: `give the folder that holds it; ${whereToGet(kind)}.`,
    });
}
/**
 * The absolute path of an existing folder.
 * @throws UserError missing_path, bad_layout, bad_file where it is an archive that was cut off
 */
export function existingFolder(kind, path) {
    const found = existing(kind, path);
    if (found.isFolder)
        return found.path;
    const { unfinished, packed } = describeDownload(found.path);
    if (unfinished.length > 0)
        throw unfinishedDownload(kind, unfinished);
    throw badLayout(kind, packed[0] ?? `${found.path}, a file`);
}
/**
 * Refuses a folder in which a download has not finished: what lies beside it may be half of the data set.
 * @throws UserError bad_file
 */
export function refuseUnfinished(kind, folder) {
    const { unfinished } = findDownloads(folder);
    if (unfinished.length > 0)
        throw unfinishedDownload(kind, unfinished, folder);
}
/** The error for a folder that does not hold the data set, naming what it holds instead. */
export function wrongLayout(kind, folder, hint) {
    const { packed } = findDownloads(folder);
    if (packed.length > 0)
        return badLayout(kind, `${folder}: ${packed.join('; ')}`);
    const names = firstNames(folder, NAMES_SHOWN + 1);
    const shown = names.slice(0, NAMES_SHOWN).join(', ') + (names.length > NAMES_SHOWN ? ', ...' : '');
    return badLayout(kind, names.length === 0 ? `${folder}, an empty folder` : `${folder} with ${shown}`, hint);
}
/** The error for something that the layout has no place for. */
export function badLayout(kind, got, hint) {
    const { title, expects } = SOURCES[kind];
    return new UserError('bad_layout', {
        what: `${title} is not laid out as expected.`,
        got,
        fix: `${hint ?? 'give the folder that holds it'}; expected: ${expects}.`,
    });
}
function unfinishedDownload(kind, unfinished, folder) {
    return new UserError('bad_file', {
        what: `${SOURCES[kind].title} is half-downloaded.`,
        got: (folder ? `${folder}: ` : '') + unfinished.join('; '),
        fix: `finish the download and unpack it, then move the partial file away; ${whereToGet(kind)}.`,
    });
}
//# sourceMappingURL=layout.js.map