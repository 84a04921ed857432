import test from 'ava';
import { join } from 'node:path';
import { readLpw } from '../../../data/sources/lpw.js';
import { complaint, isAscending, makeTree, scanAll } from './tree.js';
const FILES = [
    'scen1/view1/7/1.jpg',
    'scen1/view1/7/10.jpg',
    'scen1/view1/7/9.jpg',
    'scen1/view1/12/3.jpg',
    'scen1/view2/7/4.jpg',
    'scen2/view1/7/1.jpg',
];
function below(prefix, files = FILES) {
    return files.map((file) => prefix + file);
}
test('a pid is one person in all views of a scene, and another one in another scene', async (t) => {
    const { images, keys } = await scanAll(await readLpw(makeTree(FILES)));
    const people = new Set(images.map(({ scene, identity }) => `${scene} ${identity}`));
    t.deepEqual([...people], ['scen1 12', 'scen1 7', 'scen2 7']);
    const of7 = images.filter(({ scene, identity }) => scene === 'scen1' && identity === '7');
    t.deepEqual([...new Set(of7.map(({ camera }) => camera))], ['view1', 'view2']);
    const tracklets = images.map(({ scene, identity, camera }) => `${scene} ${identity} ${camera}`);
    t.deepEqual(tracklets.filter((tracklet, i) => tracklet !== tracklets[i - 1]), ['scen1 12 view1', 'scen1 7 view1', 'scen1 7 view2', 'scen2 7 view1'], 'a tracklet is never interrupted');
    t.true(isAscending(keys));
});
for (const [prefix, layout] of [
    ['', 'full'],
    ['pep_256x128/', 'full'],
    ['data_slim/', 'slim'],
    ['pep_256x128/data_slim/', 'slim'],
]) {
    test(`scenes below "${prefix}" are the ${layout} set, and keys are relative to the given folder`, async (t) => {
        const root = makeTree(below(prefix));
        const reader = await readLpw(root);
        t.like(reader, { kind: 'lpw', layout, root });
        t.deepEqual(reader.published, { images: 592_438, identities: 2_731, tracklets: 7_694 });
        const { keys, images } = await scanAll(reader);
        t.deepEqual(keys, below(prefix).sort());
        t.deepEqual(images[0].bytes, { path: join(root, prefix, 'scen1/view1/12/3.jpg'), offset: 0, length: 0 });
        t.is(reader.notes.length, layout === 'slim' ? 1 : 0);
    });
}
test('the folder data_slim itself can be given', async (t) => {
    const root = makeTree(below('data_slim/'));
    const reader = await readLpw(join(root, 'data_slim'));
    t.is(reader.layout, 'slim');
    t.deepEqual((await scanAll(reader)).keys, [...FILES].sort());
});
for (const prefix of ['', 'pep_256x128/']) {
    test(`of the full set below "${prefix}" and its thinned copy the full one is read, and that is said`, async (t) => {
        const root = makeTree([...below(prefix), ...below(`${prefix}data_slim/`, FILES.slice(0, 2))]);
        const reader = await readLpw(root);
        t.is(reader.layout, 'full');
        t.regex(reader.notes.join(), new RegExp(`${prefix}data_slim/ is left out`));
        const { keys, ignored } = await scanAll(reader);
        t.deepEqual(keys, below(prefix).sort());
        t.deepEqual(ignored, [`${prefix}data_slim/`]);
    });
}
test('leftovers are passed over and counted', async (t) => {
    const { keys, ignored } = await scanAll(await readLpw(makeTree([...FILES, 'readme.txt', 'scen1/view1/7/Thumbs.db'])));
    t.is(keys.length, FILES.length);
    t.deepEqual(ignored, ['readme.txt', 'scen1/view1/7/Thumbs.db']);
});
for (const key of [
    'scen1/view1/8.jpg',
    'scen1/view1/7/a/8.jpg',
    'scen1/cam1/7/8.jpg',
    'scen1/view1/bob/8.jpg',
    'x.jpg',
]) {
    test(`an image that the layout has no place for stops the scan by name: ${key}`, async (t) => {
        const root = makeTree([...FILES, key]);
        const text = await complaint(root, async () => scanAll(await readLpw(root)));
        t.regex(text, new RegExp(`^bad_layout: LPW.*\\n {2}got: the image ${key}\\n {2}fix: .*pep_256x128/scen1/view1`));
    });
}
test('other folders are refused with what was found, the right layout and where the set is had', async (t) => {
    const cases = [
        [['scene1/view1/7/1.jpg'], /got: DIR with scene1\n {2}fix: the scenes' folders are spelt without a final e/],
        [['train/1.jpg', 'test/1.jpg'], /got: DIR with test, train\n/],
        [['a', 'b', 'c', 'd', 'e', 'f', 'g'], /got: DIR with a, b, c, d, e, f, \.\.\.\n/],
        [[], /got: DIR, an empty folder\n/],
        [['scen1/view1/7/notes.txt'], /got: DIR with scen1\n {2}fix: there are no images in it/],
    ];
    for (const [files, expected] of cases) {
        const root = makeTree(files);
        const text = await complaint(root, () => readLpw(root));
        t.regex(text, /^bad_layout: LPW \(Labeled Pedestrian in the Wild\) is not laid out as expected\./);
        t.regex(text, expected);
    }
    const root = makeTree([]);
    t.regex(await complaint(root, () => readLpw(join(root, 'gone'))), /^missing_path: LPW .*: nothing of that kind is at this path.*\n {2}got: DIR\/gone.*\n {2}fix: .*http:\/\/liuyu\.us\/dataset\/lpw\/ \(research only\)\.$/);
});
test('an archive is to be unpacked; one that ends early or is still coming stops everything, even beside the layout', async (t) => {
    const end = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
    const packed = makeTree({ 'pep_256x128.zip': end });
    t.regex(await complaint(packed, () => readLpw(packed)), /^bad_layout: .*\n {2}got: DIR: found pep_256x128.zip: unpack it first\n/);
    const cut = makeTree({ 'pep_256x128.zip': 'PK\x03\x04 and so on' });
    const message = /^bad_file: LPW.* is half-downloaded\.\n {2}got: DIR: found pep_256x128.zip: the archive is incomplete \(14 bytes, no end record\)\n {2}fix: finish/;
    t.regex(await complaint(cut, () => readLpw(cut)), message);
    const file = join(cut, 'pep_256x128.zip');
    t.regex(await complaint(cut, () => readLpw(file)), /^bad_file: .*half-downloaded.*\n {2}got: found pep_256x128.zip/);
    const beside = makeTree([...FILES, 'pep_256x128.zip.part']);
    t.regex(await complaint(beside, () => readLpw(beside)), /^bad_file: .*\n.*the download has not finished/);
    const within = makeTree([...below('pep_256x128/'), 'pep_256x128/scen3.7z.part']);
    t.regex(await complaint(within, () => readLpw(within)), /^bad_file: .*\n {2}got: DIR\/pep_256x128\/?: found scen3.7z.part/);
    const kept = makeTree({ 'scen1/view1/7/1.jpg': '', 'pep_256x128.zip': end });
    t.deepEqual((await scanAll(await readLpw(kept))).ignored, ['pep_256x128.zip'], 'a whole archive may stay');
});
//# sourceMappingURL=lpw.test.js.map