/**
 * Pages of an LMDB's tree, checked: in range, of the expected kind, with their nodes inside. Files come from anywhere, so
 * nothing in a page is believed.
 */
import { readSync } from 'node:fs';
import { UserError } from '../schemas/userError.js';
import * as format from './lmdbFormat.js';
import { readU64 } from './lmdbFormat.js';
import { halfDownloaded, notPlain } from './lmdbMeta.js';
/** Consecutive pages that are fetched by one read. */
const PAGES_A_READ = 32;
/** Pages in the given order; runs of consecutive ones (common where values are small) come with one read. */
export function* readPages(source, numbers, kind) {
    const { pageSize, lastPage } = source.meta;
    for (let i = 0; i < numbers.length;) {
        let run = 1;
        while (run < PAGES_A_READ && numbers[i + run] === numbers[i] + run)
            run++;
        const [first, last] = [numbers[i], numbers[i] + run - 1];
        if (first < 2 || last > lastPage)
            throw corrupt(source, last, `is out of range (2 to ${lastPage})`);
        const bytes = Buffer.allocUnsafe(run * pageSize);
        const length = readSync(source.fd, bytes, 0, bytes.length, first * pageSize);
        if (length < bytes.length)
            throw halfDownloaded(source, (lastPage + 1) * pageSize);
        for (let j = 0; j < run; j++) {
            yield checkedPage(source, bytes.subarray(j * pageSize, (j + 1) * pageSize), first + j, kind);
        }
        i += run;
    }
}
function checkedPage(source, bytes, number, kind) {
    const found = readU64(bytes, 0);
    const flags = bytes.readUInt16LE(format.PAGE_FLAGS);
    const lower = bytes.readUInt16LE(format.PAGE_LOWER);
    if (found !== number) {
        const hint = found === 0 && flags === 0 ? ': zeros, as in a download that was cut off' : '';
        throw corrupt(source, number, `says it is page ${found}${hint}`);
    }
    if (flags & format.LEAF2_PAGE)
        throw notPlain(source, `page ${number} of duplicates`);
    if ((flags & 0x0f) !== kind) {
        throw corrupt(source, number, `is no ${kind === format.LEAF_PAGE ? 'leaf' : 'branch'} (flags 0x${flags.toString(16)})`);
    }
    const nodes = Math.floor((lower - format.PAGE_HEADER) / 2);
    if (nodes < 1 || lower > bytes.length)
        throw corrupt(source, number, `has ${nodes} nodes`);
    return { number, bytes, lower, nodes };
}
/** Start of a node whose header and key lie inside the page. */
export function nodeOffset(source, page, index) {
    const { bytes, lower, number } = page;
    const offset = bytes.readUInt16LE(format.PAGE_HEADER + 2 * index);
    const isInside = offset >= lower && offset + format.NODE_HEADER <= bytes.length;
    if (isInside && offset + format.NODE_HEADER + bytes.readUInt16LE(offset + 6) <= bytes.length)
        return offset;
    throw corrupt(source, number, `has node ${index} outside of the page`);
}
/** The error for a page that liblmdb cannot have written. */
export function corrupt(source, page, what) {
    return new UserError('bad_file', {
        what: 'Cannot read the LMDB: a page is corrupt.',
        got: `${source.path}, page ${page} ${what}`,
        fix: 'download or copy the file again; if it came so, it is damaged at its source.',
    });
}
//# sourceMappingURL=lmdbPages.js.map