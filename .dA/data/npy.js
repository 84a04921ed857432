/** NumPy's .npy files (format 1.0): float32 rows of one length, written in a stream; how many there are is put into the header last. */
import { openPartFile } from './partFile.js';
/** Bytes of magic, version, length and text together: a multiple of 64, with room for any shape. */
const HEADER = 128;
/** A file without rows has shape (0, 0). */
export function openNpyWriter(path) {
    const file = openPartFile(path);
    let [rows, columns] = [0, 0];
    file.write(npyHeader(0, 0));
    return {
        append(row) {
            if (rows === 0)
                columns = row.length;
            if (row.length !== columns)
                throw new RangeError(`A row of ${row.length} numbers among rows of ${columns}.`);
            file.write(new Uint8Array(row.slice().buffer));
            rows++;
        },
        finish() {
            file.writeAt(npyHeader(rows, columns), 0);
            file.finish();
            return [rows, columns];
        },
        discard: () => file.discard(),
    };
}
/** Little-endian float32 in C order; padded with blanks and ended by a line feed. */
function npyHeader(rows, columns) {
    const header = Buffer.alloc(HEADER, ' ');
    header.write('\x93NUMPY\x01\x00', 0, 'latin1');
    header.writeUInt16LE(HEADER - 10, 8);
    header.write(`{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`, 10, 'latin1');
    header.write('\n', HEADER - 1, 'latin1');
    return header;
}
//# sourceMappingURL=npy.js.map