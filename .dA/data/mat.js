/**
 * Reader of the part of MATLAB's MAT-file format, level 5, that annotation files use: numeric, logical and character
 * arrays, cells and structs, plain or zlib-packed, little-endian. Written from MathWorks' "MAT-File Format" document.
 * A MAT file comes from a download: every length in it is checked against the bytes that are there.
 */
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { UserError } from '../schemas/userError.js';
import { BadMat, characters, COMPRESSED, elementAt, numbers } from './matElement.js';
const HEADER_BYTES = 128;
const MAX_DEPTH = 32;
const DEFAULT_MAX_UNPACKED = 512 * 1024 * 1024;
const MATRIX = 14;
const CELL = 1;
const STRUCT = 2;
const CHAR = 4;
const CLASS_NAMES = ['', 'cell', 'struct', 'object', 'char', 'sparse'];
const isNumericClass = (mxClass) => mxClass >= 6 && mxClass <= 15;
/** Reads a file; see `parseMat`. */
export async function readMat(path, options = {}) {
    return parseMat(await readFile(path), { name: path, ...options });
}
/**
 * Variables of a MAT file by name.
 * @throws UserError `bad_file` for what is no MAT file of level 5 (a v7.3 file is HDF5), is big-endian, or whose
 * lengths do not fit the bytes.
 */
export function parseMat(bytes, options = {}) {
    const name = options.name ?? 'the MAT file';
    try {
        checkHeader(bytes);
        return variables(bytes, options.maxUnpackedBytes ?? DEFAULT_MAX_UNPACKED);
    }
    catch (error) {
        if (!(error instanceof BadMat))
            throw error;
        const fix = error.fix ?? 'download the file again and compare its size with the published one';
        throw new UserError('bad_file', { what: `Cannot read ${name}: ${error.message}.`, got: error.got, fix });
    }
}
const RESAVE = "open it in MATLAB or Octave and save it again with `save('-v7', ...)`";
function checkHeader(bytes) {
    const hdf5 = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
    if (bytes.subarray(0, 8).equals(hdf5) || bytes.subarray(512, 520).equals(hdf5))
        throw new BadMat('it is a MAT file of version 7.3 (HDF5), not of level 5', 'an HDF5 signature', RESAVE);
    if (bytes.length < HEADER_BYTES)
        throw new BadMat('it is shorter than the 128-byte header', `${bytes.length} bytes`);
    const mark = bytes.toString('latin1', 126, 128);
    if (mark === 'MI')
        throw new BadMat('it was written on a big-endian machine', 'endian mark "MI"', RESAVE);
    if (mark !== 'IM')
        throw new BadMat('it is no MAT file of level 5', `bytes ${bytes.toString('hex', 124, 128)} at 124 (expected 0001494d)`);
    const version = bytes.readUInt16LE(124);
    if (version !== 0x0100)
        throw new BadMat('its format version is unknown', `0x${version.toString(16).padStart(4, '0')} (expected 0x0100)`, RESAVE);
}
function variables(bytes, maxUnpackedBytes) {
    const found = new Map();
    let budget = maxUnpackedBytes;
    for (let at = HEADER_BYTES; at < bytes.length;) {
        let element = elementAt(bytes, at);
        at = element.next;
        if (element.type === COMPRESSED) {
            const unpacked = unpack(element.data, budget);
            budget -= unpacked.length;
            element = elementAt(unpacked, 0);
        }
        if (element.type !== MATRIX)
            throw new BadMat('a variable is no array', `data type ${element.type}`);
        const { name, value } = matrix(element.data, 0);
        found.set(name, value);
    }
    return found;
}
function unpack(data, budget) {
    try {
        return inflateSync(data, { maxOutputLength: Math.max(1, budget) });
    }
    catch (error) {
        const code = error.code;
        if (code === 'ERR_BUFFER_TOO_LARGE')
            throw new BadMat('its packed variables unpack to too much', `over ${budget} bytes`);
        if (code?.startsWith('Z_'))
            throw new BadMat('a packed variable is damaged', error.message);
        throw error;
    }
}
function matrix(bytes, depth) {
    // An array without a body is how MATLAB writes an empty cell.
    if (bytes.length === 0)
        return { name: '', value: { kind: 'numeric', dims: [0, 0], values: new Float64Array(0), logical: false } };
    if (depth > MAX_DEPTH)
        throw new BadMat('its arrays are nested too deep', `over ${MAX_DEPTH} levels`);
    const flagsElement = elementAt(bytes, 0);
    if (flagsElement.data.length < 4)
        throw new BadMat('an array has no flags', `${flagsElement.data.length} bytes`);
    const flags = flagsElement.data.readUInt32LE(0);
    const mxClass = flags & 0xff;
    const complex = (flags & 0x0800) !== 0;
    const known = mxClass === CELL || mxClass === STRUCT || mxClass === CHAR || isNumericClass(mxClass);
    if (!known && mxClass !== 3 && mxClass !== 5)
        return { name: '', value: { kind: 'unsupported', dims: [], className: `class ${mxClass}` } };
    const dimsElement = elementAt(bytes, flagsElement.next);
    const dims = dimensions(dimsElement);
    const nameElement = elementAt(bytes, dimsElement.next);
    const name = nameElement.data.toString('latin1');
    if (!known || complex) {
        const className = complex ? 'complex' : CLASS_NAMES[mxClass];
        return { name, value: { kind: 'unsupported', dims, className } };
    }
    const body = bytes.subarray(nameElement.next);
    const count = dims.reduce((product, size) => product * size, 1);
    if (mxClass === CELL)
        return { name, value: { kind: 'cell', dims, cells: arrays(body, count, depth).values } };
    if (mxClass === STRUCT)
        return { name, value: { kind: 'struct', dims, elements: structs(body, count, depth) } };
    if (mxClass === CHAR)
        return { name, value: { kind: 'char', dims, rows: characters(body, dims, count) } };
    return { name, value: { kind: 'numeric', dims, values: numbers(body, count), logical: (flags & 0x0200) !== 0 } };
}
function dimensions(element) {
    const { data } = element;
    if (element.type !== 5 || data.length < 8 || data.length % 4 !== 0)
        throw new BadMat('an array has no dimensions', `data type ${element.type}, ${data.length} bytes`);
    const dims = Array.from({ length: data.length / 4 }, (_, i) => data.readInt32LE(4 * i));
    if (dims.some((size) => size < 0))
        throw new BadMat('an array has a negative dimension', dims.join(' x '));
    return dims;
}
function arrays(bytes, count, depth) {
    // Every array takes at least its 8-byte tag, which bounds the loop by the bytes and not by the file's word.
    if (count * 8 > bytes.length)
        throw new BadMat('a cell or struct says more elements than it has', `${count} elements`);
    const values = [];
    let at = 0;
    for (let i = 0; i < count; i++) {
        const element = elementAt(bytes, at);
        if (element.type !== MATRIX)
            throw new BadMat('a cell or field is no array', `data type ${element.type}`);
        values.push(matrix(element.data, depth + 1).value);
        at = element.next;
    }
    return { values, next: at };
}
function structs(bytes, count, depth) {
    const lengthElement = elementAt(bytes, 0);
    const nameLength = lengthElement.data.length >= 4 ? lengthElement.data.readInt32LE(0) : 0;
    const namesElement = elementAt(bytes, lengthElement.next);
    const packed = namesElement.data;
    if (nameLength <= 0 || packed.length % nameLength !== 0)
        throw new BadMat("a struct's field names are damaged", `${packed.length} bytes in names of ${nameLength}`);
    const fields = Array.from({ length: packed.length / nameLength }, (_, i) => packed.toString('latin1', i * nameLength, (i + 1) * nameLength).replace(/\0.*$/s, ''));
    const { values } = arrays(bytes.subarray(namesElement.next), count * fields.length, depth);
    if (fields.length === 0)
        return [];
    return Array.from({ length: count }, (_, i) => new Map(fields.map((f, j) => [f, values[i * fields.length + j]])));
}
//# sourceMappingURL=mat.js.map