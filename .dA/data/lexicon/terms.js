import { keywords, longestFrom, lookup } from './lexicon.js';
import { tags, tokens } from './tagger.js';
const NOTHING = {};
/** The terms of a caption, in its order, punctuation included. */
export function captionTerms(caption) {
    const found = tokens(caption);
    return termsOf(found, tags(caption, found));
}
/** The terms of a short phrase of known words, which needs no tagger. */
export function phraseTerms(phrase) {
    return termsOf(tokens(phrase));
}
function termsOf(found, tagged) {
    const terms = [];
    for (let i = 0; i < found.length;) {
        const { words, length, entry } = match(found, i);
        terms.push({ words, tokens: found.slice(i, i + length), entry, tag: tagged?.[i + length - 1] ?? 'X' });
        i += length;
    }
    return terms;
}
function match(found, i) {
    const first = found[i].text;
    const most = Math.min(longestFrom(first), found.length - i);
    for (let length = most; length > 0; length--) {
        const run = found.slice(i, i + length);
        const words = run.map(({ text }) => text).join(' ');
        const entry = lookup(words);
        if (entry && run.every(({ glue }, k) => k === 0 || glue !== '/'))
            return { words, length, entry };
    }
    const meant = lookup(corrected(first) ?? '');
    return { words: first, length: 1, entry: meant ?? NOTHING };
}
const CORRECTED = new Map();
/** Shorter words have too many neighbours: "boat" is no boot, and "beads" are no beards. */
const SHORTEST = { upper: 6, lower: 6, shoes: 6, head: 7, belongings: 8 };
const TARGETS = keywords().filter((word) => word.length >= (SHORTEST[lookup(word).kind.slot] ?? Infinity));
/** English words, and plain forms, that stand one letter from a keyword. */
const NOT_MISSPELT = new Set('person persons sweeter blousy jacked jackets sheath shits skirted booties capes braided'.split(' '));
/**
 * The keyword that a word is a slip of: two letters exchanged, one left out or one too many, the first and the last
 * letter right. Substituted letters are not repaired, as they make other words of short ones.
 */
export function corrected(word) {
    if (word.length < 6 || NOT_MISSPELT.has(word))
        return undefined;
    if (!CORRECTED.has(word)) {
        const near = TARGETS.filter((target) => isSlip(word, target));
        CORRECTED.set(word, near.length === 1 ? near[0] : undefined);
    }
    return CORRECTED.get(word);
}
function isSlip(word, target) {
    if (word[0] !== target[0] || word.at(-1) !== target.at(-1) || Math.abs(word.length - target.length) > 1)
        return false;
    let from = 0;
    while (from < word.length && word[from] === target[from])
        from++;
    if (word.length === target.length)
        return (word[from] === target[from + 1] &&
            word[from + 1] === target[from] &&
            word.slice(from + 2) === target.slice(from + 2));
    const [longer, shorter] = word.length > target.length ? [word, target] : [target, word];
    return longer.slice(from + 1) === shorter.slice(from);
}
//# sourceMappingURL=terms.js.map