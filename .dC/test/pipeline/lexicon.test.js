// `synthpedes lexicon` on small files of every layout.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { openCaptions } from '../../data/captioned/captions.js';
import { loadConfig } from '../../pipeline/config.js';
import { openContext } from '../../pipeline/context.js';
import { describeLexicon, lexicon, showSentence } from '../../pipeline/lexicon.js';
import { openReporter } from '../../pipeline/progress.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
function context(signal = new AbortController().signal) {
    const report = openReporter(true);
    const workspace = temporaryFolder();
    return openContext({
        config: loadConfig(undefined, []),
        workspace,
        report,
        signal,
        resume: 'changed',
        dryRun: false,
    });
}
function file(name, text) {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, text);
    return path;
}
async function read(path) {
    const { layout, images } = await openCaptions(path);
    const all = [];
    for await (const each of images())
        all.push(each);
    return { layout, images: all };
}
test('captions are found in JSON lines, plain text and annotations, whose kind is found out', async (t) => {
    t.deepEqual(await read(file('a.jsonl', '{"captions":["a b","c"]}\n\n{"captions":[]}\n')), {
        layout: 'JSON lines',
        images: [['a b', 'c'], []],
    });
    t.deepEqual(await read(file('a.txt', '\nA coat.\nA hat.\n')), {
        layout: 'text lines',
        images: [['A coat.'], ['A hat.']],
    });
    const cuhk = JSON.stringify([{ file_path: 'x.jpg', id: 1, split: 'test', captions: ['A coat.'] }]);
    t.deepEqual(await read(file('mine.json', cuhk)), { layout: 'cuhk-pedes', images: [['A coat.']] });
    const rstp = JSON.stringify([{ img_path: 'x.jpg', id: 1, split: 'test', captions: ['A hat.'] }]);
    const folder = join(temporaryFolder(), 'set');
    mkdirSync(folder);
    writeFileSync(join(folder, 'data_captions.json'), rstp);
    t.deepEqual(await read(folder), { layout: 'rstpreid', images: [['A hat.']] });
});
test('what is no captions is said', async (t) => {
    const code = async (path) => {
        const error = await t.throwsAsync(() => read(path), { instanceOf: UserError });
        return error?.code;
    };
    t.is(await code('/there/is/no/such'), 'missing_path');
    t.is(await code(file('a.jsonl', '{"captions":["a"]}\n{"caption":"b"}\n')), 'bad_file');
    t.is(await code(file('a.json', '[{"name":"x"}]')), 'bad_layout');
    t.is(await code(file('a.txt', '')), 'bad_file');
    t.is(await code(temporaryFolder()), 'bad_layout');
    await t.throwsAsync(() => lexicon(context(), { path: file('a.jsonl', '{"captions":[]}'), top: 3 }), {
        instanceOf: UserError,
        message: /no captions/,
    });
});
test('keywords, phrases and what falls through are counted', async (t) => {
    const path = file('a.txt', 'A man in a red coat.\nA woman in a red coat, a blue coat and a parrot.\nNo bag.\nHe walks.\n');
    const summary = await lexicon(context(), { path, top: 2 });
    t.is(summary.captions, 4);
    t.deepEqual(summary.slots.upper, {
        share: 0.5,
        keywords: [['coat', 3]],
        phrases: [
            ['red coat', 2],
            ['blue coat', 1],
        ],
        denied: 0,
    });
    t.deepEqual(summary.slots.belongings, { share: 0.25, keywords: [], phrases: [], denied: 1 });
    t.deepEqual(summary.others, [{ noun: 'parrot', count: 1, example: 'parrot' }]);
    const text = describeLexicon(summary);
    t.regex(text, /upper: in 50\.0% of the captions, denied 0 times\n {2}keywords: coat 3\n {2}phrases: red coat 2, blue coat 1/);
    t.regex(text, /parrot 1 \("parrot"\)/);
});
test('one sentence is shown with its offsets', (t) => {
    t.is(showSentence('No bag, a red hat.').text, 'belongings  no bag  (3-6 "bag")\nhead        red hat  (10-17 "red hat")');
    t.is(showSentence('Nobody.').text, 'no phrase of any attribute');
});
test('Ctrl-C stops it', async (t) => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    await t.throwsAsync(() => lexicon(context(stopped), { path: file('a.txt', 'A hat.'), top: 1 }), {
        message: 'stopped',
    });
});
//# sourceMappingURL=lexicon.test.js.map