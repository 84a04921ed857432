// The words of a text encoder: BERT's, or of one that starts from nothing only those pieces of BERT's that its texts use.
import type { Database } from 'better-sqlite3';
import { captionReader } from '../data/imageCaptions.js';
import { bertVocabulary } from '../data/tokens/bertVocabulary.js';
import { vocabularyOf, type Vocabulary } from '../data/tokens/vocabulary.js';
import { tokenize } from '../data/tokens/wordPiece.js';
import { allowedCaptions, type CaptionShares } from '../model/plip/captionChoice.js';
import type { ImageSet } from '../model/plip/sampler.js';
import type { PretrainPlan } from './pretrainPlan.js';

export function presetVocabulary(
  database: Database,
  { set, shares, plan }: { set: ImageSet; shares: CaptionShares; plan: PretrainPlan },
): Vocabulary {
  const all = bertVocabulary();
  return plan.wholeVocabulary ? all : vocabularyOf(usedPieces(all, textsOf(database, set, shares)));
}

function* textsOf(database: Database, { images }: ImageSet, shares: CaptionShares): Generator<string> {
  const captions = captionReader(database);
  for (const image of images) for (const { text } of allowedCaptions(captions(image), shares)) yield text;
}

/**
 * Those pieces, special ones and single characters, in BERT's order. The texts have the same tokens with them as with all: whichever
 * piece is the longest of all that fit is also the longest of those that are used.
 */
export function usedPieces(all: Vocabulary, texts: Iterable<string>): string[] {
  const used = new Set<number>([
    all.pad,
    all.unknown,
    all.start,
    all.end,
    ...(all.mask === undefined ? [] : [all.mask]),
  ]);
  for (const text of texts) for (const { id } of tokenize(text, all)) used.add(id);
  return all.pieces.filter((piece, id) => used.has(id) || /^(##)?[\x21-\x7e]$/.test(piece));
}
