import test from 'ava';
import { COMMON_HEADS } from '../../../data/annotated/heads.js';
import { columnsOf } from '../../../model/classifier/decide.js';
import { compose, phrasesOf, SLOT_HEADS } from '../../../model/classifier/phrases.js';
import { SLOTS } from '../../../schemas/attributes.js';
import { NEVER } from '../../../schemas/captioner.js';
import { logitCount } from '../../../schemas/heads.js';
const ALL = new Set(COMMON_HEADS.map((head) => head.name));
/** Says `class`, `a+b` (a pair) or `a|b` (a group) of heads. */
function say(said, nothingCarried) {
    const decisions = Object.entries(said).map(([name, text], i) => [
        name,
        text.includes('|')
            ? { kind: 'group', classes: text.split('|'), confidence: 0.9 }
            : { kind: text.includes('+') ? 'pair' : 'class', classes: text.split('+'), confidence: 0.9 - i / 100 },
    ]);
    return compose(Object.fromEntries(decisions), ALL, nothingCarried).attributes;
}
const table = [
    ['gender', { gender: 'male' }, 'man'],
    ['gender', { gender: 'female' }, 'woman'],
    ['gender', {}, 'unknown'],
    ['head', { hairLength: 'short', hairColor: 'black' }, 'short black hair'],
    ['head', { hairColor: 'blonde' }, 'blonde hair'],
    ['head', { hairLength: 'long' }, 'long hair'],
    ['head', { hairLength: 'bald', hairColor: 'grey' }, 'bald head'],
    ['head', { hairLength: 'long', hat: 'hat' }, 'hat'],
    ['head', { hairLength: 'long', glasses: 'glasses' }, 'long hair'],
    ['head', { glasses: 'glasses' }, 'glasses'],
    ['head', {}, 'unknown'],
    ['upper', { upperColor: 'blue', upperType: 't-shirt', upperSleeve: 'short' }, 'blue t-shirt'],
    ['upper', { upperType: 't-shirt' }, 't-shirt'],
    ['upper', { upperColor: 'black+white', upperType: 'shirt' }, 'black and white shirt'],
    ['upper', { upperColor: 'red', upperSleeve: 'short' }, 'red short-sleeved top'],
    ['upper', { upperColor: 'red', upperSleeve: 'long' }, 'red top'],
    ['upper', { upperColor: 'red', upperType: 'top', upperSleeve: 'sleeveless' }, 'red sleeveless top'],
    ['upper', { upperSleeve: 'short' }, 'short-sleeved top'],
    ['upper', { upperColor: 'blue', upperType: 'jacket', upperSleeve: 'short' }, 'blue jacket'],
    ['upper', { upperColor: 'green', upperType: 'shirt', upperPattern: 'plaid' }, 'green plaid shirt'],
    ['upper', { upperPattern: 'striped' }, 'striped top'],
    ['upper', { upperColor: 'black' }, 'black top'],
    ['upper', { upperType: 'top' }, 'unknown'],
    ['upper', { upperType: 'top', upperPattern: 'plain', upperSleeve: 'long' }, 'long-sleeved top'],
    ['upper', { upperType: 'top', upperPattern: 'plain' }, 'unknown'],
    ['upper', { upperColor: 'grey', upperType: 'suit jacket' }, 'grey suit jacket'],
    ['lower', { lowerColor: 'grey', lowerType: 'jeans' }, 'grey jeans'],
    ['lower', { lowerColor: 'black', lowerType: 'trousers' }, 'black pants'],
    ['lower', { lowerColor: 'blue', lowerType: 'trousers|jeans' }, 'blue pants'],
    ['lower', { lowerColor: 'black+white', lowerType: 'skirt' }, 'black and white skirt'],
    ['lower', { lowerType: 'shorts' }, 'shorts'],
    ['lower', { lowerColor: 'black' }, 'black bottoms'],
    ['lower', {}, 'unknown'],
    ['shoes', { shoeColor: 'white', shoeType: 'sneakers' }, 'white sneakers'],
    ['shoes', { shoeColor: 'black', shoeType: 'shoes' }, 'black shoes'],
    ['shoes', { shoeColor: 'black' }, 'black shoes'],
    ['shoes', { shoeColor: 'black|brown' }, 'dark shoes'],
    ['shoes', { shoeColor: 'black|brown', shoeType: 'boots' }, 'dark boots'],
    ['shoes', { shoeType: 'leather shoes' }, 'leather shoes'],
    ['shoes', { shoeType: 'shoes' }, 'unknown'],
    ['belongings', { backpack: 'backpack' }, 'backpack'],
    ['belongings', { plasticBag: 'plastic bag', backpack: 'backpack' }, 'plastic bag and backpack'],
    ['belongings', { handbag: 'handbag', backpack: 'backpack', suitcase: 'suitcase' }, 'handbag and backpack'],
    ['belongings', { bag: 'bag' }, 'bag'],
    ['belongings', { bag: 'bag', handbag: 'handbag' }, 'handbag'],
    ['belongings', { otherBelonging: 'other belonging' }, 'unknown'],
];
for (const [slot, said, phrase] of table)
    test(`${slot}: ${JSON.stringify(said)} is "${phrase}"`, (t) => {
        t.is(say(said)[slot], phrase);
    });
test('none is said of confident absence only, and never beside a bag', (t) => {
    t.is(say({}, 0.9).belongings, 'none');
    t.is(say({}).belongings, 'unknown');
    t.is(say({ bag: 'bag' }, 0.9).belongings, 'bag');
});
test('a slot without any head is null, whatever the others say', (t) => {
    const { attributes, confidence } = compose({}, new Set(['gender', 'upperColor']), 0.9);
    t.deepEqual(attributes, {
        gender: 'unknown',
        head: null,
        upper: 'unknown',
        lower: null,
        shoes: null,
        belongings: null,
    });
    t.deepEqual(new Set(Object.values(confidence)), new Set([null]));
});
test('every common head belongs to one slot, and every class of every head makes a phrase without comma', (t) => {
    t.deepEqual(SLOTS.flatMap((slot) => SLOT_HEADS[slot]).sort(), [...ALL].sort());
    for (const head of COMMON_HEADS)
        for (const each of head.classes)
            for (const phrase of Object.values(say({ [head.name]: each, upperColor: 'red' })))
                t.regex(phrase ?? '', /^[a-z]+([ -][a-z]+)*$/, `${head.name} ${each}`);
});
/** Thresholds of 0.8 everywhere. */
function calibrationOf(heads, none = 0.8, someBag = NEVER) {
    const own = heads.map((head) => [
        head.name,
        { temperature: 1, classes: Object.fromEntries(head.classes.map((each) => [each, 0.8])), pair: 0.8, group: 0.8 },
    ]);
    return { heads: Object.fromEntries(own), none, someBag };
}
test('a confidence at the threshold is said, one below it is not', (t) => {
    const heads = [COMMON_HEADS[0]];
    const calibration = calibrationOf(heads);
    t.is(phrasesOf([0.2, 0.8], heads, calibration).attributes.gender, 'woman');
    t.is(phrasesOf([0.2, 0.7999999], heads, calibration).attributes.gender, 'unknown');
});
test('probabilities become six phrases, each with the least confidence of its parts', (t) => {
    const p = new Float64Array(logitCount(COMMON_HEADS));
    const put = (name, values) => {
        const { head, start } = columnsOf(COMMON_HEADS).find((column) => column.head.name === name);
        for (const [each, value] of Object.entries(values))
            p[start + head.classes.indexOf(each)] = value;
    };
    put('gender', { male: 0.85, female: 0.15 });
    put('hairLength', { short: 0.95 });
    put('hairColor', { black: 0.9 });
    put('upperColor', { black: 0.46, white: 0.44 });
    put('upperType', { 't-shirt': 0.81 });
    put('lowerColor', { grey: 0.97 });
    put('lowerType', { jeans: 0.5, trousers: 0.4 });
    put('shoeColor', { white: 0.6, grey: 0.15 });
    put('backpack', { backpack: 0.1 });
    const { attributes, confidence } = phrasesOf(p, COMMON_HEADS, calibrationOf(COMMON_HEADS));
    t.deepEqual(attributes, {
        gender: 'man',
        head: 'short black hair',
        upper: 'black and white t-shirt',
        lower: 'grey pants',
        shoes: 'unknown',
        belongings: 'none',
    });
    t.deepEqual(confidence, { gender: 0.85, head: 0.9, upper: 0.81, lower: 0.9, shoes: null, belongings: 0.9 });
    t.is(phrasesOf(p, COMMON_HEADS, calibrationOf(COMMON_HEADS, 0.91)).attributes.belongings, 'unknown');
});
test('where no bag is sure by itself but some bag is, it is a bag', (t) => {
    const heads = COMMON_HEADS.filter(({ name }) => name === 'backpack' || name === 'handbag');
    const belongings = (p, someBag) => {
        const { attributes, confidence } = phrasesOf(p, heads, calibrationOf(heads, 0.8, someBag));
        return [attributes.belongings, confidence.belongings];
    };
    t.deepEqual(belongings([0.5, 0.5], 0.75), ['bag', 0.75], 'exactly at the threshold');
    t.deepEqual(belongings([0.5, 0.5], 0.76), ['unknown', null]);
    t.deepEqual(belongings([0.5, 0.9], 0.75), [heads[1].classes[0], 0.9], 'a bag with a name comes first');
    t.deepEqual(belongings([0.1, 0.1], 0.75), ['none', 0.9 * 0.9]);
});
//# sourceMappingURL=phrases.test.js.map