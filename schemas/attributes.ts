/** The six attributes of SYNTH-PEDES, in the order of the released annotation (section 3.1 of the paper). */
export const SLOTS = ['gender', 'head', 'upper', 'lower', 'shoes', 'belongings'] as const;
export type Slot = (typeof SLOTS)[number];

/** The captioner cannot tell; the word that the released annotation prints. */
export const UNKNOWN = 'unknown';
/** The captioner saw, with confidence, that there is nothing (no bag). Exported as `unknown`. */
export const NONE = 'none';

/**
 * One image's attributes: a short noun phrase ("short black hair"), `unknown`, `none`,
 * or null for a slot that the captioner has no head for.
 */
export type Attributes = Record<Slot, string | null>;

/** Grammatical form that a caption takes; `person` is the neutral one. */
export type GenderForm = 'female' | 'male' | 'person';

/** The phrase of a slot if there is something to say about it, else undefined. */
export function known(phrase: string | null): string | undefined {
  return phrase === null || phrase === UNKNOWN || phrase === NONE ? undefined : phrase;
}

const FEMALE = new Set(['woman', 'female', 'lady', 'girl']);
const MALE = new Set(['man', 'male', 'guy', 'boy', 'gentleman']);

/** Gender form by the head noun, the last word of the phrase ("a young woman" is female). */
export function genderForm(phrase: string | null): GenderForm {
  const head = known(phrase)?.toLowerCase().split(/\s+/).at(-1) ?? '';
  if (FEMALE.has(head)) return 'female';
  return MALE.has(head) ? 'male' : 'person';
}
