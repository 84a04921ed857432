// .npy files byte by byte, as NumPy's format 1.0 describes them.
import test from 'ava';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openNpyWriter } from '../../data/npy.js';
import { temporaryFolder } from '../temporary.js';
test('rows are written one by one, and the header says how many there are', (t) => {
    const path = join(temporaryFolder(), 'rows.npy');
    const writer = openNpyWriter(path);
    const count = 300_000; // more than what is written at once
    const row = new Float32Array(2);
    for (let i = 0; i < count; i++) {
        row.set([i, -0.5]);
        writer.append(row);
    }
    t.false(existsSync(path), 'not before it is whole');
    t.deepEqual(writer.finish(), [count, 2]);
    writer.discard();
    const bytes = readFileSync(path);
    t.is(bytes.length, 128 + count * 8);
    t.is(bytes.subarray(0, 8).toString('latin1'), '\x93NUMPY\x01\x00');
    t.is(bytes.readUInt16LE(8), 118);
    const text = bytes.subarray(10, 128).toString('latin1');
    t.is(text.trimEnd(), "{'descr': '<f4', 'fortran_order': False, 'shape': (300000, 2), }");
    t.true(text.endsWith('\n'));
    for (const i of [0, 1, 131_071, count - 1])
        t.deepEqual([bytes.readFloatLE(128 + 8 * i), bytes.readFloatLE(132 + 8 * i)], [i, -0.5]);
});
test('rows of different lengths are refused, and what is not finished leaves nothing', (t) => {
    const path = join(temporaryFolder(), 'rows.npy');
    const writer = openNpyWriter(path);
    writer.append(new Float32Array(3));
    t.throws(() => writer.append(new Float32Array(4)), { instanceOf: RangeError });
    writer.discard();
    t.false(existsSync(path) || existsSync(`${path}.part`));
});
//# sourceMappingURL=npy.test.js.map