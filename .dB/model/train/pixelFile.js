/** Random access to a flat file of equally large uint8 pictures: read on demand, so memory stays small. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../schemas/userError.js';
/** @throws UserError `bad_file` where the file does not hold `count` pictures of `bytes` bytes */
export function openPixelFile(path, count, bytes) {
    const file = openSync(path, 'r');
    const { size } = fstatSync(file);
    if (size !== count * bytes) {
        closeSync(file);
        throw new UserError('bad_file', {
            what: `${path} does not hold ${count} pictures.`,
            got: `${size} bytes (expected ${count * bytes})`,
            fix: 'pack the pictures again',
        });
    }
    return {
        read: (index, out) => {
            if (readSync(file, out, 0, bytes, index * bytes) !== bytes)
                throw new Error(`Short read of picture ${index} in ${path}.`);
        },
        close: () => {
            closeSync(file);
        },
    };
}
//# sourceMappingURL=pixelFile.js.map