/**
 * Which style a human caption trains (section 3.1: several annotators, several styles). `turn`: caption j of an image trains style
 * j, as in the paper. The sets' captions come in no annotator's order, so that teaches all styles the same; `cluster` groups
 * captions by how they are written: length, sentences, structure and opening.
 */
import { pick } from '../../data/random.js';
/** Frequent openings (two words) that are told apart. */
const OPENINGS = 12;
const ROUNDS = 50;
/** Starts of k-means, of which the one with the tightest clusters counts. */
const STARTS = 10;
/** Style (0 .. styles - 1) of every caption, image by image. */
export function assignStyles(captions, { styles, how, random }) {
    if (how === 'turn')
        return captions.map((own) => own.map((_, j) => j % styles));
    const cluster = kMeans(manners(captions.flat()), styles, random);
    let next = 0;
    return captions.map((own) => own.map(() => cluster[next++]));
}
const opening = (text) => text.toLowerCase().split(/\s+/).slice(0, 2).join(' ');
/** How each text is written, in standard deviations from the average; all openings together weigh as much as one other column. */
function manners(texts) {
    const counts = new Map();
    for (const text of texts)
        counts.set(opening(text), (counts.get(opening(text)) ?? 0) + 1);
    const frequent = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, OPENINGS);
    const rows = texts.map((text) => {
        const words = text.split(/\s+/).length;
        const sentences = (text.match(/[.!?](?=\s|$)/g) ?? []).length || 1;
        const own = opening(text);
        return [
            Math.log(words),
            sentences,
            words / sentences,
            (text.match(/,/g) ?? []).length / words,
            (text.match(/\b(?:he|she|they|his|her)\b/gi) ?? []).length / words,
            (text.match(/\b(?:and|with)\b/gi) ?? []).length / words,
            ...frequent.map(([each]) => (each === own ? 1 : 0)),
        ];
    });
    const weight = 1 / Math.sqrt(Math.max(1, frequent.length));
    return standardised(rows).map((row) => row.map((x, c) => (c < COLUMNS ? x : weight * x)));
}
/** Columns before those of the openings. */
const COLUMNS = 6;
function standardised(rows) {
    const columns = rows[0]?.length ?? 0;
    const scaled = rows.map((row) => [...row]);
    for (let c = 0; c < columns; c++) {
        const mean = rows.reduce((sum, row) => sum + row[c], 0) / rows.length;
        const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[c] - mean) ** 2, 0) / rows.length) || 1;
        for (const row of scaled)
            row[c] = (row[c] - mean) / deviation;
    }
    return scaled;
}
/**
 * Lloyd's algorithm from k-means++ centres (Arthur and Vassilvitskii, 2007); clusters are numbered by the length of their
 * texts (the first column), so that style 1 is the tersest. Exported for its test.
 */
export function kMeans(rows, k, random) {
    if (rows.length === 0)
        return [];
    const found = Array.from({ length: STARTS }, () => lloyd(rows, firstCentres(rows, k, random)));
    const { centres, cluster } = found.reduce((a, b) => (b.spread < a.spread ? b : a));
    const order = centres.map((_, c) => c).sort((a, b) => centres[a][0] - centres[b][0]);
    return cluster.map((c) => order.indexOf(c));
}
function lloyd(rows, start) {
    let centres = start;
    let near = rows.map((row) => nearest(row, centres));
    for (let round = 0; round < ROUNDS; round++) {
        centres = centres.map((centre, c) => meanOf(rows.filter((_, i) => near[i].index === c)) ?? centre);
        const next = rows.map((row) => nearest(row, centres));
        const isDone = next.every(({ index }, i) => index === near[i].index);
        near = next;
        if (isDone)
            break;
    }
    const spread = near.reduce((sum, { distance }) => sum + distance, 0);
    return { centres, cluster: near.map(({ index }) => index), spread };
}
function firstCentres(rows, k, random) {
    const centres = [pick(random, rows)];
    while (centres.length < k) {
        const distances = rows.map((row) => nearest(row, centres).distance);
        let left = random() * distances.reduce((sum, d) => sum + d, 0);
        const next = distances.findIndex((d) => (left -= d) < 0);
        centres.push(rows[Math.max(0, next)]);
    }
    return centres;
}
function nearest(row, centres) {
    let [index, distance] = [0, Infinity];
    centres.forEach((centre, c) => {
        const d = centre.reduce((sum, x, i) => sum + (x - row[i]) ** 2, 0);
        if (d < distance)
            [index, distance] = [c, d];
    });
    return { index, distance };
}
function meanOf(rows) {
    if (rows.length === 0)
        return undefined;
    return rows[0].map((_, c) => rows.reduce((sum, row) => sum + row[c], 0) / rows.length);
}
//# sourceMappingURL=styleAssignment.js.map