import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { exits } from '../../../pipeline/seedFilter/exits.js';
import { filterOut } from '../../../pipeline/seedFilter/filterOut.js';
import { histogram } from '../../../pipeline/seedFilter/histogram.js';
import { Distribution, filterThreshold, mergeThreshold, noiseShare, reassignThreshold, } from '../../../pipeline/seedFilter/thresholds.js';
import { unitRows } from '../../../pipeline/seedFilter/vectors.js';
/** `count` values evenly inside (low, high). */
function even(low, high, count = 1000) {
    return Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count);
}
test('a distribution: shares strictly below, quantiles', (t) => {
    const four = new Distribution([0.3, 0.1, 0.2, 0.2]);
    t.deepEqual([0.1, 0.15, 0.2, 0.25, 1].map((x) => four.below(x)), [0, 0.25, 0.25, 0.75, 1]);
    t.deepEqual([0, 0.25, 0.26, 0.75, 1].map((x) => four.quantile(x)), [0.1, 0.1, 0.2, 0.2, 0.3]);
    t.is(new Distribution([]).below(0), 0);
});
test('noise: own samples are one tenth strangers', (t) => {
    const strangers = new Distribution(even(0, 0.4));
    const own = new Distribution([...even(0, 0.4, 100), ...even(0.5, 0.9, 900)]);
    t.true(Math.abs(noiseShare(own, strangers) - 0.1) < 2e-3);
    t.is(noiseShare(new Distribution(even(0.5, 0.9)), strangers), 0);
    t.is(noiseShare(strangers, strangers), 0.3, 'never more than three tenths');
});
test('sigma_s: where sets are apart at a loss of 2%, where they overlap at one of 4%', (t) => {
    const apart = filterThreshold(new Distribution(even(0.5, 0.9)), new Distribution(even(0, 0.4)));
    t.is(apart.threshold, 0.508, '2% of 0.5 .. 0.9');
    t.is(apart.caught, 1);
    t.true(Math.abs(apart.cleanLost - 0.02) < 1e-9);
    // Clean ones even in 0.3 .. 0.8: 4% are below 0.32; of the strangers in -0.2 .. 0.4 so many are below: 0.52 / 0.6.
    const overlap = filterThreshold(new Distribution(even(0.3, 0.8)), new Distribution(even(-0.2, 0.4)));
    t.is(overlap.threshold, 0.32);
    t.true(Math.abs(overlap.caught - 0.52 / 0.6) < 2e-3);
});
test('sigma_r: equal errors, but at most one stranger in ten joins, and never below sigma_s', (t) => {
    // 0.5 .. 0.9 against 0.2 .. 0.6: equal at 0.55 with an eighth on either side; a tenth of the strangers is above 0.56.
    const [own, elsewhere] = [new Distribution(even(0.5, 0.9)), new Distribution(even(0.2, 0.6))];
    t.is(reassignThreshold(own, elsewhere, 0.3), 0.56);
    t.is(reassignThreshold(own, elsewhere, 0.7), 0.7);
    // 0.5 .. 0.9 against 0.12 .. 0.521: equal at 0.5105.
    t.is(reassignThreshold(own, new Distribution(even(0.12, 0.521)), 0.3), 0.511);
});
test('sigma_m: one in a thousand different pairs, or halfway to cut tracklets that are clearly more similar', (t) => {
    const apart = new Distribution(even(-0.8, 0.2, 10_000)); // 0.1% above 0.199
    t.is(mergeThreshold(new Distribution(even(0.1, 0.3)), apart), 0.199);
    t.is(mergeThreshold(new Distribution([]), apart), 0.199);
    // Nine in ten of the halves are above 0.64: halfway from 0.199.
    t.is(mergeThreshold(new Distribution(even(0.6, 1)), apart), 0.42);
});
test('a row’s exit is below a threshold exactly if filter-out with that threshold takes it', (t) => {
    const random = seededRandom('exits');
    for (let round = 0; round < 200; round++) {
        const [n, columns] = [2 + (round % 9), 3];
        const features = Float32Array.from({ length: n * columns }, () => 0.5 + randomNormal(random));
        const at = exits(features, columns);
        const last = Math.max(...at);
        for (const sigma of [-0.5, 0, 0.3, 0.6, 0.9, 0.99]) {
            const excluded = new Set(filterOut(unitRows(features, columns), sigma).excluded);
            const expected = [...at.keys()].filter((row) => at[row] < sigma && at[row] < last);
            t.deepEqual([...excluded].filter((row) => at[row] < last).sort(), expected.sort());
        }
    }
});
test('a histogram has 40 bins of 0.05; 1 is in the last', (t) => {
    const { counts, width } = histogram('x', [-1, -0.951, -0.95, 0, 0.6, 0.999, 1]);
    t.is(width, 0.05);
    t.is(counts.length, 40);
    t.deepEqual([counts[0], counts[1], counts[20], counts[32], counts[39]], [2, 1, 1, 1, 2]);
});
//# sourceMappingURL=thresholds.test.js.map