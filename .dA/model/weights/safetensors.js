/** safetensors: a JSON header that says where each tensor lies, then the bytes. Read, and written whole or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { UserError } from '../../schemas/userError.js';
import { badCheckpoint, countElements, ELEMENT_BYTES, readRange, toFloat32, } from './stored.js';
/** The format's own limit of its header. */
const MAX_HEADER = 100_000_000;
const METADATA = '__metadata__';
/** @throws UserError bad_file where the header is none, or the tensors do not fill the file one after the other */
export function readSafetensors(path) {
    const { header, start, size } = readHeader(path);
    const entries = Object.entries(header);
    const tensors = new Map();
    let end = 0;
    for (const [name, value] of entries.filter(([key]) => key !== METADATA).sort(byOffset)) {
        const entry = checkEntry(path, name, value);
        const [from, to] = entry.data_offsets;
        if (from !== end)
            throw badCheckpoint(path, `tensor ${name} begins at ${from}, and the one before it ends at ${end}`);
        end = to;
        tensors.set(name, {
            type: entry.dtype,
            shape: entry.shape,
            load: () => toFloat32(readRange(path, start + from, to - from), entry.dtype),
        });
    }
    if (start + end !== size)
        throw badCheckpoint(path, `${size} bytes, and its header speaks of ${start + end}`);
    return tensors;
}
/** The free text that stands in a file's header. */
export function readSafetensorsMetadata(path) {
    const { [METADATA]: metadata } = readHeader(path).header;
    return (metadata ?? {});
}
function readHeader(path) {
    const { size } = statSync(path);
    if (size < 8)
        throw badCheckpoint(path, `${size} bytes`);
    const length = Number(readRange(path, 0, 8).readBigUInt64LE());
    if (length > MAX_HEADER || 8 + length > size)
        throw badCheckpoint(path, `a header of ${length} bytes in a file of ${size}`);
    return { header: parseHeader(path, readRange(path, 8, length).toString('utf8')), start: 8 + length, size };
}
function parseHeader(path, text) {
    try {
        const header = JSON.parse(text);
        if (typeof header === 'object' && header !== null && !Array.isArray(header))
            return header;
    }
    catch {
        // Said below.
    }
    throw badCheckpoint(path, `a header that is no JSON object: ${JSON.stringify(text.slice(0, 40))}`);
}
/** Empty tensors stand before the one that begins where they do. */
const byOffset = ([, a], [, b]) => offsetOf(a, 0) - offsetOf(b, 0) || offsetOf(a, 1) - offsetOf(b, 1);
const offsetOf = (value, end) => value?.data_offsets?.[end] ?? 0;
function checkEntry(path, name, value) {
    const { dtype, shape, data_offsets: offsets } = (value ?? {});
    const known = typeof dtype === 'string' && Object.hasOwn(ELEMENT_BYTES, dtype);
    if (known && Array.isArray(shape) && Array.isArray(offsets) && offsets.length === 2) {
        const bytes = countElements(path, shape) * ELEMENT_BYTES[dtype];
        if (Number.isSafeInteger(offsets[0]) && offsets[0] >= 0 && offsets[1] - offsets[0] === bytes)
            return value;
    }
    throw badCheckpoint(path, `tensor ${name}: ${JSON.stringify(value).slice(0, 200)}`);
}
/** Writes float32 tensors in the order of their names. The same tensors give the same bytes. */
export function writeSafetensors(path, tensors, metadata) {
    const names = Object.keys(tensors).sort();
    const header = metadata ? { [METADATA]: metadata } : {};
    let end = 0;
    for (const name of names) {
        const { shape, data } = tensors[name];
        if (countElements(path, shape) !== data.length)
            throw new Error(`Tensor ${name} of shape [${shape.join()}] has ${data.length} elements.`);
        header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += data.byteLength)] };
    }
    const text = JSON.stringify(header);
    // Blanks up to a multiple of 8, so that whoever maps the file finds aligned tensors.
    const json = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8 + text.length - Buffer.byteLength(text)));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    writeWhole(path, [length, json, ...names.map((name) => bytesOf(tensors[name].data))]);
}
const bytesOf = (data) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
/** Writes the parts to `<path>.part`, which takes its place when it is on the disk. One writer at a time. */
export function writeWhole(path, parts) {
    const temporary = `${path}.part`;
    try {
        const fd = openSync(temporary, 'w');
        try {
            for (const part of parts)
                for (let done = 0; done < part.length;)
                    done += writeSync(fd, part, done);
            fsyncSync(fd);
        }
        finally {
            closeSync(fd);
        }
        renameSync(temporary, path);
    }
    catch (cause) {
        rmSync(temporary, { force: true });
        if (!['ENOSPC', 'EDQUOT'].includes(cause.code ?? ''))
            throw cause;
        throw new UserError('disk_full', { what: `The disk is full at ${path}.`, fix: 'free space' }, { cause });
    }
}
//# sourceMappingURL=safetensors.js.map