/**
 * Quality gates on one generated caption: what is wrong with it, as a permanent name. What can only be seen beside the other
 * captions of the data set is looked at in captionReview.ts. Pure functions.
 */
import { contradictions } from '../data/lexicon/contradict.js';
import { captionPhrases } from '../data/lexicon/phrases.js';
import { genderForm } from '../schemas/attributes.js';
export const FAULTS = {
    unfinished: 'unfinished',
    tooShort: 'too_short',
    notPlain: 'not_plain_text',
    wrongGender: 'wrong_gender',
    contradicts: 'contradicts_attributes',
};
/** English letters, digits and the punctuation of plain sentences: no other script, no markup, no code. */
const NOT_PLAIN = /[^\n A-Za-z0-9.,;:'"/&()%!?-]|&[a-z]+;|\/\/|\(\)|https?:/;
/**
 * The first fault of a caption.
 * @param caption undefined where it did not come to an end
 * @param attributes of the image, with the voted gender
 */
export function faultOf(caption, attributes, gates) {
    if (caption === undefined)
        return { reason: FAULTS.unfinished };
    const words = caption.split(/\s+/).filter(Boolean).length;
    if (words < gates.minWords)
        return { reason: FAULTS.tooShort, score: words, threshold: gates.minWords };
    if (gates.plainText && NOT_PLAIN.test(caption))
        return { reason: FAULTS.notPlain };
    if (gates.gender && disagrees(caption, genderForm(attributes.gender)))
        return { reason: FAULTS.wrongGender };
    if (!gates.contradiction)
        return undefined;
    const found = contradictions(attributes, caption).filter(({ kind }) => !gates.gender || kind !== 'gender');
    const threshold = gates.maxContradictions;
    return found.length > threshold ? { reason: FAULTS.contradicts, score: found.length, threshold } : undefined;
}
const PRONOUNS = [
    ['female', /\b(?:she|her|hers|herself)\b/i],
    ['male', /\b(?:he|his|him|himself)\b/i],
];
/** Does the caption speak of a person of the other gender, by noun or by pronoun? */
function disagrees(caption, voted) {
    if (voted === 'person')
        return false;
    const nouns = captionPhrases(caption).flatMap(({ slot, phrase }) => (slot === 'gender' ? [genderForm(phrase)] : []));
    const pronouns = PRONOUNS.flatMap(([form, pattern]) => (pattern.test(caption) ? [form] : []));
    return [...nouns, ...pronouns].some((form) => form !== 'person' && form !== voted);
}
//# sourceMappingURL=captionGates.js.map