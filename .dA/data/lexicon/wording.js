import { isConjunction } from './words.js';
/** The phrase's words; `shared` are modifiers that it takes from the phrase before it. */
export function wording({ body, head, after }, shared = []) {
    const own = new Set(body.map(({ words }) => words));
    const before = ordered(after.before).filter(({ words }) => !own.has(words));
    const cut = before.length === 0 ? 0 : body.findLastIndex(({ entry }) => isFirst(entry.role)) + 1;
    const terms = [...shared, ...body.slice(0, cut), ...trimmed(before), ...body.slice(cut), ...after.behind];
    const said = terms.filter(({ words }) => words !== ',');
    return joined(said, head);
}
/** Length comes before colour in English. */
const isFirst = (role) => role === 'length' || role === 'age';
/** "black and long" is "long black"; "black and white" stays. */
function ordered(terms) {
    const lengths = terms.filter(({ entry }) => isFirst(entry.role));
    return lengths.length === 0 ? terms : [...lengths, ...trimmed(terms.filter(({ entry }) => !isFirst(entry.role)))];
}
/** Without conjunctions at its ends. */
function trimmed(terms) {
    const first = terms.findIndex((term) => !isConjunction(term));
    const last = terms.findLastIndex((term) => !isConjunction(term));
    return first < 0 ? [] : terms.slice(first, last + 1);
}
function joined(terms, head) {
    let text = '';
    let last;
    for (const term of terms) {
        const said = term === head ? term.entry.said : undefined;
        const tokens = said === undefined ? term.tokens : [{ ...term.tokens[0], text: said }];
        for (const token of tokens) {
            const follows = last !== undefined && last.end + 1 === token.start && said === undefined;
            const clitic = token.text.startsWith("'") || token.text === "n't";
            text += (last === undefined || clitic ? '' : follows ? token.glue : ' ') + token.text;
            last = token;
        }
    }
    return text;
}
//# sourceMappingURL=wording.js.map