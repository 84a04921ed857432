import test from 'ava';
import { join } from 'node:path';
import { readFolder } from '../../../data/sources/folder.js';
import { complaint, isAscending, makeTree, scanAll } from './tree.js';
test('each sub-folder is an identity, whatever lies below it', async (t) => {
    const root = makeTree({ 'bob/1.png': 'abcd', 'ann/b/2.jpg': 'x', 'ann/10.JPEG': '', 'ann/notes.txt': 'x' });
    const reader = await readFolder(root);
    t.like(reader, {
        kind: 'folder',
        layout: 'folders',
        root,
        expectedCount: undefined,
        published: undefined,
        notes: [],
    });
    const { images, ignored, keys } = await scanAll(reader);
    t.deepEqual(images.map(({ key, identity, bytes }) => [key, identity, bytes.path, bytes.length]), [
        ['ann/10.JPEG', 'ann', join(root, 'ann/10.JPEG'), 0],
        ['ann/b/2.jpg', 'ann', join(root, 'ann/b/2.jpg'), 1],
        ['bob/1.png', 'bob', join(root, 'bob/1.png'), 4],
    ]);
    t.true(images.every(({ scene, camera, bytes }) => scene === '' && camera === '' && bytes.offset === 0));
    t.true(isAscending(keys));
    t.deepEqual(ignored, ['ann/notes.txt']);
    t.deepEqual((await scanAll(reader)).images, images, 'a second scan is the same');
});
test('a scan of many images lets timers run', async (t) => {
    const root = makeTree(Array.from({ length: 3000 }, (_, i) => `p/${i}.jpg`));
    let ran = false;
    setTimeout(() => (ran = true), 0);
    t.is((await scanAll(await readFolder(root))).keys.length, 3000);
    t.true(ran);
});
test('images beside the sub-folders are refused, and so are folders without any image', async (t) => {
    const beside = makeTree(['p/1.jpg', 'loose.png']);
    t.is(await complaint(beside, () => readFolder(beside)), [
        'bad_layout: Own images is not laid out as expected.',
        '  got: loose.png, directly in the folder',
        '  fix: put the images of each person into a sub-folder of its own; expected: <identity>/<image>.jpg, one sub-folder for each person.',
    ].join('\n'));
    const empty = makeTree([]);
    t.regex(await complaint(empty, () => readFolder(empty)), /^bad_layout: .*\n {2}got: DIR, an empty folder\n {2}fix: there are no images/);
    const texts = makeTree(['p/notes.txt', 'q/a.gif']);
    t.regex(await complaint(texts, () => readFolder(texts)), /^bad_layout: .*\n {2}got: DIR with p, q\n/);
});
test('a missing path, a file and an archive are refused by name', async (t) => {
    const root = makeTree({ 'mine.zip': 'PK\x05\x06', 'list.txt': '' });
    t.regex(await complaint(root, () => readFolder(join(root, 'no'))), /^missing_path: .*\n {2}got: DIR\/no, which does not exist/);
    t.regex(await complaint(root, () => readFolder(join(root, 'list.txt'))), /^bad_layout: .*\n {2}got: DIR\/list.txt, a file\n/);
    t.regex(await complaint(root, () => readFolder(join(root, 'mine.zip'))), /\n {2}got: found mine.zip: unpack it first\n/);
    t.regex(await complaint(root, () => readFolder(root)), /\n {2}got: DIR: found mine.zip: unpack it first\n/);
});
//# sourceMappingURL=folder.test.js.map