/** A file that is written in a stream and is there whole or not at all: bytes go to `<path>.part`, which then takes its place. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { UserError } from '../schemas/userError.js';
/** Bytes that are gathered before they are written. */
const BUFFERED = 2 ** 20;
/** @throws UserError bad_usage where a folder has that name */
export function openPartFile(path) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
        throw new UserError('bad_usage', {
            what: 'A file is to be written where there is a folder.',
            got: path,
            fix: 'name a file, in that folder or elsewhere',
        });
    const temporary = `${path}.part`;
    const file = openSync(temporary, 'w');
    let pending = [];
    let bytes = 0;
    let end = 0;
    let isOpen = true;
    const put = (data, position) => {
        for (let done = 0; done < data.length;)
            done += writeSync(file, data, done, data.length - done, position + done);
    };
    const flush = () => {
        const data = Buffer.concat(pending);
        put(data, end);
        end += data.length;
        [pending, bytes] = [[], 0];
    };
    const close = () => {
        isOpen = false;
        closeSync(file);
    };
    return {
        write(data) {
            pending.push(data);
            bytes += data.length;
            if (bytes >= BUFFERED)
                flush();
        },
        writeAt(data, position) {
            flush();
            put(data, position);
        },
        finish() {
            flush();
            fsyncSync(file);
            close();
            renameSync(temporary, path);
        },
        discard() {
            if (!isOpen)
                return;
            close();
            rmSync(temporary, { force: true });
        },
    };
}
//# sourceMappingURL=partFile.js.map