// What a captioner learns from: each kind of source, and none of what is evaluated on.
import { join } from 'node:path';
import test from 'ava';
import { checkCaptionerSource, readCaptionerData } from '../../pipeline/captionerData.js';
import { loadConfig } from '../../pipeline/config.js';
import { openContext } from '../../pipeline/context.js';
import { openReporter } from '../../pipeline/progress.js';
import { temporaryFolder } from '../temporary.js';
import { put } from './world.js';
const context = openContext({
    ...{ config: loadConfig(undefined, []), workspace: temporaryFolder(), resume: 'changed', dryRun: false },
    ...{ report: openReporter(true), signal: new AbortController().signal },
});
function makeSets() {
    const dir = temporaryFolder();
    const record = (id, split, file, captions) => {
        put(join(dir, 'cuhk', 'imgs', file), `picture ${file}`);
        return { id, split, file_path: file, captions };
    };
    const records = [
        record(1, 'train', 'cam_a/1.png', ['A man in a red shirt.', 'He has short black hair.']),
        record(1, 'train', 'cam_a/2.png', ['The man carries a black bag.']),
        record(2, 'val', 'Market/0007_c1s1_000001_00.jpg', ['A woman in blue.']),
        record(3, 'test', 'cam_a/3.png', ['Someone in a green coat.']),
        record(3, 'train', 'cam_a/4.png', ['A person of the test part.']),
        record(4, 'train', 'cam_a/5.png', ['a woman, in blue']),
    ];
    records.push({ id: 5, split: 'train', file_path: 'cam_a/gone.png', captions: ['Nobody.'] });
    put(join(dir, 'cuhk', 'reid_raw.json'), JSON.stringify(records));
    const rows = ['image\tidentity', 'images/a.jpg\tdrawn:1', 'images/b.jpg\tdrawn:2'];
    put(join(dir, 'drawn', 'images.tsv'), `${rows.join('\n')}\n`);
    put(join(dir, 'drawn', 'images', 'a.jpg'), 'another picture');
    put(join(dir, 'drawn', 'images', 'b.jpg'), 'picture cam_a/3.png'); // the bytes of one of test
    put(join(dir, 'drawn', 'labels.json'), JSON.stringify({ 'drawn:1': { gender: 'male' }, 'drawn:2': { gender: 'female' } }));
    const texts = [
        { captions: ['A boy runs.', 'He wears yellow.'] },
        { file_path: 'Market/0007_c2s1_000009_00.jpg', captions: ['Written of one of val.'] },
    ];
    put(join(dir, 'texts.jsonl'), texts.map((each) => JSON.stringify(each)).join('\n'));
    return dir;
}
test('val and test people are left out of every source, each for the reason by which it was found', async (t) => {
    const dir = makeSets();
    const data = await readCaptionerData(context, [
        { kind: 'cuhk-pedes', path: join(dir, 'cuhk') },
        { kind: 'drawn', path: join(dir, 'drawn') },
        { kind: 'captions', path: join(dir, 'texts.jsonl') },
    ], 0);
    t.deepEqual(data.sources.map(({ kind, images, captions, leftOut }) => ({ kind, images, captions, leftOut })), [
        { kind: 'cuhk-pedes', images: 2, captions: 3, leftOut: { identity: 1, caption: 1, image: 0, missing: 1 } },
        { kind: 'drawn', images: 1, captions: 0, leftOut: { identity: 0, caption: 0, image: 1, missing: 0 } },
        { kind: 'captions', images: 0, captions: 2, leftOut: { identity: 1, caption: 0, image: 0, missing: 0 } },
    ]);
    t.is(data.val.length, 1);
    t.deepEqual(data.train.map(({ attributes: { gender, head, upper, belongings } }) => [gender, head, upper, belongings]), [
        ['man', 'short black hair', 'red shirt', 'unknown'],
        ['man', 'unknown', 'unknown', 'black bag'],
    ]);
    t.deepEqual(data.labelled.map(({ attributes }) => attributes.gender), ['man']);
    t.deepEqual(data.texts, ['A boy runs.', 'He wears yellow.']);
});
test('where no set has a val part, some of the training people become it', async (t) => {
    const dir = temporaryFolder();
    const records = Array.from({ length: 60 }, (_, i) => {
        put(join(dir, 'imgs', `${i}.jpg`), `picture ${i}`);
        return { id: i >> 1, split: 'train', file_path: `${i}.jpg`, captions: ['A man walks.'] };
    });
    put(join(dir, 'ICFG-PEDES.json'), JSON.stringify(records));
    const read = () => readCaptionerData(context, [{ kind: 'icfg-pedes', path: dir }], 3);
    const { train, val } = await read();
    t.is(val.length, 2, 'one person of thirty');
    t.is(train.length, 58);
    const people = (all) => new Set(all.map(({ path }) => Number(/(\d+)\.jpg/.exec(path)[1]) >> 1));
    t.true([...people(val)].every((person) => !people(train).has(person)));
    t.deepEqual((await read()).val, val);
});
test('what is no source is said so', async (t) => {
    const dir = makeSets();
    const code = (promise) => promise.then(() => undefined, (error) => error.code);
    t.is(await code(checkCaptionerSource({ kind: 'captions', path: join(dir, 'none.jsonl') })), 'missing_path');
    t.is(await code(checkCaptionerSource({ kind: 'cuhk-pedes', path: join(dir, 'drawn') })), 'bad_layout');
    t.is(await code(checkCaptionerSource({ kind: 'peta', path: join(dir, 'cuhk') })), 'bad_layout');
    put(join(dir, 'bad.jsonl'), '{"caption": "A man."}\n');
    t.is(await code(readCaptionerData(context, [{ kind: 'captions', path: join(dir, 'bad.jsonl') }], 0)), 'bad_file');
});
//# sourceMappingURL=captionerData.test.js.map