// Measures of styles on corpora whose answer is known beforehand.
import test from 'ava';
import { drawnCaptions } from '../../../data/drawnPeople/captions.js';
import { randomPerson } from '../../../data/drawnPeople/person.js';
import { pick, seededRandom } from '../../../data/random.js';
import { styleBleu } from '../../../model/measures/captions/styleBleu.js';
import { pairsOf } from '../../../model/measures/captions/styledCaption.js';
import { styleSeparation } from '../../../model/measures/captions/styleSeparation.js';
const COLOURS = ['red', 'blue', 'green', 'black', 'white', 'grey', 'brown', 'pink'];
const GARMENTS = ['coat', 'shirt', 'jacket', 'sweater', 'dress', 'hoodie'];
const random = seededRandom('style corpora');
const garment = () => `${pick(random, COLOURS)} ${pick(random, GARMENTS)}`;
/** Captions of `images` images, written by as many authors as there are. */
const corpus = (images, ...authors) => Array.from({ length: images }, (_, i) => authors.map((author, style) => ({ image: `${i}.jpg`, style: style + 1, caption: author(i) }))).flat();
const separation = (captions) => styleSeparation(captions, seededRandom(0));
const author = () => `a person in a ${garment()} and a ${garment()}`;
test('one author under two names cannot be told apart; the same captions twice, not at all', (t) => {
    const score = separation(corpus(400, author, author));
    t.true(Math.abs(score - 0.5) < 0.06, `${score}`);
    t.is(separation(corpus(50, (i) => `coat ${i % 7}`, (i) => `coat ${i % 7}`)), 0.5);
});
test('other words, other turns or another length give a style away', (t) => {
    t.is(separation(corpus(30, () => 'red coat', () => 'blauer mantel')), 1);
    // The same words in another order: only pairs of words differ.
    t.is(separation(corpus(30, () => 'coat red small', () => 'small coat red')), 1);
    // The same words and pairs, but long ones: words alone would say it too, so both sides repeat one word.
    t.is(separation(corpus(30, () => 'x x x', () => 'x x x x x x x x x')), 1);
});
test('a style that shows in half of its captions is guessed three times of four', (t) => {
    // By hand: what shows it is always right (1/2), and of the rest the plain style is the better guess, which is then
    // right for all plain captions: (1/2 + 1) / 2.
    const score = separation(corpus(200, () => 'a coat', (i) => (i % 2 === 0 ? 'a coat' : 'ein mantel')));
    t.is(score, 0.75);
});
test('an image is never in what teaches about it, and few captions of a style count as much as many', (t) => {
    // Each image has a word of its own that only one style uses: learnt by heart it would give all away.
    const own = corpus(60, (i) => (i % 2 === 0 ? `coat w${i}` : 'coat'), (i) => (i % 2 === 1 ? `coat w${i}` : 'coat'));
    t.true(separation(own) < 0.62, `${separation(own)}`);
    const uneven = corpus(100, author, author).filter(({ style }, i) => style === 1 || i % 10 === 1);
    t.true(separation(uneven) < 0.75, 'not 10 of 11');
    t.throws(() => separation(corpus(3, author)), { message: 'Two styles are needed.' });
});
test('of three styles, the mean over pairs', (t) => {
    t.deepEqual(pairsOf([1, 2, 3]), [
        [1, 2],
        [1, 3],
        [2, 3],
    ]);
    // Two are one, the third is another: (0.5 + 1 + 1) / 3.
    const three = corpus(40, () => 'red coat', () => 'red coat', () => 'blauer mantel');
    t.is(separation(three), 2.5 / 3);
});
test('the annotators of drawn people are told apart', (t) => {
    const captions = Array.from({ length: 80 }, (_, i) => {
        const { labels } = randomPerson(seededRandom(i));
        return drawnCaptions(labels, seededRandom(`words ${i}`)).map((caption, style) => ({
            ...{ image: String(i), style, caption },
        }));
    }).flat();
    t.true(separation(captions) > 0.99);
    const { within, across } = styleBleu(captions, seededRandom(0));
    t.true(within > 2 * across, `${within}, ${across}`);
});
test('BLEU within a style and across: alike for one author, 1 and 0 for two who always say the same', (t) => {
    const two = styleBleu(corpus(20, () => 'a man in a red coat', () => 'der mann trägt einen mantel'), seededRandom(1));
    t.true(Math.abs(two.within - 1) < 1e-6 && two.across < 1e-6, JSON.stringify(two));
    const one = styleBleu(corpus(300, author, author), seededRandom(1));
    t.true(one.within > 0.2 && Math.abs(one.within - one.across) < 0.02, JSON.stringify(one));
    // Across, each sentence of 6 words against one of 8 that begins alike, and the other way round: together
    // (6 + 6) / (6 + 8) words, (5 + 5) / (5 + 7), (4 + 4) / (4 + 6) and (3 + 3) / (3 + 5), equally often on average.
    const alike = styleBleu(corpus(20, () => 'a man in a red coat', () => 'a man in a red coat and hat'), seededRandom(1), 20_000);
    t.true(Math.abs(alike.across - ((12 / 14) * (10 / 12) * (8 / 10) * (6 / 8)) ** 0.25) < 0.005, `${alike.across}`);
});
test('a caption is never compared with one of its own image', (t) => {
    const single = corpus(1, () => 'a man in a red coat', () => 'a man in a red coat');
    t.deepEqual(styleBleu(single, seededRandom(1)), { within: 0, across: 0 });
    const each = styleBleu(corpus(2, (i) => `${i} `.repeat(6), (i) => `${i} `.repeat(6)), seededRandom(1), 200);
    t.true(each.within < 1e-6 && each.across < 1e-6);
    t.deepEqual(styleBleu([], seededRandom(1)), { within: 0, across: 0 });
});
//# sourceMappingURL=captionStyles.test.js.map