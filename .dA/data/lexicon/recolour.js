/** A caption with the colour of its garment changed: what text-guided colorization then has to paint (figure 5 of the paper). */
import { captionPhrases } from './phrases.js';
import { captionTerms } from './terms.js';
import { isConjunction } from './words.js';
/** Colours that people use often and tell apart well; each the name of its family. */
export const CLEAR_COLOURS = ['red', 'blue', 'green', 'yellow', 'purple', 'orange'];
/**
 * The caption once for each of the colours that its garment has not: the first garment of the upper body whose colour is said, or
 * else of the lower body. Shades go with their colour, several colours together, and an article follows the new one. Colours of
 * stripes and prints ("with white stripes") stay.
 *
 * @param colours in the order of the results
 * @returns nothing where no such garment has a colour
 */
export function recolourings(caption, colours) {
    const said = garmentColour(caption);
    if (!said)
        return [];
    return colours.filter((each) => !said.families.includes(each)).map((each) => replaced(caption, said, each));
}
function garmentColour(caption) {
    const phrases = captionPhrases(caption).filter(({ negated }) => !negated);
    const terms = captionTerms(caption);
    for (const slot of ['upper', 'lower'])
        for (const phrase of phrases.filter((each) => each.slot === slot)) {
            const said = firstColour(mainTerms(terms, phrase));
            if (said)
                return said;
        }
    return undefined;
}
/** Those of the phrase before what hangs on it by "with". */
function mainTerms(terms, { start, end }) {
    const own = terms.filter(({ tokens }) => tokens[0].start >= start && tokens.at(-1).end <= end);
    const behind = own.findIndex(({ words }, i) => i > 0 && words === 'with');
    return behind < 0 ? own : own.slice(0, behind);
}
function firstColour(terms) {
    const isColour = (i) => terms[i]?.entry.role === 'colour';
    const isShade = (i) => terms[i]?.entry.role === 'shade';
    const first = terms.findIndex((_, i) => isColour(i));
    if (first < 0)
        return undefined;
    let [from, to] = [first, first];
    while (isShade(from - 1))
        from--;
    for (let i = first + 1; isColour(i) || isShade(i) || (terms[i] && isConjunction(terms[i])); i++)
        if (!isConjunction(terms[i]))
            to = i;
    const families = terms.slice(from, to + 1).flatMap(({ entry }) => (entry.role === 'colour' ? [entry.value] : []));
    return { start: terms[from].tokens[0].start, end: terms[to].tokens.at(-1).end, families };
}
/** "an orange shirt" -> "a red shirt". */
function replaced(caption, { start, end }, colour) {
    const before = caption.slice(0, start).replace(/\b(a)n?(\s+)$/i, /^[aeiou]/.test(colour) ? '$1n$2' : '$1$2');
    const isFirst = /^\p{Lu}/u.test(caption.slice(start));
    return `${before}${isFirst ? colour[0].toUpperCase() + colour.slice(1) : colour}${caption.slice(end)}`;
}
//# sourceMappingURL=recolour.js.map