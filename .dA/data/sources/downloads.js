/** Tells archives and unfinished downloads that lie where a data set is expected, so that the error can name them. */
import { closeSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { firstNames, statsOf } from './imageTree.js';
/** What browsers, aria2 and the Baidu client leave beside or instead of a file that has not arrived. */
const UNFINISHED = /\.(part|partial|crdownload|aria2|download|downloading|!qb)$/i;
const ARCHIVE = /\.(zip|tar|tgz|gz|bz2|xz|rar|7z|z\d\d|\d{3})$/i;
/** A zip ends in a record of 22 bytes and a comment of up to 65,535 (APPNOTE 4.3.16). */
const ZIP_TAIL = 22 + 65_535;
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
/** A tar is made of blocks of 512 bytes and ends in two of zeros (POSIX, pax). */
const TAR_BLOCK = 512;
/** Looks at a folder's names, and at the tails of its archives. */
export function findDownloads(folder) {
    const found = firstNames(folder).map((name) => describeDownload(join(folder, name)));
    return {
        unfinished: found.flatMap(({ unfinished }) => unfinished),
        packed: found.flatMap(({ packed }) => packed),
    };
}
/** The same for one file. */
export function describeDownload(path) {
    const name = basename(path);
    const stats = statsOf(path);
    const unfinished = (why) => ({ unfinished: [`found ${name}: ${why}`], packed: [] });
    if (UNFINISHED.test(name))
        return unfinished('the download has not finished');
    if (!stats?.isFile() || !ARCHIVE.test(name))
        return { unfinished: [], packed: [] };
    const missing = missingEnd(path, stats.size);
    if (missing)
        return unfinished(`the archive is incomplete (${stats.size} bytes, ${missing})`);
    return { unfinished: [], packed: [`found ${name}: unpack it first`] };
}
/** What a cut-off archive lacks; undefined for a whole one, and for kinds whose end says nothing. */
function missingEnd(path, size) {
    if (size === 0)
        return 'nothing in it';
    if (/\.zip$/i.test(path))
        return tail(path, size, ZIP_TAIL).includes(ZIP_END) ? undefined : 'no end record';
    if (!/\.tar$/i.test(path))
        return undefined;
    const isWhole = size % TAR_BLOCK === 0 && tail(path, size, 2 * TAR_BLOCK).every((byte) => byte === 0);
    return isWhole ? undefined : 'no end blocks';
}
function tail(path, size, length) {
    const bytes = Buffer.alloc(Math.min(size, length));
    const fd = openSync(path, 'r');
    try {
        readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    }
    finally {
        closeSync(fd);
    }
    return bytes;
}
//# sourceMappingURL=downloads.js.map