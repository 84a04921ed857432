/**
 * Chooses, on held-out identities, from which confidence on a class may be said: the lowest threshold at which what is
 * said is right at least as often as the stated precision. A temperature is fitted first (Guo et al., "On calibration
 * of modern neural networks", 2017), so that confidences of different heads mean the same.
 */
import { NEVER } from '../../schemas/captioner.js';
import { absence, BAGS, candidates, columnsOf, GROUPS, OTHER_BELONGING, probabilitiesOf, } from './decide.js';
import { fitTemperature, scaled } from './temperature.js';
const DEFAULTS = { precision: 0.8, minimumImages: 20, minimumIdentities: 10 };
/** Temperatures and thresholds of all heads, and what they give on the same held-out images. */
export function calibrate(heads, heldOut, options = {}) {
    const minimums = { ...DEFAULTS, ...options };
    const thresholds = {};
    const report = [];
    for (const { head, start } of columnsOf(heads)) {
        const images = imagesOf(head, start, heldOut, heads);
        const temperature = fitTemperature(head, images);
        const scored = images.map((image) => ({ ...image, p: scaled(head, image.logits, temperature) }));
        const found = head.kind === 'softmax' ? softmaxThresholds(head, scored, minimums) : sigmoidThresholds(head, scored, minimums);
        thresholds[head.name] = { temperature, ...found.thresholds };
        report.push(...found.rows);
    }
    const bags = bagThresholds(heads, heldOut, thresholds, minimums);
    report.push(...bags.rows);
    return { calibration: { ...minimums, heads: thresholds, someBag: bags.someBag, none: bags.none }, report };
}
/**
 * The lowest confidence of a case such that the cases at or above it are right with at least the stated precision and
 * are enough; `NEVER` where there is none.
 */
export function lowestThreshold(cases, minimums) {
    const sorted = [...cases].sort((a, b) => b.confidence - a.confidence);
    const identities = new Set();
    let best = { threshold: NEVER, precision: null, images: 0 };
    let right = 0;
    sorted.forEach(({ confidence, right: isRight, identity }, i) => {
        right += isRight ? 1 : 0;
        identities.add(identity);
        // Equal confidences are said together.
        if (sorted[i + 1]?.confidence === confidence)
            return;
        const images = i + 1;
        const enough = images >= minimums.minimumImages && identities.size >= minimums.minimumIdentities;
        if (enough && right / images >= minimums.precision)
            best = { threshold: confidence, precision: right / images, images };
    });
    return best;
}
function imagesOf(head, start, heldOut, heads) {
    const width = heads.reduce((sum, each) => sum + each.classes.length, 0);
    return heldOut.targets.flatMap((targets, row) => {
        const target = targets[head.name];
        if (!target)
            return [];
        const logits = head.classes.map((_, i) => heldOut.logits[row * width + start + i]);
        return [{ logits, target, identity: heldOut.identities[row] }];
    });
}
/** Whether an answer is right: each class that is said holds; of a group, one of it holds and nothing else. */
export function isRight(head, decision, target) {
    const weights = decision.classes.map((each) => target[head.classes.indexOf(each)]);
    if (decision.kind === 'group')
        return weights.reduce((a, b) => a + b, 0) > 0.5;
    return weights.every((weight) => weight > 0);
}
/** Pairs, classes and groups one after the other, each on the images on which nothing was said before. */
function softmaxThresholds(head, images, minimums) {
    const rows = [];
    let open = images.map((image) => ({ image, answers: candidates(head, image.p) }));
    const settle = (wanted, answer) => {
        const own = open.flatMap(({ image, answers }) => {
            const decision = answers.find(wanted);
            return decision ? [{ image, decision }] : [];
        });
        const cases = own.map(({ image, decision }) => ({
            confidence: decision.confidence,
            right: isRight(head, decision, image.target),
            identity: image.identity,
        }));
        const found = lowestThreshold(cases, minimums);
        rows.push(rowOf(head.name, answer, found, images.length));
        open = open.filter(({ answers }) => !answers.some((each) => wanted(each) && each.confidence >= found.threshold));
        return found.threshold;
    };
    const kinds = new Set(open.flatMap(({ answers }) => answers.map((each) => each.kind)));
    const pair = kinds.has('pair') ? settle((each) => each.kind === 'pair', 'two classes') : undefined;
    const shared = GROUPS[head.name];
    const classes = {};
    for (const name of head.classes)
        classes[name] =
            name === shared?.own ? NEVER : settle((each) => each.kind === 'class' && each.classes[0] === name, name);
    const group = kinds.has('group') ? settle((each) => each.kind === 'group', shared.classes.join(' or ')) : undefined;
    return { thresholds: { classes, pair, group }, rows };
}
function sigmoidThresholds(head, images, minimums) {
    const rows = [];
    const classes = {};
    head.classes.forEach((name, i) => {
        const cases = images.map(({ p, target, identity }) => ({ confidence: p[i], right: target[i] > 0.5, identity }));
        const found = lowestThreshold(cases, minimums);
        classes[name] = found.threshold;
        rows.push(rowOf(head.name, name, found, images.length));
    });
    return { thresholds: { classes }, rows };
}
/** Of the images on which no belonging is said: from which confidence on is "a bag" right, and, beside it, "no bag"? */
function bagThresholds(heads, heldOut, thresholds, minimums) {
    const columns = columnsOf(heads);
    const bags = columns.filter(({ head }) => BAGS.includes(head.name));
    const others = columns.filter(({ head }) => head.name === OTHER_BELONGING);
    if (bags.length === 0)
        return { someBag: NEVER, none: NEVER, rows: [] };
    const width = heads.reduce((sum, each) => sum + each.classes.length, 0);
    let labelled = 0;
    const open = heldOut.targets.flatMap((targets, row) => {
        const known = bags.flatMap(({ head }) => targets[head.name] ?? []);
        if (known.length === 0)
            return [];
        labelled++;
        const logits = Array.from({ length: width }, (_, i) => heldOut.logits[row * width + i]);
        const p = probabilitiesOf(logits, heads, { heads: thresholds });
        const isSaid = ({ head, start }) => p[start] >= thresholds[head.name].classes[head.classes[0]];
        if (bags.some(isSaid))
            return [];
        const carried = known.some((weight) => weight > 0.5);
        return [{ absent: absence(p, columns), carried, identity: heldOut.identities[row], other: others.some(isSaid) }];
    });
    const some = lowestThreshold(open.map(({ absent, carried, identity }) => ({ confidence: 1 - absent, right: carried, identity })), minimums);
    const rest = open.filter(({ absent, other }) => !other && 1 - absent < some.threshold);
    const none = lowestThreshold(rest.map(({ absent, carried, identity }) => ({ confidence: absent, right: !carried, identity })), minimums);
    return {
        someBag: some.threshold,
        none: none.threshold,
        rows: [rowOf('belongings', 'bag', some, labelled), rowOf('belongings', 'none', none, labelled)],
    };
}
function rowOf(head, answer, { threshold, precision, images }, labelled) {
    const coverage = labelled === 0 ? 0 : images / labelled;
    return { head, answer, threshold: threshold === NEVER ? null : threshold, precision, coverage, images };
}
//# sourceMappingURL=calibrate.js.map