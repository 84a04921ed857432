import { isConjunction, isDescriptive, isMark, isNounlike } from './words.js';
/** What follows a head at `at`, which may be nothing. A person has only an age there. */
export function postposed(terms, at, kind) {
    if (kind.slot === 'gender')
        return age({ terms, at, kind });
    let before = [];
    let behind = [];
    const first = predicate({ terms, at, kind });
    let to = at;
    if (first)
        [before, to] = [first.found, first.to];
    for (const read of kind.layer === 'hair' ? [gathered, reaching, parts] : [parts]) {
        const next = read({ terms, at: to, kind });
        if (next)
            [behind, to] = [[...behind, ...next.found], next.to];
    }
    return { before, behind, to };
}
const RELATIVE = /^(?:that|which|who)$/;
const SKIPPED = /^(?:also|both|mostly|mainly|all|a|an|in|primarily|either|probably|possibly|color|colour|just|the|of|rather|quite)$/;
/** "[that] is/are <modifiers>", or "in <colours>", and no noun behind them. */
function predicate({ terms, at }) {
    let i = at;
    if (RELATIVE.test(terms[i]?.words ?? ''))
        i++;
    const isVerb = terms[i]?.entry.function === 'copula';
    if (!isVerb && (i > at || terms[i]?.words !== 'in'))
        return undefined;
    i++;
    while (i < terms.length && SKIPPED.test(terms[i].words))
        i++;
    const run = modifiers(terms, i, isVerb ? isDescriptive : isColour);
    return run.found.length === 0 ? undefined : run;
}
const isColour = ({ entry }) => entry.role === 'colour' || entry.role === 'shade';
/** Modifiers and what joins them; those that belong to a noun behind them are given back to it. */
function modifiers(terms, at, takes) {
    const found = [];
    let i = at;
    /** How far it was before the last conjunction. */
    let safe = { length: 0, to: at };
    for (;;) {
        while (i < terms.length && takes(terms[i]))
            found.push(terms[i++]);
        let next = i;
        while (next < terms.length && isConjunction(terms[next]))
            next++;
        if (next === i || next === terms.length || !takes(terms[next]))
            break;
        safe = { length: found.length, to: i };
        found.push(...terms.slice(i, next));
        i = next;
    }
    const isOfNoun = isNounlike(terms[i]) || terms[i]?.entry.function === 'determiner';
    return isOfNoun ? { found: found.slice(0, safe.length), to: safe.to } : { found, to: i };
}
const GATHERS = /^(?:pulled|tied|put|worn|styled|kept|swept|combed|done|gathered|slicked|pinned|held|brushed|up|back|drawn|cut)$/;
const TOWARDS = /^(?:back|up|down|away|behind|into|in|to|forward)$/;
/** "[is] tied [back] [in a ponytail]", "in a bun". */
function gathered({ terms, at, kind }) {
    let i = at;
    if (RELATIVE.test(terms[i]?.words ?? ''))
        i++;
    if (terms[i]?.entry.function === 'copula')
        i++;
    const from = i;
    if (GATHERS.test(terms[i]?.words ?? ''))
        i++;
    let particles = i;
    while (particles < terms.length && TOWARDS.test(terms[particles].words))
        particles++;
    let end = particles;
    while (end < terms.length && end < particles + 4 && isOfHolder(terms[end]))
        end++;
    if (particles > i && terms[end]?.entry.kind?.holder)
        return { found: terms.slice(from, end + 1), to: end + 1 };
    // "in her left hand" and "to the side" are not said.
    while (particles > i && /^(?:in|into|to)$/.test(terms[particles - 1].words))
        particles--;
    const isTied = i > from && !kind.holder && (particles > i || /^(?:up|back)$/.test(terms[from].words));
    return isTied ? { found: terms.slice(from, particles), to: particles } : undefined;
}
const isOfHolder = ({ entry, words }) => entry.kind === undefined && (entry.function === 'determiner' || entry.role !== undefined || words === 'and');
const REACHES = /^(?:that|which|reaching|reaches|falling|falls|hanging|hangs|going|goes|comes|coming|flowing|flows|down|extending|extends|ends|ending|is|just|worn|cascading)$/;
const WHERE = /^(?:past|to|below|over|down|on|around|about|at|above)$/;
const PLACES = /^(?:shoulder|shoulders|waist|back|chest|chin|neck|ears|mid back|upper back)$/;
/** "[that falls] past her shoulders". */
function reaching({ terms, at }) {
    let i = at;
    while (i < terms.length && (REACHES.test(terms[i].words) || terms[i].words === 'middle'))
        i++;
    let from = i;
    if (i > at && !WHERE.test(terms[i]?.words ?? '') && WHERE.test(terms[i - 1].words))
        from = --i;
    if (!WHERE.test(terms[i]?.words ?? ''))
        return undefined;
    i++;
    while (i < terms.length &&
        (terms[i].entry.function === 'determiner' || /^(?:mid|middle|upper|of)$/.test(terms[i].words)))
        i++;
    return PLACES.test(terms[i]?.words ?? '') ? { found: terms.slice(from, i + 1), to: i + 1 } : undefined;
}
/** "with [a] white stripes [and a logo]". */
function parts({ terms, at }) {
    if (terms[at]?.words === 'without sleeves')
        return { found: [terms[at]], to: at + 1 };
    if (terms[at]?.words !== 'with')
        return undefined;
    let to = partEnd(terms, at + 1);
    if (to === undefined)
        return undefined;
    if (terms[to]?.words === 'and')
        to = partEnd(terms, to + 1) ?? to;
    return { found: terms.slice(at, to), to };
}
/** The place behind a part of a garment that begins at `at`, with its determiner and modifiers. */
function partEnd(terms, at) {
    let i = at;
    while (i < terms.length && terms[i].entry.function === 'determiner')
        i++;
    let last;
    for (; i < terms.length; i++) {
        const { entry, tag, words } = terms[i];
        if (isMark(terms[i]) || entry.function !== undefined)
            break;
        if (entry.kind !== undefined && entry.noun !== 'part')
            return undefined;
        if (entry.noun === 'part' || entry.role === 'sleeve' || (entry.role === 'pattern' && tag === 'NOUN'))
            last = i + 1;
        else if (last !== undefined && entry.role === undefined)
            break;
        else if (isConjunction(terms[i])) {
            if (last !== undefined || !isDescriptive(terms[i - 1]) || words === ',')
                break;
        }
        else if (entry.role === undefined && tag !== 'ADJ' && tag !== 'NOUN' && tag !== 'PROPN')
            break;
    }
    return last;
}
/** "in his [early] 20s". */
function age({ terms, at }) {
    const nothing = { before: [], behind: [], to: at };
    if (terms[at]?.words !== 'in')
        return nothing;
    let i = at + 1;
    while (i < terms.length && (terms[i].entry.function === 'determiner' || /^(?:early|mid|late)$/.test(terms[i].words)))
        i++;
    const isAge = /^(?:\d0'?s|(?:twen|thir|for|fif|six|seven|eigh)ties|teens)$/.test(terms[i]?.words ?? '');
    return isAge ? { before: [], behind: terms.slice(at, i + 1), to: i + 1 } : nothing;
}
//# sourceMappingURL=postposed.js.map