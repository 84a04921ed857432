import { PAPER_OPTIONS } from '../seedFilter.js';
import { farPlaces, thinned } from './calibrationSample.js';
import { ownExits, strangerExits } from './exits.js';
import { filterOut } from './filterOut.js';
import { histogram } from './histogram.js';
import { Distribution, filterThreshold, mergeThreshold, reassignThreshold } from './thresholds.js';
import { addRow, centred, cosine, dot, dotRow, unitRows } from './vectors.js';
/** Share of strangers put in at first; then as many as wrong labels were found, but some. */
const FIRST_SHARE = 0.1;
const LEAST_SHARE = 0.05;
/** Strangers are put into a small sample again and again, at most so often, until there were so many. */
const ROUNDS = 8;
const MANY = 4000;
/** Features with the mean taken off are preferred: their thresholds move less from one source to the next. */
const PREFERENCE = 0.1;
/** No image is so unlike its identity, no pair so alike: wrong thresholds would do more harm than none. */
export const UNTOUCHED = { ...PAPER_OPTIONS, filter: -2, reassign: 2, merge: 2 };
/** Fewer strangers or pairs than this say nothing about thresholds. */
const ENOUGH = 50;
/**
 * Calibrates on a sample of whole blocks of identities in source order (`sampleIdentities`), with raw features.
 * Bounded by the sample: one copy of its features. Deterministic for a sample and a seed.
 * @param removeMean `auto`: the mean comes off where that does not make strangers harder to catch
 */
export function calibrate(identities, random, removeMean = 'auto') {
    const raw = [...identities].filter(({ images }) => images.length > 0).map(thinned);
    const far = farPlaces(raw, random);
    const mean = meanOf(raw);
    const without = raw.map((identity) => ({ ...identity, features: centred(identity.features, mean) }));
    const plainChoice = chooseFilter(raw, { far, random });
    const centredChoice = chooseFilter(without, { far, random });
    const takeOff = removeMean === 'auto' ? gain(centredChoice.choice) + PREFERENCE >= gain(plainChoice.choice) : removeMean;
    const [best, other] = takeOff ? [centredChoice, plainChoice] : [plainChoice, centredChoice];
    const sets = setsAfterFilter(takeOff ? without : raw, best.choice.threshold, { far, random });
    const enough = Math.min(best.strangers.sorted.length, sets.apart.sorted.length, sets.elsewhere.sorted.length) >= ENOUGH;
    return {
        options: enough ? { ...PAPER_OPTIONS, ...thresholds(best.choice.threshold, sets) } : UNTOUCHED,
        mean: enough && takeOff ? mean : null,
        enough,
        identities: raw.length,
        images: raw.reduce((sum, { images }) => sum + images.length, 0),
        chosen: best.choice,
        rejected: other.choice,
        histograms: [
            histogram('a sample and its tracklet when filter-out takes it (own)', best.own.sorted),
            histogram('a stranger and a tracklet when filter-out takes it', best.strangers.sorted),
            histogram('a kept sample and its own centre', sets.genuine.sorted),
            histogram('a kept sample and the best centre in a range elsewhere', sets.elsewhere.sorted),
            histogram('two halves of a tracklet', sets.halves.sorted),
            histogram('centres of identities far apart', sets.apart.sorted),
        ],
    };
}
/** Strangers caught beside clean samples lost. */
function gain({ caught, cleanLost }) {
    return caught - cleanLost;
}
/** sigma_s, in two rounds: the second puts in as many strangers as the first has found wrong labels. */
function chooseFilter(sample, draws) {
    const own = new Distribution(ownExits(sample));
    const first = filterThreshold(own, strangersOf(sample, FIRST_SHARE, draws));
    const share = Math.max(LEAST_SHARE, first.noise);
    const strangers = strangersOf(sample, share, draws);
    return { own, strangers, choice: filterThreshold(own, strangers) };
}
/** Strangers put in again and again until there are many of them, for a small sample. */
function strangersOf(sample, share, draws) {
    const all = [];
    for (let round = 0; round < ROUNDS && all.length < MANY; round++)
        all.push(...strangerExits(sample, share, draws));
    return new Distribution(all);
}
function thresholds(filter, sets) {
    return {
        filter,
        reassign: reassignThreshold(sets.genuine, sets.elsewhere, filter),
        merge: mergeThreshold(sets.halves, sets.apart),
    };
}
function setsAfterFilter(sample, sigma, { far }) {
    const filtered = sample.map(({ images, features }) => {
        const rows = unitRows(features, features.length / images.length);
        const { excluded, similarity, sum } = filterOut(rows, sigma);
        const gone = new Set(excluded);
        const kept = images.map((_, row) => row).filter((row) => !gone.has(row));
        return { rows, kept, similarity, sum, square: dot(sum, sum) };
    });
    const genuine = [];
    const elsewhere = [];
    const halves = [];
    const apart = [];
    for (const [place, one] of filtered.entries()) {
        if (one.kept.length > 1)
            for (const row of one.kept)
                genuine.push(one.similarity[row]);
        for (let i = 0; i < one.kept.length; i += 5) {
            const other = far.pick(place);
            if (other !== undefined)
                elsewhere.push(bestAround(one.rows, one.kept[i], far.around(other, 2).map((p) => filtered[p])));
        }
        if (one.kept.length >= 4)
            halves.push(halvesOf(one));
        for (let i = 0; i < 25; i++) {
            const other = far.pick(place);
            if (other !== undefined)
                apart.push(between(one, filtered[other]));
        }
    }
    return {
        genuine: new Distribution(genuine),
        elsewhere: new Distribution(elsewhere),
        halves: new Distribution(halves),
        apart: new Distribution(apart),
    };
}
function bestAround(rows, row, others) {
    return Math.max(...others.map(({ sum, square }) => cosine(dotRow(rows, row, sum), square)));
}
function between(a, b) {
    return cosine(dot(a.sum, b.sum), a.square * b.square);
}
/** First half against second half, as a tracker that loses a person would cut. */
function halvesOf({ rows, kept }) {
    const [first, second] = [new Float64Array(rows.columns), new Float64Array(rows.columns)];
    kept.forEach((row, i) => addRow(i * 2 < kept.length ? first : second, rows, row));
    return cosine(dot(first, second), dot(first, first) * dot(second, second));
}
/** (D) mean of all rows, in float64. */
export function meanOf(sample) {
    const first = sample.at(0);
    const mean = new Float64Array(first === undefined ? 0 : first.features.length / first.images.length);
    let n = 0;
    for (const { images, features } of sample) {
        for (let at = 0; at < features.length; at += mean.length) {
            for (let d = 0; d < mean.length; d++)
                mean[d] += features[at + d];
        }
        n += images.length;
    }
    return mean.map((sum) => sum / Math.max(1, n));
}
//# sourceMappingURL=calibrate.js.map