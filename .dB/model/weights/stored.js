/** Tensors as checkpoint files hold them: where their bytes lie, and how they become float32. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { UserError } from '../../schemas/userError.js';
/** Element types, by their safetensors names, and their bytes. */
export const ELEMENT_BYTES = {
    F64: 8,
    F32: 4,
    F16: 2,
    BF16: 2,
    I64: 8,
    I32: 4,
    I16: 2,
    I8: 1,
    U8: 1,
    BOOL: 1,
};
/** What the file is and what its bytes lack, said in one way by every reader. */
export function badCheckpoint(path, got, fix = 'fetch or save the file again') {
    return new UserError('bad_file', { what: `Cannot read the checkpoint ${path}.`, got, fix });
}
/** The number of elements. @throws UserError where a size is no whole number from 0 on, or they are too many to count */
export function countElements(path, shape) {
    const count = shape.reduce((product, size) => product * (isSize(size) ? size : NaN), 1);
    if (Number.isSafeInteger(count))
        return count;
    throw badCheckpoint(path, `a tensor of shape [${shape.map(String).join(', ')}]`);
}
const isSize = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
/** Reads exactly `length` bytes. @throws UserError bad_file where the file ends before */
export function readRange(path, offset, length) {
    const fd = openSync(path, 'r');
    try {
        const { size } = fstatSync(fd);
        if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > size)
            throw badCheckpoint(path, `it ends at byte ${size}, inside what lies at ${offset} to ${offset + length}`);
        const bytes = Buffer.alloc(length);
        for (let done = 0; done < length;) {
            const read = readSync(fd, bytes, done, length - done, offset + done);
            if (read === 0)
                throw badCheckpoint(path, `it was cut at byte ${offset + done} while it was read`);
            done += read;
        }
        return bytes;
    }
    finally {
        closeSync(fd);
    }
}
/** Elements of any type as float32. `big`: the bytes are big-endian. */
export function toFloat32(bytes, type, big = false) {
    const width = ELEMENT_BYTES[type];
    const count = bytes.length / width;
    if (type === 'F32' && !big && endianness() === 'LE') {
        const copy = new Float32Array(count);
        new Uint8Array(copy.buffer).set(bytes);
        return copy;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const element = ELEMENTS[type];
    return Float32Array.from({ length: count }, (_, i) => element(view, i * width, !big));
}
const ELEMENTS = {
    F64: (view, at, little) => view.getFloat64(at, little),
    F32: (view, at, little) => view.getFloat32(at, little),
    F16: (view, at, little) => halfToNumber(view.getUint16(at, little)),
    BF16: (view, at, little) => bfloatToNumber(view.getUint16(at, little)),
    I64: (view, at, little) => Number(view.getBigInt64(at, little)),
    I32: (view, at, little) => view.getInt32(at, little),
    I16: (view, at, little) => view.getInt16(at, little),
    I8: (view, at) => view.getInt8(at),
    U8: (view, at) => view.getUint8(at),
    BOOL: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};
/** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
function halfToNumber(bits) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31)
        return fraction ? NaN : sign * Infinity;
    if (exponent === 0)
        return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
const SCRATCH = new DataView(new ArrayBuffer(4));
/** bfloat16 is the upper half of a float32. */
function bfloatToNumber(bits) {
    SCRATCH.setUint32(0, bits << 16);
    return SCRATCH.getFloat32(0);
}
//# sourceMappingURL=stored.js.map