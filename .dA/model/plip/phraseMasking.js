/**
 * What image-guided attribute prediction asks for (section 2.2): attribute phrases of the caption, not words at random, are
 * hidden behind [MASK], one for each of their tokens. The phrases are those that SPAC's attribute labels are read from.
 */
import { captionPhrases } from '../../data/lexicon/phrases.js';
import { shuffle } from '../../data/random.js';
/**
 * The tokens of each attribute phrase, as places among `tokens`. What is said not to be there ("without a hat") is none: no
 * picture shows it. A phrase that is said twice is one, as the other would tell it. A phrase that the end of the text cuts
 * off, even in part, is none: nobody can say what "short black" was to be of.
 *
 * @param tokens all of the text
 * @param count how many of them the model sees
 */
export function phraseTokens(text, tokens, count) {
    const found = new Map();
    for (const { slot, phrase, start, end, negated } of captionPhrases(text)) {
        if (negated)
            continue;
        const places = tokens.flatMap((token, i) => (token.start < end && token.end > start ? [i] : []));
        if (places.length === 0 || places.at(-1) >= count)
            continue;
        const key = `${slot}:${phrase}`;
        found.set(key, [...(found.get(key) ?? []), ...places]);
    }
    return [...found.values()];
}
/**
 * Draws the phrases to hide and returns the places of their tokens, ascending, each once.
 *
 * Of P phrases it hides floor(share * P + u), u uniform in [0, 1): share * P on average. It hides at least one where there
 * is one, so the average is greater where share * P is below 1.
 */
export function drawMasked(phrases, share, random) {
    if (phrases.length === 0)
        return [];
    const count = Math.min(phrases.length, Math.max(1, Math.floor(share * phrases.length + random())));
    const chosen = shuffle(random, [...phrases]).slice(0, count);
    return [...new Set(chosen.flat())].sort((a, b) => a - b);
}
//# sourceMappingURL=phraseMasking.js.map