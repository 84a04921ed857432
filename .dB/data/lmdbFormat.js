/**
 * Where things lie in LMDB's data format v1 on a 64-bit little-endian machine (liblmdb 0.9, mdb.c: MDB_page, MDB_node,
 * MDB_meta, MDB_db). Offsets are bytes.
 */
export const MAGIC = 0xbeefc0de;
export const VERSION = 1;
/** Page: u64 number, u16 pad, u16 flags, then u16 lower + u16 upper, or the u32 length of an overflow run. */
export const PAGE_HEADER = 16;
export const PAGE_FLAGS = 10;
export const PAGE_LOWER = 12;
export const PAGE_UPPER = 14;
export const BRANCH_PAGE = 0x01;
export const LEAF_PAGE = 0x02;
export const OVERFLOW_PAGE = 0x04;
export const META_PAGE = 0x08;
/** Pages of fixed-size duplicates. */
export const LEAF2_PAGE = 0x20;
/** Node: u16 low, u16 high, u16 flags, u16 key size, key, data. */
export const NODE_HEADER = 8;
/** The data is the number of the first page of an overflow run. */
export const BIG_DATA = 0x01;
/** A named sub-database. */
export const SUB_DATA = 0x02;
/** Several values of one key. */
export const DUP_DATA = 0x04;
/** The meta page, from the page's start. Each of its two tree records has 48 bytes. */
export const META_MAGIC = 16;
export const META_VERSION = 20;
export const META_MAP_SIZE = 32;
export const META_FREE_TREE = 40;
export const META_MAIN_TREE = 88;
export const META_LAST_PAGE = 136;
export const META_TRANSACTION = 144;
export const META_END = 152;
/** Tree record (MDB_db). In the free tree's record `pad` is the page size. */
export const TREE_PAD = 0;
export const TREE_FLAGS = 4;
export const TREE_DEPTH = 6;
export const TREE_BRANCH_PAGES = 8;
export const TREE_LEAF_PAGES = 16;
export const TREE_OVERFLOW_PAGES = 24;
export const TREE_ENTRIES = 32;
export const TREE_ROOT = 40;
/** Keys are native integers: how the free tree is flagged. */
export const INTEGER_KEY = 0x08;
/** Longest path from the root to a leaf that liblmdb follows (CURSOR_STACK). */
export const MAX_DEPTH = 32;
/** Longest key (MDB_MAXKEYSIZE). */
export const MAX_KEY = 511;
export const MIN_PAGE_SIZE = 512;
/** In-page offsets are u16, so 64 KB pages cannot be (MAX_PAGESIZE). */
export const MAX_PAGE_SIZE = 0x8000;
/** Largest node (header, key and data) that stays in its leaf: two must fit a page (me_nodemax). */
export function maxNodeSize(pageSize) {
    return (Math.floor((pageSize - PAGE_HEADER) / 2) & -2) - 2;
}
/** Pages of the overflow run of a value of `length` bytes (OVPAGES). */
export function overflowPages(length, pageSize) {
    return Math.floor((PAGE_HEADER - 1 + length) / pageSize) + 1;
}
/** A u64 as a Number. From 2^53 on it is rounded: such page numbers and sizes are far outside any file. */
export function readU64(bytes, offset) {
    return bytes.readUInt32LE(offset) + bytes.readUInt32LE(offset + 4) * 2 ** 32;
}
//# sourceMappingURL=lmdbFormat.js.map