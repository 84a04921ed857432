import test from 'ava';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openLmdb } from '../../data/lmdb.js';
import { writeLmdb } from '../../data/lmdbWriter.js';
import { randomInt, seededRandom } from '../../data/random.js';
import { metaPage, overflowRun, treePage } from './handBuiltLmdb.js';
import { temporaryFolder } from '../temporary.js';
function scratch() {
    return temporaryFolder();
}
function readAll(path) {
    const bytes = readFileSync(path);
    const lmdb = openLmdb(path);
    const all = [...lmdb.scan()].map(({ key, offset, length }) => [
        key,
        bytes.toString('hex', offset, offset + length),
    ]);
    lmdb.close();
    return all;
}
function asHex(records) {
    return records.map(({ key, value }) => [key, Buffer.from(value).toString('hex')]);
}
/** Ascending keys of up to `keyBytes` bytes of any value, values of up to `valueBytes`. */
function randomRecords(random, count, keyBytes, valueBytes) {
    const bytes = (length) => Buffer.from(Array.from({ length }, () => randomInt(random, 256)));
    const keys = new Set();
    while (keys.size < count)
        keys.add(bytes(2 + randomInt(random, keyBytes - 1)).toString('latin1'));
    return [...keys].sort().map((key) => ({ key, value: bytes(randomInt(random, valueBytes)) }));
}
function depth(path) {
    return readFileSync(path).readUInt16LE(4096 + 94);
}
test('three records give the bytes that the format prescribes, page by page', async (t) => {
    const path = join(scratch(), 'data.mdb');
    const big = 'B'.repeat(5000);
    const values = ['one', big, 'three'];
    await writeLmdb(path, values.map((value, i) => ({ key: `key${i}`, value: Buffer.from(value) })));
    const second = metaPage(1, { mapSize: 5 * 4096, depth: 1, entries: 3, root: 4, lastPage: 4, transaction: 1 });
    // Page counts of the tree: one leaf, two overflow pages.
    second.writeUInt32LE(1, 104);
    second.writeUInt32LE(2, 112);
    const expected = Buffer.concat([
        metaPage(0, { mapSize: 5 * 4096 }),
        second,
        overflowRun(2, big),
        treePage(4, [
            { key: 'key0', value: 'one' },
            { key: 'key1', overflow: { page: 2, length: 5000 } },
            { key: 'key2', value: 'three' },
        ]),
    ]);
    t.deepEqual(readFileSync(path), expected);
});
test('what is written is read back: random sizes, keys of any bytes', async (t) => {
    const random = seededRandom('lmdb');
    for (let round = 0; round < 40; round++) {
        const count = randomInt(random, round % 4 === 0 ? 1500 : 60);
        const records = randomRecords(random, count, 2 + randomInt(random, 510), 1 + randomInt(random, 6000));
        const path = join(scratch(), 'data.mdb');
        const pageSize = 4096 * 2 ** randomInt(random, 4);
        t.is(await writeLmdb(path, records, { pageSize }), count);
        t.deepEqual(readAll(path), asHex(records), `round ${round}`);
    }
});
test('a value goes to overflow pages exactly from 2,039 bytes of node on (4 KB pages)', async (t) => {
    // Node = 8 + key + value; liblmdb keeps up to ((4096 - 16) / 2 & -2) - 2 = 2,038 in the leaf.
    for (const [length, pages] of [
        [2038 - 8 - 4, 3],
        [2038 - 8 - 3, 4],
        [4080, 4],
        [4081, 5],
    ]) {
        const path = join(scratch(), 'data.mdb');
        await writeLmdb(path, [{ key: 'abcd', value: Buffer.alloc(length, 7) }]);
        t.is(statSync(path).size, pages * 4096, `${length} bytes`);
    }
});
test('the tree has the depth that the fanout gives, and every branch two children or more', async (t) => {
    // Nodes of 8 + 511 bytes, rounded up to 520, and 2 for their offset: 7 fit into 4,080. A branch keeps its last child for
    // the next page, so a full one has 6: two levels hold 7 * 7 records, three (6 * 6 + 7) * 7.
    for (const [count, levels] of [
        [0, 0],
        [1, 1],
        [7, 1],
        [8, 2],
        [49, 2],
        [50, 3],
        [301, 3],
        [302, 4],
    ]) {
        const records = Array.from({ length: count }, (_, i) => ({
            key: String(i).padStart(511, '0'),
            value: Buffer.alloc(0),
        }));
        const path = join(scratch(), 'data.mdb');
        await writeLmdb(path, records);
        const bytes = readFileSync(path);
        for (let page = 2 * 4096; page < bytes.length; page += 4096) {
            if (bytes.readUInt16LE(page + 10) === 1)
                t.true(bytes.readUInt16LE(page + 12) >= 16 + 4);
        }
        t.is(depth(path), levels, `${count} records`);
        t.deepEqual(readAll(path), asHex(records));
    }
});
test('the same records give the same bytes, from a list or from a stream', async (t) => {
    const records = randomRecords(seededRandom(3), 500, 40, 3000);
    const [a, b] = [join(scratch(), 'data.mdb'), join(scratch(), 'data.mdb')];
    await writeLmdb(a, records);
    await writeLmdb(b, (async function* () {
        for (const record of records)
            yield await Promise.resolve(record);
    })());
    t.true(readFileSync(a).equals(readFileSync(b)));
});
test('keys that do not ascend, repeat, are empty or too long are refused, and leave no LMDB behind', async (t) => {
    const value = Buffer.from('v');
    for (const [keys, message] of [
        [['b', 'a'], /keys must ascend: "a" after "b"/],
        [['a', 'a'], /keys must ascend: "a" after "a"/],
        [['\xff', 'a'], /keys must ascend/],
        [[''], /1 to 511 one-byte characters, got ""/],
        [['k'.repeat(512)], /1 to 511/],
        [['\u4e2d'], /one-byte characters/],
    ]) {
        const path = join(scratch(), 'data.mdb');
        const records = keys.map((key) => ({ key, value }));
        await t.throwsAsync(writeLmdb(path, records), { message });
        t.throws(() => openLmdb(path), { message: /not an LMDB/ });
    }
    await t.throwsAsync(writeLmdb(join(scratch(), 'data.mdb'), [], { pageSize: 5000 }), { message: /power of two/ });
});
test('liblmdb dumps the same entries (one, two and three levels, inline and overflow)', async (t) => {
    if (spawnSync('mdb_dump', ['-V']).error) {
        t.log('skipped: mdb_dump (Debian: lmdb-utils) is not installed');
        t.pass();
        return;
    }
    for (const [count, keyBytes, valueBytes, levels] of [
        [12, 30, 300, 1],
        [900, 24, 300, 2],
        [1500, 500, 20, 3],
        [300, 500, 9000, 3],
    ]) {
        const records = randomRecords(seededRandom(count), count, keyBytes, valueBytes);
        const folder = scratch();
        const path = join(folder, 'data.mdb');
        await writeLmdb(path, records);
        const lines = execFileSync('mdb_dump', [folder], { maxBuffer: 1 << 28 })
            .toString()
            .split('\n');
        const hex = lines.filter((line) => line.startsWith(' ')).map((line) => line.slice(1));
        const dumped = records.map((_, i) => [
            Buffer.from(hex[2 * i], 'hex').toString('latin1'),
            hex[2 * i + 1],
        ]);
        t.is(hex.length, 2 * count);
        t.deepEqual(dumped, asHex(records));
        t.is(depth(path), levels);
    }
});
//# sourceMappingURL=lmdbWriter.test.js.map