// The room that a prefix takes of the generator's positions, and what it leaves for words.
import { SLOTS } from '../../schemas/attributes.js';
/** Tokens of a prefix. */
export const ATTRIBUTE_PREFIX = 3;
export const SENTENCE_PREFIX = 5;
/** Tokens that a style encoder takes and gives: all attribute prefixes, then that of the sentence. */
export const STYLE_PREFIX = SLOTS.length * ATTRIBUTE_PREFIX + SENTENCE_PREFIX;
/** Words that the generator has positions for behind a prefix of so many tokens. */
export const wordsBehind = ({ generator }, prefix) => generator.positions - prefix;
//# sourceMappingURL=prefix.js.map