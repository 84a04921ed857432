// Attributes read from captions against labels: a pair worked by hand, and real ones where they are.
import test from 'ava';
import { labelsOf } from '../../data/annotated/heads.js';
import { agreement, agreementWith, realCaptions } from './lexiconAgreement.js';
test('agreement counts what both say, the gender of a person by most captions', (t) => {
    const labels = labelsOf({ gender: ['male'], upperColor: ['red', 'grey'], hairLength: ['short'], backpack: false });
    const images = [
        { identity: 'a', labels, captions: ['A man in a gray shirt with a rucksack.', 'He has long hair.'] },
        { identity: 'a', labels, captions: ['A woman in a shirt.'] },
    ];
    t.deepEqual(agreement(images), {
        'gender, an image': { agree: 1, of: 2 },
        'upper colour': { agree: 1, of: 1 },
        'hair length': { agree: 0, of: 1 },
        backpack: { agree: 1, of: 2 },
        'gender, a person': { agree: 1, of: 1 },
    });
});
test('captions of CUHK-PEDES agree with the labels of Market-1501 and VIPeR', async (t) => {
    const data = process.env.SYNTHPEDES_DATA;
    const captioned = realCaptions(data);
    if (data === undefined || captioned === undefined) {
        t.log('skipped: SYNTHPEDES_DATA names no folder with captions');
        t.pass();
        return;
    }
    const market = await agreementWith('Market-1501', data, captioned);
    const share = (name) => market[name].agree / market[name].of;
    // The rest are people who call a person, or a gray, something else than the labels do.
    t.true(share('gender, a person') > 0.95, `${share('gender, a person')}`);
    t.true(share('gender, an image') > 0.92);
    t.true(share('backpack') > 0.88);
    t.true(share('hair length') > 0.85);
    t.true(share('upper colour') > 0.78);
    t.true(share('lower colour') > 0.65);
    const viper = await agreementWith('VIPeR', data, captioned);
    t.true(viper['gender, a person'].agree / viper['gender, a person'].of > 0.93);
});
//# sourceMappingURL=lexiconAgreement.test.js.map