import test from 'ava';
import { calibrate, lowestThreshold } from '../../../model/classifier/calibrate.js';
import { probabilitiesOf } from '../../../model/classifier/decide.js';
import { fitTemperature } from '../../../model/classifier/temperature.js';
import { NEVER } from '../../../schemas/captioner.js';
const minimums = { precision: 0.8, minimumImages: 5, minimumIdentities: 2 };
/** Cases from the surest down: `+` is right, `-` wrong; each of an own identity. */
const cases = (text, confidences) => [...text].map((sign, i) => ({
    confidence: confidences?.[i] ?? 0.9 - i / 100,
    right: sign === '+',
    identity: String(i),
}));
test('a precision of exactly the stated one is enough', (t) => {
    // 4 of 5 right: 0.8
    const found = lowestThreshold(cases('+++-+'), minimums);
    t.is(found.threshold, 0.9 - 4 / 100);
    t.is(found.precision, 0.8);
    t.is(found.images, 5);
});
test('a precision just below the stated one is not', (t) => {
    // 3 of 5, 4 of 6
    t.is(lowestThreshold(cases('++--++'), minimums).threshold, NEVER);
});
test('the lowest threshold is taken even behind a stretch that is too imprecise', (t) => {
    // after 5: 4/5, after 6: 4/6, after 7: 5/7, ... after 10: 8/10
    const found = lowestThreshold(cases('++++--++++'), minimums);
    t.is(found.threshold, 0.9 - 9 / 100);
    t.is(found.precision, 0.8);
    // one wrong answer more and the stop is at the 4 right of the first 5
    t.is(lowestThreshold(cases('++++--+++-'), minimums).images, 5);
});
test('equal confidences are said together or not at all', (t) => {
    const tied = cases('++++++--', [0.9, 0.9, 0.9, 0.9, 0.7, 0.7, 0.7, 0.7]);
    // all eight: 6 of 8 = 0.75; the four at 0.9 are too few
    t.is(lowestThreshold(tied, minimums).threshold, NEVER);
    t.is(lowestThreshold(tied, { ...minimums, minimumImages: 4 }).threshold, 0.9);
});
test('too few images or people prove nothing', (t) => {
    t.is(lowestThreshold(cases('++++'), minimums).threshold, NEVER);
    t.is(lowestThreshold(cases('+++++'), minimums).images, 5);
    const onePerson = cases('++++++').map((each) => ({ ...each, identity: 'same' }));
    t.is(lowestThreshold(onePerson, minimums).threshold, NEVER);
});
const logit = (p) => Math.log(p / (1 - p));
test('a temperature takes the exaggeration out of logits', (t) => {
    // Right in 3 of 4 cases, so the honest confidence is 0.75; the logits say 0.75 at temperature 3.
    const head = { name: 'gender', kind: 'softmax', classes: ['male', 'female'] };
    const sure = [3 * logit(0.75), 0];
    const images = [0, 0, 0, 1].map((c) => ({ logits: sure, target: c === 0 ? [1, 0] : [0, 1] }));
    t.true(Math.abs(fitTemperature(head, images) - 3) < 1e-3);
    const yesNo = { name: 'hat', kind: 'sigmoid', classes: ['hat'] };
    const hats = [1, 1, 1, 0].map((y) => ({ logits: [3 * logit(0.75)], target: [y] }));
    t.true(Math.abs(fitTemperature(yesNo, hats) - 3) < 1e-3);
    t.is(fitTemperature(head, []), 1);
});
test('classes are calibrated on the images that they win, the masked ones left out', (t) => {
    const gender = { name: 'gender', kind: 'softmax', classes: ['male', 'female'] };
    // Logits are log probabilities. 10 images won by male (8 right), 10 by female (7 right), 5 without a label.
    const p = [
        ...Array(10).fill([0.9, 0.1]),
        ...Array(10).fill([0.2, 0.8]),
        ...Array(5).fill([0.99, 0.01]),
    ];
    const truth = [...'mmmmmmmmff', ...'fffffffmmm', ...'.....'];
    const heldOut = {
        logits: p.flat().map(Math.log),
        targets: truth.map((c) => (c === '.' ? {} : { gender: c === 'm' ? [1, 0] : [0, 1] })),
        identities: truth.map((_, i) => String(i)),
    };
    const { calibration, report } = calibrate([gender], heldOut, { minimumImages: 10 });
    const { classes, temperature, pair, group } = calibration.heads.gender;
    t.is(classes.female, NEVER);
    t.true(classes.male < 1);
    t.deepEqual([pair, group], [undefined, undefined]);
    // At the temperature, the male images' confidence is the threshold exactly.
    const odds = Math.exp((Math.log(0.9) - Math.log(0.1)) / temperature);
    t.true(Math.abs(classes.male - odds / (1 + odds)) < 1e-12);
    t.deepEqual(report.map(({ answer, precision, coverage, images }) => ({ answer, precision, coverage, images })), [
        { answer: 'male', precision: 0.8, coverage: 0.5, images: 10 },
        { answer: 'female', precision: null, coverage: 0, images: 0 },
    ]);
    t.is(calibration.none, NEVER);
});
test('a bag and none are calibrated on the images on which no belonging is said', (t) => {
    const heads = [
        { name: 'backpack', kind: 'sigmoid', classes: ['backpack'] },
        { name: 'handbag', kind: 'sigmoid', classes: ['handbag'] },
        { name: 'otherBelonging', kind: 'sigmoid', classes: ['other belonging'] },
    ];
    // 10 backpacks said rightly; of 10 images without a sure bag 8 have none; 10 hold something else, said rightly.
    const rows = [
        ...Array(10).fill({ p: [0.95, 0.05, 0.05], y: [1, 0, 0] }),
        ...Array(8).fill({ p: [0.05, 0.1, 0.05], y: [0, 0, 0] }),
        ...Array(2).fill({ p: [0.05, 0.1, 0.05], y: [0, 1, 0] }),
        ...Array(10).fill({ p: [0.05, 0.1, 0.95], y: [0, 0, 1] }),
    ];
    const heldOut = {
        logits: rows.flatMap(({ p }) => p.map(logit)),
        targets: rows.map(({ y }) => ({ backpack: [y[0]], handbag: [y[1]], otherBelonging: [y[2]] })),
        identities: rows.map((_, i) => String(i)),
    };
    const { calibration, report } = calibrate(heads, heldOut, { minimumImages: 10 });
    const none = report.find((row) => row.answer === 'none');
    t.deepEqual([none?.precision, none?.images, none?.coverage], [0.8, 10, 1 / 3]);
    // Its threshold is the product of both bags' absence.
    const p = probabilitiesOf(heldOut.logits.slice(30, 33), heads, calibration);
    t.is(calibration.none, (1 - p[0]) * (1 - p[1]));
    t.is(calibrate(heads, heldOut, { precision: 0.81, minimumImages: 10 }).calibration.none, NEVER);
    t.is(calibration.someBag, NEVER, 'on all twenty without a sure bag, two have one');
    // Now either bag is likely and neither sure: 8 of 10 have one of them.
    const unsure = rows.map(({ p, y }, i) => i >= 10 && i < 20 ? { p: [0.6, 0.6, 0.05], y: [i < 14 ? 1 : 0, i >= 14 && i < 18 ? 1 : 0, 0] } : { p, y });
    const either = calibrate(heads, {
        logits: unsure.flatMap(({ p }) => p.map(logit)),
        targets: unsure.map(({ y }) => ({ backpack: [y[0]], handbag: [y[1]], otherBelonging: [y[2]] })),
        identities: heldOut.identities,
    }, { minimumImages: 10 });
    const bag = either.report.find((row) => row.answer === 'bag');
    t.deepEqual([bag?.precision, bag?.images, bag?.coverage], [0.8, 10, 1 / 3]);
});
test('two colours are calibrated before one, on garments that have both', (t) => {
    const color = { name: 'upperColor', kind: 'softmax', classes: ['black', 'white', 'red'] };
    const pairs = Array.from({ length: 10 }, (_, i) => ({ p: [0.5, 0.45, 0.05], y: i < 8 ? [0.5, 0.5, 0] : [1, 0, 0] }));
    const singles = Array.from({ length: 10 }, () => ({ p: [0.05, 0.05, 0.9], y: [0, 0, 1] }));
    const rows = [...pairs, ...singles];
    const heldOut = {
        logits: rows.flatMap(({ p }) => p.map(Math.log)),
        targets: rows.map(({ y }) => ({ upperColor: y })),
        identities: rows.map((_, i) => String(i)),
    };
    const { pair, classes } = calibrate([color], heldOut, { minimumImages: 10 }).calibration.heads.upperColor;
    t.true(pair < 1);
    t.is(classes.black, NEVER, 'its images are settled by the pair');
    t.true(classes.red < 1);
    const strict = calibrate([color], heldOut, { precision: 0.9, minimumImages: 10 }).calibration.heads.upperColor;
    t.is(strict.pair, NEVER);
    t.true(strict.classes.black < 1, 'one right colour of two is right');
});
test('legwear that may be trousers or jeans is calibrated as either', (t) => {
    const head = { name: 'lowerType', kind: 'softmax', classes: ['trousers', 'jeans', 'shorts', 'skirt'] };
    const rows = Array.from({ length: 20 }, (_, i) => ({
        p: [0.46, 0.44, 0.06, 0.04],
        y: i < 10 ? [1, 0, 0, 0] : [0, 1, 0, 0],
    }));
    const heldOut = {
        logits: rows.flatMap(({ p }) => p.map(Math.log)),
        targets: rows.map(({ y }) => ({ lowerType: y })),
        identities: rows.map((_, i) => String(i)),
    };
    const { calibration, report } = calibrate([head], heldOut);
    const { classes, group } = calibration.heads.lowerType;
    t.deepEqual(report.map((row) => [row.answer, row.precision]), [
        ['jeans', null],
        ['shorts', null],
        ['skirt', null],
        ['trousers or jeans', 1],
    ]);
    t.is(classes.trousers, NEVER, 'its word is that of the group');
    t.true(group <= 1);
});
//# sourceMappingURL=calibrate.test.js.map