// Whole batches out of threads: what is in them against the slow way, and that nothing but (seed, epoch, number) decides it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { decodeRgb } from '../../../data/image.js';
import { openResizer } from '../../../data/resize.js';
import { encode, tokenize } from '../../../data/tokens/wordPiece.js';
import { vocabularyOf } from '../../../data/tokens/vocabulary.js';
import { PAPER_BATCHES } from '../../../model/plip/batch.js';
import { openBatches } from '../../../model/plip/loader.js';
import { UserError } from '../../../schemas/userError.js';
import { captionedManifest } from './captionedManifest.js';
import { SMALL } from './vocabulary.js';
const IMAGES = 4;
const PEOPLE = 6;
const COLOURS = ['white', 'black', 'red', 'blue', 'gray', 'long'];
const prompt = (person) => `A man in a ${COLOURS[person]} shirt.`;
/** 8 + 3n tokens. */
const generated = (person, n) => `The woman wears ${COLOURS[person]} shoes and ${'a bag and '.repeat(n)}is a person.`;
/** Image n of person p has id 1 + 4 p + n and place 4 p + n. */
const manifest = () => captionedManifest(Array.from({ length: PEOPLE }, (_, person) => ({
    person,
    images: IMAGES,
    captions: (n) => [
        { style: 0, text: prompt(person) },
        { style: 1, text: generated(person, n) },
    ],
})));
const SET = {
    images: Int32Array.from({ length: PEOPLE * IMAGES }, (_, i) => i + 1),
    identities: Int32Array.from({ length: PEOPLE * IMAGES }, (_, i) => Math.floor(i / IMAGES)),
};
const SETTINGS = {
    ...PAPER_BATCHES,
    size: 5,
    picture: { height: 16, width: 8 },
    lengths: [10, 16, 20],
    captions: [1, 1],
};
const request = (path, settings = {}, more = {}) => ({
    ...{ manifest: path, set: SET, vocabulary: SMALL, settings: { ...SETTINGS, ...settings }, seed: 3, epochs: 3 },
    ...more,
});
/** All batches that are left, as copies. */
async function all(of, options) {
    const stream = await openBatches(of, options);
    const batches = [];
    for (let batch = await stream.next(); batch; batch = await stream.next())
        batches.push(structuredClone(batch));
    await stream.close();
    return batches;
}
const row = (values, n, length) => Array.from(values.subarray(n * length, (n + 1) * length));
test('pictures, captions and masks of every row, the slow way', async (t) => {
    const { manifest: path, root } = await manifest();
    const batches = await all(request(path, { pixels: 'uint8', layout: 'nhwc' }));
    t.is(batches.length, 3 * 4);
    const resizer = openResizer(16, 8);
    const flips = new Set();
    const texts = new Set();
    for (const batch of batches) {
        t.is(new Set(batch.imageIds).size, 5);
        t.is(batch.count, 5);
        t.is(batch.length, SETTINGS.lengths.find((each) => each >= Math.max(...batch.lengths)));
        for (let n = 0; n < 5; n++) {
            const [person, frame] = [Math.floor((batch.imageIds[n] - 1) / IMAGES), (batch.imageIds[n] - 1) % IMAGES];
            t.is(batch.identities[n], person);
            const decoded = await decodeRgb(readFileSync(join(root, `person ${person}/${frame}.jpg`)));
            const plain = new Uint8Array(16 * 8 * 3);
            if (decoded.kind === 'keep')
                resizer.toBytes(decoded.value, plain, 0);
            const flipped = Array.from({ length: 128 }, (_, i) => 8 * Math.floor(i / 8) + 7 - (i % 8)).flatMap((pixel) => [
                ...plain.subarray(3 * pixel, 3 * pixel + 3),
            ]);
            const seen = row(batch.colour, n, 384).join();
            t.true(seen === [...plain].join() || seen === flipped.join());
            flips.add(seen === flipped.join());
            const said = [prompt(person), generated(person, frame)].find((text) => encode(text, batch.length, SMALL).ids.join() === row(batch.ids, n, batch.length).join());
            t.truthy(said);
            texts.add(said.split(' ')[0]);
            t.is(batch.lengths[n], Math.min(20, tokenize(said, SMALL).length + 2));
        }
        const { ids, positions, labels } = batch.masked;
        t.true(positions.length > 0);
        const restored = ids.slice();
        positions.forEach((position, m) => {
            t.is(ids[position], 4);
            restored[position] = labels[m];
        });
        t.deepEqual(restored, batch.ids);
    }
    t.deepEqual([...flips].sort(), [false, true]);
    t.deepEqual([...texts].sort(), ['A', 'The']);
});
for (const sampling of [{ kind: 'shuffled' }, { kind: 'identities', images: 2 }])
    test(`${sampling.kind}: one thread, three threads and a start in the middle give the same batches`, async (t) => {
        const { manifest: path } = await manifest();
        const one = await all(request(path, { sampling }));
        t.is(one.length, 12);
        t.deepEqual(await all(request(path, { sampling }), { threads: 3, ahead: 7 }), one);
        t.deepEqual(await all(request(path, { sampling }), { threads: 2, from: 5 }), one.slice(5));
        const other = await all(request(path, { sampling }, { seed: 4 }));
        t.notDeepEqual(other[0].imageIds, one[0].imageIds);
    });
test('a task that is off leaves its part out and changes nothing else', async (t) => {
    const { manifest: path } = await manifest();
    const whole = await all(request(path));
    const bare = await all(request(path, { masking: null }));
    t.deepEqual(bare, whole.map((batch) => {
        const { masked, ...rest } = batch;
        t.truthy(masked);
        return rest;
    }));
});
test('more is hidden as the training goes on, and all of an epoch is counted by length', async (t) => {
    const { manifest: path } = await manifest();
    const stream = await openBatches(request(path, { masking: { curve: 'linear', from: 0, to: 1 } }, { epochs: 20 }));
    const counts = [];
    for (let batch = await stream.next(); batch; batch = await stream.next())
        counts.push(batch.masked.positions.length);
    const mean = (part) => part.reduce((sum, each) => sum + each, 0) / part.length;
    t.true(mean(counts.slice(60)) > 1.2 * mean(counts.slice(0, 20)));
    t.is(Object.values(stream.lengths()).reduce((sum, n) => sum + n, 0), 80);
    t.true(stream.waited() >= 0);
    await stream.close();
});
test('an image that cannot be read is told of once; another of its identity stands in, on a resume too', async (t) => {
    const { manifest: path, root } = await manifest();
    const of = request(path, { masking: null });
    const intact = await all(of);
    const broken = 1 + 2 * IMAGES;
    writeFileSync(join(root, 'person 2/0.jpg'), 'no picture');
    const told = [];
    const onUnreadable = (image, reason) => void told.push(`${image} ${reason}`);
    const batches = await all(of, { onUnreadable });
    t.deepEqual(told, [`${broken} truncated`]);
    batches.forEach((batch, b) => {
        t.is(new Set(batch.imageIds).size, 5);
        const n = intact[b].imageIds.indexOf(broken);
        t.is(batch.imageIds.indexOf(broken), -1);
        if (n < 0)
            return void t.deepEqual(batch, intact[b]);
        const others = [1, 2, 3].map((i) => broken + i).filter((image) => !intact[b].imageIds.includes(image));
        t.is(batch.imageIds[n], others[0] ?? broken + 4);
    });
    t.deepEqual(await all(of, { from: 7, threads: 2 }), batches.slice(7));
});
test('where nothing can be read the training ends with what to do', async (t) => {
    const { manifest: path, root } = await manifest();
    for (let person = 0; person < PEOPLE; person++)
        for (let n = 0; n < IMAGES; n++)
            writeFileSync(join(root, `person ${person}/${n}.jpg`), '');
    const stream = await openBatches(request(path, { masking: null }));
    const error = await t.throwsAsync(stream.next(), { instanceOf: UserError });
    t.is(error.code, 'bad_file');
    await stream.close();
});
test('ordered: every image once, in order; the rest of the last batch repeats rows that hide nothing', async (t) => {
    const { manifest: path, root } = await manifest();
    const settings = { size: 10, sampling: { kind: 'ordered' }, flip: 0, captions: [1] };
    const batches = await all(request(path, settings, { epochs: 1 }));
    t.deepEqual(batches.flatMap(({ imageIds, count }) => [...imageIds.subarray(0, count)]), [...SET.images]);
    const last = batches[2];
    t.is(last.count, 4);
    t.deepEqual([...last.imageIds], [21, 22, 23, 24, 21, 22, 23, 24, 21, 22]);
    t.deepEqual(row(last.colour, 9, 384), row(last.colour, 1, 384));
    t.true(last.masked.positions.every((position) => position < 4 * last.length));
    writeFileSync(join(root, 'person 5/1.jpg'), '');
    const [fewer] = (await all(request(path, { ...settings, masking: null }, { epochs: 1 }))).slice(2);
    t.deepEqual([fewer.count, ...fewer.imageIds], [3, 21, 23, 24, 21, 23, 24, 21, 23, 24, 21]);
});
test('a longer caption than the last length loses its end, and unknown words are hidden but not asked for', async (t) => {
    const text = 'A man in a maroon shirt and jeans.';
    const { manifest: path } = await captionedManifest([
        { person: 0, images: 2, captions: () => [{ style: 0, text }] },
        { person: 1, images: 2, captions: () => [{ style: 0, text }] },
    ]);
    const set = { images: Int32Array.of(1, 2, 3, 4), identities: Int32Array.of(0, 0, 1, 1) };
    const settings = {
        size: 4,
        lengths: [9],
        captions: [1],
        masking: { curve: 'constant', from: 1, to: 1 },
    };
    const [batch] = await all(request(path, settings, { set, epochs: 1 }));
    const words = (ids) => row(ids, 0, 9)
        .map((id) => SMALL.pieces[id])
        .join(' ');
    t.is(words(batch.ids), '[CLS] a man in a [UNK] shirt and [SEP]');
    t.is(words(batch.masked.ids), '[CLS] a [MASK] in a [MASK] [MASK] and [SEP]');
    t.deepEqual([...batch.masked.positions.slice(0, 2)], [2, 6]);
    t.deepEqual([...batch.masked.labels.slice(0, 2)].map((id) => SMALL.pieces[id]), ['man', 'shirt']);
});
test('settings that make no batch are refused with what to do', async (t) => {
    const { manifest: path } = await manifest();
    const code = async (of) => {
        const error = await t.throwsAsync(openBatches(of), { instanceOf: UserError });
        return error.code;
    };
    t.is(await code(request(path, { size: 25 })), 'bad_config');
    t.is(await code(request(path, { lengths: [20, 10] })), 'bad_config');
    t.is(await code(request(path, { sampling: { kind: 'identities', images: 6 } })), 'bad_config');
    const vocabulary = vocabularyOf(['[PAD]', '[UNK]', '[CLS]', '[SEP]']);
    t.is(await code(request(path, {}, { vocabulary })), 'bad_file');
});
//# sourceMappingURL=loader.test.js.map