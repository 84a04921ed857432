import test from 'ava';
import { hash32 } from '../../data/random.js';
import { loadTemplates } from '../../data/templates/library.js';
import { formOf, PHRASE_SLOTS, slotsOf } from '../../data/templates/situations.js';
import { chooseTemplate, promptCaption, situationOf } from '../../pipeline/promptCaptions.js';
import { genderForm, NONE, UNKNOWN } from '../../schemas/attributes.js';
const library = loadTemplates();
const template = (text) => ({ text, hash: hash32(text) });
const ALL = {
    gender: 'woman',
    head: 'short black hair',
    upper: 'orange shirt',
    lower: 'blue jeans',
    shoes: 'white sneakers',
    belongings: 'backpack and handbag',
};
function fill(text, changes = {}) {
    const attributes = { ...ALL, ...changes };
    return promptCaption(attributes, genderForm(attributes.gender), template(text));
}
test('a situation is the form and what is known; unknown, none, absent and blank phrases are not', (t) => {
    t.is(situationOf(ALL, 'female'), 'female:head+upper+lower+shoes+belongings');
    t.is(situationOf({ ...ALL, head: UNKNOWN, shoes: null, belongings: NONE }, 'male'), 'male:upper+lower');
    t.is(situationOf({ ...ALL, head: ' ', upper: UNKNOWN, lower: null, shoes: null, belongings: NONE }, 'person'), 'person:');
});
test("the paper's own example fills with articles and plurals put right", (t) => {
    t.is(fill('A [person] with [head] is wearing a [up] and [down]. She is also wearing [shoes] and carrying a [others].'), 'A woman with short black hair is wearing an orange shirt and blue jeans. She is also wearing white sneakers and carrying a backpack and a handbag.');
});
test('an article before a slot yields to its phrase', (t) => {
    t.is(fill('A [person] in a [down].'), 'A woman in blue jeans.');
    t.is(fill('A [person] in an [down].', { lower: 'a pair of blue jeans' }), 'A woman in a pair of blue jeans.');
    t.is(fill('A [person] in a pair of [down].'), 'A woman in a pair of blue jeans.');
    t.is(fill('A [person] in a pair of [down].', { lower: 'black skirt' }), 'A woman in a black skirt.');
    t.is(fill('The [person] and her [up].', { upper: 'an orange shirt' }), 'The woman and her orange shirt.');
});
test("the person takes the image's own wording, with the article that it needs", (t) => {
    t.is(fill('A [person] wears [up].', { gender: 'elderly woman' }), 'An elderly woman wears an orange shirt.');
    t.is(fill('The [person] wears [up].', { gender: 'a young girl' }), 'The young girl wears an orange shirt.');
    t.is(fill('There is a [person].', { gender: 'an old man' }), 'There is an old man.');
    t.is(fill('A [person] wears [up].', { gender: UNKNOWN }), 'A person wears an orange shirt.');
    t.is(fill('A [person] wears [up].', { gender: 'pedestrian' }), 'A pedestrian wears an orange shirt.');
});
test('a wording that is not of the voted gender gives way to a plain noun', (t) => {
    const text = template('A [person] wears [up].');
    t.is(promptCaption({ ...ALL, gender: 'man' }, 'female', text), 'A woman wears an orange shirt.');
    t.is(promptCaption({ ...ALL, gender: null }, 'male', text), 'A man wears an orange shirt.');
    t.is(promptCaption({ ...ALL, gender: 'man' }, 'person', text), 'A person wears an orange shirt.');
});
test('sentences begin with a capital where a slot begins them, and other capitals stay', (t) => {
    t.is(fill('[up] and [down] are here. [person] and [shoes].', { upper: 'T-shirt', shoes: 'black Nike shoes' }), 'A T-shirt and blue jeans are here. Woman and black Nike shoes.');
    t.is(fill('The [person] wears [up].', { upper: 'st. pauli shirt' }), 'The woman wears a st. pauli shirt.');
});
test('what a phrase holds is never taken for a slot or a pattern', (t) => {
    t.is(fill('A [person] wears [up] and [down].', { upper: '[down] $& shirt' }), 'A woman wears a [down] $& shirt and blue jeans.');
});
test('a template that asks for what is not known is a bug', (t) => {
    t.throws(() => fill('A [person] wears [up].', { upper: UNKNOWN }), { message: /nothing is known for \[up\]/ });
});
const KEY = 'female:head+upper+lower+shoes+belongings';
const images = Array.from({ length: 20_000 }, (_, i) => `luperson-nl/00001_${i}`);
test('an image draws the same template every time; another seed draws others', (t) => {
    const draw = (seed) => images.map((image) => chooseTemplate(library, KEY, image, seed).text);
    const first = draw();
    t.deepEqual(draw(0), first);
    const same = draw(1).filter((text, i) => text === first[i]).length / images.length;
    t.true(same < 0.05, `${same} of the images draw the same with another seed`);
});
test('every template of a situation is drawn about equally often (chi-square below the 0.1% point)', (t) => {
    const group = library.get(KEY);
    const counts = new Map(group.map(({ text }) => [text, 0]));
    for (const image of images) {
        const { text } = chooseTemplate(library, KEY, image);
        counts.set(text, counts.get(text) + 1);
    }
    const expected = images.length / group.length;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    const freedom = group.length - 1;
    // Wilson and Hilferty's approximation of the 99.9% point.
    const limit = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;
    t.true(chiSquare < limit, `chi-square ${chiSquare}, limit ${limit}`);
});
function withGroup(change) {
    return new Map(library).set(KEY, change(library.get(KEY)));
}
test('a changed template moves only images that used it or that it wins, about one share each', (t) => {
    const old = library.get(KEY)[3];
    const fresh = template('A new sentence.');
    const changed = withGroup((group) => group.map((each) => (each === old ? fresh : each)));
    let moved = 0;
    for (const image of images) {
        const before = chooseTemplate(library, KEY, image);
        const after = chooseTemplate(changed, KEY, image);
        if (before === after)
            continue;
        moved++;
        if (before !== old && after !== fresh)
            t.fail(`${image} went from "${before.text}" to "${after.text}"`);
    }
    const share = 1 / library.get(KEY).length;
    t.true(moved > share * images.length && moved < 3 * share * images.length, `${moved} images moved`);
});
test('an added template only takes images, a removed one only gives them away; the order of templates does not matter', (t) => {
    const fresh = template('A new sentence.');
    const added = withGroup((group) => [...group, fresh].reverse());
    let taken = 0;
    for (const image of images) {
        const before = chooseTemplate(library, KEY, image);
        const after = chooseTemplate(added, KEY, image);
        if (after === fresh)
            taken++;
        else
            t.is(after, before);
    }
    t.true(taken > 0);
});
/** Phrase sets for linting: hair and hats, plural and singular garments, pairs of colours and of things. */
const SETS = [
    {},
    {
        head: 'hat',
        upper: 'black and white striped shirt',
        lower: 'skirt',
        shoes: 'black shoes',
        belongings: 'umbrella',
    },
    { head: 'bald head', upper: 'red dress', lower: 'a pair of grey pants', shoes: 'boots', belongings: 'backpack' },
    { head: 'glasses', upper: 'overalls', lower: 'black bottoms', shoes: 'black footwear', belongings: 'two bags' },
    {
        head: 'long hair',
        upper: 'an orange t-shirt',
        lower: 'orange and white shorts',
        shoes: 'black shoes and white socks',
        belongings: 'luggage',
    },
];
const PEOPLE = {
    female: ['woman', 'an elderly woman', 'girl'],
    male: ['man', 'old man', 'boy'],
    person: [UNKNOWN, 'individual'],
};
const FAULTS = [
    ['a slot is left', /[[\]]/],
    ['blanks', /\s\s|^\s|\s$|[^\S ]|\s[.,]|[.,](?=\S)/],
    ['no capital', /^[^A-Z]|\. [^A-Z]/],
    ['no full stop', /[^.]$/],
    ['an article before a vowel', /\ba [aeio]\w/i],
    ['`an` before a consonant', /\ban [^aeiou\W]/i],
    ['an article before hair', /\ban? (?:(?:short|long|black|dark) )*hair\b/i],
    [
        'an article before a plural',
        /\ban? (?!pair of)(?:[\w-]+ )?(?:jeans|pants|shorts|bottoms|sneakers|shoes|boots|glasses|overalls|bags)\b/i,
    ],
    ['an article before what cannot be counted', /\ban? (?:black )?(?:footwear|luggage)\b/i],
    ['two determiners', /\b(?:a|an|the|this|her|his|their) (?:a|an|the|this|two|her|his|their)\b/i],
    ['a pair of one', /pair of (?:a|an|\w+ )?(?:skirt|footwear|shirt|dress|pair)\b/i],
    ['a word twice', /\b(\w+) \1\b/i],
    [
        'verbs that clash',
        /\b(?:is|are) (?:are|is|has|have|wears?|carries|carry)\b|\b(?:has|have) (?:has|have|is|are|wear|wears|carry|carries|wearing|carrying)\b|\b(?:wears?|wearing) (?:wear|is|are|in)\b/i,
    ],
];
const PRONOUNS = {
    female: /\b(?:he|his|him|they|their|them)\b/i,
    male: /\b(?:she|her|they|their|them)\b/i,
    person: /\b(?:she|her|he|his|him)\b/i,
};
const DISAGREEMENT = /\b(?:s?he (?:are|have|wear|carry)|they (?:also )?(?:is|has|wears|carries)|(?:person|individual) (?:are|have|wear|carry))\b/i;
test('the lint itself sees what it is for', (t) => {
    const defects = [
        'A woman in a blue jeans.',
        'A woman in a jeans.',
        'A woman with a short black hair.',
        'A woman in an blue shirt.',
        'A woman in a orange shirt.',
        'A woman  in a shirt.',
        'A woman in [up].',
        'a woman in a shirt.',
        'A woman in a shirt. she walks.',
        'A woman in a shirt.She walks.',
        'A woman in a shirt',
        'A woman with with a hat.',
        'A woman wearing wearing a hat.',
        'A woman is are here.',
        'A woman in a pair of a skirt.',
        'A woman in a footwear.',
        'A woman and her an umbrella.',
    ];
    for (const text of defects)
        t.true(FAULTS.some(([, pattern]) => pattern.test(text)), text);
    t.regex('They is wearing a hat.', DISAGREEMENT);
});
test('every sentence of the library, filled with every phrase set, is sound English by the lint', (t) => {
    let read = 0;
    for (const [key, group] of library) {
        const form = formOf(key);
        for (const each of group)
            for (const changes of SETS)
                for (const gender of PEOPLE[form]) {
                    const caption = promptCaption({ ...ALL, ...changes, gender }, form, each);
                    read++;
                    for (const [name, pattern] of FAULTS)
                        if (pattern.test(caption))
                            t.fail(`${name}: ${caption}`);
                    if (PRONOUNS[form].test(caption))
                        t.fail(`a pronoun of another form: ${caption}`);
                    if (DISAGREEMENT.test(caption))
                        t.fail(`verb and subject: ${caption}`);
                }
    }
    t.true(read > 20_000, `${read} captions`);
});
test('a sentence has at most two sentences, no more than two `and` in each, and does not repeat its verbs', (t) => {
    for (const group of library.values())
        for (const { text } of group) {
            const sentences = text.split(/(?<=\.) /);
            t.true(sentences.length <= 2, text);
            for (const each of sentences) {
                t.true((each.match(/\band\b/g) ?? []).length <= 2, each);
                for (const verb of ['wearing', 'carrying', 'wears', 'carries', 'with', 'dressed'])
                    t.true((each.match(new RegExp(`\\b${verb}\\b`, 'gi')) ?? []).length <= 1, each);
            }
        }
});
test('a caption says exactly what is known', (t) => {
    for (const key of library.keys()) {
        const slots = new Set(slotsOf(key));
        const attributes = { ...ALL, gender: { female: 'woman', male: 'man', person: UNKNOWN }[formOf(key)] };
        for (const slot of PHRASE_SLOTS)
            if (!slots.has(slot))
                attributes[slot] = UNKNOWN;
        t.is(situationOf(attributes, formOf(key)), key);
        const caption = promptCaption(attributes, formOf(key), chooseTemplate(library, key, 'an image'));
        for (const [slot, words] of Object.entries({
            head: /hair/i,
            upper: /orange shirt/i,
            lower: /jeans/i,
            shoes: /sneakers/i,
            belongings: /backpack and a handbag/i,
        }))
            t.is(words.test(caption), slots.has(slot), caption);
    }
});
//# sourceMappingURL=promptCaptions.test.js.map