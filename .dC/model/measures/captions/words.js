/**
 * Captions as the measures see them: the COCO caption toolkit (Chen et al., Microsoft COCO Captions, section 4) lower-cases,
 * splits as the Penn Treebank does and leaves punctuation out. The same here, for plain English sentences.
 */
/** What the Penn Treebank splits off a word: "don't" -> "do n't", "man's" -> "man 's". */
const CLITICS = /(n't|'s|'re|'ve|'ll|'d|'m)$/;
/** Words and numbers, with hyphens and apostrophes inside them; everything else is punctuation, which does not count. */
const TOKENS = /[\p{L}\p{N}]+(?:[-'][\p{L}\p{N}]+)*|[\p{L}\p{N}]+/gu;
export function words(caption) {
    const found = caption.toLowerCase().replaceAll('\u2019', "'").match(TOKENS) ?? [];
    return found.flatMap((token) => {
        const cut = CLITICS.exec(token)?.index ?? 0;
        return cut > 0 ? [token.slice(0, cut), token.slice(cut)] : [token];
    });
}
/** How often each run of `n` words stands in the sentence. */
export function ngrams(sentence, n) {
    const counts = new Map();
    for (let i = 0; i + n <= sentence.length; i++) {
        const gram = sentence.slice(i, i + n).join(' ');
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
    return counts;
}
export const sum = (values) => {
    let total = 0;
    for (const value of values)
        total += value;
    return total;
};
export const mean = (values) => (values.length === 0 ? 0 : sum(values) / values.length);
//# sourceMappingURL=words.js.map