// Positional reads of byte ranges; a container that many images lie in is opened once.
import { closeSync, openSync, readSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
export function openByteReader() {
    const containers = new Map();
    const container = (path) => {
        let file = containers.get(path);
        if (file === undefined)
            containers.set(path, (file = openSync(path, 'r')));
        return file;
    };
    return {
        read(range) {
            try {
                return range.offset === 0 ? readFileSync(range.path) : readRange(container(range.path), range);
            }
            catch (error) {
                const code = error.code ?? '';
                if (['ENOENT', 'ENOTDIR', 'EACCES', 'EIO', 'EISDIR', 'ELOOP', 'ESTALE'].includes(code))
                    return undefined;
                throw error;
            }
        },
        close() {
            for (const file of containers.values())
                closeSync(file);
            containers.clear();
        },
    };
}
/** One range by itself; rejects when it cannot be read whole. */
export async function readWhole({ path, offset, length }) {
    const file = await open(path, 'r');
    try {
        const bytes = Buffer.alloc(length);
        const { bytesRead } = await file.read(bytes, 0, length, offset);
        if (bytesRead < length)
            throw Object.assign(new Error(`${path} ends before byte ${offset + length}`), { code: 'EIO' });
        return bytes;
    }
    finally {
        await file.close();
    }
}
function readRange(file, { offset, length }) {
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
        const read = readSync(file, bytes, done, length - done, offset + done);
        if (read === 0)
            break;
        done += read;
    }
    return bytes.subarray(0, done);
}
//# sourceMappingURL=readBytes.js.map