/** BLEU-1 to -4 of a corpus (Papineni et al., 2002), with the reference length that is closest, as COCO's toolkit has it. */
import { ngrams } from './words.js';
const ORDERS = [1, 2, 3, 4];
/** What keeps the toolkit's quotients finite. */
const [TINY, SMALL] = [1e-15, 1e-9];
/** Four scores in 0..1; of no captions, four zeros. */
export function bleu(judged) {
    const correct = [0, 0, 0, 0];
    const guessed = [0, 0, 0, 0];
    let [ours, theirs] = [0, 0];
    for (const { candidate, references } of judged) {
        ours += candidate.length;
        theirs += closest(candidate.length, references.map((reference) => reference.length));
        for (const n of ORDERS) {
            guessed[n - 1] += Math.max(0, candidate.length - n + 1);
            correct[n - 1] += clipped(candidate, references, n);
        }
    }
    const ratio = (ours + TINY) / (theirs + SMALL);
    const penalty = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
    let product = 1;
    return ORDERS.map((n) => {
        product *= (correct[n - 1] + TINY) / (guessed[n - 1] + SMALL);
        return ours === 0 ? 0 : product ** (1 / n) * penalty;
    });
}
/** n-grams of the candidate that a reference has, each counted at most as often as the reference that has it most. */
function clipped(candidate, references, n) {
    const theirs = references.map((reference) => ngrams(reference, n));
    let count = 0;
    for (const [gram, times] of ngrams(candidate, n))
        count += Math.min(times, Math.max(0, ...theirs.map((counts) => counts.get(gram) ?? 0)));
    return count;
}
/** The reference length nearest to ours; of two, the shorter one. */
function closest(length, lengths) {
    return [...lengths].sort((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b)[0] ?? 0;
}
//# sourceMappingURL=bleu.js.map