/**
 * Writes an LMDB in data format v1 from entries that come in key order, in one pass and in bounded memory: the tree is
 * built from the leaves up, so every page is written once. liblmdb 0.9 reads the file, and can go on writing to it.
 */
import { open } from 'node:fs/promises';
import * as format from './lmdbFormat.js';
import { metaPages } from './lmdbMetaWriter.js';
/** Bytes that are gathered before a write. */
const BUFFERED = 1 << 20;
/**
 * Writes `path` (a `data.mdb`), replacing what is there. The head comes last: until then the file is no LMDB.
 * @returns the number of entries
 * @throws RangeError for a key of another length or characters, Error for keys that do not ascend
 */
export async function writeLmdb(path, records, { pageSize = 4096 } = {}) {
    if (!Number.isInteger(Math.log2(pageSize)) || pageSize < 4096 || pageSize > format.MAX_PAGE_SIZE) {
        throw new RangeError(`pageSize must be a power of two from 4096 to ${format.MAX_PAGE_SIZE}, got ${pageSize}`);
    }
    const handle = await open(path, 'w');
    try {
        const output = { handle, pageSize, nextPage: 0, pending: [], pendingBytes: 0 };
        appendPages(output, Buffer.alloc(2 * pageSize));
        const levels = [];
        let entries = 0;
        let overflowPages = 0;
        let previous = '';
        for await (const { key, value } of records) {
            checkKey(key, previous);
            previous = key;
            overflowPages += addRecord(output, levels, key, value);
            entries++;
            if (output.pendingBytes >= BUFFERED)
                await flush(output);
        }
        const root = closeLevels(output, levels);
        await flush(output);
        const branchPages = levels.slice(1).reduce((sum, level) => sum + level.pages, 0);
        const tree = { depth: levels.length, branchPages, leafPages: levels[0]?.pages ?? 0, overflowPages, entries, root };
        await handle.write(metaPages(pageSize, output.nextPage, tree), 0, 2 * pageSize, 0);
        return entries;
    }
    finally {
        await handle.close();
    }
}
function checkKey(key, previous) {
    if (key.length < 1 || key.length > format.MAX_KEY || /[^\0-\xff]/.test(key)) {
        throw new RangeError(`a key must have 1 to ${format.MAX_KEY} one-byte characters, got ${JSON.stringify(key)}`);
    }
    if (key <= previous)
        throw new Error(`keys must ascend: ${JSON.stringify(key)} after ${JSON.stringify(previous)}`);
}
/** @returns pages of the value's overflow run, 0 where the value stays in its leaf. */
function addRecord(output, levels, key, value) {
    const keyBytes = Buffer.from(key, 'latin1');
    const isInline = format.NODE_HEADER + keyBytes.length + value.length <= format.maxNodeSize(output.pageSize);
    if (isInline) {
        addNode(output, levels, 0, leafNode(keyBytes, value.length, value));
        return 0;
    }
    const pages = format.overflowPages(value.length, output.pageSize);
    const run = Buffer.alloc(pages * output.pageSize);
    writeHeader(run, output.nextPage, format.OVERFLOW_PAGE);
    run.writeUInt32LE(pages, format.PAGE_LOWER);
    run.set(value, format.PAGE_HEADER);
    const pointer = Buffer.alloc(8);
    pointer.writeBigUInt64LE(BigInt(appendPages(output, run)));
    addNode(output, levels, 0, leafNode(keyBytes, value.length, pointer, format.BIG_DATA));
    return pages;
}
function leafNode(key, length, data, flags = 0) {
    const bytes = Buffer.alloc(nodeBytes(key.length + data.length));
    bytes.writeUInt32LE(length, 0);
    bytes.writeUInt16LE(flags, 4);
    bytes.writeUInt16LE(key.length, 6);
    bytes.set(key, format.NODE_HEADER);
    bytes.set(data, format.NODE_HEADER + key.length);
    return { key, bytes };
}
/** The child's number takes the 48 bits of low, high and flags. */
function branchNode(key, child) {
    const bytes = Buffer.alloc(nodeBytes(key.length));
    bytes.writeUIntLE(child, 0, 6);
    bytes.writeUInt16LE(key.length, 6);
    bytes.set(key, format.NODE_HEADER);
    return { key, bytes };
}
/** Nodes start at even offsets. */
function nodeBytes(payload) {
    return (format.NODE_HEADER + payload + 1) & -2;
}
function addNode(output, levels, index, node) {
    levels[index] ??= { nodes: [], bytes: format.PAGE_HEADER, pages: 0 };
    const level = levels[index];
    const size = node.bytes.length + 2;
    if (level.bytes + size > output.pageSize) {
        // A branch needs two nodes (liblmdb asserts it), so its last one waits for the next page.
        const carried = index > 0 ? level.nodes.splice(-1) : [];
        closePage(output, levels, index);
        for (const each of carried)
            addNode(output, levels, index, each);
    }
    level.nodes.push(node);
    level.bytes += size;
}
/** Writes the level's page and hands its number to the level above. */
function closePage(output, levels, index) {
    const { key } = levels[index].nodes[0];
    addNode(output, levels, index + 1, branchNode(key, writePage(output, levels[index], index > 0)));
}
function writePage(output, level, isBranch) {
    const page = Buffer.alloc(output.pageSize);
    writeHeader(page, output.nextPage, isBranch ? format.BRANCH_PAGE : format.LEAF_PAGE);
    // The first key of a branch is not stored: everything below the second one goes there.
    const nodes = isBranch ? [withoutKey(level.nodes[0]), ...level.nodes.slice(1)] : level.nodes;
    let upper = output.pageSize;
    nodes.forEach(({ bytes }, i) => {
        upper -= bytes.length;
        page.set(bytes, upper);
        page.writeUInt16LE(upper, format.PAGE_HEADER + 2 * i);
    });
    page.writeUInt16LE(format.PAGE_HEADER + 2 * nodes.length, format.PAGE_LOWER);
    page.writeUInt16LE(upper, format.PAGE_UPPER);
    level.nodes = [];
    level.bytes = format.PAGE_HEADER;
    level.pages++;
    return appendPages(output, page);
}
function withoutKey(node) {
    return branchNode(Buffer.alloc(0), node.bytes.readUIntLE(0, 6));
}
/** @returns the root's page number, undefined if nothing was added. */
function closeLevels(output, levels) {
    for (let index = 0; index < levels.length; index++) {
        const isRoot = index === levels.length - 1;
        if (isRoot)
            return writePage(output, levels[index], index > 0);
        closePage(output, levels, index);
    }
    return undefined;
}
function writeHeader(page, number, flags) {
    page.writeBigUInt64LE(BigInt(number), 0);
    page.writeUInt16LE(flags, format.PAGE_FLAGS);
}
/** @returns the number of the first of the appended pages. */
function appendPages(output, bytes) {
    const first = output.nextPage;
    output.nextPage += bytes.length / output.pageSize;
    output.pending.push(bytes);
    output.pendingBytes += bytes.length;
    return first;
}
async function flush(output) {
    const bytes = Buffer.concat(output.pending);
    output.pending = [];
    output.pendingBytes = 0;
    for (let done = 0; done < bytes.length;) {
        done += (await output.handle.write(bytes, done)).bytesWritten;
    }
}
//# sourceMappingURL=lmdbWriter.js.map