/**
 * The smallest parts of a MAT file of level 5: tagged data elements, and the numbers and characters stored in them
 * (sections "Data Element Format" and "Data types" of MathWorks' "MAT-File Format").
 */
/** Data type of an element that holds another one, packed with zlib; the only one without padding. */
export const COMPRESSED = 15;
/** Bytes a value and getter of each data type (section "Data types" of the format). */
const NUMBER_TYPES = {
    1: [1, (view, at) => view.getInt8(at)],
    2: [1, (view, at) => view.getUint8(at)],
    3: [2, (view, at) => view.getInt16(at, true)],
    4: [2, (view, at) => view.getUint16(at, true)],
    5: [4, (view, at) => view.getInt32(at, true)],
    6: [4, (view, at) => view.getUint32(at, true)],
    7: [4, (view, at) => view.getFloat32(at, true)],
    9: [8, (view, at) => view.getFloat64(at, true)],
    12: [8, (view, at) => Number(view.getBigInt64(at, true))],
    13: [8, (view, at) => Number(view.getBigUint64(at, true))],
};
const TEXT_TYPES = { 16: 'utf-8', 17: 'utf-16le', 18: 'utf-32le' };
/** What is wrong with the bytes; becomes a UserError that names the file. */
export class BadMat extends Error {
    got;
    fix;
    constructor(message, got, fix) {
        super(message);
        this.got = got;
        this.fix = fix;
    }
}
/** The element at an offset: tag, data, padding to 8 bytes (none after packed data; small elements fill 8 bytes). */
export function elementAt(bytes, at) {
    if (at + 8 > bytes.length)
        throw new BadMat('it ends in the middle of an element', `${bytes.length - at} bytes left for a tag`);
    const word = bytes.readUInt32LE(at);
    const smallLength = word >>> 16;
    if (smallLength > 0) {
        if (smallLength > 4)
            throw new BadMat('a small element is too long', `${smallLength} bytes (at most 4)`);
        return { type: word & 0xffff, data: bytes.subarray(at + 4, at + 4 + smallLength), next: at + 8 };
    }
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > bytes.length)
        throw new BadMat('it ends in the middle of an element', `${bytes.length - at - 8} bytes of ${length}`);
    // The last element of a file or of an array may come without its padding.
    const next = word === COMPRESSED ? end : Math.min(bytes.length, at + 8 + Math.ceil(length / 8) * 8);
    return { type: word, data: bytes.subarray(at + 8, end), next };
}
/** The numbers of a numeric array, whatever type they are stored in. */
export function numbers(bytes, count) {
    if (count === 0)
        return new Float64Array(0);
    const { type, data } = elementAt(bytes, 0);
    const [size, get] = NUMBER_TYPES[type] ?? [0, undefined];
    if (!get)
        throw new BadMat('numbers are stored in an unknown data type', `data type ${type}`);
    if (data.length !== count * size)
        throw new BadMat('an array has another size than its dimensions say', `${data.length / size} of ${count} numbers`);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++)
        values[i] = get(view, i * size);
    return values;
}
/** Rows of a character array; MATLAB stores them column by column. */
export function characters(bytes, dims, count) {
    if (count === 0)
        return [];
    const { type, data } = elementAt(bytes, 0);
    const letters = letterList(type, data);
    const height = dims[0];
    // Multi-byte encodings may count bytes in `dims`; one row needs no count.
    if (height === 1)
        return [letters.join('')];
    if (letters.length !== count)
        throw new BadMat('a text has another size than its dimensions say', `${letters.length} of ${count} characters`);
    const width = count / height;
    return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (__, column) => letters[column * height + row]).join(''));
}
function letterList(type, data) {
    const encoding = TEXT_TYPES[type];
    if (encoding === 'utf-32le') {
        if (data.length % 4 !== 0)
            throw new BadMat('a text is damaged', `${data.length} bytes of UTF-32`);
        return Array.from({ length: data.length / 4 }, (_, i) => letter(data.readUInt32LE(4 * i)));
    }
    if (encoding)
        return Array.from(new TextDecoder(encoding).decode(data));
    // MATLAB itself stores UTF-16 code units as plain 16-bit (or narrower) integers.
    const size = type === 4 ? 2 : 1;
    if ((type !== 1 && type !== 2 && type !== 4) || data.length % size !== 0)
        throw new BadMat('a text is stored in an unknown data type', `data type ${type}`);
    return Array.from({ length: data.length / size }, (_, i) => String.fromCharCode(size === 2 ? data.readUInt16LE(2 * i) : data[i]));
}
function letter(codePoint) {
    if (codePoint > 0x10ffff)
        throw new BadMat('a text is damaged', `code point ${codePoint}`);
    return String.fromCodePoint(codePoint);
}
//# sourceMappingURL=matElement.js.map