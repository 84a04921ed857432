// The demo is a test: the whole project on drawn people, compared with the truth.
import test from 'ava';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { put, succeed, synthpedes } from './world.js';
import { temporaryFolder } from '../temporary.js';
test('drawn people are rebuilt into a data set that is cleaner than its labels, and described rightly', async (t) => {
    t.timeout(40 * 60_000);
    const dir = temporaryFolder();
    const { before, after, attributes, stages, styles, captions, plip } = (await succeed([
        'demo',
        '--dir',
        dir,
    ]));
    t.log(`purity ${before.purity.toFixed(3)} -> ${after.purity.toFixed(3)}`);
    t.true(before.purity < 0.91, 'the labels are noisy');
    t.true(after.purity > 0.95, `purity ${after.purity}`);
    t.true(after.images > 0.93 * before.images, 'few images are lost');
    for (const { slot, images, precision } of attributes) {
        if (slot === 'head' || images < 50)
            continue; // two judgements in one phrase, or next to nothing said
        t.log(`${slot}: ${precision.toFixed(3)} of ${images}`);
        // One training of minutes: other last digits of a sum move a slot by hundredths.
        t.true(precision > 0.65, `${slot}: ${precision} of ${images}`);
    }
    t.is(attributes.filter(({ coverage }) => coverage > 0.4).length >= 4, true, 'most slots are said of most people');
    t.deepEqual(stages[0].dropped, { empty: 2, foreign: 4 });
    t.true(stages.find(({ stage }) => stage === 'distribute').kept > 600);
    t.is(captions.length, 4);
    const sentences = captions.flat().filter((caption) => /^[A-Z].*\.$/.test(caption)).length;
    t.true(sentences > 0.7 * captions.flat().length, 'captions are sentences, but for a full stop that one forgets');
    t.deepEqual(styles.map(({ style }) => style), [1, 2]);
    for (const { style, captions: count, faithful } of styles) {
        t.true(count > 100, `style ${style}: ${count}`);
        t.true(faithful > 0.5, `style ${style}: ${faithful} of the phrases are not contrary to the truth`);
    }
    t.log(`PLIP: mAP ${plip.mAP.toFixed(3)}, at random ${plip.chance.mAP.toFixed(3)}`);
    t.true(plip.mAP > plip.chance.mAP, 'texts find people better than at random');
    const entries = JSON.parse(readFileSync(join(dir, 'synthpedes', 'synthpedes_dataset.json'), 'utf8'));
    t.true(entries.every(({ file_path }) => existsSync(join(dir, 'synthpedes', file_path))));
});
test('the demo leaves a folder of something else alone', async (t) => {
    const dir = temporaryFolder();
    put(join(dir, 'thesis.txt'), 'years of work');
    const { code, stderr } = await synthpedes(['demo', '--dir', dir]);
    t.is(code, 2);
    t.regex(stderr, /not empty, and not an earlier demo/);
    t.is(readFileSync(join(dir, 'thesis.txt'), 'utf8'), 'years of work');
});
//# sourceMappingURL=demo.test.js.map