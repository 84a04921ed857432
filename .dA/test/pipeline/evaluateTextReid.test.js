// `evaluate text-reid` under encoders that can be worked out by hand, and what is said of a model's training.
import test from 'ava';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadConfig } from '../../pipeline/config.js';
import { openContext } from '../../pipeline/context.js';
import { describeTextReid, evaluateTextReid } from '../../pipeline/evaluateTextReid.js';
import { openReporter } from '../../pipeline/progress.js';
import { exposureTo } from '../../pipeline/trainingNote.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
import { writeColourEncoders } from './colourEncoders.js';
import { put, succeed } from './world.js';
let context;
test.before(() => {
    const settings = { config: loadConfig(undefined, ['threads=2']), workspace: temporaryFolder(), dryRun: false };
    const { signal } = new AbortController();
    context = openContext({ ...settings, signal, report: openReporter(true), resume: 'changed' });
});
test.after.always(() => context.close());
/** Four pictures of three people; the second picture of the first looks like the second person. */
const PEOPLE = [
    [1, [255, 0, 0], ['a red coat', 'red']],
    [1, [0, 255, 0], ['a green coat']],
    [2, [0, 255, 0], ['green']],
    [3, [0, 0, 255], ['a blue coat blue blue blue blue blue']],
];
async function makeSet(people) {
    const dir = temporaryFolder();
    const records = [{ split: 'train', id: 9, captions: ['a coat'], file_path: 'other.png' }];
    for (const [i, [id, [r, g, b], captions]] of people.entries()) {
        const picture = sharp({ create: { width: 20, height: 40, channels: 3, background: { r, g, b } } });
        put(join(dir, 'imgs', `${i}.png`), await picture.png().toBuffer());
        records.push({ split: 'test', id, captions: [...captions], file_path: `${i}.png` });
    }
    put(join(dir, 'reid_raw.json'), JSON.stringify(records));
    writeColourEncoders(dir, { size: [32, 16], length: 8 });
    return dir;
}
const evaluate = (dir, split = 'test') => evaluateTextReid(context, {
    ...{ kind: 'cuhk-pedes', path: dir, split },
    encoders: {
        ...{ image: join(dir, 'image.onnx'), text: join(dir, 'text.onnx'), vocabulary: join(dir, 'vocab.txt') },
        ...{ mean: [0, 0, 0], std: [1, 1, 1] },
    },
});
const near = (got, expected) => Math.abs(got - expected) < 1e-9;
test('worked by hand: ties go against the model, whatever the order of the set', async (t) => {
    // "red" finds its own picture first, and the other one of its person among three that are equally far: last, at 4.
    // "green": person 1 has one of two equals, so rank 2, and the red one last: 2, 4. Person 2 is behind person 1: 2.
    const ap = { red: (1 + 2 / 4) / 2, green1: (1 / 2 + 2 / 4) / 2, green2: 1 / 2, blue: 1 };
    const plipAp = {
        red: (1 + (1 / 2) * (1 / 3 + 2 / 4)) / 2,
        green1: ((0 + 1 / 2) / 2 + (1 / 3 + 2 / 4) / 2) / 2,
        green2: 1 / 4,
        blue: 1,
    };
    for (const people of [PEOPLE, PEOPLE.toReversed()]) {
        const dir = await makeSet(people);
        const { queries, images, identities, scores, chance, cut, warnings, exposure } = await evaluate(dir);
        t.deepEqual([queries, images, identities, cut], [5, 4, 3, 1]);
        t.true(near(scores.rank1, 3 / 5) && near(scores.rank5, 1) && near(scores.rank10, 1));
        t.true(near(scores.mAP, (2 * ap.red + ap.green1 + ap.green2 + ap.blue) / 5), String(scores.mAP));
        t.true(near(scores.plipMAP, (2 * plipAp.red + plipAp.green1 + plipAp.green2 + plipAp.blue) / 5));
        t.true(near(scores.mINP, (2 * (2 / 4) + 2 / 4 + 1 / 2 + 1) / 5));
        t.true(near(chance.rank1, (3 * (2 / 4) + 2 * (1 / 4)) / 5));
        t.true(near(chance.rank5, 1));
        t.regex(warnings.join(), /CUHK-PEDES test: 4 images with 5 captions, 3,074 images with 6,156 captions published/);
        t.is(exposure.model, null);
    }
});
test('an image that cannot be read is left out with its captions, and said', async (t) => {
    const dir = await makeSet(PEOPLE);
    put(join(dir, 'imgs', '1.png'), 'no picture');
    const found = await evaluate(dir);
    t.like(found, { queries: 4, images: 3, unreadable: 1, scores: { rank1: 1, mAP: 1, mINP: 1, plipMAP: 1 } });
    t.regex(describeTextReid(found), /1 of 4 images cannot be read: not comparable/);
    for (let i = 0; i < 4; i++)
        put(join(dir, 'imgs', `${i}.png`), 'no picture');
    const none = await t.throwsAsync(evaluate(dir), { instanceOf: UserError });
    t.regex(none.format(), /None of the 4 images of test can be read/);
    const part = await t.throwsAsync(evaluate(dir, 'val'), { instanceOf: UserError });
    t.regex(part.format(), /no images of val here[\s\S]*parts train, test/);
});
test('the command line prints a table with the level of chance', async (t) => {
    const dir = await makeSet(PEOPLE);
    const found = (await succeed([
        ...['evaluate', 'text-reid', 'cuhk-pedes', dir, '--split', 'test', '--mean', '0,0,0', '--std', '1,1,1'],
        ...['--image-encoder', join(dir, 'image.onnx'), '--text-encoder', join(dir, 'text.onnx')],
        ...['--vocabulary', join(dir, 'vocab.txt')],
    ]));
    t.is(found.scores.rank1, 3 / 5);
    const text = describeTextReid(found);
    t.regex(text, /5 captions look for 3 people in 4 images\n +% +R@1 +R@5 +R@10 +mAP +mINP +mAP, PLIP\n +60\.00 +100\.00/);
    t.regex(text, /by chance +40\.00 +100\.00 +100\.00 +\d+\.\d\d +- +-\n1 captions are longer/);
});
const trained = (trainedOn) => ({ trainedOn });
const set = (kind, captioner = null) => ({
    ...{ kind, captioner, folder: 'f', fingerprint: 'p', parts: ['train'], images: 1, captions: 1 },
});
const spac = (...kinds) => ({
    weights: ['w'],
    trainedOn: kinds.map((kind) => ({ kind, folder: 'f', fingerprint: 'p' })),
});
test('what a model, and the captioner of its texts, have learned from is said', (t) => {
    const told = (trainedOn, kind = 'cuhk-pedes') => {
        const { model, captioner, notes } = exposureTo(kind, 'test', trained(trainedOn));
        return { model, captioner, notes: notes.join('\n') };
    };
    t.regex(told(null).notes, /not recorded; PLIP's authors trained[\s\S]*CUHK-PEDES and ICFG-PEDES train/);
    t.regex(exposureTo('rstpreid', 'test', undefined).notes.join(), /not recorded: nobody says/);
    t.deepEqual(told([set('synth-pedes', spac('cuhk-pedes'))]), {
        ...{ model: false, captioner: true },
        notes: "the model has not been trained on CUHK-PEDES\nthe captioner of its texts learned from CUHK-PEDES's train part: it knows how that set speaks",
    });
    t.like(told([set('cuhk-pedes')]), { model: true, captioner: false });
    t.regex(told([set('cuhk-pedes')]).notes, /trained on CUHK-PEDES train: this is no zero-shot result\npeople wrote/);
    t.regex(told([{ ...set('cuhk-pedes'), parts: ['train', 'test'] }]).notes, /CUHK-PEDES test itself/);
    t.like(told([set('synth-pedes', { weights: [], trainedOn: null })]), {
        model: false,
        captioner: null,
    });
    const related = told([set('synth-pedes', spac('cuhk-pedes', 'icfg-pedes'))], 'rstpreid');
    t.like(related, { model: false, captioner: false });
    t.regex(related.notes, /icfg-pedes was learned from, which shares people with RSTPReid: both are made of MSMT17/);
});
//# sourceMappingURL=evaluateTextReid.test.js.map