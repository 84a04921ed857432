/**
 * LMDB pages put together byte by byte from the format's description, independent of the project's own writer and
 * constants, so that reader and writer cannot share a mistake.
 */
/** Little-endian u64. */
function u64(page, at, value) {
    page.writeBigUInt64LE(BigInt(value), at);
}
export const EMPTY_ROOT = 0xffffffffffffffffn;
export function metaPage(number, meta) {
    const pageSize = meta.pageSize ?? 4096;
    const page = Buffer.alloc(pageSize);
    u64(page, 0, number);
    page.writeUInt16LE(8, 10);
    page.writeUInt32LE(0xbeefc0de, 16);
    page.writeUInt32LE(meta.version ?? 1, 20);
    u64(page, 32, meta.mapSize ?? 1 << 30);
    page.writeUInt32LE(pageSize, 40);
    page.writeUInt16LE(8, 44);
    u64(page, 80, EMPTY_ROOT);
    page.writeUInt16LE(meta.mainFlags ?? 0, 92);
    page.writeUInt16LE(meta.depth ?? 0, 94);
    u64(page, 120, meta.entries ?? 0);
    u64(page, 128, meta.root ?? EMPTY_ROOT);
    u64(page, 136, meta.lastPage ?? 1);
    u64(page, 144, meta.transaction ?? 0);
    return page;
}
/** A branch where the nodes have children, else a leaf. */
export function treePage(number, nodes, pageSize = 4096) {
    const page = Buffer.alloc(pageSize);
    u64(page, 0, number);
    page.writeUInt16LE(nodes[0]?.child === undefined ? 2 : 1, 10);
    page.writeUInt16LE(16 + 2 * nodes.length, 12);
    let upper = pageSize;
    nodes.forEach((node, i) => {
        const bytes = nodeBytes(node);
        upper -= bytes.length + (bytes.length % 2);
        bytes.copy(page, upper);
        page.writeUInt16LE(upper, 16 + 2 * i);
    });
    page.writeUInt16LE(upper, 14);
    return page;
}
function nodeBytes({ key, value = '', overflow, child, flags = 0 }) {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(key.length, 6);
    if (child !== undefined) {
        head.writeUInt32LE(child, 0);
        return Buffer.concat([head, Buffer.from(key)]);
    }
    head.writeUInt32LE(overflow?.length ?? value.length, 0);
    head.writeUInt16LE(overflow ? 1 : flags, 4);
    const data = Buffer.from(value);
    if (!overflow)
        return Buffer.concat([head, Buffer.from(key), data]);
    const pointer = Buffer.alloc(8);
    u64(pointer, 0, overflow.page);
    return Buffer.concat([head, Buffer.from(key), pointer]);
}
/** A value over as many pages as it needs. */
export function overflowRun(number, value, pageSize = 4096) {
    const pages = Math.ceil((16 + value.length) / pageSize);
    const run = Buffer.alloc(pages * pageSize);
    u64(run, 0, number);
    run.writeUInt16LE(4, 10);
    run.writeUInt32LE(pages, 12);
    run.write(value, 16);
    return run;
}
//# sourceMappingURL=handBuiltLmdb.js.map