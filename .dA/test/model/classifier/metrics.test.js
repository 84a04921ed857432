import test from 'ava';
import { attributeRecognition, headMetrics, printTable, slotMetrics } from '../../../model/classifier/metrics.js';
const COLOR = { name: 'lowerColor', kind: 'softmax', classes: ['black', 'white', 'grey'] };
const TYPE = { name: 'lowerType', kind: 'softmax', classes: ['trousers', 'jeans'] };
const BAG = { name: 'bag', kind: 'sigmoid', classes: ['bag'] };
const logit = (p) => Math.log(p / (1 - p));
function calibration(threshold, none = 2) {
    const own = [COLOR, TYPE, BAG].map((head) => [
        head.name,
        { temperature: 1, classes: Object.fromEntries(head.classes.map((each) => [each, threshold])) },
    ]);
    const heads = Object.fromEntries(own);
    return { precision: 0.8, minimumImages: 10, minimumIdentities: 3, heads, none, someBag: 2 };
}
test('accuracy, majority and balanced accuracy are those counted by hand', (t) => {
    // truth: black black black white, black+white; said: black black white white, white; one image unlabelled
    const p = [
        [0.8, 0.1, 0.1],
        [0.6, 0.3, 0.1],
        [0.2, 0.7, 0.1],
        [0.1, 0.8, 0.1],
        [0.4, 0.5, 0.1],
        [0.1, 0.1, 0.8],
    ];
    const truth = [[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], undefined];
    const heldOut = {
        logits: p.flat().map(Math.log),
        targets: truth.map((lowerColor) => ({ lowerColor })),
        identities: ['a', 'b', 'c', 'd', 'e', 'f'],
    };
    const [row] = headMetrics([COLOR], heldOut, calibration(0.69));
    t.is(row.images, 5);
    // 4 of 5 right; always "black" is right for 4 of 5
    t.is(row.accuracy, 0.8);
    t.is(row.majority, 0.8);
    // black: (2 + 0.5) of 3.5; white: (1 + 0.5) of 1.5; grey never occurs
    t.true(Math.abs(row.balancedAccuracy - (2.5 / 3.5 + 1) / 2) < 1e-12);
    // said at 0.69 or more: right, wrong, right
    t.true(Math.abs(row.precision - 2 / 3) < 1e-12);
    t.is(row.coverage, 0.6);
});
test('a yes/no head counts both sides, and 0.5 is no', (t) => {
    const heldOut = {
        logits: [0.9, 0.5, 0.2, 0.8, 0.1].map(logit),
        targets: [1, 1, 0, 0, 0].map((y) => ({ bag: [y] })),
        identities: ['a', 'b', 'c', 'd', 'e'],
    };
    const [row] = headMetrics([BAG], heldOut, calibration(0.85));
    t.is(row.accuracy, 0.6);
    t.is(row.majority, 0.6);
    t.true(Math.abs(row.balancedAccuracy - (1 / 2 + 2 / 3) / 2) < 1e-12);
    t.is(row.precision, 1);
    t.is(row.coverage, 0.2);
});
test('a head without labels has no figures', (t) => {
    const [row] = headMetrics([BAG], { logits: [0], targets: [{}], identities: ['a'] }, calibration(0.5));
    t.deepEqual(row, {
        head: 'bag',
        images: 0,
        accuracy: null,
        majority: null,
        balancedAccuracy: null,
        precision: null,
        coverage: 0,
    });
});
test('a phrase is right when all that it says is right, and none is judged too', (t) => {
    const row = (color, type, bag) => [
        ...color.map(Math.log),
        ...type.map(Math.log),
        logit(bag),
    ];
    const heldOut = {
        logits: [
            ...row([0.9, 0.05, 0.05], [0.1, 0.9], 0.05), // black jeans, none
            ...row([0.9, 0.05, 0.05], [0.1, 0.9], 0.05), // the jeans are trousers, and there is a bag
            ...row([0.9, 0.05, 0.05], [0.5, 0.5], 0.9), // black bottoms, bag
            ...row([0.4, 0.3, 0.3], [0.5, 0.5], 0.4), // unknown, unknown
        ],
        targets: [
            { lowerColor: [1, 0, 0], lowerType: [0, 1], bag: [0] },
            { lowerColor: [1, 0, 0], lowerType: [1, 0], bag: [1] },
            { lowerColor: [1, 0, 0], lowerType: [1, 0], bag: [1] },
            { lowerColor: [1, 0, 0], bag: [0] },
        ],
        identities: ['a', 'b', 'c', 'd'],
    };
    const rows = slotMetrics([COLOR, TYPE, BAG], heldOut, calibration(0.8, 0.9));
    t.deepEqual(rows[3], { slot: 'lower', images: 4, precision: 2 / 3, coverage: 0.75 });
    t.deepEqual(rows[5], { slot: 'belongings', images: 4, precision: 2 / 3, coverage: 0.75 });
    t.deepEqual(rows[0], { slot: 'gender', images: 0, precision: null, coverage: 0 });
});
test('some bag is right where any bag is carried', (t) => {
    const bags = ['backpack', 'handbag'].map((name) => ({ name, kind: 'sigmoid', classes: [name] }));
    const heldOut = {
        logits: [0.5, 0.5, 0.5, 0.5, 0.1, 0.1].map(logit),
        targets: [
            { backpack: [0], handbag: [1] },
            { backpack: [0], handbag: [0] },
            { backpack: [0], handbag: [0] },
        ],
        identities: ['a', 'b', 'c'],
    };
    const heads = Object.fromEntries(bags.map(({ name }) => [name, { temperature: 1, classes: { [name]: 0.9 } }]));
    const rows = slotMetrics(bags, heldOut, { ...calibration(0.9), heads, someBag: 0.7, none: 0.8 });
    // A bag (right), a bag (wrong), none (right).
    t.deepEqual(rows[5], { slot: 'belongings', images: 3, precision: 2 / 3, coverage: 1 });
});
test('mA and F1 are those of pedestrian attribute recognition', (t) => {
    // labels 110 / 011, said 101 / 011 (0.5 is not above the threshold)
    const found = attributeRecognition([0.9, 0.5, 0.8, 0.1, 0.6, 0.7], [1, 1, 0, 0, 1, 1], 3);
    // attribute 1: 1/1, 1/1; 2: 1/2, no negatives -> 0; 3: 1/1, 0/1
    t.true(Math.abs(found.mA - (1 + 0.25 + 0.5) / 3) < 1e-12);
    t.true(Math.abs(found.accuracy - (1 / 3 + 1) / 2) < 1e-12);
    t.true(Math.abs(found.precision - 0.75) < 1e-12);
    t.true(Math.abs(found.recall - 0.75) < 1e-12);
    t.true(Math.abs(found.f1 - 0.75) < 1e-12);
});
test('a table is aligned and its fractions are percentages', (t) => {
    const rows = [
        { head: 'gender', images: 1200, accuracy: 0.9044, precision: null },
        { head: 'hat', images: 7, accuracy: 1, precision: 0.8 },
    ];
    t.is(printTable(rows), [
        'head    images  accuracy  precision',
        'gender    1200     90.4%          -',
        'hat          7    100.0%      80.0%',
    ].join('\n'));
});
//# sourceMappingURL=metrics.test.js.map