// Phrases of captions against a list that was read by hand.
import test from 'ava';
import { captionAttributes, captionPhrases, readCaption } from '../../../data/lexicon/phrases.js';
import { corrected } from '../../../data/lexicon/terms.js';
import { SENTENCES } from './sentences.js';
for (const [sentence, ...expected] of SENTENCES)
    test(`phrases: ${sentence}`, (t) => {
        const found = captionPhrases(sentence).map(({ slot, phrase, negated }) => `${slot}: ${negated ? '!' : ''}${phrase}`);
        t.deepEqual(found, expected);
    });
test('there are sixty sentences or more', (t) => {
    t.true(SENTENCES.length >= 60, `${SENTENCES.length}`);
});
test('offsets cover the phrase in the caption, without its determiner, with what is said behind the noun', (t) => {
    const cut = (caption) => captionPhrases(caption).map(({ start, end }) => caption.slice(start, end));
    t.deepEqual(cut('A Red  Coat, and a pair of BLUE jeans.'), ['Red  Coat', 'BLUE jeans']);
    t.deepEqual(cut('Her shirt is dark red, with buttons.'), ['shirt is dark red']);
    t.deepEqual(cut('\u{1F600} é — his “black hair”'), ['black hair']);
    t.deepEqual(cut('She hasn\u2019t a bag'), ['bag']);
    t.deepEqual(cut(''), []);
});
test('no phrase has a comma, a capital or a determiner in front', (t) => {
    for (const [sentence] of SENTENCES)
        for (const { phrase } of captionPhrases(sentence))
            t.notRegex(phrase, /,|[A-Z]|^(?:an?|the|his|her|pair of) /, sentence);
});
test('misspelt keywords are repaired where no other word is near', (t) => {
    t.is(corrected('jakcet'), 'jacket');
    t.is(corrected('backpacq'), undefined, 'the last letter must be right');
    t.is(corrected('bacckpack'), 'backpack');
    t.is(corrected('trousres'), 'trousers');
    for (const word of ['boats', 'shots', 'short', 'person', 'tables', 'feather'])
        t.is(corrected(word), undefined, word);
});
test('nouns that no keyword set has are named, known ones are not', (t) => {
    const { others } = readCaption('A red parrot sits on her shoulder, and a fancy parrot on the bench.');
    t.deepEqual(others, [
        { noun: 'parrot', phrase: 'red parrot' },
        { noun: 'parrot', phrase: 'fancy parrot' },
    ]);
});
test('the attributes of an image are the phrases of its captions that say most', (t) => {
    t.deepEqual(captionAttributes([
        'A person with a backpack and a white shirt.',
        'A young woman in a white striped shirt, with a black backpack, an umbrella and a phone. No hat.',
    ]), {
        gender: 'young woman',
        head: 'none',
        upper: 'white striped shirt',
        lower: 'unknown',
        shoes: 'unknown',
        belongings: 'black backpack and umbrella',
    });
});
test('the first of equals wins, one thing is said once, and what somebody sees is not denied', (t) => {
    const attributes = captionAttributes(['Red shoes, a black rucksack.', 'Blue shoes, a backpack, no bag.']);
    t.is(attributes.shoes, 'red shoes');
    t.is(attributes.belongings, 'black rucksack');
    t.is(captionAttributes(['Without a bag.']).belongings, 'none');
});
test('pronouns tell a gender where no noun does, and where they agree', (t) => {
    t.is(captionAttributes(['He wears shorts.']).gender, 'man');
    t.is(captionAttributes(['A person in shorts. Her hair is long.']).gender, 'woman');
    t.is(captionAttributes(['A person in shorts.', 'He or she.']).gender, 'person');
    t.is(captionAttributes(['A girl. He wears shorts.']).gender, 'girl');
    t.is(captionAttributes(['A young female pedestrian.']).gender, 'young female');
    t.is(captionAttributes([]).gender, 'unknown');
    t.is(captionAttributes(['There is no person.']).gender, 'unknown');
});
//# sourceMappingURL=phrases.test.js.map