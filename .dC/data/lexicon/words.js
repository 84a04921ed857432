/** Roles of the modifiers that describe a thing of itself, so that a verb may stand between ("her shirt is red"). */
const DESCRIPTIVE = new Set([
    'colour',
    'shade',
    'pattern',
    'sleeve',
    'length',
    'texture',
    'material',
]);
export const isDescriptive = ({ entry }) => entry.role !== undefined && DESCRIPTIVE.has(entry.role);
export const isNounTag = (tag) => tag === 'NOUN' || tag === 'PROPN';
/** Whether a modifier before the term would belong to it: a noun or another modifier. */
export const isNounlike = (term) => {
    if (term === undefined || isMark(term))
        return false;
    const { kind, noun, role, function: word } = term.entry;
    return kind !== undefined || noun !== undefined || role !== undefined || (isNounTag(term.tag) && word === undefined);
};
/** Punctuation. */
export const isMark = ({ words }) => /^[^\p{L}\p{N}']/u.test(words) && words !== '&';
export const isConjunction = ({ words }) => words === 'and' || words === '&' || words === 'or' || words === ',';
const NEGATORS = new Set(['no', 'not', "n't", 'without', 'never', 'nor', 'neither']);
export const isNegator = (words) => NEGATORS.has(words);
//# sourceMappingURL=words.js.map