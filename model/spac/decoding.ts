/** How the next word of a text is chosen: rules that hold for all methods, and the methods' own choice. Pure functions. */
import type { Random } from '../../data/random.js';
import type { Vocabulary } from '../../data/tokens/bytePairs.js';
import type { DECODING_METHODS } from '../../schemas/choices.js';

export interface DecodingSettings {
  /** The likeliest word; a draw from the likely ones (Holtzman et al., 2020); or the likeliest of several texts. */
  readonly method: (typeof DECODING_METHODS)[number];
  /** Share of the probability that is drawn from, and what its logarithms are divided by before (nucleus). */
  readonly topP: number;
  readonly temperature: number;
  /** Texts followed at once (beam). */
  readonly beams: number;
  /** Words (byte pairs) of a text without its end. */
  readonly minWords: number;
  readonly maxWords: number;
  /** No run of so many words stands twice in a text; 0: any may. */
  readonly noRepeat: number;
}

/** A word that may come next, with the logarithm of its probability. */
export interface Candidate {
  readonly word: number;
  readonly logShare: number;
}

/** What a text may hold: English letters, digits and the punctuation of plain sentences. */
const PLAIN = /^[ A-Za-z0-9.,;:'"/&()%-]*$/;

/** By word: 1 where it may never be said. Markup, code, line breaks, other scripts and bytes of half a letter. */
export function unsayable(vocabulary: Vocabulary): Uint8Array {
  return Uint8Array.from(vocabulary.tokens, (_, id) => (PLAIN.test(vocabulary.decode([id])) ? 0 : 1));
}

export interface Rules {
  /** By word: 1 where it may never be said. */
  readonly banned: Uint8Array;
  readonly end: number;
  readonly settings: DecodingSettings;
  /** Words that say nothing (`unknown`): a text begins with one if and only if they are together likelier than all others. */
  readonly nothing?: ReadonlySet<number>;
}

/** The candidates that the rules leave, in their order; none where all are forbidden. */
export function sayable(candidates: readonly Candidate[], words: readonly number[], rules: Rules): Candidate[] {
  const { banned, end, settings, nothing } = rules;
  const { minWords, noRepeat } = settings;
  const isFirst = nothing !== undefined && words.length === 0;
  const saysNothing = isFirst && shareOf(candidates, nothing) > 0.5;
  return candidates.filter(({ word }) => {
    if (isFirst && nothing.has(word) !== saysNothing) return false;
    if (word === end) return words.length >= minWords;
    return banned[word] === 0 && (noRepeat === 0 || !repeats(words, word, noRepeat));
  });
}

/** The many ways to say something share its probability: the likeliest single word may be `unknown` where something is known. */
const shareOf = (candidates: readonly Candidate[], words: ReadonlySet<number>): number =>
  candidates.reduce((sum, { word, logShare }) => (words.has(word) ? sum + Math.exp(logShare) : sum), 0);

/** Would the word complete a run of n words that stands in the text already? */
function repeats(words: readonly number[], word: number, n: number): boolean {
  const start = words.length - n + 1;
  if (start < 0) return false;
  for (let i = 0; i + n <= words.length; i++) {
    let same = words[i + n - 1] === word;
    for (let k = 0; same && k < n - 1; k++) same = words[i + k] === words[start + k];
    if (same) return true;
  }
  return false;
}

/** A draw from the smallest set of the likeliest candidates that has the share `topP` of their probability. */
export function drawNucleus(
  candidates: readonly Candidate[],
  { topP, temperature }: DecodingSettings,
  random: Random,
): Candidate {
  const shares = candidates.map(({ logShare }) => Math.exp((logShare - candidates[0].logShare) / temperature));
  const total = shares.reduce((sum, share) => sum + share, 0);
  let [kept, size] = [0, 0];
  while (size < shares.length && kept < topP * total) kept += shares[size++];
  let left = random() * kept;
  for (let i = 0; i < size; i++) {
    left -= shares[i];
    if (left < 0) return candidates[i];
  }
  return candidates[size - 1];
}
