import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { loadTemplates, parseTemplates, templateFault } from '../../data/templates/library.js';
import { article, asPair, withArticle, withoutDeterminer } from '../../data/templates/nounPhrase.js';
import { formOf, isReachable, SITUATIONS, slotsOf } from '../../data/templates/situations.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
const library = loadTemplates();
const reachable = SITUATIONS.filter(isReachable);
test('of 96 situations the distribution strategy leaves 36: 15 patterns of each gender and 6 neutral ones', (t) => {
    t.is(new Set(SITUATIONS).size, 96);
    t.is(reachable.length, 36);
    for (const [form, count] of [
        ['female', 15],
        ['male', 15],
        ['person', 6],
    ])
        t.is(reachable.filter((key) => formOf(key) === form).length, count, form);
});
test('three unknown attributes or both garments unknown are out of reach, gender counting as one', (t) => {
    t.true(isReachable('female:upper+lower+shoes'));
    t.false(isReachable('female:upper+lower'));
    t.false(isReachable('female:head+shoes+belongings'));
    t.true(isReachable('person:head+upper+shoes+belongings'));
    t.false(isReachable('person:upper+lower+shoes'));
    t.false(isReachable('male:'));
});
test('a situation names its slots, and nothing known names none', (t) => {
    t.deepEqual(slotsOf('male:head+lower+belongings'), ['head', 'lower', 'belongings']);
    t.deepEqual(slotsOf('person:'), []);
});
test("the library beats the paper's 1,664 sentences, with at least 24 in each reachable situation", (t) => {
    const texts = reachable.flatMap((key) => library.get(key).map(({ text }) => text));
    t.true(new Set(texts).size >= 1664, `${new Set(texts).size} distinct sentences`);
    for (const key of reachable) {
        const own = library.get(key).map(({ text }) => text);
        t.true(new Set(own).size >= 24, `${key}: ${own.length}`);
        t.is(new Set(own).size, own.length, key);
    }
});
test('every other situation has a fallback', (t) => {
    const others = SITUATIONS.filter((key) => !isReachable(key));
    t.is(others.length, 60);
    for (const key of others)
        t.true(library.get(key).length >= 1, key);
});
test('no opening of three words begins more than 12% of the sentences, nor more than a quarter of a situation', (t) => {
    const share = (texts) => {
        const counts = new Map();
        for (const text of texts) {
            const opening = text.split(' ').slice(0, 3).join(' ');
            counts.set(opening, (counts.get(opening) ?? 0) + 1);
        }
        return Math.max(...counts.values()) / texts.length;
    };
    const textsOf = (key) => library.get(key).map(({ text }) => text);
    t.true(share(reachable.flatMap(textsOf)) <= 0.12);
    for (const key of reachable)
        t.true(share(textsOf(key)) <= 0.25, key);
});
test('reading the library twice gives the same templates in the same order, their hashes unique in a situation', (t) => {
    t.deepEqual([...loadTemplates()], [...library]);
    for (const [key, group] of library)
        t.is(new Set(group.map(({ hash }) => hash)).size, group.length, key);
});
const articles = [
    ['blue jeans', 'blue jeans'],
    ['blue denim jeans', 'blue denim jeans'],
    ['orange shirt', 'an orange shirt'],
    ['white blazer', 'a white blazer'],
    ['short black hair', 'short black hair'],
    ['black hair tied back', 'black hair tied back'],
    ['long hair in a ponytail', 'long hair in a ponytail'],
    ['ponytail', 'a ponytail'],
    ['bald head', 'a bald head'],
    ['hat', 'a hat'],
    ['hair clip', 'a hair clip'],
    ['glasses', 'glasses'],
    ['black hair and glasses', 'black hair and glasses'],
    ['black hair and hat', 'black hair and a hat'],
    ['dress', 'a dress'],
    ['black footwear', 'black footwear'],
    ['dark clothing', 'dark clothing'],
    ['luggage', 'luggage'],
    ['black underwear', 'black underwear'],
    ['black', 'black'],
    ['black and white', 'black and white'],
    ['backpack and handbag', 'a backpack and a handbag'],
    ['umbrella and orange bag', 'an umbrella and an orange bag'],
    ['black and white shirt', 'a black and white shirt'],
    ['orange and white striped shirt', 'an orange and white striped shirt'],
    ['light-colored and plaid shirt', 'a light-colored and plaid shirt'],
    ['black shoes and white socks', 'black shoes and white socks'],
    ['black and white striped shirt and tie', 'a black and white striped shirt and a tie'],
    ['red, white and blue jacket', 'a red, white and blue jacket'],
    ['shirt with white stripes', 'a shirt with white stripes'],
    ['bag with red and white stripes', 'a bag with red and white stripes'],
    ['jacket over white shirt', 'a jacket over white shirt'],
    ['pair of jeans', 'a pair of jeans'],
    ['bottle of water', 'a bottle of water'],
    ['a pair of blue jeans', 'a pair of blue jeans'],
    ['an umbrella', 'an umbrella'],
    ['two bags', 'two bags'],
    ['2 bags', '2 bags'],
    ['some luggage', 'some luggage'],
    ['his jacket', 'his jacket'],
    ['the bag', 'the bag'],
    ['umbrella', 'an umbrella'],
    ['uniform', 'a uniform'],
    ['unidentified object', 'an unidentified object'],
    ['undershirt', 'an undershirt'],
    ['one-piece swimsuit', 'a one-piece swimsuit'],
    ['European handbag', 'a European handbag'],
    ['hour-glass bag', 'an hour-glass bag'],
    ['t-shirt', 'a t-shirt'],
    ['T-shirt', 'a T-shirt'],
    ['v-neck sweater', 'a v-neck sweater'],
    ['x-large shirt', 'an x-large shirt'],
    ['MP3 player', 'an MP3 player'],
    ['wheelchair', 'a wheelchair'],
    ['khakis', 'khakis'],
    ['black capris', 'black capris'],
    ['blue  shirt. ', 'a blue shirt'],
    ['', ''],
];
for (const [phrase, expected] of articles)
    test(`"${phrase}" stands in a sentence as "${expected}"`, (t) => t.is(withArticle(phrase), expected));
test('a pair is made of what comes in pairs, and of nothing else', (t) => {
    t.is(asPair('blue jeans'), 'a pair of blue jeans');
    t.is(asPair('black sneakers'), 'a pair of black sneakers');
    t.is(asPair('a pair of blue jeans'), 'a pair of blue jeans');
    t.is(asPair('orange skirt'), 'an orange skirt');
    t.is(asPair('black footwear'), 'black footwear');
    t.is(asPair('pair of boots'), 'a pair of boots');
    t.is(asPair('black shoes and white socks'), 'a pair of black shoes and white socks');
});
test('the determiner of the phrase gives way to that of the sentence, a number does not', (t) => {
    t.is(withoutDeterminer('an orange shirt'), 'orange shirt');
    t.is(withoutDeterminer('his hat'), 'hat');
    t.is(withoutDeterminer('two bags'), 'two bags');
});
test('the article follows the sound, not the letter', (t) => {
    for (const word of ['hour', 'honest face', 'apron', '8-pocket vest', 'l-shaped bag', 'urban coat'])
        t.is(article(word), 'an', word);
    for (const word of ['hat', 'used bag', 'unicorn shirt', 'u-neck top', '7-pocket vest', 'utility belt', 'one-off'])
        t.is(article(word), 'a', word);
});
const faults = [
    ['a slot that does not exist', 'A [person] wears [top].', /no slot \[top\]/],
    [
        'a slot that the situation lacks',
        'A [person] with [head] wears [up].',
        /\[head\] stands in it 1 times \(expected 0\)/,
    ],
    ['a slot left out', 'A [person] is here.', /\[up\] stands in it 0 times \(expected 1\)/],
    ['a slot used twice', 'A [person] wears [up] and [up].', /\[up\] stands in it 2 times/],
    ['no person', 'She wears [up].', /\[person\] stands in it 0 times/],
    ['no capital', 'a [person] wears [up].', /capital/],
    ['no full stop', 'A [person] wears [up]', /full stop/],
    ['doubled blanks', 'A [person]  wears [up].', /blanks/],
    ['no blank after a full stop', 'This is a [person].She wears [up].', /blanks/],
    ["another gender's pronoun", 'A [person] wears [up]. He walks.', /"He" does not agree with female/],
];
for (const [name, text, expected] of faults)
    test(`a sentence with ${name} is refused`, (t) => t.regex(templateFault('female:upper', text), expected));
test('a sound sentence has no fault, also one that begins with a slot', (t) => {
    t.is(templateFault('female:upper', 'A [person] wears [up].'), undefined);
    t.is(templateFault('male:lower', '[down] can be seen on the [person]. He walks.'), undefined);
});
const own = () => Object.fromEntries([...library].map(([key, group]) => [key, group.map(({ text }) => text)]));
function refused(change) {
    const groups = own();
    change(groups);
    try {
        parseTemplates(JSON.stringify(groups), 'mine.json');
    }
    catch (error) {
        if (error instanceof UserError)
            return error;
        throw error;
    }
    throw new Error('was accepted');
}
test('a library without sentences for a reachable situation is refused, naming it', (t) => {
    const error = refused((groups) => delete groups['male:upper+lower+shoes']);
    t.is(error.code, 'bad_file');
    t.regex(error.message, /mine\.json has no sentence for male:upper\+lower\+shoes/);
    t.truthy(error.fix);
});
test('a strange situation, a repeated or unfit sentence and what is no list are refused', (t) => {
    t.regex(refused((groups) => (groups['male:hat'] = ['A [person].'])).message, /does not exist/);
    t.regex(refused((groups) => (groups['male:'] = ['A [person] is here.', 'A [person] is here.'])).message, /twice/);
    t.is(refused((groups) => (groups['male:'] = ['A [person] with [head].'])).got, 'A [person] with [head].');
    t.regex(refused((groups) => (groups['male:'] = 'A [person] is here.')).message, /no template library/);
    t.throws(() => parseTemplates('{', 'mine.json'), { instanceOf: UserError, message: /no JSON/ });
});
test("a user's file replaces the situations that it names; fallbacks that it leaves out are the project's own", (t) => {
    const path = join(temporaryFolder(), 'mine.json');
    const groups = Object.fromEntries(Object.entries(own()).filter(([key]) => isReachable(key)));
    groups['female:head+upper+lower'] = ['My [person] has [head], [up] and [down].'];
    writeFileSync(path, JSON.stringify(groups));
    const mine = loadTemplates(path);
    t.deepEqual(mine.get('female:head+upper+lower').map(({ text }) => text), ['My [person] has [head], [up] and [down].']);
    t.deepEqual(mine.get('male:'), library.get('male:'));
    t.is(mine.size, 96);
});
test("a user's file that is not there is the user's mistake", (t) => {
    const error = t.throws(() => loadTemplates('/nowhere/mine.json'), { instanceOf: UserError });
    t.is(error.code, 'missing_path');
});
//# sourceMappingURL=templates.test.js.map