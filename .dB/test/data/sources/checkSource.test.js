import test from 'ava';
import { join } from 'node:path';
import { writeLmdb } from '../../../data/lmdbWriter.js';
import { differences } from '../../../data/sources/catalogue.js';
import { checkSource } from '../../../data/sources/checkSource.js';
import { makeTree } from './tree.js';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
test('a source in order has its layout and no problems; a subset is a note', async (t) => {
    const root = makeTree([]);
    await writeLmdb(join(root, 'data.mdb'), [{ key: '00001_000001_0000001_00', value: JPEG }]);
    t.deepEqual(await checkSource('luperson-nl', root), {
        layout: 'lmdb',
        problems: [],
        notes: ['LUPerson-NL: 1 images, 10,683,716 published'],
    });
    const own = makeTree({
        'a/1.png': Buffer.from('\x89PNG', 'latin1'),
        'a/2.webp': 'RIFF',
        'b/3.bmp': 'BM',
        'b/4.jpg': JPEG,
    });
    t.deepEqual((await checkSource('folder', own)).problems, []);
});
test('what the reader refuses is the problem, in its three lines', async (t) => {
    const root = makeTree(['scene1/view1/1/1.jpg']);
    const { layout, problems } = await checkSource('lpw', root);
    t.is(layout, undefined);
    t.is(problems.length, 1);
    t.regex(problems[0], /^LPW.*\n {2}got: .*scene1\n {2}fix: /);
});
test('images that are empty or no pictures are counted at the head of the source', async (t) => {
    const root = makeTree({ 'a/1.jpg': JPEG, 'a/2.jpg': '', 'a/3.jpg': '<html>' });
    t.deepEqual((await checkSource('folder', root)).notes, [
        '2 of the first 3 images are empty, unreadable or no pictures, a/2.jpg first',
    ]);
});
test('only counts that were taken and differ from the published ones are mentioned', (t) => {
    t.deepEqual(differences('lpw', { images: 592_438, identities: 4_587 }), [
        'LPW (Labeled Pedestrian in the Wild): 4,587 identities, 2,731 published',
    ]);
    t.deepEqual(differences('folder', { images: 3, identities: 1 }), []);
});
//# sourceMappingURL=checkSource.test.js.map