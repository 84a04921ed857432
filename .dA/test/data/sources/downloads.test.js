import test from 'ava';
import { findDownloads } from '../../../data/sources/downloads.js';
import { makeTree } from './tree.js';
/** The end-of-central-directory record of an archive without entries, with a comment. */
function zipEnd(comment = '') {
    const record = Buffer.alloc(22);
    record.write('PK\x05\x06', 'latin1');
    record.writeUInt16LE(comment.length, 20);
    return Buffer.concat([record, Buffer.from(comment)]);
}
const body = Buffer.alloc(200_000, 'PK\x03\x04');
test('a zip is whole if its end record is within reach of its end', (t) => {
    const root = makeTree({
        'cut.zip': body,
        'empty.zip': '',
        'whole.zip': Buffer.concat([body, zipEnd()]),
        'commented.ZIP': Buffer.concat([body, zipEnd('c'.repeat(65_535))]),
        'middle.zip': Buffer.concat([zipEnd(), body]),
    });
    t.deepEqual(findDownloads(root), {
        unfinished: [
            'found cut.zip: the archive is incomplete (200000 bytes, no end record)',
            'found empty.zip: the archive is incomplete (0 bytes, nothing in it)',
            'found middle.zip: the archive is incomplete (200022 bytes, no end record)',
        ],
        packed: ['found commented.ZIP: unpack it first', 'found whole.zip: unpack it first'],
    });
});
test('a tar is whole if it ends in two blocks of zeros', (t) => {
    const block = Buffer.alloc(512, 1);
    const zeros = Buffer.alloc(1024);
    const root = makeTree({
        'cut.tar': Buffer.concat([block, zeros.subarray(0, 512)]),
        'odd.tar': Buffer.concat([block, zeros, zeros.subarray(0, 100)]),
        'whole.tar': Buffer.concat([block, zeros]),
    });
    const { unfinished, packed } = findDownloads(root);
    t.deepEqual(unfinished, [
        'found cut.tar: the archive is incomplete (1024 bytes, no end blocks)',
        'found odd.tar: the archive is incomplete (1636 bytes, no end blocks)',
    ]);
    t.deepEqual(packed, ['found whole.tar: unpack it first']);
});
test('the marks of unfinished downloads are known, other files are nothing', (t) => {
    const marks = ['a.zip.part', 'b.crdownload', 'c.mdb.aria2', 'd.zip.baiduyun.p.downloading'];
    const { unfinished, packed } = findDownloads(makeTree([...marks, 'data.mdb', 'notes.txt', 'scen1/x.jpg']));
    t.deepEqual(unfinished, marks.map((name) => `found ${name}: the download has not finished`));
    t.deepEqual(packed, []);
});
test('archives whose end says nothing are only reported', (t) => {
    const names = ['a.7z', 'a.rar', 'a.tar.gz', 'a.zip.001'];
    const tree = makeTree(Object.fromEntries(names.map((name) => [name, 'bytes'])));
    t.deepEqual(findDownloads(tree), { unfinished: [], packed: names.map((name) => `found ${name}: unpack it first`) });
});
//# sourceMappingURL=downloads.test.js.map