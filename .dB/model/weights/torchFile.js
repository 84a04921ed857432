/**
 * Files of torch.save: the zip archive of today, and the row of pickles that was written before PyTorch 1.6.
 * Formats: pytorch, torch/serialization.py.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import { UserError } from '../../schemas/userError.js';
import { PickleError, unpickle } from './pickle.js';
import { badCheckpoint, ELEMENT_BYTES, readRange } from './stored.js';
import { tensorsOf, torchWorld } from './torchTensors.js';
/** No state dictionary names so many tensors that its pickle is longer. */
const MAX_PICKLE = 100_000_000;
const SAVE_AGAIN = 'open it in PyTorch, if you trust it, and save the state dictionary alone with torch.save';
/** @throws UserError bad_file: no archive, TorchScript, compressed or cut entries, a pickle with anything but tensors */
export async function readTorchZip(path) {
    const zip = await openZip(path);
    const entries = await entriesOf(path, zip);
    try {
        const pickles = [...entries.keys()].filter((name) => name.endsWith('/data.pkl'));
        if (pickles.length !== 1)
            throw badCheckpoint(path, `an archive with ${pickles.length} files data.pkl`);
        const top = pickles[0].slice(0, -'data.pkl'.length);
        if (entries.has(`${top}constants.pkl`))
            throw badCheckpoint(path, 'a TorchScript archive, which holds code', `torch.save(torch.jit.load('${path}').state_dict(), ...) in PyTorch`);
        const blocks = new Map();
        for (const [name, entry] of entries)
            blocks.set(name, await blockOf(path, zip, entry));
        const whole = (name) => readRange(path, blocks.get(name).offset, blocks.get(name).bytes);
        const big = blocks.has(`${top}byteorder`) && whole(`${top}byteorder`).toString() === 'big';
        if (blocks.get(pickles[0]).bytes > MAX_PICKLE)
            throw badCheckpoint(path, 'a data.pkl of more than 100 MB');
        const root = unpickled(path, bufferReader(whole(pickles[0])), new Map());
        return tensorsOf(path, root, ({ key }) => {
            const block = blocks.get(`${top}data/${key}`);
            if (!block)
                throw badCheckpoint(path, `an archive without its storage ${key}`);
            return { ...block, big };
        });
    }
    finally {
        zip.close();
    }
}
/** Reads for yauzl. A forged archive may ask for any place, and Node throws at places beyond all files, out of reach. */
class GuardedReader extends RandomAccessReader {
    path;
    constructor(path) {
        super();
        this.path = path;
    }
    read(buffer, offset, length, position, callback) {
        let error = null;
        try {
            readRange(this.path, position, length).copy(buffer, offset);
        }
        catch (cause) {
            error = cause instanceof Error ? cause : new Error(String(cause));
        }
        setImmediate(() => callback(error, error ? 0 : length));
    }
}
async function openZip(path) {
    try {
        return await fromRandomAccessReaderPromise(new GuardedReader(path), statSync(path).size, { autoClose: false });
    }
    catch (cause) {
        throw badCheckpoint(path, reasonOf(cause));
    }
}
function reasonOf(cause) {
    if (cause instanceof UserError)
        return cause.got ?? cause.message;
    return cause instanceof Error ? cause.message : String(cause);
}
async function entriesOf(path, zip) {
    const entries = new Map();
    try {
        for await (const entry of zip.eachEntry())
            entries.set(entry.fileName, entry);
        return entries;
    }
    catch (cause) {
        zip.close();
        throw badCheckpoint(path, reasonOf(cause));
    }
}
/** Data begin where the entry's own header says: its extra field, which aligns them, is not that of the directory. */
async function blockOf(path, zip, entry) {
    const { fileName, compressionMethod, compressedSize, uncompressedSize } = entry;
    if (compressionMethod !== 0 || compressedSize !== uncompressedSize || entry.isEncrypted())
        throw badCheckpoint(path, `the entry ${fileName} is compressed`, SAVE_AGAIN);
    try {
        const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
        return { offset: fileDataStart, bytes: uncompressedSize, big: false };
    }
    catch (cause) {
        throw badCheckpoint(path, `${fileName}: ${reasonOf(cause)}`);
    }
}
/** Pickled 0x1950a86a20f9469cfc6c, which begins the older files. */
export const LEGACY_MAGIC = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
/** Magic, protocol, the writer's machine, the object, the keys of its storages, then each storage's length and bytes. */
export function readTorchLegacy(path) {
    const file = fileReader(path);
    try {
        const storages = new Map();
        unpickled(path, file, storages);
        const protocol = unpickled(path, file, storages);
        if (protocol !== 1001)
            throw badCheckpoint(path, `protocol ${String(protocol)}`, SAVE_AGAIN);
        const machine = unpickled(path, file, storages);
        const big = machine instanceof Map && machine.get('little_endian') === false;
        const root = unpickled(path, file, storages);
        const keys = unpickled(path, file, storages);
        if (!Array.isArray(keys))
            throw badCheckpoint(path, 'no list of storages');
        const { size } = statSync(path);
        const blocks = new Map();
        let at = file.position();
        for (const key of keys.map(String)) {
            const storage = storages.get(key);
            if (!storage)
                throw badCheckpoint(path, `a storage ${key} that no tensor speaks of`);
            const header = readRange(path, at, 8);
            const count = Number(big ? header.readBigInt64BE() : header.readBigInt64LE());
            const bytes = count * ELEMENT_BYTES[storage.type];
            if (count < 0 || at + 8 + bytes > size)
                throw badCheckpoint(path, `it ends at byte ${size}, inside the storage ${key}`);
            blocks.set(key, { offset: at + 8, bytes, big });
            at += 8 + bytes;
        }
        return tensorsOf(path, root, ({ key }) => {
            const block = blocks.get(key);
            if (!block)
                throw badCheckpoint(path, `it lacks the storage ${key}`);
            return block;
        });
    }
    finally {
        file.close();
    }
}
function unpickled(path, bytes, storages) {
    try {
        return unpickle(bytes, torchWorld(storages));
    }
    catch (error) {
        if (!(error instanceof PickleError))
            throw error;
        throw badCheckpoint(path, error.message, SAVE_AGAIN);
    }
}
function bufferReader(bytes) {
    let at = 0;
    return {
        take(count) {
            if (at + count > bytes.length)
                throw new PickleError('a pickle that ends early');
            return bytes.subarray(at, (at += count));
        },
    };
}
const CHUNK = 1 << 20;
/** Reads on as bytes are asked for: pickles stand at the head of files of gigabytes. */
function fileReader(path) {
    const fd = openSync(path, 'r');
    let buffer = Buffer.alloc(0);
    let start = 0; // of the buffer in the file
    let at = 0; // in the buffer
    return {
        take(count) {
            if (start + at + count > MAX_PICKLE)
                throw new PickleError('pickles of more than 100 MB');
            if (at + count > buffer.length) {
                const next = Buffer.alloc(Math.max(CHUNK, count));
                const rest = buffer.copy(next, 0, at);
                start += at;
                at = 0;
                const read = readSync(fd, next, rest, next.length - rest, start + rest);
                buffer = next.subarray(0, rest + read);
                if (count > buffer.length)
                    throw new PickleError('a pickle that ends early');
            }
            return buffer.subarray(at, (at += count));
        },
        position: () => start + at,
        close: () => closeSync(fd),
    };
}
//# sourceMappingURL=torchFile.js.map