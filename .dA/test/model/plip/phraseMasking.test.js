// What of awkward captions is hidden, against tokens marked by hand; how much, against the formula.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tokenize } from '../../../data/tokens/wordPiece.js';
import { maskedShare, PAPER_MASKING } from '../../../model/plip/maskingCurriculum.js';
import { drawMasked, phraseTokens } from '../../../model/plip/phraseMasking.js';
import { SMALL } from './vocabulary.js';
/** The phrases with their pieces. */
function phrases(text, count = Infinity) {
    const tokens = tokenize(text, SMALL);
    const piece = (i) => SMALL.pieces[tokens[i].id];
    return phraseTokens(text, tokens, Math.min(count, tokens.length)).map((places) => places.map(piece).join(' '));
}
const CAPTIONS = [
    ['A man in a white shirt.', 'man', 'white shirt'],
    ['A man in a black and white shirt and a pair of blue jeans.', 'man', 'black and white shirt', 'blue jeans'],
    ['A MAN in a White T-Shirt, with a hat', 'man', 'white t - shirt', 'hat'],
    ['The woman wears a café-black dress.', 'woman', 'cafe - black dress'],
    ['A woman carrying a backpack, gray shoes.', 'woman', 'back ##pack', 'gray shoes'],
    ['A red hat. The Red  hat is long.', 'red hat', 'red hat is long'],
    ['The man wears a black hat. The man with the black hat is carrying a bag.', 'man man', 'black hat black hat', 'bag'],
    ['A man without a hat, no bag', 'man'],
    ['With and in the.'],
    [''],
];
for (const [caption, ...expected] of CAPTIONS)
    test(`phrases as tokens: "${caption}"`, (t) => {
        t.deepEqual(phrases(caption), expected);
    });
test('a phrase that is cut off, even in part, is not asked for', (t) => {
    const caption = 'A man in a black and white shirt.';
    t.deepEqual(phrases(caption, 8), ['man', 'black and white shirt']);
    t.deepEqual(phrases(caption, 7), ['man']);
    t.deepEqual(phrases(caption, 4), ['man']);
    t.deepEqual(phrases(caption, 1), []);
});
test('of P phrases share * P are hidden on average, at least one, whole ones, each equally often', (t) => {
    const all = [[0], [2, 3], [5, 6, 7], [9], [11, 12]];
    const mean = (share) => {
        const random = seededRandom(share);
        let sum = 0;
        const hits = all.map(() => 0);
        for (let i = 0; i < 4000; i++) {
            const masked = new Set(drawMasked(all, share, random));
            all.forEach((phrase, p) => {
                const hidden = phrase.filter((place) => masked.has(place)).length;
                t.true(hidden === 0 || hidden === phrase.length);
                if (hidden > 0)
                    hits[p]++;
            });
            sum += all.filter(([first]) => masked.has(first)).length;
        }
        for (const each of hits)
            t.true(Math.abs(each - sum / all.length) < 200);
        return sum / 4000;
    };
    t.is(mean(0), 1);
    t.is(mean(0.2), 1);
    t.true(Math.abs(mean(0.5) - 2.5) < 0.05);
    t.true(Math.abs(mean(0.77) - 3.85) < 0.05);
    t.is(mean(1), 5);
});
test('phrases that share a token hide it once; no phrase, nothing hidden', (t) => {
    t.deepEqual(drawMasked([
        [4, 5],
        [5, 6],
    ], 1, seededRandom(0)), [4, 5, 6]);
    t.deepEqual(drawMasked([], 0.5, seededRandom(0)), []);
});
test('G(x) = 0.2 + 0.6 sqrt(x), and the other curves', (t) => {
    t.is(maskedShare(PAPER_MASKING, 0), 0.2);
    t.true(Math.abs(maskedShare(PAPER_MASKING, 0.25) - 0.5) < 1e-12);
    t.true(Math.abs(maskedShare(PAPER_MASKING, 1) - 0.8) < 1e-12);
    const at = (curve, x) => maskedShare({ curve, from: 0.1, to: 0.5 }, x);
    t.is(at('constant', 0.9), 0.1);
    t.true(Math.abs(at('linear', 0.5) - 0.3) < 1e-12);
    t.true(Math.abs(at('square', 0.5) - 0.2) < 1e-12);
});
//# sourceMappingURL=phraseMasking.test.js.map