import { isConjunction, isMark, isNegator } from './words.js';
/**
 * The first places of the phrases that are denied. A negation reaches up to a full stop, `but`, `and`, or a new verb or
 * preposition behind its first noun; `or` carries it on.
 */
export function deniedPlaces(terms, phrases) {
    const ends = new Map(phrases.map(({ from, to }) => [from, to]));
    const denied = new Set();
    let [active, seen] = [false, false];
    for (let i = 0; i < terms.length; i++) {
        const term = terms[i];
        if (isNegator(term.words))
            [active, seen] = [true, false];
        else if (active && stops(term, seen))
            active = false;
        if (!ends.has(i))
            continue;
        if (active)
            denied.add(i);
        seen = true;
        i = ends.get(i) - 1;
    }
    return denied;
}
function stops(term, seen) {
    if (isMark(term) || term.words === 'but')
        return true;
    if (isConjunction(term))
        return term.words !== 'or';
    return seen && (term.entry.function !== undefined ? term.entry.function !== 'determiner' : term.tag === 'ADP');
}
/** "His shoes are not visible", "her shoes cannot be seen": nothing is said of them. */
export function isDenied(terms, { to }) {
    const rest = terms.slice(to, to + 4).map(({ words }) => words);
    const not = rest.findIndex((words) => words === 'not' || words === "n't" || words === 'cannot');
    const isVerb = not > 0 || rest[0] === 'cannot';
    const seen = terms.slice(to + not + 1, to + not + 4).some(({ words }) => /^(?:visible|seen|shown|view)$/.test(words));
    return isVerb && seen && !terms.slice(to, to + not).some(isMark);
}
//# sourceMappingURL=negation.js.map