/**
 * CIDEr-D (Vedantam et al., 2015, section 6): n-grams weighted by how rare they are, counts clipped, lengths penalised,
 * as COCO's toolkit computes it: document frequencies are those of the references that are judged.
 */
import { mean, ngrams, sum } from './words.js';
const ORDERS = [1, 2, 3, 4];
const SIGMA = 6;
/** Mean over the captions, 0 to 10. Where every image has the same references no word tells anything, and it is 0. */
export function ciderD(judged) {
    const frequency = documentFrequencies(judged);
    const images = Math.log(Math.max(1, judged.length));
    const sentence = (words) => {
        const vectors = ORDERS.map((n) => {
            const weights = new Map();
            for (const [gram, times] of ngrams(words, n))
                weights.set(gram, times * (images - Math.log(Math.max(1, frequency.get(gram) ?? 0))));
            return { weights, norm: Math.sqrt(sum([...weights.values()].map((weight) => weight ** 2))) };
        });
        return { vectors, pairs: Math.max(0, words.length - 1) };
    };
    return mean(judged.map(({ candidate, references }) => {
        const ours = sentence(candidate);
        return 10 * mean(references.map((reference) => similarity(ours, sentence(reference))));
    }));
}
/** In how many images' references an n-gram stands. */
function documentFrequencies(judged) {
    const counts = new Map();
    for (const { references } of judged) {
        const grams = new Set(references.flatMap((words) => ORDERS.flatMap((n) => [...ngrams(words, n).keys()])));
        for (const gram of grams)
            counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
    return counts;
}
function similarity(ours, reference) {
    const penalty = Math.exp(-((ours.pairs - reference.pairs) ** 2) / (2 * SIGMA ** 2));
    return mean(ours.vectors.map(({ weights, norm }, i) => {
        const theirs = reference.vectors[i];
        let dot = 0;
        for (const [gram, weight] of weights) {
            const other = theirs.weights.get(gram) ?? 0;
            dot += Math.min(weight, other) * other;
        }
        return norm * theirs.norm === 0 ? 0 : (penalty * dot) / (norm * theirs.norm);
    }));
}
//# sourceMappingURL=cider.js.map