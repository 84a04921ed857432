/** What SPAC learns from: pictures in one flat file, and texts as words (numbers of a vocabulary). */
import { SLOTS } from '../../schemas/attributes.js';
/**
 * A text as words with the end behind them, at most `limit` in all. A longer one keeps the sentences that fit; where not even
 * the first does, the words that fit, and no end: nobody shall learn to stop in the middle.
 */
export function textWords(vocabulary, text, limit) {
    const whole = [...vocabulary.encode(text), vocabulary.end];
    if (whole.length <= limit)
        return whole;
    let best;
    for (const { index } of text.matchAll(/(?<=[.!?])\s+(?=\S)/g)) {
        const part = [...vocabulary.encode(text.slice(0, index)), vocabulary.end];
        if (part.length <= limit)
            best = part;
    }
    return best ?? whole.slice(0, limit);
}
/** Where what stands before the noun is over: "shirt | with white stripes". */
const AFTER = /\s(?:with|without|in|on|at|of|over|under|tied|pulled|worn|that|which|and)\s/;
/** A phrase with the end behind it, without what follows its noun, then without its first words, until it fits. */
function phraseFor(vocabulary, phrase, limit) {
    const fits = (text) => {
        const words = [...vocabulary.encode(text), vocabulary.end];
        return words.length <= limit ? words : undefined;
    };
    const whole = fits(phrase);
    if (whole)
        return whole;
    let rest = phrase.split(AFTER)[0];
    for (;;) {
        const words = fits(rest);
        if (words)
            return words;
        const space = rest.indexOf(' ');
        if (space < 0)
            return textWords(vocabulary, rest, limit);
        rest = rest.slice(space + 1);
    }
}
/** A slot of which nothing is known to the annotation (null) is not learned; `unknown` and `none` are words like others. */
export function phraseWords(vocabulary, attributes, limit) {
    return SLOTS.map((slot) => {
        const phrase = attributes[slot];
        return phrase === null ? undefined : phraseFor(vocabulary, phrase, limit);
    });
}
//# sourceMappingURL=trainingSet.js.map