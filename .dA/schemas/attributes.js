/** The six attributes of SYNTH-PEDES, in the order of the released annotation (section 3.1 of the paper). */
export const SLOTS = ['gender', 'head', 'upper', 'lower', 'shoes', 'belongings'];
/** The captioner cannot tell; the word that the released annotation prints. */
export const UNKNOWN = 'unknown';
/** The captioner saw, with confidence, that there is nothing (no bag). Exported as `unknown`. */
export const NONE = 'none';
/** The phrase of a slot if there is something to say about it, else undefined. */
export function known(phrase) {
    return phrase === null || phrase === UNKNOWN || phrase === NONE ? undefined : phrase;
}
const FEMALE = new Set(['woman', 'female', 'lady', 'girl']);
const MALE = new Set(['man', 'male', 'guy', 'boy', 'gentleman']);
/** Gender form by the head noun, the last word of the phrase ("a young woman" is female). */
export function genderForm(phrase) {
    const head = known(phrase)?.toLowerCase().split(/\s+/).at(-1) ?? '';
    if (FEMALE.has(head))
        return 'female';
    return MALE.has(head) ? 'male' : 'person';
}
//# sourceMappingURL=attributes.js.map