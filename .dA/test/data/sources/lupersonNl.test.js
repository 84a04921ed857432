import test from 'ava';
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeLmdb } from '../../../data/lmdbWriter.js';
import { readLupersonNl } from '../../../data/sources/lupersonNl.js';
import { metaPage } from '../handBuiltLmdb.js';
import { complaint, isAscending, makeTree, scanAll } from './tree.js';
const KEYS = [
    '00001_000001_0000001_00',
    '00001_000001_0000002_01',
    '00001_000002_0000001_00',
    // The same label in another video: another person.
    '00002_000002_0000009_00',
];
async function makeLmdb(place, keys = KEYS, root = makeTree([])) {
    mkdirSync(dirname(join(root, place)), { recursive: true });
    const value = (i) => Buffer.alloc(i % 2 ? 5000 : 50, i + 1);
    await writeLmdb(join(root, place), keys.map((key, i) => ({ key, value: value(i) })));
    return root;
}
for (const place of ['lupnl_lmdb/lmdb/data.mdb', 'lmdb/data.mdb', 'data.mdb']) {
    test(`the LMDB is found at ${place}, and by its own path`, async (t) => {
        const root = await makeLmdb(place);
        const path = join(root, place);
        for (const given of [root, path, dirname(path)]) {
            const reader = await readLupersonNl(given);
            t.like(reader, { kind: 'luperson-nl', layout: 'lmdb', root: path, expectedCount: 4, notes: [] });
            t.deepEqual(reader.published, { images: 10_683_716, identities: 433_997 });
            t.deepEqual((await scanAll(reader)).keys, KEYS);
        }
    });
}
test("a record has the key's video as scene, its pid as identity, and the bytes where they lie in the LMDB", async (t) => {
    const root = await makeLmdb('data.mdb');
    const reader = await readLupersonNl(root);
    const { images } = await scanAll(reader);
    const bytes = readFileSync(join(root, 'data.mdb'));
    const modified = Math.floor(statSync(join(root, 'data.mdb')).mtimeMs);
    images.forEach((image, i) => {
        const { path, offset, length } = image.bytes;
        t.is(path, join(root, 'data.mdb'));
        t.deepEqual(bytes.subarray(offset, offset + length), Buffer.alloc(i % 2 ? 5000 : 50, i + 1));
        t.like(image, { key: KEYS[i], camera: '', modified });
    });
    t.deepEqual(images.map(({ scene, identity }) => [scene, identity]), [
        ['00001', '000001'],
        ['00001', '000001'],
        ['00001', '000002'],
        ['00002', '000002'],
    ]);
    t.deepEqual((await scanAll(reader)).images, images, 'a second scan is the same');
});
test('keys.pkl and lock.mdb do not matter', async (t) => {
    const root = await makeLmdb('lupnl_lmdb/lmdb/data.mdb');
    writeFileSync(join(root, 'lupnl_lmdb/keys.pkl'), 'no pickle');
    writeFileSync(join(root, 'lupnl_lmdb/lmdb/lock.mdb'), '');
    t.is((await scanAll(await readLupersonNl(root))).keys.length, 4);
});
for (const [key, position] of [
    ['00000', 1],
    ['00001_000001_000001_00', 3],
    ['00001_000001_0000003_0', 3],
    ['00001_000001_0000003_00.jpg', 3],
    ['00003', 5],
    ['__keys__', 5],
]) {
    test(`an unexpected key stops the scan with its name and place: ${key}`, async (t) => {
        const root = await makeLmdb('data.mdb', [...KEYS, key].sort());
        t.is(await complaint(root, async () => scanAll(await readLupersonNl(root))), [
            'bad_layout: The LMDB has a key that is none of LUPerson-NL.',
            `  got: "${key}", entry ${position} of 5`,
            '  fix: give the LMDB of LUPerson-NL; its keys are <video>_<pid>_<frame>_<detection> with 5, 6, 7 and 2 digits.',
        ].join('\n'));
    });
}
test('the LMDB of plain LUPerson is told by name as soon as it is opened', async (t) => {
    const root = await makeLmdb('data.mdb', ['00_01_0002_00000003']);
    t.regex(await complaint(root, () => readLupersonNl(root)), /got: "00_01_0002_00000003", entry 1 of 1: this is LUPerson, which has no identities\n/);
});
test('an LMDB that is empty, of format v2, cut off or still coming is refused', async (t) => {
    const empty = await makeLmdb('data.mdb', []);
    t.regex(await complaint(empty, () => readLupersonNl(empty)), /^bad_layout: .*\n {2}got: DIR\/data.mdb, an LMDB without entries/);
    const v2 = makeTree({ 'lmdb/data.mdb': Buffer.concat([metaPage(0, { version: 2 }), metaPage(1, { version: 2 })]) });
    t.regex(await complaint(v2, () => readLupersonNl(v2)), /^bad_file: .*data format v2.*\n {2}got: DIR\/lmdb\/data.mdb, version 2/);
    const cut = await makeLmdb('data.mdb');
    truncateSync(join(cut, 'data.mdb'), 9000);
    t.regex(await complaint(cut, () => readLupersonNl(cut)), /^bad_file: .*half-downloaded.*\n.*9000 bytes \(expected at least \d+\)/);
    for (const mark of ['data.mdb.aria2', 'data.mdb.part', 'data.mdb.crdownload']) {
        const coming = await makeLmdb('lupnl_lmdb/lmdb/data.mdb');
        writeFileSync(join(coming, 'lupnl_lmdb/lmdb', mark), '');
        const expected = new RegExp(`^bad_file: LUPerson-NL is half-downloaded.\\n {2}got: .*found ${mark}: the download has not finished`);
        t.regex(await complaint(coming, () => readLupersonNl(coming)), expected);
        t.regex(await complaint(coming, () => readLupersonNl(join(coming, 'lupnl_lmdb/lmdb/data.mdb'))), expected);
        const only = makeTree([`lmdb/${mark}`]);
        t.regex(await complaint(only, () => readLupersonNl(only)), expected);
    }
});
const CROPS = [
    'de/berlin/abc-_1/000001_0000001_00.jpg',
    'de/berlin/abc-_1/000001_0000010_02.jpg',
    'de/berlin/abc-_1/000002_0000001_01.jpg',
    'de/berlin.x/abc/000002_0000001_01.jpg',
    'us/new york/xyz/000002_0000001_00.jpg',
];
test('raw crops are told by their tree: the video folder is the scene', async (t) => {
    const root = makeTree(CROPS);
    writeFileSync(join(root, CROPS[0]), 'abc');
    const reader = await readLupersonNl(root);
    t.like(reader, { kind: 'luperson-nl', layout: 'raw', root, expectedCount: undefined });
    const { images, keys } = await scanAll(reader);
    t.deepEqual(images.map(({ key, scene, identity, camera }) => [key, scene, identity, camera]), [
        [CROPS[3], 'de/berlin.x/abc', '000002', ''],
        [CROPS[0], 'de/berlin/abc-_1', '000001', ''],
        [CROPS[1], 'de/berlin/abc-_1', '000001', ''],
        [CROPS[2], 'de/berlin/abc-_1', '000002', ''],
        [CROPS[4], 'us/new york/xyz', '000002', ''],
    ]);
    t.true(isAscending(keys));
    t.deepEqual(images[1].bytes, { path: join(root, CROPS[0]), offset: 0, length: 3 });
    t.is(images[1].modified, Math.floor(statSync(join(root, CROPS[0])).mtimeMs));
});
test('leftovers among raw crops are passed over and counted; an image of another name stops the scan', async (t) => {
    const root = makeTree([...CROPS, '.DS_Store', 'de/berlin/berlin.txt', 'us+new york+xyz.pkl']);
    t.deepEqual((await scanAll(await readLupersonNl(root))).ignored, [
        '.DS_Store',
        'de/berlin/berlin.txt',
        'us+new york+xyz.pkl',
    ]);
    for (const key of [
        'us/new york/xyz/frame1.jpg',
        'us/new york/xyz/000001_0000001_00.png',
        'us/new york/xyz/a/000001_0000001_00.jpg',
        'us/000001_0000001_00.jpg',
    ]) {
        const other = makeTree([...CROPS, key]);
        const text = await complaint(other, async () => scanAll(await readLupersonNl(other)));
        t.regex(text, new RegExp(`^bad_layout: LUPerson-NL is not laid out as expected\\.\\n {2}got: the image ${key}\\n`));
    }
});
test('a folder one level too low is refused with the level to give', async (t) => {
    const root = makeTree(CROPS);
    t.regex(await complaint(root, () => readLupersonNl(join(root, 'us'))), /got: the image new york\/xyz\/000002_0000001_00.jpg\n {2}fix: give the folder that holds the countries: crops lie three folders below it, not 2;/);
});
test('other folders are refused with what was found, the right layout and where the set is had', async (t) => {
    const root = makeTree(['notes/readme.txt', 'lock.mdb']);
    t.is(await complaint(root, () => readLupersonNl(root)), [
        'bad_layout: LUPerson-NL is not laid out as expected.',
        '  got: DIR with lock.mdb, notes',
        '  fix: give the folder that holds it; expected: lupnl_lmdb/lmdb/data.mdb, or crops as <country>/<city>/<video id>/<pid>_<frame>_<detection>.jpg.',
    ].join('\n'));
    t.regex(await complaint(root, () => readLupersonNl(join(root, 'gone'))), /^missing_path: LUPerson-NL: nothing of that kind is at this path\.\n {2}got: DIR\/gone.*\n {2}fix: .*https:\/\/github\.com\/DengpanFu\/LUPerson-NL \(research only/);
    const zip = makeTree({ 'lupnl_lmdb.zip': 'PK\x03\x04' });
    t.regex(await complaint(zip, () => readLupersonNl(zip)), /^bad_file: LUPerson-NL is half-downloaded\.\n.*lupnl_lmdb.zip: the archive is incomplete/);
});
//# sourceMappingURL=lupersonNl.test.js.map