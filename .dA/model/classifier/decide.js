/** A second colour counts as one of a pair from this share of the first on; below it is doubt, not a second colour. */
export const PAIR_BALANCE = 0.5;
/** Heads whose two best classes may be said together: "a black and white shirt". */
const PAIRED_HEADS = new Set(['upperColor', 'lowerColor', 'shoeColor']);
/** Trousers and jeans are pants; black and brown shoes are dark ones. */
export const GROUPS = {
    lowerType: { classes: ['trousers', 'jeans'], own: 'trousers' },
    shoeColor: { classes: ['black', 'brown'] },
};
/** Bags that the belongings slot names; `none` is said when all of them are confidently absent. */
export const BAGS = ['backpack', 'shoulderBag', 'handbag', 'bag', 'plasticBag', 'suitcase'];
/** Something that has no name here: `none` is not said beside it. */
export const OTHER_BELONGING = 'otherBelonging';
export function columnsOf(heads) {
    let start = 0;
    return heads.map((head) => {
        const column = { head, start };
        start += head.classes.length;
        return column;
    });
}
/**
 * Probabilities of one image, head by head, after temperature scaling.
 * @param logits (C) the model's row, @returns (C) values in 0..1
 */
export function probabilitiesOf(logits, heads, calibration) {
    const row = new Float64Array(logits.length);
    for (const { head, start } of columnsOf(heads)) {
        const scaled = head.classes.map((_, i) => logits[start + i] / (calibration?.heads[head.name].temperature ?? 1));
        row.set(head.kind === 'softmax' ? softmax(scaled) : scaled.map((x) => 1 / (1 + Math.exp(-x))), start);
    }
    return row;
}
export function softmax(logits) {
    const largest = Math.max(...logits);
    const powers = logits.map((x) => Math.exp(x - largest));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
}
/** The answers a softmax head could give for these probabilities, in the order in which they are tried. */
export function candidates(head, p) {
    const order = p.map((_, i) => i).sort((a, b) => p[b] - p[a] || a - b);
    const [first, second] = order;
    const found = [];
    if (PAIRED_HEADS.has(head.name) && second !== undefined && p[second] >= PAIR_BALANCE * p[first])
        found.push({
            kind: 'pair',
            classes: [head.classes[first], head.classes[second]],
            confidence: p[first] + p[second],
        });
    const group = GROUPS[head.name];
    if (head.classes[first] !== group?.own)
        found.push({ kind: 'class', classes: [head.classes[first]], confidence: p[first] });
    // A group is only an answer where its best class leads.
    if (group?.classes.includes(head.classes[first])) {
        const confidence = head.classes.reduce((sum, each, i) => sum + (group.classes.includes(each) ? p[i] : 0), 0);
        found.push({ kind: 'group', classes: group.classes.filter((each) => head.classes.includes(each)), confidence });
    }
    return found;
}
/** The threshold that a candidate must reach; a head without one for its kind never says it. */
export function thresholdOf(thresholds, candidate) {
    if (candidate.kind === 'class')
        return thresholds.classes[candidate.classes[0]] ?? Infinity;
    return (candidate.kind === 'pair' ? thresholds.pair : thresholds.group) ?? Infinity;
}
/** What a softmax head says (the first candidate that reaches its threshold), or undefined. */
export function decide(head, p, thresholds) {
    return candidates(head, p).find((each) => each.confidence >= thresholdOf(thresholds, each));
}
/** Confidence that there is no bag, taking bags as independent of each other; undefined without a head for any. */
export function absence(probabilities, columns) {
    const bags = columns.filter(({ head }) => BAGS.includes(head.name));
    if (bags.length === 0)
        return undefined;
    return bags.reduce((product, { start }) => product * (1 - probabilities[start]), 1);
}
//# sourceMappingURL=decide.js.map