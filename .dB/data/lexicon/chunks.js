import { postposed } from './postposed.js';
import { isConjunction, isDescriptive, isMark, isNegator, isNounlike, isNounTag } from './words.js';
/** The noun phrases of a caption's terms, in their order. */
export function nounPhrases(terms) {
    const found = [];
    for (let i = 0; i < terms.length;) {
        const phrase = phraseAt(terms, i);
        if (phrase.found)
            found.push(phrase.found);
        i = Math.max(phrase.next, i + 1);
    }
    return found;
}
/** What begins at `start`, which may be nothing, and where to go on. */
function phraseAt(terms, start) {
    let i = start;
    let determiner;
    while (i < terms.length && terms[i].entry.function === 'determiner')
        determiner = terms[i++];
    const from = i;
    const body = [];
    for (; i < terms.length; i++) {
        const term = terms[i];
        const joined = body.length > 0 ? joint(terms, i, afterCopula(terms, start)) : 0;
        if (joined > 0) {
            body.push(...terms.slice(i, i + joined));
            i += joined - 1;
        }
        else if (/^pairs? o[fr]$/.test(term.words) && body.length > 0) {
            continue; // "a gray pair of pants"
        }
        else if (isKeyword(terms, i)) {
            body.push(term);
            if (!isCompound(terms, i))
                return closed({ terms, determiner, body, from, end: i + 1 });
        }
        else if (continues(terms, i, body, determiner !== undefined))
            body.push(term);
        else
            break;
    }
    return closed({ terms, determiner, body, from, end: i });
}
function closed({ terms, determiner, body, from, end }) {
    const head = body.at(-1);
    if (!head)
        return { next: end };
    const kind = isKeyword(terms, end - 1) ? head.entry.kind : undefined;
    if (kind) {
        const after = postposed(terms, end, kind);
        return { found: { determiner, head, kind, after, to: after.to, ...ownPart(body, from) }, next: after.to };
    }
    const isNoun = head.entry.noun !== undefined || (isNounTag(head.tag) && head.entry.role === undefined);
    if (!isNoun)
        return { next: end };
    return { found: { determiner, body, head, after: { before: [], behind: [], to: end }, from, to: end }, next: end };
}
/** "a young, dark haired [woman]": what is no modifier of hair, or stands before a comma, is said of the person. */
function ownPart(body, from) {
    if (body.at(-1).entry.said === undefined)
        return { body, from };
    const isForeign = ({ entry, words }) => words === ',' || entry.role === 'age' || (!entry.role && !entry.kind && words !== 'and');
    const cut = body.findLastIndex(isForeign) + 1;
    return { body: body.slice(cut), from: from + cut };
}
/** A keyword that here stands for its thing: "on top", "away from the camera" do not. */
export function isKeyword(terms, i) {
    const { entry, words, tag } = terms[i];
    if (!entry.kind)
        return false;
    if (words === 'top')
        return terms[i + 1]?.words !== 'of' && terms[i - 1]?.words !== 'on';
    // "a button up white shirt"
    if (entry.role !== undefined && isNounlike(terms[i + 1]))
        return false;
    // "flowers on it" are a pattern, and a mobile or a drink may be a verb.
    if (entry.kind.carried)
        return isCarried(terms, i);
    return !(tag === 'VERB' && entry.noun === undefined && words === 'drink');
}
/** Whether a verb of carrying stands before it in its clause. */
function isCarried(terms, i) {
    for (let k = i - 1; k >= 0; k--) {
        if (isMark(terms[k]) && terms[k].words !== ',')
            return false;
        const verb = terms[k].entry.function;
        if (verb === 'carry')
            return true;
        if (verb === 'wear' || verb === 'copula')
            return false;
    }
    return false;
}
/** Whether the keyword is only the first part of its noun: "polo shirt", "dress shoes", "shirt collar". */
function isCompound(terms, i) {
    const [own, next] = [terms[i], terms[i + 1]];
    if (next === undefined || next.tokens[0].glue === '/')
        return false;
    if (isKeyword(terms, i + 1)) {
        const same = next.entry.kind.slot === own.entry.kind.slot;
        return own.entry.adjectival === true || (same && own.entry.said === undefined);
    }
    // Who shows the straps of a backpack has one.
    if (/^straps?$/.test(next.words) && own.entry.kind.ancestry.includes('bag'))
        return false;
    return next.entry.noun === 'part' && !own.entry.said;
}
/** How many terms at `i` join the modifier before it to one behind it; 0 where they do not. */
function joint(terms, i, isPredicate) {
    const last = terms[i - 1];
    let end = i;
    while (end < terms.length && isConjunction(terms[end]))
        end++;
    const count = end - i;
    const next = terms[end];
    if (count === 0 || next === undefined || next.entry.function === 'determiner')
        return 0;
    const both = isDescriptive(last) && isDescriptive(next);
    const comma = terms.slice(i, end).some(({ words }) => words === ',');
    if (comma)
        return both && !isPredicate && !isPluralNoun(last) ? count : 0;
    // "a shirt with stripes and white shoes", "above the knee and grey shoes": a noun is no modifier of the next one.
    if (isNounTag(last.tag) && /^(?:pattern|sleeve|length)$/.test(last.entry.role ?? ''))
        return 0;
    return both || (last.tag === 'ADJ' && next.tag === 'ADJ' && !last.entry.kind && !next.entry.kind) ? count : 0;
}
/** A modifier that only stands behind its noun. */
const isPluralNoun = ({ words }) => /(?:sleeves|stripes|dots|designs|patterns)$/.test(words);
function afterCopula(terms, start) {
    return terms[start - 1]?.entry.function === 'copula';
}
/** Whether the term, which is no keyword, goes on with the phrase. */
function continues(terms, i, body, opened) {
    const { entry, tag, words } = terms[i];
    const last = body.at(-1);
    if (isMark(terms[i]) || isNegator(words) || isConjunction(terms[i]))
        return false;
    if (entry.function !== undefined)
        return false;
    if (entry.role !== undefined) {
        // "a man short hair", "short sleeves gray slacks": a noun is not followed by its modifiers.
        if (last && isPluralNoun(last))
            return false;
        return last === undefined || last.entry.role !== undefined || last.tag !== 'NOUN' || entry.role === 'style';
    }
    if (entry.noun !== undefined)
        return true;
    if (tag === 'ADJ' || isNounTag(tag))
        return !/^[a-z]$|ing$/.test(words) || opened || body.length > 0;
    const goesOn = terms[i + 1] !== undefined && !isMark(terms[i + 1]) && terms[i + 1].entry.function === undefined;
    if (tag === 'VERB')
        return /ed$/.test(words) && goesOn && (opened || body.length > 0);
    return tag === 'ADV' && /^very$|[^b]ly$/.test(words) && terms[i + 1]?.entry.role !== undefined;
}
//# sourceMappingURL=chunks.js.map