/** How varied captions are, whatever they say: a captioner that repeats itself fails here. */
import { bleu } from './bleu.js';
import { ngrams } from './words.js';
/** Words of an opening. */
const OPENING = 4;
const TOP = 10;
/** Others that a caption is compared with: all would take the square of the corpus. */
const OTHERS = 20;
export function diversity(captions) {
    const distinct = (n) => {
        const counts = captions.map((caption) => ngrams(caption, n));
        const all = captions.reduce((total, { length }) => total + Math.max(0, length - n + 1), 0);
        return all === 0 ? 0 : new Set(counts.flatMap((each) => [...each.keys()])).size / all;
    };
    return {
        distinct1: distinct(1),
        distinct2: distinct(2),
        selfBleu: selfBleu(captions),
        vocabulary: new Set(captions.flat()).size,
        topOpenings: topOpenings(captions),
    };
}
/** Every caption against the ones after it, around the end of the list. */
function selfBleu(captions) {
    if (captions.length < 2)
        return 0;
    const others = Math.min(OTHERS, captions.length - 1);
    return bleu(captions.map((candidate, i) => ({
        candidate,
        references: Array.from({ length: others }, (_, k) => captions[(i + k + 1) % captions.length]),
    })))[3];
}
function topOpenings(captions) {
    if (captions.length === 0)
        return 0;
    const counts = new Map();
    for (const caption of captions) {
        const opening = caption.slice(0, OPENING).join(' ');
        counts.set(opening, (counts.get(opening) ?? 0) + 1);
    }
    const top = [...counts.values()].sort((a, b) => b - a).slice(0, TOP);
    return top.reduce((a, b) => a + b, 0) / captions.length;
}
//# sourceMappingURL=diversity.js.map