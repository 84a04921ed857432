/** What a text may hold: English letters, digits and the punctuation of plain sentences. */
const PLAIN = /^[ A-Za-z0-9.,;:'"/&()%-]*$/;
/** By word: 1 where it may never be said. Markup, code, line breaks, other scripts and bytes of half a letter. */
export function unsayable(vocabulary) {
    return Uint8Array.from(vocabulary.tokens, (_, id) => (PLAIN.test(vocabulary.decode([id])) ? 0 : 1));
}
/** The candidates that the rules leave, in their order; none where all are forbidden. */
export function sayable(candidates, words, rules) {
    const { banned, end, settings, nothing } = rules;
    const { minWords, noRepeat } = settings;
    const isFirst = nothing !== undefined && words.length === 0;
    const saysNothing = isFirst && shareOf(candidates, nothing) > 0.5;
    return candidates.filter(({ word }) => {
        if (isFirst && nothing.has(word) !== saysNothing)
            return false;
        if (word === end)
            return words.length >= minWords;
        return banned[word] === 0 && (noRepeat === 0 || !repeats(words, word, noRepeat));
    });
}
/** The many ways to say something share its probability: the likeliest single word may be `unknown` where something is known. */
const shareOf = (candidates, words) => candidates.reduce((sum, { word, logShare }) => (words.has(word) ? sum + Math.exp(logShare) : sum), 0);
/** Would the word complete a run of n words that stands in the text already? */
function repeats(words, word, n) {
    const start = words.length - n + 1;
    if (start < 0)
        return false;
    for (let i = 0; i + n <= words.length; i++) {
        let same = words[i + n - 1] === word;
        for (let k = 0; same && k < n - 1; k++)
            same = words[i + k] === words[start + k];
        if (same)
            return true;
    }
    return false;
}
/** A draw from the smallest set of the likeliest candidates that has the share `topP` of their probability. */
export function drawNucleus(candidates, { topP, temperature }, random) {
    const shares = candidates.map(({ logShare }) => Math.exp((logShare - candidates[0].logShare) / temperature));
    const total = shares.reduce((sum, share) => sum + share, 0);
    let [kept, size] = [0, 0];
    while (size < shares.length && kept < topP * total)
        kept += shares[size++];
    let left = random() * kept;
    for (let i = 0; i < size; i++) {
        left -= shares[i];
        if (left < 0)
            return candidates[i];
    }
    return candidates[size - 1];
}
//# sourceMappingURL=decoding.js.map