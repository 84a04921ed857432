/** The five slots that may be missing from a sentence; every sentence names the person. */
export const PHRASE_SLOTS = ['head', 'upper', 'lower', 'shoes', 'belongings'];
/** How a template writes a slot, as the paper prints it. */
export const MASKS = {
    head: 'head',
    upper: 'up',
    lower: 'down',
    shoes: 'shoes',
    belongings: 'others',
};
export const FORMS = ['female', 'male', 'person'];
/** The situation of a form and the known slots, in whatever order these are given. */
export function situation(form, isKnown) {
    return `${form}:${PHRASE_SLOTS.filter(isKnown).join('+')}`;
}
/** All 96, in a fixed order: by form, then the more that is known the earlier. */
export const SITUATIONS = FORMS.flatMap((form) => Array.from({ length: 32 }, (_, missing) => situation(form, (slot) => !((missing >> PHRASE_SLOTS.indexOf(slot)) & 1))));
/** The known slots of a situation. */
export function slotsOf(key) {
    const named = key.slice(key.indexOf(':') + 1).split('+');
    return PHRASE_SLOTS.filter((slot) => named.includes(slot));
}
export function formOf(key) {
    return key.slice(0, key.indexOf(':'));
}
/**
 * Does the Data Distribution Strategy leave such images (appendix A.7)? It keeps fewer than three unknown among the six
 * attributes, gender being one, and not both garments unknown: 36 of the 96. Others come about all the same where
 * attributes that were never asked for, or bags that are not there, do not count as unknown.
 */
export function isReachable(key) {
    const slots = slotsOf(key);
    const unknown = PHRASE_SLOTS.length - slots.length + (formOf(key) === 'person' ? 1 : 0);
    return unknown < 3 && (slots.includes('upper') || slots.includes('lower'));
}
//# sourceMappingURL=situations.js.map