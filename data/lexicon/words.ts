// What a term can do in a sentence.
import type { PartOfSpeech } from 'wink-nlp';
import type { Role } from './lexicon.js';
import type { Term } from './terms.js';

/** Roles of the modifiers that describe a thing of itself, so that a verb may stand between ("her shirt is red"). */
const DESCRIPTIVE: ReadonlySet<Role> = new Set<Role>([
  'colour',
  'shade',
  'pattern',
  'sleeve',
  'length',
  'texture',
  'material',
]);

export const isDescriptive = ({ entry }: Term): boolean => entry.role !== undefined && DESCRIPTIVE.has(entry.role);

export const isNounTag = (tag: PartOfSpeech): boolean => tag === 'NOUN' || tag === 'PROPN';

/** Whether a modifier before the term would belong to it: a noun or another modifier. */
export const isNounlike = (term: Term | undefined): boolean => {
  if (term === undefined || isMark(term)) return false;
  const { kind, noun, role, function: word } = term.entry;
  return kind !== undefined || noun !== undefined || role !== undefined || (isNounTag(term.tag) && word === undefined);
};

/** Punctuation. */
export const isMark = ({ words }: Term): boolean => /^[^\p{L}\p{N}']/u.test(words) && words !== '&';

export const isConjunction = ({ words }: Term): boolean =>
  words === 'and' || words === '&' || words === 'or' || words === ',';

const NEGATORS: ReadonlySet<string> = new Set(['no', 'not', "n't", 'without', 'never', 'nor', 'neither']);

export const isNegator = (words: string): boolean => NEGATORS.has(words);
