// A converted PLIP at work, end to end: embed, search and evaluate say the same of the same images.
import test from 'ava';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadConfig } from '../../pipeline/config.js';
import { openContext } from '../../pipeline/context.js';
import { openPlip } from '../../pipeline/dualEncoder.js';
import { describeEmbed, embed } from '../../pipeline/embed.js';
import { embedImages, embedTexts, fileRange } from '../../pipeline/embeddings.js';
import { evaluateCaptions } from '../../pipeline/evaluateCaptions.js';
import { evaluateTextReid } from '../../pipeline/evaluateTextReid.js';
import { folderImages } from '../../pipeline/imageStream.js';
import { openReporter } from '../../pipeline/progress.js';
import { keepBest, search } from '../../pipeline/search.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
import { writeColourEncoders } from './colourEncoders.js';
import { convertPlip } from './plipFolder.js';
import { makeWorld, portrait, put, succeed, synthpedes } from './world.js';
let context;
let plip;
let model;
test.before(async () => {
    const settings = { config: loadConfig(undefined, ['threads=2']), workspace: temporaryFolder(), dryRun: false };
    const { signal } = new AbortController();
    context = openContext({ ...settings, signal, report: openReporter(true), resume: 'changed' });
    plip = await convertPlip(context);
    model = await openPlip(plip);
});
test.after.always(() => context.close());
const encoders = () => ({ folder: plip });
const SEEN = ['a/1.jpg', 'a/2.jpg', 'b/1.png', 'c.jpg'];
/** Four pictures, and two files that are none. */
async function makePeople() {
    const dir = temporaryFolder();
    for (const [person, name] of SEEN.entries())
        put(join(dir, name), await portrait(person, 0, name.endsWith('png') ? 'png' : 'jpeg'));
    put(join(dir, 'b', '2.jpg'), 'no picture');
    put(join(dir, 'b', '3.jpg'), '');
    return dir;
}
const unit = (row) => {
    const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    return Array.from(row, (x) => x / length);
};
const near = (a, b) => a.length === b.length && a.every((x, i) => Math.abs(x - b[i]) < 1e-5);
/** Rows of a .npy of 64 columns. */
function readRows(path) {
    const bytes = readFileSync(path).subarray(128);
    return Array.from({ length: bytes.length / 256 }, (_, n) => Array.from({ length: 64 }, (_, d) => bytes.readFloatLE(256 * n + 4 * d)));
}
/** (D) of length 1, by name: straight from the workers. */
async function straight(dir) {
    const verdicts = await embedImages(context, model, SEEN.map((name) => fileRange(join(dir, name))));
    return new Map(verdicts.flatMap((each, i) => (each.kind === 'keep' ? [[SEEN[i], unit(each.value)]] : [])));
}
test('embed: a row for each image that can be read, in order; the others are listed with their reasons', async (t) => {
    const dir = await makePeople();
    const out = join(temporaryFolder(), 'people.npy');
    const request = { encoders: encoders(), from: { images: dir }, out, raw: false };
    const foreseen = await embed({ ...context, dryRun: true }, request);
    t.is(foreseen.rows, 6);
    t.false(existsSync(out));
    const summary = await embed(context, request);
    t.like(summary, { rows: 4, columns: 64, normalised: true, skipped: { foreign: 1, empty: 1 } });
    t.deepEqual(readFileSync(`${out}.txt`, 'utf8').trimEnd().split('\n'), SEEN);
    t.is(readFileSync(`${out}.skipped.txt`, 'utf8'), 'b/2.jpg\tforeign\nb/3.jpg\tempty\n');
    t.regex(describeEmbed(summary, false), /float32 \(4, 64\), each row of length 1[\s\S]*skipped: 1 foreign, 1 empty/);
    const rows = readRows(out);
    const expected = await straight(dir);
    t.true(SEEN.every((name, n) => near(rows[n], expected.get(name))));
    await embed(context, { ...request, raw: true });
    const raw = readRows(out);
    t.true(raw.every((row, n) => near(unit(Float32Array.from(row)), rows[n])));
    t.false(near(raw[0], rows[0]), 'as the encoder gives them');
});
test('embed: texts, of which each line is one; nothing is left where nothing can be read', async (t) => {
    const dir = temporaryFolder();
    put(join(dir, 'texts.txt'), 'a man in a red coat\n\na woman with a bag\n');
    put(join(dir, 'texts.jsonl'), '{"captions": ["a man in a red coat", "a woman\\nwith a bag"]}\n');
    const expected = await embedTexts(context, model, ['a man in a red coat', 'a woman with a bag']);
    for (const name of ['texts.txt', 'texts.jsonl']) {
        const out = join(dir, `${name}.npy`);
        const summary = await embed(context, { encoders: encoders(), from: { texts: join(dir, name) }, out, raw: true });
        t.like(summary, { rows: 2, columns: 64, normalised: false });
        t.true(readRows(out).every((row, n) => near(row, [...expected[n]])));
        t.is(readFileSync(`${out}.txt`, 'utf8'), 'a man in a red coat\na woman with a bag\n');
        t.false(existsSync(`${out}.skipped.txt`));
    }
    const broken = temporaryFolder();
    put(join(broken, '1.jpg'), 'no picture');
    const out = join(dir, 'broken.npy');
    const failing = embed(context, { encoders: encoders(), from: { images: broken }, out, raw: false });
    const error = await t.throwsAsync(failing, { instanceOf: UserError });
    t.regex(error.format(), /None of the 1 images can be read[\s\S]*1 foreign/);
    for (const name of [
        out,
        `${out}.txt`,
        `${out}.part`,
        `${out}.txt.part`,
        `${out}.skipped.txt`,
        `${out}.skipped.txt.part`,
    ])
        t.false(existsSync(name), name);
});
test('search: the nearest images in order, and a sheet of them', async (t) => {
    const dir = await makePeople();
    const text = 'a woman with a black bag';
    const [query] = await embedTexts(context, model, [text]);
    const expected = [...(await straight(dir))]
        .map(([name, row]) => ({ name, cosine: unit(query).reduce((sum, x, d) => sum + x * row[d], 0) }))
        .sort((a, b) => b.cosine - a.cosine);
    const sheet = join(temporaryFolder(), 'sheet.png');
    const result = await search(context, { encoders: encoders(), text, top: 3, sheet }, folderImages(dir));
    t.like(result, { images: 6, unreadable: 2 });
    t.deepEqual(result.hits.map(({ name }) => name), expected.slice(0, 3).map(({ name }) => name));
    t.true(result.hits.every(({ rank, cosine, name, path }, i) => rank === i + 1 && Math.abs(cosine - expected[i].cosine) < 1e-5 && path === join(dir, name)));
    const { data, info } = await sharp(sheet).raw().toBuffer({ resolveWithObject: true });
    t.deepEqual([info.width, info.height, info.channels], [8 + 3 * 104, 8 + 200, 3]);
    // The middle of each place has its picture's own colour, gaps are white.
    const pixel = (buffer, width, x, y) => [
        ...buffer.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
    ];
    t.deepEqual(pixel(data, info.width, 4, 100), [255, 255, 255]);
    for (const [i, { path }] of result.hits.entries()) {
        const picture = await sharp(path).raw().toBuffer({ resolveWithObject: true });
        const own = pixel(picture.data, picture.info.width, 12, 12);
        const shown = pixel(data, info.width, 8 + 104 * i + 48, 8 + 48);
        t.true(own.every((value, c) => Math.abs(value - shown[c]) < 12), `${own} ${shown}`);
    }
    const nothing = search(context, { encoders: encoders(), text: ' ', top: 3 }, folderImages(dir));
    await t.throwsAsync(nothing, { instanceOf: UserError, message: /nothing to search for/ });
});
test('of equals the first stays, and no more are kept than were asked for', (t) => {
    const best = keepBest(3);
    const image = (name) => ({ name, range: fileRange(name) });
    for (const [i, cosine] of [0.2, 0.5, 0.2, 0.5, 0.1, 0.5].entries())
        best.add({ cosine, image: image(String(i)) });
    t.deepEqual(best.found.map((each) => each.image.name), ['1', '3', '5']);
});
test('evaluate captions takes a PLIP where it takes two encoders', async (t) => {
    const dir = temporaryFolder();
    const record = { split: 'val', captions: ['A man in a red coat.'], file_path: '1.jpg', id: 1 };
    put(join(dir, 'imgs', '1.jpg'), await portrait(1, 0));
    put(join(dir, 'reid_raw.json'), JSON.stringify([record]));
    put(join(dir, 'generated.jsonl'), JSON.stringify({ file_path: '1.jpg', captions: ['A man in a red coat.'] }));
    const set = { kind: 'cuhk-pedes', path: dir, split: 'val' };
    const { fit } = await evaluateCaptions(context, {
        ...set,
        generated: { captions: join(dir, 'generated.jsonl') },
        encoders: encoders(),
    });
    const [verdict] = await embedImages(context, model, [fileRange(join(dir, 'imgs', '1.jpg'))]);
    const [text] = await embedTexts(context, model, ['A man in a red coat.']);
    const cosine = unit(verdict.value).reduce((sum, x, d) => sum + x * unit(text)[d], 0);
    t.true(Math.abs(fit.captions['style 1'].matching - cosine) < 1e-5);
});
test('the command line: a workspace is searched, a set is judged, and mistakes are explained', async (t) => {
    const { dir, luperson } = await makeWorld({ videos: 1, labels: 2, images: 3 });
    const workspace = ['--workspace', join(dir, 'workspace')];
    await succeed(['ingest', 'luperson-nl', luperson, ...workspace]);
    const words = ['search', '--model', plip, 'a man in a coat', '--top', '4', ...workspace];
    const early = await synthpedes(words);
    t.is(early.code, 2);
    t.regex(early.stderr, /distribute has not been run[\s\S]*--all/);
    const result = (await succeed([...words, '--all']));
    t.like(result, { images: 6, unreadable: 0 });
    t.is(result.hits.length, 4);
    t.true(result.hits.every(({ name, path }) => /^00001_\d{6}_\d{7}_00$/.test(name) && path.endsWith('data.mdb')));
    const both = await synthpedes(['embed', '--model', plip, '--images', dir, '--out', 'x.npy', '--mean', '0,0,0']);
    t.is(both.code, 2);
    t.regex(both.stderr, /--model together with options of a pair/);
    const none = await synthpedes(['embed', '--images', dir, '--out', 'x.npy']);
    t.regex(none.stderr, /no model[\s\S]*--model <dir>/);
});
test('what cannot be run is said, whichever file it is', async (t) => {
    const people = await makePeople();
    const dir = temporaryFolder();
    writeColourEncoders(dir);
    put(join(dir, 'no.onnx'), 'no model');
    put(join(dir, 'long.txt'), ['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...Array(90).keys()].join('\n'));
    put(join(dir, 'texts.txt'), '89 88');
    const pair = (image, text) => [
        '--image-encoder',
        join(dir, image),
        '--text-encoder',
        join(dir, text),
        '--image-size',
        '32x16',
    ];
    const cases = [
        [['--images', people, ...pair('no.onnx', 'text.onnx')], /Cannot open .*no\.onnx as an ONNX model/],
        [['--images', people, ...pair('image.onnx', 'no.onnx')], /Cannot open .*no\.onnx as an ONNX model/],
        [
            ['--texts', join(dir, 'texts.txt'), '--vocabulary', join(dir, 'long.txt'), ...pair('image.onnx', 'text.onnx')],
            /The vocabulary is not that of .*text\.onnx[\s\S]*--vocabulary/,
        ],
        [['--images', join(dir, 'no.onnx'), '--model', plip], /is a file, not a folder/],
    ];
    for (const [args, message] of cases) {
        const { code, stderr } = await synthpedes(['embed', ...args, '--out', join(dir, 'x.npy')]);
        t.is(code, 2, stderr);
        t.regex(stderr, message);
    }
    const { code, stderr } = await synthpedes(['embed', '--model', plip, '--images', people, '--out', people]);
    t.is(code, 2);
    t.regex(stderr, /to be written where there is a folder/);
    const broken = temporaryFolder();
    put(join(broken, '1.jpg'), 'no picture');
    const lost = search(context, { encoders: encoders(), text: 'a man', top: 3 }, folderImages(broken));
    await t.throwsAsync(lost, { instanceOf: UserError, message: /None of the 1 images can be read/ });
});
test('of two ONNX files the one that is needed is enough, and says the same as in a pair', async (t) => {
    const people = await makePeople();
    const dir = temporaryFolder();
    writeColourEncoders(dir);
    put(join(dir, 'texts.txt'), 'a red coat');
    const image = ['--image-encoder', join(dir, 'image.onnx'), '--image-size', '32x16'];
    const text = ['--text-encoder', join(dir, 'text.onnx'), '--vocabulary', join(dir, 'vocab.txt')];
    const rows = async (...args) => {
        await succeed(['embed', ...args, '--out', join(dir, 'x.npy')]);
        return readFileSync(join(dir, 'x.npy'));
    };
    const images = ['--images', people];
    const texts = ['--texts', join(dir, 'texts.txt')];
    t.deepEqual(await rows(...images, ...image), await rows(...images, ...image, ...text));
    t.deepEqual(await rows(...texts, ...text), await rows(...texts, ...image, ...text));
    const wrong = await synthpedes(['embed', ...images, ...text, '--out', join(dir, 'y.npy')]);
    t.is(wrong.code, 2);
    t.regex(wrong.stderr, /no --image-encoder/);
});
test('dry runs look ahead, and do not do the work', async (t) => {
    const people = await makePeople();
    t.like(await succeed(['search', 'a man', '--model', plip, '--images', people, '--dry-run']), { images: 6 });
    const dir = temporaryFolder();
    const record = { split: 'val', captions: ['A man.', 'He walks.'], file_path: '1.jpg', id: 1 };
    put(join(dir, 'reid_raw.json'), JSON.stringify([record, { ...record, split: 'test' }]));
    const part = { kind: 'cuhk-pedes', split: 'val', images: 1, captions: 2, missing: 1 };
    const set = ['cuhk-pedes', dir, '--split', 'val', '--dry-run'];
    t.like(await succeed(['evaluate', 'text-reid', ...set, '--model', plip]), part);
    t.like(await succeed(['evaluate', 'captions', ...set, '--captioner', 'spac']), part);
    const missing = await synthpedes(['evaluate', 'text-reid', ...set, '--model', dir]);
    t.is(missing.code, 2);
});
test('evaluate text-reid on a PLIP is what its embeddings say', async (t) => {
    const dir = temporaryFolder();
    const people = Array.from({ length: 6 }, (_, i) => Math.floor(i / 2));
    const texts = [
        'a man in a red coat',
        'a woman in blue jeans',
        'a person with a bag',
        'black shoes',
        'a green jacket',
    ];
    const captions = people.map((person, i) => [`${texts[i % 5]} and hair`, texts[(i + person) % 5]]);
    for (const [i, person] of people.entries())
        put(join(dir, 'imgs', `${i}.jpg`), await portrait(person, i));
    const records = people.map((id, i) => ({ split: 'test', id, captions: captions[i], img_path: `${i}.jpg` }));
    put(join(dir, 'data_captions.json'), JSON.stringify(records));
    const found = await evaluateTextReid(context, { kind: 'rstpreid', path: dir, split: 'test', encoders: encoders() });
    t.like(found, { queries: 12, images: 6, identities: 3, unreadable: 0, cut: 0 });
    t.like(found.exposure, { model: null, captioner: null });
    const images = await embedImages(context, model, people.map((_, i) => fileRange(join(dir, 'imgs', `${i}.jpg`))));
    const gallery = images.map((each) => unit(each.value));
    const embedded = (await embedTexts(context, model, captions.flat())).map(unit);
    const first = embedded.map((query) => {
        const similarities = gallery.map((row) => row.reduce((sum, x, d) => sum + x * query[d], 0));
        return people[similarities.indexOf(Math.max(...similarities))];
    });
    t.is(found.scores.rank1, first.filter((person, q) => person === people[Math.floor(q / 2)]).length / 12);
});
//# sourceMappingURL=plip.test.js.map