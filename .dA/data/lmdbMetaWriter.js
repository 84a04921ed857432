/** The two meta pages of an LMDB that is written in one go: what `lmdbMeta.ts` reads. */
import * as format from './lmdbFormat.js';
const EMPTY = { depth: 0, branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0, root: undefined };
/** Page 0 describes an empty file (transaction 0), page 1 what was written (transaction 1), as after a first commit. */
export function metaPages(pageSize, pages, tree) {
    const size = { pageSize, pages };
    return Buffer.concat([metaPage(size, 0, EMPTY), metaPage(size, 1, tree)]);
}
function metaPage({ pageSize, pages }, transaction, tree) {
    const page = Buffer.alloc(pageSize);
    page.writeBigUInt64LE(BigInt(transaction), 0);
    page.writeUInt16LE(format.META_PAGE, format.PAGE_FLAGS);
    page.writeUInt32LE(format.MAGIC, format.META_MAGIC);
    page.writeUInt32LE(format.VERSION, format.META_VERSION);
    page.writeBigUInt64LE(BigInt(pages * pageSize), format.META_MAP_SIZE);
    page.writeUInt32LE(pageSize, format.META_FREE_TREE + format.TREE_PAD);
    page.writeUInt16LE(format.INTEGER_KEY, format.META_FREE_TREE + format.TREE_FLAGS);
    writeTree(page, format.META_FREE_TREE, EMPTY);
    writeTree(page, format.META_MAIN_TREE, tree);
    page.writeBigUInt64LE(BigInt(transaction === 0 ? 1 : pages - 1), format.META_LAST_PAGE);
    page.writeBigUInt64LE(BigInt(transaction), format.META_TRANSACTION);
    return page;
}
function writeTree(page, at, tree) {
    page.writeUInt16LE(tree.depth, at + format.TREE_DEPTH);
    page.writeBigUInt64LE(BigInt(tree.branchPages), at + format.TREE_BRANCH_PAGES);
    page.writeBigUInt64LE(BigInt(tree.leafPages), at + format.TREE_LEAF_PAGES);
    page.writeBigUInt64LE(BigInt(tree.overflowPages), at + format.TREE_OVERFLOW_PAGES);
    page.writeBigUInt64LE(BigInt(tree.entries), at + format.TREE_ENTRIES);
    page.writeBigInt64LE(BigInt(tree.root ?? -1), at + format.TREE_ROOT);
}
//# sourceMappingURL=lmdbMetaWriter.js.map