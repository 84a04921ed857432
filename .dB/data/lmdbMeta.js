/**
 * The two meta pages at the head of an LMDB: a commit overwrites the older one, so the one with the larger
 * transaction number describes the file.
 */
import { readSync } from 'node:fs';
import { UserError } from '../schemas/userError.js';
import * as format from './lmdbFormat.js';
import { readU64 } from './lmdbFormat.js';
/**
 * The valid meta page's content.
 * @throws UserError bad_file: not an LMDB, another data format, half-downloaded, or a tree of named or duplicate values.
 */
export function readMeta(file) {
    const first = readMetaPage(file, 0);
    const pageSize = first.readUInt32LE(format.META_FREE_TREE + format.TREE_PAD);
    const isPower = (pageSize & (pageSize - 1)) === 0;
    if (!isPower || pageSize < format.MIN_PAGE_SIZE || pageSize > format.MAX_PAGE_SIZE) {
        throw notLmdb(file, `a page size of ${pageSize} bytes`);
    }
    const second = readMetaPage(file, pageSize);
    const isSecond = readU64(second, format.META_TRANSACTION) > readU64(first, format.META_TRANSACTION);
    const page = isSecond ? second : first;
    const main = readTree(page, format.META_MAIN_TREE);
    if (main.flags !== 0)
        throw notPlain(file, `database flags 0x${main.flags.toString(16)}`);
    const free = readTree(page, format.META_FREE_TREE);
    return { pageSize, lastPage: readU64(page, format.META_LAST_PAGE), main, free };
}
/** The error for a file that ends before its last page. */
export function halfDownloaded(file, expected) {
    return new UserError('bad_file', {
        what: 'Cannot read the LMDB: the file is half-downloaded.',
        got: `${file.path}, ${file.size} bytes (expected at least ${expected})`,
        fix: 'download or copy it again, and compare its size with the original.',
    });
}
/** The error for trees whose entries are not one value a key. */
export function notPlain(file, found) {
    return new UserError('bad_file', {
        what: 'Cannot read the LMDB: it has named databases, duplicate values or another key order, not one plain list of images.',
        got: `${file.path}, ${found}`,
        fix: 'use the file as distributed: one unnamed database, one JPEG a key.',
    });
}
function readMetaPage(file, offset) {
    const page = Buffer.alloc(format.META_END);
    const length = readSync(file.fd, page, 0, page.length, offset);
    if (offset === 0 && length < format.META_VERSION + 4)
        throw notLmdb(file, `${file.size} bytes`);
    refuseVersion2(file, page);
    const magic = page.readUInt32LE(format.META_MAGIC);
    const isShort = length < page.length;
    if (isShort && (offset > 0 || magic === format.MAGIC))
        throw halfDownloaded(file, offset + page.length);
    if (magic !== format.MAGIC)
        throw notLmdb(file, `no LMDB signature at byte ${offset + format.META_MAGIC}`);
    const version = page.readUInt32LE(format.META_VERSION);
    if (version !== format.VERSION)
        throw otherVersion(file, version);
    if (!(page.readUInt16LE(format.PAGE_FLAGS) & format.META_PAGE))
        throw notLmdb(file, `no meta page at byte ${offset}`);
    return page;
}
/** Format v2 has a page header of 24 bytes (a transaction number was added), so its magic lies 8 bytes on. */
function refuseVersion2(file, page) {
    const offset = format.META_MAGIC + 8;
    if (page.readUInt32LE(offset) !== format.MAGIC)
        return;
    throw otherVersion(file, page.readUInt32LE(offset + 4));
}
function otherVersion(file, version) {
    const age = version > format.VERSION ? "written by a newer library than LUPerson's" : 'which no released library writes';
    return new UserError('bad_file', {
        what: `Cannot read the LMDB: data format v${version}, ${age}.`,
        got: `${file.path}, version ${version} (expected ${format.VERSION})`,
        fix: 'use the file as distributed, or copy it with `mdb_copy` of LMDB 0.9.',
    });
}
function notLmdb(file, found) {
    return new UserError('bad_file', {
        what: 'Cannot read the LMDB: this is not an LMDB of a 64-bit little-endian machine, or its head is damaged.',
        got: `${file.path}, ${found}`,
        fix: 'give the data.mdb as distributed; if it is that, download or copy it again.',
    });
}
function readTree(page, at) {
    const isEmpty = page.readUInt32LE(at + format.TREE_ROOT + 4) === 0xffffffff;
    return {
        flags: page.readUInt16LE(at + format.TREE_FLAGS),
        depth: page.readUInt16LE(at + format.TREE_DEPTH),
        entries: readU64(page, at + format.TREE_ENTRIES),
        root: isEmpty ? undefined : readU64(page, at + format.TREE_ROOT),
    };
}
//# sourceMappingURL=lmdbMeta.js.map