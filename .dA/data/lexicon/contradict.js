/**
 * Where a caption says something else than an image's attributes: the README of the paper's repository has "pink shorts"
 * beside "light pink trousers". What one of both leaves out is no contradiction, nor are words that people use alike.
 */
import { known, NONE, SLOTS } from '../../schemas/attributes.js';
import { coloursAgree, factsOf, kindsOf } from './facts.js';
import { compatible, exclusive } from './lexicon.js';
import { captionPhrases, pronounGender } from './phrases.js';
/**
 * At most one a slot. `garment` is also what is said to be there where the attribute is `none`, or not to be there where
 * the attribute names it. A slot that is `unknown` or null contradicts nothing. Lengths and sleeves are not compared.
 */
export function contradictions(attributes, caption) {
    const phrases = captionPhrases(caption);
    return SLOTS.flatMap((slot) => {
        const own = phrases.filter((each) => each.slot === slot);
        const said = attributes[slot];
        if (said === NONE) {
            const claim = own.find(({ negated }) => !negated);
            return claim ? [{ kind: 'garment', slot, said, found: claim.phrase }] : [];
        }
        const phrase = known(said);
        if (phrase === undefined)
            return [];
        const found = slot === 'gender' ? otherGender(phrase, own, caption) : otherThing(slot, phrase, own);
        return found ? [{ slot, said: phrase, ...found }] : [];
    });
}
/** Nouns that tell a gender decide; pronouns only where there are none. */
function otherGender(said, own, caption) {
    const { gender } = factsOf('gender', said);
    if (gender === undefined)
        return undefined;
    const nouns = own.map(({ phrase }) => ({ phrase, gender: factsOf('gender', phrase).gender }));
    const telling = nouns.filter((each) => each.gender !== undefined);
    if (telling.length > 0)
        return telling.some((each) => each.gender === gender) ? undefined : { kind: 'gender', found: telling[0].phrase };
    const pronouns = pronounGender([caption]);
    return pronouns === undefined || pronouns === gender ? undefined : { kind: 'gender', found: pronouns };
}
function otherThing(slot, said, own) {
    const facts = factsOf(slot, said);
    const phrases = own.map(({ phrase, negated }) => ({ phrase, negated, facts: factsOf(slot, phrase) }));
    const same = phrases.filter((each) => speaksOf(facts, each.facts));
    const denied = same.find(({ negated }) => negated);
    const positive = same.filter(({ negated }) => !negated);
    if (denied && positive.length === 0)
        return { kind: 'garment', found: denied.phrase };
    if (positive.length > 0) {
        const agrees = positive.some((each) => colourAgrees(facts, each.facts));
        return agrees ? undefined : { kind: 'colour', found: positive[0].phrase };
    }
    const other = phrases.find(({ negated, facts: theirs }) => !negated && excludes(facts, theirs));
    return other && { kind: 'garment', found: other.phrase };
}
/** Whether both name one thing. */
function speaksOf(ours, theirs) {
    return kindsOf(ours).some((a) => kindsOf(theirs).some((b) => compatible(a, b) || (a.layer === 'hair' && b.layer === 'hair')));
}
/** Whether nothing of one can be there with something of the other. */
function excludes(ours, theirs) {
    const [a, b] = [kindsOf(ours), kindsOf(theirs)];
    return a.length > 0 && b.length > 0 && a.every((one) => b.every((other) => exclusive(one, other)));
}
/** A colour that only one names is left out by the other; stripes may be what one saw. */
function colourAgrees(ours, theirs) {
    if (ours.colours.length === 0 || theirs.colours.length === 0)
        return true;
    const all = [...theirs.colours, ...theirs.accents];
    return [...ours.colours, ...ours.accents].some((a) => all.some((b) => coloursAgree(a, b)));
}
//# sourceMappingURL=contradict.js.map