/**
 * Read-only reader of an LMDB in data format v1, the form in which LUPerson-NL is distributed: every key with the byte
 * range of its value, in key order, without touching the values. The npm `lmdb` package writes v2 and crashes on v1.
 * Nothing is locked: the file must not be written to while it is read.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UserError } from '../schemas/userError.js';
import * as format from './lmdbFormat.js';
import { readU64 } from './lmdbFormat.js';
import { halfDownloaded, notPlain, readMeta } from './lmdbMeta.js';
import { corrupt, nodeOffset, readPages } from './lmdbPages.js';
/**
 * Opens a `data.mdb`.
 * @throws UserError missing_path; bad_file for anything that is not a complete, plain LMDB of data format v1.
 */
export function openLmdb(path) {
    const fd = openFile(path);
    try {
        const file = { path, fd, size: fstatSync(fd).size };
        const source = { ...file, meta: readMeta(file) };
        refuseHalf(source);
        return view(source);
    }
    catch (error) {
        closeSync(fd);
        throw error;
    }
}
function view(source) {
    const { path, fd, meta } = source;
    let isOpen = true;
    return {
        path,
        entries: meta.main.entries,
        pageSize: meta.pageSize,
        *scan() {
            if (!isOpen)
                throw new Error(`${path} is closed`);
            yield* entriesOf(source, meta.main, (bytes, from, to) => bytes.toString('latin1', from, to));
        },
        close() {
            if (isOpen)
                closeSync(fd);
            isOpen = false;
        },
    };
}
function openFile(path) {
    try {
        const fd = openSync(path, 'r');
        if (fstatSync(fd).isFile())
            return fd;
        closeSync(fd);
    }
    catch (error) {
        throw new UserError('missing_path', { what: 'Cannot open the LMDB.', got: error.message, fix: 'give the path of a readable data.mdb.' }, { cause: error });
    }
    throw new UserError('bad_file', {
        what: 'Cannot open the LMDB.',
        got: `${path}, no file`,
        fix: 'give its data.mdb.',
    });
}
/**
 * liblmdb counts pages that a transaction took at the file's end and gave back, but never writes them: an intact file
 * may end early by pages of the free list. Any other missing page means that the end of the file is missing.
 */
function refuseHalf(source) {
    const { meta, size, fd } = source;
    const expected = (meta.lastPage + 1) * meta.pageSize;
    if (size >= expected)
        return;
    const firstMissing = Math.floor(size / meta.pageSize);
    let missing = meta.lastPage + 1 - firstMissing;
    for (const { offset, length } of entriesOf(source, meta.free, readTransaction)) {
        const list = Buffer.alloc(length);
        readSync(fd, list, 0, length, offset);
        // A count, then that many page numbers.
        for (let at = 8; at + 8 <= length; at += 8)
            if (readU64(list, at) >= firstMissing)
                missing--;
    }
    if (missing > 0)
        throw halfDownloaded(source, expected);
}
/** Key of the free tree. One of another size is no number, after which nothing is in order. */
function readTransaction(bytes, from, to) {
    return to - from === 8 ? readU64(bytes, from) : NaN;
}
function* entriesOf(source, tree, readKey) {
    const { root, depth } = tree;
    let count = 0;
    let previous;
    if (root !== undefined) {
        if (depth < 1 || depth > format.MAX_DEPTH)
            throw corrupt(source, root, `is the root of a tree of depth ${depth}`);
        for (const page of leaves(source, [root], depth)) {
            for (let i = 0; i < page.nodes; i++) {
                const node = nodeOffset(source, page, i);
                const keyEnd = node + format.NODE_HEADER + page.bytes.readUInt16LE(node + 6);
                const key = readKey(page.bytes, node + format.NODE_HEADER, keyEnd);
                // Also what ends the walk in a file whose pages point in a circle.
                if (previous !== undefined && !(key > previous))
                    throw corrupt(source, page.number, `has keys out of order`);
                previous = key;
                count++;
                yield { key, ...valueRange(source, page, node, keyEnd) };
            }
        }
    }
    if (count === tree.entries)
        return;
    throw corrupt(source, root ?? 0, `is the root of a tree of ${count} entries (expected ${tree.entries})`);
}
/** Depth first, and all leaves are on one level: what `depth` says about a page's kind is checked. */
function* leaves(source, numbers, depth) {
    for (const page of readPages(source, numbers, depth === 1 ? format.LEAF_PAGE : format.BRANCH_PAGE)) {
        if (depth === 1)
            yield page;
        else
            yield* leaves(source, children(source, page), depth - 1);
    }
}
function children(source, page) {
    const numbers = [];
    for (let i = 0; i < page.nodes; i++) {
        const node = nodeOffset(source, page, i);
        // 48 bits over low, high and flags.
        numbers.push(page.bytes.readUInt32LE(node) + page.bytes.readUInt16LE(node + 4) * 2 ** 32);
    }
    return numbers;
}
function valueRange(source, page, node, keyEnd) {
    const { bytes, number } = page;
    const { pageSize, lastPage } = source.meta;
    const length = bytes.readUInt32LE(node);
    const flags = bytes.readUInt16LE(node + 4);
    if (flags & (format.SUB_DATA | format.DUP_DATA))
        throw notPlain(source, `page ${number}, node flags ${flags}`);
    if (!(flags & format.BIG_DATA)) {
        if (keyEnd + length > pageSize)
            throw corrupt(source, number, `has a value outside of the page`);
        return { offset: number * pageSize + keyEnd, length };
    }
    if (keyEnd + 8 > pageSize)
        throw corrupt(source, number, `has a value outside of the page`);
    const first = readU64(bytes, keyEnd);
    const offset = first * pageSize + format.PAGE_HEADER;
    const isInside = first >= 2 && first + format.overflowPages(length, pageSize) - 1 <= lastPage;
    if (isInside && offset + length <= source.size)
        return { offset, length };
    throw corrupt(source, number, `has a value outside of the file (page ${first}, ${length} bytes)`);
}
//# sourceMappingURL=lmdb.js.map