const WIDTH = 0.05;
/** 40 bins of width 0.05 from -1 to 1; 1 itself is in the last one. */
export function histogram(of, similarities) {
    const bins = Math.round(2 / WIDTH);
    const counts = new Array(bins).fill(0);
    for (const similarity of similarities) {
        counts[Math.min(bins - 1, Math.max(0, Math.floor((similarity + 1) / WIDTH + 1e-9)))]++;
    }
    return { of, width: WIDTH, counts };
}
//# sourceMappingURL=histogram.js.map