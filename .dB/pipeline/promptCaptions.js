import { article, asPair, tidyPhrase, withArticle, withoutDeterminer } from '../data/templates/nounPhrase.js';
import { MASKS, PHRASE_SLOTS, situation } from '../data/templates/situations.js';
import { hash32 } from '../data/random.js';
import { genderForm, known } from '../schemas/attributes.js';
export { withArticle };
/** The noun of a form, for an image whose own wording says nothing of it. */
const NOUNS = { female: 'woman', male: 'man', person: 'person' };
const SLOT_OF_MASK = new Map(PHRASE_SLOTS.map((slot) => [MASKS[slot], slot]));
/** A slot with the determiner before it, if there is one. */
const MASK = /(?:\b(a pair of|an?|the|this|that|his|her|their) )?\[(\w+)\]/gi;
/** The form and the known phrases, as the key of a template group. */
export function situationOf(attributes, form) {
    return situation(form, (slot) => phraseOf(attributes, slot) !== undefined);
}
/**
 * Draws the template of an image by rendezvous hashing (Thaler and Ravishankar 1998): each template of the group bids
 * with a hash of itself and the image's key, and the highest bid wins. So a template that is changed, added or removed
 * concerns only the images that used it, or that it wins.
 */
export function chooseTemplate(library, key, imageKey, seed = 0) {
    const group = library.get(key);
    if (!group)
        throw new Error(`the template library has no situation ${key}`);
    const image = hash32(imageKey, seed);
    let best = group[0];
    let highest = -1;
    for (const template of group) {
        const bid = mix(image, template.hash);
        if (bid > highest) {
            highest = bid;
            best = template;
        }
    }
    return best;
}
/**
 * The filled sentence. A slot that stands alone, or after `a`, gets the article that its phrase needs; after `a pair of`
 * it keeps the pair only where the thing comes in pairs; after `the`, `her` and the like the phrase's own article goes.
 */
export function promptCaption(attributes, form, template) {
    const { text } = template;
    return text.replace(MASK, (_, determiner, mask, offset) => {
        const before = text.slice(0, offset);
        const filled = mask === 'person'
            ? fillPerson(personOf(attributes, form), determiner)
            : fillPhrase(phraseFor(attributes, mask, text), determiner);
        return before === '' || /[.!?] $/.test(before) ? capitalised(filled) : filled;
    });
}
function fillPerson(person, determiner) {
    if (determiner === undefined)
        return person;
    return /^an?$/i.test(determiner) ? `${article(person)} ${person}` : `${determiner} ${person}`;
}
function fillPhrase(phrase, determiner) {
    if (determiner === undefined || /^an?$/i.test(determiner))
        return withArticle(phrase);
    if (/^a pair of$/i.test(determiner))
        return asPair(phrase);
    return `${determiner} ${withoutDeterminer(phrase)}`;
}
/** The image's own wording ("young woman") where it agrees with the form, which is the voted one. */
function personOf(attributes, form) {
    const own = withoutDeterminer(known(attributes.gender) ?? '');
    return own !== '' && genderForm(own) === form ? own : NOUNS[form];
}
function phraseOf(attributes, slot) {
    return tidyPhrase(known(attributes[slot]) ?? '') || undefined;
}
function phraseFor(attributes, mask, text) {
    const slot = SLOT_OF_MASK.get(mask);
    const phrase = slot && phraseOf(attributes, slot);
    if (phrase === undefined)
        throw new Error(`nothing is known for [${mask}] of the template "${text}"`);
    return phrase;
}
function capitalised(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
/** 32 bits of two hashes: MurmurHash3's finish over both. */
function mix(a, b) {
    let h = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 16), 0xc2b2ae35);
    h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
    return (h ^ (h >>> 16)) >>> 0;
}
//# sourceMappingURL=promptCaptions.js.map