/**
 * Section 3, steps (b) and (c): the noun phrases of a caption, each assigned to the attribute whose keyword its head noun
 * is; an attribute that no phrase speaks of is `unknown`.
 */
import { NONE, SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import { nounPhrases } from './chunks.js';
import { gendersOf, mostTelling } from './mostTelling.js';
import { deniedPlaces, isDenied } from './negation.js';
import { captionTerms } from './terms.js';
import { isMark } from './words.js';
import { wording } from './wording.js';
/**
 * The phrases of a caption that speak of an attribute, in order of appearance. A garment that is carried belongs to
 * `belongings`; people beside the one that is described, and what is said not to be visible, are left out.
 */
export function captionPhrases(caption) {
    return readCaption(caption).phrases.map(({ slot, phrase, start, end, negated }) => ({
        ...{ slot, phrase, start, end, negated },
    }));
}
/** The phrases with their keywords, and the nouns that fall through: how the keyword sets are grown. */
export function readCaption(caption) {
    const terms = captionTerms(caption);
    const all = nounPhrases(terms);
    const denied = deniedPlaces(terms, all);
    let person = false;
    const phrases = all.flatMap((phrase, i) => {
        if (!phrase.kind || isDenied(terms, phrase))
            return [];
        const slot = slotOf(terms, phrase);
        if (slot === undefined || (slot === 'gender' && !isSubject(terms, phrase, person)))
            return [];
        if (slot === 'gender')
            person = true;
        const shared = sharedModifiers(terms, all[i - 1], phrase);
        const said = [...phrase.body, ...phrase.after.before, ...phrase.after.behind].flatMap(({ tokens }) => tokens);
        const [start, end] = [Math.min(...said.map((each) => each.start)), Math.max(...said.map((each) => each.end))];
        const [keyword, negated] = [phrase.head.words, denied.has(phrase.from)];
        return [{ slot, phrase: wording(phrase, shared), start, end, negated, keyword }];
    });
    const isUnknown = ({ kind, head }) => !kind && !head.entry.kind && !head.entry.noun;
    const others = all.filter(isUnknown).map((each) => ({ noun: each.head.words, phrase: wording(each) }));
    return { phrases, others };
}
/**
 * The six attributes of an image from all of its captions. Of each slot the phrase that says most, the first of equals;
 * of belongings up to two different things, joined by " and "; `none` where a thing is only said not to be there;
 * `unknown` where nobody says anything. Where no noun tells a gender, pronouns that agree do ("man", "woman").
 */
export function captionAttributes(captions) {
    const phrases = captions.flatMap(captionPhrases);
    const entries = SLOTS.map((slot) => {
        const own = phrases.filter((each) => each.slot === slot);
        const said = own.filter((each) => !each.negated).map(({ phrase }) => phrase);
        const best = slot === 'gender' ? genderPhrase(said, captions) : mostTelling(slot, said);
        const isNone = slot !== 'gender' && own.some((each) => each.negated);
        return [slot, best ?? (isNone ? NONE : UNKNOWN)];
    });
    return Object.fromEntries(entries);
}
function genderPhrase(said, captions) {
    const best = mostTelling('gender', said);
    if (best !== undefined && gendersOf(best).length > 0)
        return best;
    return { male: 'man', female: 'woman' }[pronounGender(captions)] ?? best;
}
/** The gender that all pronouns of the captions have, where there are any. */
export function pronounGender(captions) {
    const text = captions.join('\n');
    const [male, female] = [/\b(?:he|his|him|himself)\b/i.test(text), /\b(?:she|her|hers|herself)\b/i.test(text)];
    if (male === female)
        return undefined;
    return male ? 'male' : 'female';
}
const WORN = new Set(['upper', 'lower', 'shoes', 'head']);
/** The slot of a phrase's keyword; what hangs directly on a verb of carrying is a belonging, a child in arms nothing. */
function slotOf(terms, { kind, from }) {
    let i = from - 1;
    while (i >= 0 && terms[i].entry.function === 'determiner')
        i--;
    if (terms[i]?.entry.function !== 'carry')
        return kind.slot;
    if (kind.slot === 'gender')
        return undefined;
    return WORN.has(kind.slot) && kind.layer !== 'hair' ? 'belongings' : kind.slot;
}
/**
 * Whether a noun of a person is of the one that is described: the first one, and later those that begin a sentence or
 * are pointed at ("the woman"). "Women's shoes" speak of none.
 */
function isSubject(terms, { determiner, from, to, head }, person) {
    if (/^(?:men|women|womens|mans|ladies|boys|girls|children)$/.test(head.words) && terms[to]?.words.startsWith("'"))
        return false;
    if (/^(?:womens|mans)$/.test(head.words) && terms[to]?.entry.kind)
        return false;
    if (determiner && /^(?:another|other)$/.test(determiner.words))
        return false;
    if (!person || (determiner && /^(?:the|this|that)$/.test(determiner.words)))
        return true;
    const before = terms[from - (determiner ? 2 : 1)];
    return before === undefined || (isMark(before) && before.words !== ',');
}
const SHARING = new Set(['upper', 'lower', 'shoes']);
/**
 * "gray shirt and pants": a bare garment behind `and` takes the colours of the garment before it. Not behind an article:
 * of "a gray shirt and pants" the pants were gray for 2 of 12 people whose labels are known. Jeans have a colour of their own.
 */
function sharedModifiers(terms, last, own) {
    if (!last?.kind || last.determiner || last.to !== own.from - 1 || !/^(?:and|&)$/.test(terms[last.to].words))
        return [];
    const apart = own.body.length > 1 ||
        own.head.tokens.length > 1 ||
        own.after.before.length > 0 ||
        [own, last].some(({ kind }) => kind.name === 'jeans');
    if (apart || !SHARING.has(own.kind.slot) || !SHARING.has(last.kind.slot) || last.after.behind.length > 0)
        return [];
    const isColour = ({ entry }) => entry.role === 'colour' || entry.role === 'shade';
    const from = last.body.findIndex(isColour);
    const to = last.body.findLastIndex(isColour);
    return from < 0 ? [] : last.body.slice(from, to + 1);
}
//# sourceMappingURL=phrases.js.map