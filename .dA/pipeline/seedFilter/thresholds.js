/** Thresholds from two sets of similarities: those of what belongs together and those of what does not. */
/** Share of clean samples, as estimated, that the filter may take out anyway, and at most if that catches strangers. */
const CLEAN_LOSS = [0.02, 0.04];
/** Share of strangers that may join somebody in reassignment at most. */
const FALSE_JOIN = 0.1;
/** Share of pairs of different people that may be merged. */
const FALSE_MERGER = 0.001;
/** Share of strangers that a threshold must catch to say something about the share of noise. */
const MOST = 0.5;
/** A larger share is taken for poor features rather than for noise, or a poor encoder would throw half of a source away. */
const NOISE_AT_MOST = 0.3;
/** Similarities in ascending order, to be asked what share of them lies below something. */
export class Distribution {
    sorted;
    constructor(values) {
        this.sorted = Float64Array.from(values).sort();
    }
    /** Share strictly below `value`; 0 of nothing. */
    below(value) {
        let low = 0;
        let high = this.sorted.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return this.sorted.length === 0 ? 0 : low / this.sorted.length;
    }
    /** Smallest of the values that at least `share` of them do not exceed. */
    quantile(share) {
        const last = this.sorted.length - 1;
        return this.sorted[Math.min(last, Math.max(0, Math.ceil(share * (last + 1)) - 1))];
    }
}
/**
 * Estimated share of noise: own = (1 - noise) * clean + noise * strangers for the shares below any threshold,
 * so own / strangers is never less than the noise, and comes close to it where hardly anything clean is below.
 */
export function noiseShare(own, strangers) {
    return Math.min(NOISE_AT_MOST, ...GRID.filter((at) => strangers.below(at) >= MOST).map((at) => own.below(at) / strangers.below(at)));
}
/**
 * sigma_s: the largest threshold that costs at most 2% of the clean samples, as estimated, or up to 4% as long as that
 * is no larger a share than that of the strangers that it lets through.
 */
export function filterThreshold(own, strangers) {
    const noise = noiseShare(own, strangers);
    const [anyway, atMost] = CLEAN_LOSS;
    let best = { threshold: GRID[0], noise, cleanLost: 0, caught: 0 };
    for (const threshold of GRID) {
        const caught = strangers.below(threshold);
        const cleanLost = Math.max(best.cleanLost, (own.below(threshold) - noise * caught) / (1 - noise));
        if (cleanLost > Math.max(anyway, Math.min(atMost, 1 - caught)))
            break;
        best = { threshold, noise, cleanLost, caught };
    }
    return best;
}
/**
 * sigma_r: where as many samples fall short of their own person's centre as strangers reach the best of a range of
 * centres; at most one stranger in ten may, and it is never below sigma_s.
 */
export function reassignThreshold(own, elsewhere, filter) {
    const threshold = GRID.find((at) => {
        const joined = 1 - elsewhere.below(at);
        return at >= filter && joined <= FALSE_JOIN && joined <= own.below(at);
    });
    return threshold ?? GRID[GRID.length - 1];
}
/**
 * sigma_m: where one of a thousand pairs of different people is merged; where nine in ten cut tracklets are more
 * similar than that, halfway to those. A wrong merger spoils two whole identities, a missed one only splits one.
 */
export function mergeThreshold(halves, apart) {
    const wanted = apart.quantile(1 - FALSE_MERGER);
    const sure = halves.sorted.length === 0 ? wanted : halves.quantile(0.1);
    return Math.min(0.999, Math.ceil(Math.max(wanted, (wanted + sure) / 2) * 1000) / 1000);
}
/** Candidates: -0.999, -0.998, ..., 0.999; features of some encoders differ in the third decimal only. */
const GRID = Array.from({ length: 1999 }, (_, i) => (i - 999) / 1000);
//# sourceMappingURL=thresholds.js.map