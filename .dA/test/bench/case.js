/** Runs two things in turns, so that a noisy machine is noisy for both, and gives the median seconds of each. */
export async function inTurns(rounds, ours, peer) {
    const times = { ours: [], peer: [] };
    for (let round = 0; round <= rounds; round++) {
        for (const [name, run] of [['ours', ours], ['peer', peer]]) {
            const started = performance.now();
            await run();
            if (round > 0)
                times[name].push((performance.now() - started) / 1000); // the first round warms up
        }
    }
    return { ours: median(times.ours), peer: median(times.peer) };
}
export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}
//# sourceMappingURL=case.js.map