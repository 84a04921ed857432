// Choosing the next word: rules and draws against cases worked by hand.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { openVocabulary, tokensOf } from '../../../data/tokens/bytePairs.js';
import { drawNucleus, sayable, unsayable, } from '../../../model/spac/decoding.js';
const SETTINGS = {
    method: 'nucleus',
    topP: 0.9,
    temperature: 1,
    beams: 1,
    minWords: 2,
    maxWords: 9,
    noRepeat: 3,
};
const shares = (...all) => all.map((share, word) => ({ word, logShare: Math.log(share) }));
test('a nucleus is the fewest likely words that have the share, each drawn as often as it is likely', (t) => {
    const candidates = shares(0.5, 0.25, 0.15, 0.06, 0.04);
    const random = seededRandom('nucleus');
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 9000; i++)
        counts[drawNucleus(candidates, { ...SETTINGS, topP: 0.7 }, random).word]++;
    // 0.5 + 0.25 is the first sum that reaches 0.7 of all: two thirds and one third.
    t.deepEqual(counts.slice(2), [0, 0, 0]);
    t.true(Math.abs(counts[0] - 6000) < 200, `${counts.join()}`);
});
test('a low temperature makes the likeliest word certain', (t) => {
    const random = seededRandom('cold');
    const settings = { ...SETTINGS, topP: 1, temperature: 0.02 };
    for (let i = 0; i < 200; i++)
        t.is(drawNucleus(shares(0.4, 0.35, 0.25), settings, random).word, 0);
});
test('rules: not too short, nothing forbidden, no run of words twice', (t) => {
    const rules = { banned: Uint8Array.of(0, 1, 0, 0), end: 3, settings: SETTINGS };
    const words = (said) => sayable(shares(0.4, 0.3, 0.2, 0.1), said, rules).map(({ word }) => word);
    t.deepEqual(words([]), [0, 2], 'neither the end nor the forbidden word');
    t.deepEqual(words([0, 2]), [0, 2, 3]);
    // 2 0 2 was said; after 2 0 the word 2 would say it again.
    t.deepEqual(words([2, 0, 2, 0]), [0, 3]);
    t.deepEqual(sayable(shares(0.4, 0.3, 0.3), [2, 0, 2, 0], { ...rules, settings: { ...SETTINGS, noRepeat: 0 } }).length, 2);
});
test('a phrase says nothing where that is likelier than all that it could say, and only there', (t) => {
    // Words 0 and 3 say nothing.
    const rules = { banned: new Uint8Array(4), end: 9, settings: SETTINGS, nothing: new Set([0, 3]) };
    const words = (candidates, said) => sayable(candidates, said, rules).map(({ word }) => word);
    t.deepEqual(words(shares(0.4, 0.35, 0.2, 0.05), []), [1, 2], '0.45: the likeliest word, but not likelier than all others');
    t.deepEqual(words(shares(0.3, 0.35, 0.1, 0.25), []), [0, 3], '0.55, though a single other word is likelier');
    t.deepEqual(words(shares(0.3, 0.35, 0.1, 0.25), [1]), [0, 1, 2, 3], 'only the first word decides');
});
test('markup, code, other scripts, line breaks and half letters cannot be said', (t) => {
    const good = 'A man in a light-blue t-shirt, with jeans & shoes (white).';
    const bad = '<b> {x} 人 é\n[a] = $5 #1 | _ ~';
    const vocabulary = openVocabulary(tokensOf([good, bad]));
    const banned = unsayable(vocabulary);
    t.true(vocabulary.encode(good).every((id) => banned[id] === 0));
    const said = vocabulary
        .encode(bad)
        .filter((id) => banned[id] === 0)
        .map((id) => vocabulary.decode([id]))
        .join('');
    t.regex(said, /^[A-Za-z0-9 ]*$/);
});
//# sourceMappingURL=decoding.test.js.map