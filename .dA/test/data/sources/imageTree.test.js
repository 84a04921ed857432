import test from 'ava';
import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { randomInt, seededRandom } from '../../../data/random.js';
import { compareBytewise, imageKeys, wholeFile } from '../../../data/sources/imageTree.js';
import { makeTree } from './tree.js';
import { temporaryFolder } from '../../temporary.js';
function walk(root) {
    const ignored = [];
    return { keys: [...imageKeys(root, { onIgnored: (path) => ignored.push(path) })], ignored };
}
test('keys ascend bytewise over the whole walk: a folder sorts as if its name ended in a slash', (t) => {
    const root = makeTree(['a/1.jpg', 'a.jpg', 'a b/1.jpg', 'a0/1.jpg', 'a/b/2.jpg', 'a/b.jpg', 'B/1.jpg', 'é/1.jpg']);
    t.deepEqual(walk(root).keys, [
        'B/1.jpg',
        'a b/1.jpg',
        'a.jpg',
        'a/1.jpg',
        'a/b.jpg',
        'a/b/2.jpg',
        'a0/1.jpg',
        'é/1.jpg',
    ]);
});
test('random trees come out in the order that sorting all their keys by bytes gives', (t) => {
    const random = seededRandom('tree');
    const names = ['a', 'a!', 'a.b', 'a-', 'a0', 'A', 'z', 'ä', '人', '\uff01', '\u{1f9cd}', '_', '~'];
    for (let round = 0; round < 10; round++) {
        const files = new Set();
        for (let i = 0; i < 60; i++) {
            const parts = Array.from({ length: 1 + randomInt(random, 4) }, () => names[randomInt(random, names.length)]);
            files.add(`${parts.join('/')}.jpg`);
        }
        const sorted = [...files].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        t.deepEqual(walk(makeTree(sorted)).keys, sorted);
    }
});
test('names compare as their UTF-8 bytes do, also beyond the first 65,536 characters', (t) => {
    const names = ['', 'a', 'ab', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'];
    for (const a of names) {
        for (const b of names) {
            t.is(Math.sign(compareBytewise(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)), `${a} ${b}`);
        }
    }
});
test('images are told by their extension in any case; everything else is handed to the caller', (t) => {
    const images = ['p/a.JPG', 'p/b.jpeg', 'p/c.Png', 'p/d.webp', 'p/e.bmp'];
    const others = ['p/.hidden.jpg', 'p/._a.JPG', 'p/.DS_Store', 'p/Thumbs.db', 'p/f.gif', 'p/jpg', 'p/notes.txt'];
    const folders = ['.git/x.jpg', '@eaDir/x.jpg', '__MACOSX/p/x.jpg'];
    const { keys, ignored } = walk(makeTree([...images, ...others, ...folders]));
    t.deepEqual(keys, images);
    t.deepEqual(ignored.sort(), [...others, '.git/', '@eaDir/', '__MACOSX/'].sort());
});
test('links to files and folders are followed, and one that leads back up is left out', (t) => {
    const root = makeTree(['a/1.jpg', 'b/2.jpg']);
    symlinkSync(join(root, 'a/1.jpg'), join(root, 'b/1.jpg'));
    symlinkSync(join(root, 'b'), join(root, 'c'));
    symlinkSync(root, join(root, 'a/root'));
    symlinkSync('..', join(root, 'b/up'));
    symlinkSync('.', join(root, 'b/self'));
    const { keys, ignored } = walk(root);
    t.deepEqual(keys, ['a/1.jpg', 'b/1.jpg', 'b/2.jpg', 'c/1.jpg', 'c/2.jpg']);
    t.deepEqual(ignored, ['a/root/', 'b/self/', 'b/up/', 'c/self/', 'c/up/']);
});
test('two folders that link to each other end', (t) => {
    const root = makeTree(['a/1.jpg', 'b/2.jpg']);
    symlinkSync(join(root, 'b'), join(root, 'a/b'));
    symlinkSync(join(root, 'a'), join(root, 'b/a'));
    t.deepEqual(walk(root).keys, ['a/1.jpg', 'a/b/2.jpg', 'b/2.jpg', 'b/a/1.jpg']);
});
test('a root that is itself a link is walked', (t) => {
    const root = makeTree(['a/1.jpg']);
    const link = join(temporaryFolder(), 'root');
    symlinkSync(root, link);
    t.deepEqual(walk(link).keys, ['a/1.jpg']);
});
test('a link to nowhere and a link to itself are images of no bytes; a folder named like an image is a folder', (t) => {
    const root = makeTree(['p/x.jpg/1.jpg']);
    symlinkSync(join(root, 'gone.jpg'), join(root, 'p/gone.jpg'));
    symlinkSync(join(root, 'p/loop.jpg'), join(root, 'p/loop.jpg'));
    t.deepEqual(walk(root).keys, ['p/gone.jpg', 'p/loop.jpg', 'p/x.jpg/1.jpg']);
    for (const key of ['p/gone.jpg', 'p/loop.jpg', 'p/never.jpg']) {
        t.deepEqual(wholeFile(root, key), { bytes: { path: join(root, key), offset: 0, length: 0 }, modified: 0 });
    }
});
test('the time of change is in whole milliseconds, rounded down', (t) => {
    const root = makeTree({ 'a.jpg': 'abc' });
    utimesSync(join(root, 'a.jpg'), 1000, 1_700_000_000.1239);
    t.deepEqual(wholeFile(root, 'a.jpg'), {
        bytes: { path: join(root, 'a.jpg'), offset: 0, length: 3 },
        modified: 1_700_000_000_123,
    });
});
test('a folder that is gone is named', (t) => {
    const root = makeTree(['a/1.jpg']);
    mkdirSync(join(root, 'empty'));
    t.throws(() => [...imageKeys(join(root, 'nowhere'))], { code: 'bad_file', message: 'Cannot list a folder.' });
    t.deepEqual([...imageKeys(join(root, 'empty'))], []);
});
//# sourceMappingURL=imageTree.test.js.map