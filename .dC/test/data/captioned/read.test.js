// Captioned sets in their official layouts, and what is wrong with others.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { captionedDifferences, openCaptioned } from '../../../data/captioned/read.js';
import { UserError } from '../../../schemas/userError.js';
import { synthpedes } from '../../pipeline/world.js';
import { temporaryFolder } from '../../temporary.js';
/** A folder with one annotation. */
function write(name, records) {
    const dir = temporaryFolder();
    writeFileSync(join(dir, name), typeof records === 'string' ? records : JSON.stringify(records, null, 1));
    return dir;
}
async function all(kind, path) {
    const records = [];
    for await (const record of openCaptioned(kind, path).records())
        records.push(record);
    return records;
}
test('each set in its own words: paths, identities from 0 or 1, splits, any number of captions', async (t) => {
    const cuhk = write('reid_raw.json', [
        {
            split: 'train',
            captions: [' One. ', 'Two.', '', 'Three.'],
            file_path: 'CUHK01/0363004.png',
            processed_tokens: [],
            id: 1,
        },
        { split: 'test', captions: ['Four.'], file_path: 'train_query/p1_s2.jpg', id: '12004' },
    ]);
    t.deepEqual(await all('cuhk-pedes', cuhk), [
        {
            key: 'CUHK01/0363004.png',
            path: join(cuhk, 'imgs/CUHK01/0363004.png'),
            identity: '1',
            split: 'train',
            captions: ['One.', 'Two.', 'Three.'],
        },
        {
            key: 'train_query/p1_s2.jpg',
            path: join(cuhk, 'imgs/train_query/p1_s2.jpg'),
            identity: '12004',
            split: 'test',
            captions: ['Four.'],
        },
    ]);
    // A folder called test is no split: only the field counts.
    const icfg = write('ICFG_PEDES.json', [{ split: 'train', captions: ['A.'], file_path: 'test/0627/a.jpg', id: 0 }]);
    t.like((await all('icfg-pedes', icfg))[0], { identity: '0', split: 'train' });
    const rstp = write('data_captions.json', [
        { split: 'val', captions: ['A.', 'B.'], img_path: '0000_c14_0031.jpg', id: 0 },
    ]);
    t.like((await all('rstpreid', rstp))[0], { key: '0000_c14_0031.jpg', split: 'val' });
    const ufine = write('UFine6926_Annotations.json', [
        { split: 'train', id: 1, file_path: 'images/1.jpg', captions: ['A.', 'B.'] },
    ]);
    t.like((await all('ufine6926', ufine))[0], { path: join(ufine, 'images/1.jpg'), identity: '1', split: 'train' });
    const entry = {
        id: 7,
        file_path: 'Part1/7/0.jpg',
        attributes: ['man,unknown'],
        captions: ['A man.'],
        prompt_caption: ['He.'],
    };
    for (const name of ['synthpedes_dataset.json', 'synthpedes-dataset.json']) {
        const dir = write(name, [entry]);
        t.like((await all('synth-pedes', dir))[0], {
            path: join(dir, 'Part1/7/0.jpg'),
            split: 'train',
            captions: ['A man.'],
        });
        t.like((await all('synth-pedes', join(dir, name)))[0], { identity: '7' }, 'the annotation itself may be named');
    }
});
const RECORD = { split: 'train', captions: ['A.'], file_path: 'a.jpg', id: 1 };
const BROKEN = [
    [
        'a split that there is not',
        [{ ...RECORD, split: 'Train' }],
        /record 0: split "Train", which is none of train, val, test/,
    ],
    ['no captions', [RECORD, { ...RECORD, captions: 'A.' }], /record 1: no captions/],
    ['empty captions', [{ ...RECORD, captions: [' '] }], /only empty captions/],
    ['no path', [{ ...RECORD, file_path: undefined }], /no file_path/],
    ['no id', [{ ...RECORD, id: null }], /no id/],
    ['a path out of the set', [{ ...RECORD, file_path: '../../etc/passwd' }], /a path out of the set/],
    ['an absolute path', [{ ...RECORD, file_path: '/etc/passwd' }], /a path out of the set/],
    ['no records', [], /no records/],
    ['no array', { a: 1 }, /./],
    ['half a file', '[{"split": "train", "capt', /./],
    ['a page', '<html>', /./],
];
for (const [title, records, message] of BROKEN)
    test(`an annotation with ${title} is refused, and where`, async (t) => {
        const error = await t.throwsAsync(all('cuhk-pedes', write('reid_raw.json', records)), { instanceOf: UserError });
        t.is(error.code, 'bad_file');
        t.regex(error.got, message);
    });
test('a missing set, and the older annotation without a split, are told with where the right one is had', (t) => {
    const gone = t.throws(() => openCaptioned('rstpreid', '/nowhere'), { instanceOf: UserError });
    t.regex(gone.format(), /RSTPReid-Dataset \(research only/);
    const dir = write('caption_all.json', [RECORD]);
    for (const path of [dir, join(dir, 'caption_all.json')]) {
        const old = t.throws(() => openCaptioned('cuhk-pedes', path), { instanceOf: UserError });
        t.regex(old.format(), /caption_all\.json, which has no official split[\s\S]*reid_raw\.json/);
    }
});
test('counts that differ from the published ones are said, equal ones are not', (t) => {
    t.deepEqual(captionedDifferences('cuhk-pedes', { train: [34_054, 68_126] }), []);
    t.deepEqual(captionedDifferences('cuhk-pedes', { val: [363, 723] }), [
        'CUHK-PEDES val: 363 images with 723 captions, 3,078 images with 6,158 captions published',
    ]);
});
test('synthpedes evaluate captions: perfect captions score best, an export is read as it is, mistakes are explained', async (t) => {
    const texts = [
        'A man in a red coat and blue jeans.',
        'A woman with a black bag.',
        'A boy in a green shirt and white shoes.',
    ];
    const records = texts.map((text, i) => ({ split: 'val', captions: [text], file_path: `${i}.jpg`, id: i + 1 }));
    const dir = write('reid_raw.json', [...records, { ...RECORD, split: 'test' }]);
    mkdirSync(join(dir, 'imgs'));
    const generated = join(dir, 'generated.jsonl');
    const line = (file_path, ...captions) => `${JSON.stringify({ file_path, captions })}\n`;
    writeFileSync(generated, texts.map((text, i) => line(`${i}.jpg`, text, texts[(i + 1) % 3])).join(''));
    const run = ['evaluate', 'captions', 'cuhk-pedes', dir, '--captions', generated, '--quiet'];
    const { code, stdout, stderr } = await synthpedes([...run, '--json']);
    t.is(code, 0, stderr);
    const { images, styles } = JSON.parse(stdout);
    t.deepEqual(images, { inSplit: 3, judged: 3 });
    t.true(Math.abs(styles[1].bleu4 - 1) < 1e-6 && styles[1].rougeL === 1 && styles[1].ciderD > 9);
    t.true(styles[2].ciderD < 1 && styles[2].bleu4 < 0.5);
    const exported = join(dir, 'synthpedes_dataset.json');
    writeFileSync(exported, `[\n${records.map(({ file_path, captions }) => JSON.stringify({ id: 1, file_path, captions })).join(',\n')}\n]\n`);
    const same = await synthpedes([...run.slice(0, 5), exported, '--json', '--quiet']);
    t.is(JSON.parse(same.stdout).styles[1].bleu1.toFixed(6), '1.000000');
    const none = await synthpedes([...run, '--split', 'test']);
    t.is(none.code, 2);
    t.regex(none.stderr, /None of the 1 images of test has a generated caption/);
    appendFileSync(generated, '{"file_path": 3}\n');
    const broken = await synthpedes(run);
    t.is(broken.code, 2);
    t.regex(broken.stderr, /line 4, is no generated caption/);
    const missing = await synthpedes([...run.slice(0, 5), join(dir, 'nothing')]);
    t.is(missing.code, 2);
    t.regex(missing.stderr, /There are no captions at .*nothing/);
});
//# sourceMappingURL=read.test.js.map