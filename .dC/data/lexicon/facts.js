import { kindNamed } from './lexicon.js';
import { phraseTerms } from './terms.js';
const CACHE = new Map();
/** Phrases are few and come again; a captioner's may be any number. */
const CACHED = 50_000;
/** The facts of one slot's phrase. A phrase of words that the lexicon does not have says nothing. */
export function factsOf(slot, phrase) {
    const key = `${slot}:${phrase}`;
    const cached = CACHE.get(key);
    if (cached)
        return cached;
    if (CACHE.size >= CACHED)
        CACHE.clear();
    const facts = readFacts(slot, phraseTerms(phrase));
    CACHE.set(key, facts);
    return facts;
}
function readFacts(slot, terms) {
    const behind = terms.findIndex(({ words }, i) => i > 0 && words === 'with');
    const main = behind < 0 ? terms : terms.slice(0, behind);
    const rest = behind < 0 ? [] : terms.slice(behind);
    const value = (role) => terms.find(({ entry }) => entry.role === role)?.entry.value;
    const colours = coloursOf(main);
    return {
        garments: slot === 'gender' ? [] : thingsOf(slot, main),
        colours,
        accents: coloursOf(rest).filter((each) => !colours.includes(each)),
        ...defined('length', slot === 'head' ? hairLength(main) : value('length')),
        ...defined('pattern', value('pattern')),
        ...defined('sleeve', value('sleeve')),
        ...(slot === 'gender' ? defined('gender', genderOf(main)) : {}),
    };
}
const defined = (key, value) => value === undefined ? {} : { [key]: value };
const coloursOf = (terms) => [
    ...new Set(terms.flatMap(({ entry }) => (entry.role === 'colour' ? [entry.value] : []))),
];
/** Nouns that are no first part of another: of "polo shirt and cap" the shirt and the cap. */
function thingsOf(slot, terms) {
    const things = terms.filter(({ entry }, i) => {
        const kind = entry.kind;
        if (!kind || kind.slot === 'gender' || (kind.slot !== slot && slot !== 'belongings'))
            return false;
        const next = terms[i + 1]?.entry;
        const isFirst = next?.kind !== undefined && (entry.adjectival || next.kind.slot === kind.slot);
        return !isFirst && !(next?.noun === 'part' && !next.role);
    });
    return [...new Set(things.map(({ entry }) => entry.kind.name))];
}
const LONG_AT = /^(?:waist|back|chest|mid back|upper back)$/;
/** The length that is said, or the place down to which the hair hangs. */
function hairLength(terms) {
    const said = terms.find(({ entry }) => entry.role === 'length' && entry.value !== 'knee')?.entry.value;
    if (said !== undefined)
        return said;
    const place = terms.find(({ entry }, i) => entry.noun === 'body' && i > 0 && !entry.kind)?.words;
    if (place === undefined || !terms.some(({ words }) => /^(?:past|to|below|over|down|on|around|about)$/.test(words)))
        return undefined;
    if (LONG_AT.test(place))
        return 'long';
    return /^shoulders?$/.test(place) ? 'medium' : undefined;
}
function genderOf(terms) {
    const last = terms.findLast(({ entry }) => entry.kind?.slot === 'gender' && !isNeutral(entry.kind));
    if (!last)
        return undefined;
    return last.entry.kind.ancestry.includes('man') ? 'male' : 'female';
}
const isNeutral = (kind) => kind.ancestry.includes('person');
/** The kinds of a phrase's things. */
export const kindsOf = (facts) => facts.garments.map(kindNamed);
/** Families that people do not keep apart: what one calls beige another calls brown. */
const NEAR = new Set(`beige brown, beige white, beige yellow, teal blue, teal green, red orange, pink purple, blonde yellow, blonde brown,
   blonde beige, orange brown, pink red`
    .split(/,\s*/)
    .flatMap((pair) => [pair.trim(), pair.trim().split(' ').reverse().join(' ')]));
/** Whether two colour families may be said of one thing. Many colours agree with any. */
export function coloursAgree(a, b) {
    return a === b || a === 'multicoloured' || b === 'multicoloured' || NEAR.has(`${a} ${b}`);
}
//# sourceMappingURL=facts.js.map