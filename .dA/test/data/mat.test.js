import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import test from 'ava';
import { parseMat } from '../../data/mat.js';
import { UserError } from '../../schemas/userError.js';
const fixture = (name) => readFileSync(new URL(`../../../test/data/fixtures/${name}`, import.meta.url));
function words(...values) {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => bytes.writeUInt32LE(value >>> 0, 4 * i));
    return bytes;
}
function header(version = 0x0100, mark = 'IM') {
    const bytes = Buffer.alloc(128, ' ');
    bytes.write('MATLAB 5.0 MAT-file', 0, 'latin1');
    bytes.writeUInt16LE(version, 124);
    bytes.write(mark, 126, 'latin1');
    return bytes;
}
function element(type, data) {
    const padding = Buffer.alloc((8 - (data.length % 8)) % 8);
    return Buffer.concat([words(type, data.length), data, padding]);
}
/** An array element: class, dimensions, name, and what comes after. */
function matrix(mxClass, dims, name, ...rest) {
    const parts = [element(6, words(mxClass, 0)), element(5, words(...dims)), element(1, Buffer.from(name)), ...rest];
    return element(14, Buffer.concat(parts));
}
const small = (type, data) => Buffer.concat([words((data.length << 16) | type), data, Buffer.alloc(4 - data.length)]);
function failure(bytes, maxUnpackedBytes) {
    try {
        parseMat(bytes, { name: 'x.mat', maxUnpackedBytes });
    }
    catch (error) {
        if (error instanceof UserError && error.code === 'bad_file')
            return error.format();
        throw error;
    }
    throw new Error('it was read');
}
const text = (value) => (value?.kind === 'char' ? value.rows : undefined);
const numbers = (value) => value?.kind === 'numeric' ? [...value.values] : undefined;
for (const name of ['plain.mat', 'packed.mat'])
    test(`${name}, written by SciPy, is read as SciPy wrote it`, (t) => {
        const found = parseMat(fixture(name));
        // [[0, 0.5, 1], [1.5, 2, 2.5]] column by column
        t.deepEqual(numbers(found.get('matrix')), [0, 1.5, 0.5, 2, 1, 2.5]);
        t.deepEqual(found.get('matrix')?.dims, [2, 3]);
        t.deepEqual(numbers(found.get('bytes')), [1, 255]);
        t.deepEqual(numbers(found.get('shorts')), [-3, 300]);
        t.deepEqual(numbers(found.get('big')), [2 ** 40]);
        t.deepEqual(numbers(found.get('single')), [0.5, -1.25]);
        const flags = found.get('flags');
        t.true(flags?.kind === 'numeric' && flags.logical);
        t.deepEqual(text(found.get('word')), ['grey jeans']);
        t.deepEqual(text(found.get('rows')), ['cat', 'dog']);
        t.deepEqual(text(found.get('accent')), ['Zürich']);
        const list = found.get('list');
        if (list?.kind !== 'cell')
            return t.fail();
        t.deepEqual(text(list.cells[0]), ['a']);
        t.deepEqual(numbers(list.cells[1]), [7]);
        t.is(list.cells[2].kind, 'cell');
        const people = found.get('people');
        if (people?.kind !== 'struct')
            return t.fail();
        t.deepEqual(people.elements.map((each) => text(each.get('name'))?.[0]), ['ann', 'bob']);
        t.deepEqual(people.elements.map((each) => numbers(each.get('age'))), [[1], [2]]);
        t.deepEqual(numbers(found.get('empty')), []);
        t.is(found.get('complex')?.kind, 'unsupported');
    });
test('small elements, doubles stored as bytes and an array without body are read', (t) => {
    const narrow = matrix(6, [1, 3], 'v', small(2, Buffer.from([4, 5, 6])));
    const cell = matrix(1, [1, 1], 'c', element(14, Buffer.alloc(0)));
    const found = parseMat(Buffer.concat([header(), narrow, cell]));
    t.deepEqual(numbers(found.get('v')), [4, 5, 6]);
    const c = found.get('c');
    t.true(c?.kind === 'cell' && numbers(c.cells[0])?.length === 0);
});
test('a character matrix is read row by row from its columns', (t) => {
    // rows "ab" and "cd" lie as a c b d
    const bytes = Buffer.concat([header(), matrix(4, [2, 2], 't', element(4, Buffer.from('acbd', 'utf16le')))]);
    t.deepEqual(text(parseMat(bytes).get('t')), ['ab', 'cd']);
});
test('a class that annotations do not use is skipped and the rest is read', (t) => {
    const opaque = element(14, Buffer.concat([element(6, words(17, 0)), element(1, Buffer.from('junk'))]));
    const found = parseMat(Buffer.concat([header(), opaque, matrix(6, [1, 1], 'x', small(2, Buffer.from([9])))]));
    t.deepEqual(numbers(found.get('x')), [9]);
});
test('HDF5, big-endian, foreign and short files are named', (t) => {
    const hdf5 = Buffer.concat([Buffer.alloc(512), Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]);
    t.regex(failure(hdf5), /version 7\.3 \(HDF5\)[^]*fix: open it in MATLAB/);
    t.regex(failure(header(0x0001, 'MI')), /big-endian/);
    t.regex(failure(Buffer.alloc(200)), /no MAT file of level 5/);
    t.regex(failure(header(0x0200)), /format version is unknown[^]*0x0200/);
    t.regex(failure(Buffer.alloc(10)), /shorter than the 128-byte header[^]*10 bytes/);
});
test('lengths that do not fit the bytes are errors, not reads outside them', (t) => {
    const number = element(2, Buffer.from([1]));
    const bad = [
        [/middle of an element/, words(14, 1000)],
        [/middle of an element/, words(14)],
        [/another size than its dimensions/, matrix(6, [1000000, 1000000], 'x', number)],
        [/negative dimension/, matrix(6, [-1, 1], 'x', number)],
        [/more elements than it has/, matrix(1, [2000000000, 2000000000], 'x')],
        [/field names are damaged/, matrix(2, [1, 1], 'x', small(5, words(0)), element(1, Buffer.alloc(8)))],
        [/unknown data type/, matrix(6, [1, 1], 'x', element(99, Buffer.alloc(8)))],
        [/no array/, element(2, Buffer.from([1]))],
        [/small element is too long/, words((7 << 16) | 2, 0)],
    ];
    for (const [message, bytes] of bad)
        t.regex(failure(Buffer.concat([header(), bytes])), message);
});
test('every truncation of a file is a UserError or an earlier end between variables', (t) => {
    const whole = fixture('plain.mat');
    let errors = 0;
    for (let length = 0; length < whole.length; length++) {
        try {
            parseMat(whole.subarray(0, length));
        }
        catch (error) {
            t.true(error instanceof UserError, String(error));
            errors++;
        }
    }
    // 13 variables: at most that many lengths are whole files, and cut padding is forgiven.
    t.true(errors > whole.length - 13 * 8);
});
test('changed bytes never crash the reader', (t) => {
    const whole = fixture('plain.mat');
    for (let at = 128; at < whole.length; at++) {
        const bytes = Buffer.from(whole);
        bytes[at] ^= 0xff;
        try {
            parseMat(bytes);
        }
        catch (error) {
            if (!(error instanceof UserError))
                return t.fail(`byte ${at}: ${String(error)}`);
        }
    }
    t.pass();
});
test('a zip bomb stops at the limit', (t) => {
    const packed = deflateSync(matrix(6, [1, 100000], 'x', element(9, Buffer.alloc(800000))));
    const bytes = Buffer.concat([header(), words(15, packed.length), packed]);
    t.is(numbers(parseMat(bytes).get('x'))?.length, 100000);
    t.regex(failure(bytes, 100000), /unpack to too much[^]*100000 bytes/);
});
test('a damaged packed variable is an error', (t) => {
    const bytes = Buffer.concat([header(), words(15, 16), Buffer.alloc(16, 7)]);
    t.regex(failure(bytes), /packed variable is damaged/);
});
test('deep nesting stops at a limit', (t) => {
    let nested = matrix(6, [1, 1], '', small(2, Buffer.from([1])));
    for (let i = 0; i < 1000; i++)
        nested = matrix(1, [1, 1], '', nested);
    t.regex(failure(Buffer.concat([header(), nested])), /nested too deep/);
});
//# sourceMappingURL=mat.test.js.map