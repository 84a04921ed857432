/** The `count` greatest of each row of scores (T, V), softmaxed, greatest first; the smaller id first where two are equal. */
export function topWords(scores, words, count) {
    return Array.from({ length: scores.length / words }, (_, t) => {
        const row = scores.subarray(t * words, (t + 1) * words);
        let [most, sum] = [-Infinity, 0];
        for (const x of row)
            most = Math.max(most, x);
        for (const x of row)
            sum += Math.exp(x - most);
        const ids = Array.from(row.keys()).sort((a, b) => row[b] - row[a] || a - b);
        return ids.slice(0, count).map((id) => ({ id, share: Math.exp(row[id] - most) / sum }));
    });
}
//# sourceMappingURL=topWords.js.map