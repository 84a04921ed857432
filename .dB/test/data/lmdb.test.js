import test from 'ava';
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { openLmdb } from '../../data/lmdb.js';
import { UserError } from '../../schemas/userError.js';
import { metaPage, overflowRun, treePage } from './handBuiltLmdb.js';
import { temporaryFolder } from '../temporary.js';
function save(...pages) {
    const path = join(temporaryFolder(), 'data.mdb');
    writeFileSync(path, Buffer.concat(pages));
    return path;
}
/** Every key with its value. */
function readAll(path) {
    const bytes = readFileSync(path);
    const lmdb = openLmdb(path);
    try {
        return [...lmdb.scan()].map(({ key, offset, length }) => [key, bytes.toString('latin1', offset, offset + length)]);
    }
    finally {
        lmdb.close();
    }
}
function pyLmdb() {
    return JSON.parse(readFileSync(new URL('../../../test/data/pyLmdb.json', import.meta.url), 'utf8'));
}
const big = 'B'.repeat(5000);
/** Two leaves under a branch; one value inline, one on pages 2 and 3; the newer meta page is the second. */
function handBuilt(newest = {}) {
    return [
        metaPage(0, { transaction: 4, entries: 99, root: 77, depth: 1, lastPage: 99 }),
        metaPage(1, { transaction: 5, entries: 4, root: 6, depth: 2, lastPage: 6, ...newest }),
        overflowRun(2, big),
        treePage(4, [
            { key: '00001_000001_0000001_00', value: 'small' },
            { key: '00001_000001_0000002_00', overflow: { page: 2, length: big.length } },
        ]),
        treePage(5, [
            { key: '00001_000002_0000001_00', value: '' },
            { key: '00002_000003_0000009_01', value: 'last' },
        ]),
        treePage(6, [
            { key: '', child: 4 },
            { key: '00001_000002_0000001_00', child: 5 },
        ]),
    ];
}
test('a file put together by hand is read in key order, each value by its byte range', (t) => {
    const path = save(...handBuilt());
    const lmdb = openLmdb(path);
    t.is(lmdb.entries, 4);
    t.is(lmdb.pageSize, 4096);
    t.deepEqual([...lmdb.scan()], [
        { key: '00001_000001_0000001_00', offset: 5 * 4096 - 5, length: 5 },
        { key: '00001_000001_0000002_00', offset: 2 * 4096 + 16, length: 5000 },
        { key: '00001_000002_0000001_00', offset: 6 * 4096 - 1, length: 0 },
        { key: '00002_000003_0000009_01', offset: 6 * 4096 - 32 - 36 + 8 + 23, length: 4 },
    ]);
    lmdb.close();
    t.deepEqual(readAll(path).map(([, value]) => value), ['small', big, '', 'last']);
});
test('the meta page with the larger transaction number counts, wherever it lies', (t) => {
    const [, second, ...tree] = handBuilt();
    const first = metaPage(0, { transaction: 6, entries: 2, root: 4, depth: 1, lastPage: 6 });
    t.is(readAll(save(first, second, ...tree)).length, 2);
});
test('the page size is read from the file', (t) => {
    const leaf = [{ key: 'a', overflow: { page: 2, length: 1200 } }];
    const value = 'v'.repeat(1200);
    const pageSize = 512;
    const meta = { pageSize, entries: 1, root: 5, depth: 1, lastPage: 5 };
    const file = [metaPage(0, meta), metaPage(1, meta), overflowRun(2, value, pageSize), treePage(5, leaf, pageSize)];
    t.deepEqual(readAll(save(...file)), [['a', value]]);
});
test('an empty database has no entries', (t) => {
    t.deepEqual(readAll(save(metaPage(0, {}), metaPage(1, {}))), []);
});
test('a file that is larger than its pages need is fine: maps are preallocated', (t) => {
    t.is(readAll(save(...handBuilt(), Buffer.alloc(20_000))).length, 4);
});
test('a scan can be repeated, left early, and not begun after close', (t) => {
    const lmdb = openLmdb(save(...handBuilt()));
    for (const { key } of lmdb.scan()) {
        t.is(key, '00001_000001_0000001_00');
        break;
    }
    t.is([...lmdb.scan()].length, 4);
    lmdb.close();
    lmdb.close();
    t.throws(() => [...lmdb.scan()], { message: /is closed/ });
});
test("liblmdb's own file is read: random puts, two transactions, a 1 TB map", (t) => {
    const keys = [
        [1, 1],
        [1, 2],
        [2, 3],
    ].flatMap(([video, pid]) => Array.from({ length: 40 }, (_, frame) => `0000${video}_00000${pid}_${String(frame).padStart(7, '0')}_00`));
    const expected = keys.map((key, i) => [key, key.repeat(200).slice(0, i % 40 === 7 ? 4500 : 100 + i)]);
    t.deepEqual(readAll(save(inflateSync(Buffer.from(pyLmdb().plain, 'base64')))), expected);
});
test('an intact file that ends before its last page is accepted: the missing pages are free', (t) => {
    const { file, pages, lastPage, rows } = pyLmdb().shortTail;
    const path = save(inflateSync(Buffer.from(file, 'base64')));
    t.is(statSync(path).size, pages * 4096);
    t.true(pages < lastPage + 1);
    t.deepEqual(readAll(path), rows.map(([key, length]) => [key, 'x'.repeat(length)]));
    truncateSync(path, (pages - 1) * 4096);
    t.throws(() => openLmdb(path), { instanceOf: UserError, message: /half-downloaded/ });
});
/** Opens, reads all, and returns what the user would see. */
function complaint(path) {
    try {
        readAll(path);
    }
    catch (error) {
        if (error instanceof UserError)
            return `${error.code}: ${error.format().replaceAll(path, 'data.mdb')}`;
        throw error;
    }
    return 'none';
}
const whole = Buffer.concat(handBuilt());
/** The hand-built file with some bytes changed. */
function changed(offset, ...bytes) {
    const copy = Buffer.from(whole);
    copy.set(bytes, offset);
    return copy;
}
const leaf = (...nodes) => {
    const meta = { entries: nodes.length, root: 2, depth: 1, lastPage: 2 };
    return [metaPage(0, meta), metaPage(1, meta), treePage(2, nodes)];
};
const branch = (children, depth) => {
    const meta = { entries: 9, root: 2, depth, lastPage: 3 };
    const nodes = children.map((child, i) => ({ key: i === 0 ? '' : `k${i}`, child }));
    return [metaPage(0, meta), metaPage(1, meta), treePage(2, nodes), treePage(3, [{ key: 'k', value: 'v' }])];
};
const sizes = `${whole.length - 1} bytes (expected at least ${whole.length})`;
const refused = [
    ['an empty file', [Buffer.alloc(0)], /bad_file: .*not an LMDB.*\n {2}got: data.mdb, 0 bytes/],
    ['a picture', [Buffer.from('\xff\xd8\xff\xe0'.repeat(999), 'latin1')], /bad_file: .*not an LMDB/],
    ['a first meta page alone', [metaPage(0, {})], /bad_file: .*half-downloaded/],
    ['a head that is cut off', [metaPage(0, {}).subarray(0, 100)], /bad_file: .*half-downloaded/],
    [
        'the last byte missing',
        [whole.subarray(0, -1)],
        new RegExp(`half-downloaded.\\n {2}got: data.mdb, ${sizes.replace(/[()]/g, '\\$&')}`),
    ],
    ['most of the file missing', [whole.subarray(0, 9000)], /half-downloaded/],
    ['a page size of 0', [changed(40, 0, 0)], /not an LMDB.*\n.*page size of 0 bytes/],
    ['a page size of 4095', [changed(40, 0xff, 0x0f)], /not an LMDB.*\n.*page size of 4095 bytes/],
    ['a second page that is no meta page', [changed(4096 + 10, 2)], /not an LMDB.*\n.*no meta page at byte 4096/],
    ['a second meta page without signature', [changed(4096 + 16, 0)], /not an LMDB.*\n.*no LMDB signature at byte 4112/],
    ['a database of duplicates', handBuilt({ mainFlags: 4 }), /duplicate values.*\n.*database flags 0x4/],
    ['a database in reverse key order', handBuilt({ mainFlags: 2 }), /another key order.*\n.*database flags 0x2/],
    ['a named sub-database', leaf({ key: 'a', value: 'v', flags: 2 }), /named databases.*\n.*page 2, node flags 2/],
    ['a key with duplicates', leaf({ key: 'a', value: 'v', flags: 4 }), /duplicate values.*\n.*page 2, node flags 4/],
    ['a root out of range', handBuilt({ root: 7 }), /a page is corrupt.\n.*page 7 is out of range \(2 to 6\)/],
    ['a root that is a meta page', handBuilt({ root: 1 }), /page 1 is out of range/],
    ['a root beyond 2^53', handBuilt({ root: 2n ** 60n }), /page 1152921504606847000 is out of range/],
    ['a root that is an overflow page', handBuilt({ root: 2 }), /page 2 is no branch \(flags 0x4\)/],
    ['a depth that is too small', handBuilt({ depth: 1 }), /page 6 is no leaf \(flags 0x1\)/],
    ['a depth that is too large', handBuilt({ depth: 3 }), /page 4 is no branch \(flags 0x2\)/],
    ['a depth of 0', handBuilt({ depth: 0 }), /page 6 is the root of a tree of depth 0/],
    ['a depth of 60000', handBuilt({ depth: 60_000 }), /page 6 is the root of a tree of depth 60000/],
    ['fewer entries than said', handBuilt({ entries: 5 }), /tree of 4 entries \(expected 5\)/],
    [
        'a page of zeros',
        [whole.subarray(0, 5 * 4096), Buffer.alloc(4096), whole.subarray(6 * 4096)],
        /page 5 says it is page 0: zeros/,
    ],
    ['a page of another number', [changed(5 * 4096, 4)], /page 5 says it is page 4/],
    ['a page of fixed-size duplicates', [changed(5 * 4096 + 10, 0x22)], /duplicate values.*\n.*page 5 of duplicates/],
    ['a leaf without nodes', [changed(5 * 4096 + 12, 16, 0)], /page 5 has 0 nodes/],
    ['more node offsets than a page has', [changed(5 * 4096 + 12, 0xff, 0xff)], /page 5 has \d+ nodes/],
    ['a node in the header', [changed(5 * 4096 + 16, 4, 0)], /page 5 has node 0 outside of the page/],
    ['a node beyond the page', [changed(5 * 4096 + 18, 0xff, 0x0f)], /page 5 has node 1 outside of the page/],
    ['a key beyond the page', [changed(5 * 4096 + 4096 - 32 + 6, 0xff, 0xff)], /page 5 has node 0 outside of the page/],
    ['a value beyond the page', [changed(5 * 4096 + 4096 - 32, 200)], /page 5 has a value outside of the page/],
    [
        'a value beyond the file',
        leaf({ key: 'a', overflow: { page: 2, length: 5000 } }),
        /value outside of the file \(page 2, 5000 bytes\)/,
    ],
    ['a value in a meta page', leaf({ key: 'a', overflow: { page: 1, length: 10 } }), /value outside of the file/],
    ['a value at page 2^60', leaf({ key: 'a', overflow: { page: 2n ** 60n, length: 10 } }), /value outside of the file/],
    ['keys out of order', leaf({ key: 'b', value: '' }, { key: 'a', value: '' }), /page 2 has keys out of order/],
    ['a key twice', leaf({ key: 'a', value: '' }, { key: 'a', value: '' }), /page 2 has keys out of order/],
    ['a branch that is its own child', branch([2, 2], 32), /page 2 is no leaf/],
    ['a branch with one child many times', branch([3, 3, 3], 2), /page 3 has keys out of order/],
];
for (const [title, file, error] of refused) {
    test(`refused with what, got and fix: ${title}`, (t) => {
        const text = complaint(save(...file));
        t.regex(text, /^bad_file: Cannot read the LMDB: .+\n {2}got: data\.mdb, .+\n {2}fix: .+$/);
        t.regex(text, error);
    });
}
test('data format v2 is refused by name, in the place where its longer page header puts the version', (t) => {
    const expected = [
        "bad_file: Cannot read the LMDB: data format v2, written by a newer library than LUPerson's.",
        '  got: data.mdb, version 2 (expected 1)',
        '  fix: use the file as distributed, or copy it with `mdb_copy` of LMDB 0.9.',
    ].join('\n');
    const v2 = Buffer.alloc(8192);
    v2.writeUInt16LE(8, 18);
    v2.writeUInt32LE(0xbeefc0de, 24);
    v2.writeUInt32LE(2, 28);
    t.is(complaint(save(v2)), expected);
    t.is(complaint(save(metaPage(0, { version: 2 }), metaPage(1, { version: 2 }))), expected);
});
test('a missing file and a folder are named', (t) => {
    const folder = temporaryFolder();
    t.throws(() => openLmdb(join(folder, 'data.mdb')), { instanceOf: UserError, code: 'missing_path' });
    t.throws(() => openLmdb(folder), { instanceOf: UserError, code: 'bad_file' });
});
/** Flips bits of the chosen bytes, one at a time; any other exception than a UserError fails. */
function damage(t, file, isChosen) {
    const path = save(file);
    const fd = openSync(path, 'r+');
    let refusals = 0;
    for (let at = 0; at < file.length; at++) {
        if (!isChosen(at))
            continue;
        for (const flip of [0x01, 0x80, 0xff]) {
            writeSync(fd, Buffer.from([file[at] ^ flip]), 0, 1, at);
            t.notThrows(() => (refusals += complaint(path) === 'none' ? 0 : 1), `byte ${at} flipped by ${flip}`);
        }
        writeSync(fd, file, at, 1, at);
    }
    closeSync(fd);
    t.true(refusals > 50, `${refusals} refusals`);
}
test('any one damaged byte gives an answer or a named error, never another exception or an endless loop', (t) => {
    // Between headers with node offsets and the nodes at a page's end lie values and free space.
    damage(t, whole, (at) => at % 4096 < 160 || at % 4096 > 4000 || at % 7 === 0);
});
test('the same holds where the list of free pages is read', (t) => {
    const file = inflateSync(Buffer.from(pyLmdb().shortTail.file, 'base64'));
    damage(t, file, (at) => at < 152 || (at >= 4096 && at < 4096 + 152));
    const root = newestFreeRoot(file);
    damage(t, file, (at) => Math.floor(at / 4096) === root && (at % 4096 < 40 || at % 4096 > 3500));
});
/** Root of the free tree, from the meta page with the larger transaction number. */
function newestFreeRoot(file) {
    const second = file.readBigUInt64LE(4096 + 144) > file.readBigUInt64LE(144);
    return Number(file.readBigUInt64LE((second ? 4096 : 0) + 80));
}
//# sourceMappingURL=lmdb.test.js.map