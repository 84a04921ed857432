// Which of several phrases of one slot becomes the image's attribute.
import { genderForm } from '../../schemas/attributes.js';
import { factsOf, kindsOf } from './facts.js';
import { compatible, lookup } from './lexicon.js';
/** The phrase that says most, the first of equals; of belongings up to two things. Undefined where there is none. */
export function mostTelling(slot, phrases) {
    const ranked = phrases
        .map((phrase, place) => ({ phrase, place, score: telling(slot, phrase) }))
        .sort((a, b) => b.score - a.score || a.place - b.place)
        .map(({ phrase }) => phrase);
    const [best] = ranked;
    if (best === undefined)
        return undefined;
    if (slot === 'gender')
        return withGenderLast(best);
    if (slot !== 'belongings')
        return best;
    const other = ranked.find((phrase) => isOther(best, phrase));
    return other === undefined ? best : `${best} and ${other}`;
}
export const gendersOf = (phrase) => {
    const { gender } = factsOf('gender', phrase);
    return gender === undefined ? [] : [gender];
};
/** Longer phrases tell little more, and are harder to imitate. */
const MOST_WORDS = 9;
function telling(slot, phrase) {
    const facts = factsOf(slot, phrase);
    const words = phrase.split(/[ -]/);
    const long = words.length > MOST_WORDS ? 2 : 0;
    if (slot === 'gender')
        return (facts.gender === undefined ? 0 : 10) + (isAged(words) ? 1 : 0) - long;
    return 2 * Math.min(2, facts.colours.length) + details(facts, words) + thing(slot, facts) - long;
}
const isAged = (words) => words.some((word) => lookup(word)?.role === 'age');
function details({ length, pattern, sleeve, colours }, words) {
    const shaded = colours.length === 0 && words.some((word) => lookup(word)?.role === 'shade');
    return [length, pattern, sleeve].filter((each) => each !== undefined).length + (shaded ? 1 : 0);
}
/** A special thing tells more than a plain one; a beard or glasses less than hair or a hat; a bag more than what is in a hand. */
function thing(slot, facts) {
    const [kind] = kindsOf(facts);
    if (!kind)
        return 0;
    if (slot === 'head')
        return kind.layer === 'hair' || kind.layer === 'hat' ? 0 : -6;
    const special = kind.ancestry.length > 2 || (slot !== 'upper' && kind.ancestry.length > 1) ? 1 : 0;
    return special + (kind.ancestry.includes('bag') ? 3 : 0);
}
/** "female pedestrian" is "female": the form of a sentence goes by the last word. */
function withGenderLast(phrase) {
    const words = phrase.split(' ');
    if (factsOf('gender', phrase).gender === undefined || words.some((word) => word === 'in'))
        return phrase;
    for (let end = words.length; end > 0; end--) {
        const cut = words.slice(0, end).join(' ');
        if (genderForm(cut) !== 'person')
            return cut;
    }
    return phrase;
}
/** Two different things, of which neither may be the other. */
function isOther(a, b) {
    const [ours, theirs] = [kindsOf(factsOf('belongings', a)), kindsOf(factsOf('belongings', b))];
    return (theirs.length > 0 &&
        ours.every((one) => theirs.every((other) => !compatible(one, other) && one.layer !== other.layer)));
}
//# sourceMappingURL=mostTelling.js.map