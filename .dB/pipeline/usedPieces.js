import { captionReader } from '../data/imageCaptions.js';
import { bertVocabulary } from '../data/tokens/bertVocabulary.js';
import { vocabularyOf } from '../data/tokens/vocabulary.js';
import { tokenize } from '../data/tokens/wordPiece.js';
import { allowedCaptions } from '../model/plip/captionChoice.js';
export function presetVocabulary(database, { set, shares, plan }) {
    const all = bertVocabulary();
    return plan.wholeVocabulary ? all : vocabularyOf(usedPieces(all, textsOf(database, set, shares)));
}
function* textsOf(database, { images }, shares) {
    const captions = captionReader(database);
    for (const image of images)
        for (const { text } of allowedCaptions(captions(image), shares))
            yield text;
}
/**
 * Those pieces, special ones and single characters, in BERT's order. The texts have the same tokens with them as with all: whichever
 * piece is the longest of all that fit is also the longest of those that are used.
 */
export function usedPieces(all, texts) {
    const used = new Set([
        all.pad,
        all.unknown,
        all.start,
        all.end,
        ...(all.mask === undefined ? [] : [all.mask]),
    ]);
    for (const text of texts)
        for (const { id } of tokenize(text, all))
            used.add(id);
    return all.pieces.filter((piece, id) => used.has(id) || /^(##)?[\x21-\x7e]$/.test(piece));
}
//# sourceMappingURL=usedPieces.js.map