/** How good the classifier is on held-out identities, head by head and slot by slot, and the field's own two figures. */
import { SLOTS } from '../../schemas/attributes.js';
import { logitCount } from '../../schemas/heads.js';
import { isRight } from './calibrate.js';
import { BAGS, columnsOf, decide, probabilitiesOf } from './decide.js';
import { phrasesOf, SLOT_HEADS, SOME_BAG } from './phrases.js';
const ratio = (a, b) => (b === 0 ? null : a / b);
function rowsOf(heads, heldOut, calibration) {
    const width = logitCount(heads);
    return heldOut.targets.map((_, row) => probabilitiesOf(Array.from({ length: width }, (__, i) => heldOut.logits[row * width + i]), heads, calibration));
}
/** Metrics of every head. */
export function headMetrics(heads, heldOut, calibration) {
    const rows = rowsOf(heads, heldOut, calibration);
    return columnsOf(heads).map((column) => {
        const { head, start } = column;
        const images = heldOut.targets.flatMap((targets, i) => {
            const target = targets[head.name];
            return target ? [{ target, p: head.classes.map((_, c) => rows[i][start + c]) }] : [];
        });
        const plain = head.kind === 'softmax' ? softmaxAccuracy(images) : sigmoidAccuracy(images);
        const { said, right } = saidAndRight(head, images, calibration);
        return {
            head: head.name,
            images: images.length,
            ...plain,
            precision: ratio(right, said),
            coverage: ratio(said, images.length) ?? 0,
        };
    });
}
/** An image of two classes counts for half of each; recognised if the answer is either. */
function softmaxAccuracy(images) {
    const classes = images[0]?.target.length ?? 0;
    const weight = new Float64Array(classes);
    const recognised = new Float64Array(classes);
    const holding = new Float64Array(classes);
    let right = 0;
    for (const { target, p } of images) {
        const hit = target[p.indexOf(Math.max(...p))] > 0;
        right += hit ? 1 : 0;
        target.forEach((share, c) => {
            weight[c] += share;
            recognised[c] += hit ? share : 0;
            holding[c] += share > 0 ? 1 : 0;
        });
    }
    return {
        accuracy: ratio(right, images.length),
        majority: ratio(Math.max(0, ...holding), images.length),
        balancedAccuracy: mean(Array.from(weight, (sum, c) => ratio(recognised[c], sum))),
    };
}
/** A yes/no head at probability 0.5 (strict, as pedestrian attribute recognition has it). */
function sigmoidAccuracy(images) {
    const counts = { truePositive: 0, positive: 0, trueNegative: 0, negative: 0 };
    for (const { target, p } of images) {
        if (target[0] > 0.5) {
            counts.positive++;
            if (p[0] > 0.5)
                counts.truePositive++;
        }
        else {
            counts.negative++;
            if (p[0] <= 0.5)
                counts.trueNegative++;
        }
    }
    const { truePositive, positive, trueNegative, negative } = counts;
    return {
        accuracy: ratio(truePositive + trueNegative, images.length),
        majority: ratio(Math.max(positive, negative), images.length),
        balancedAccuracy: mean([ratio(truePositive, positive), ratio(trueNegative, negative)]),
    };
}
function mean(values) {
    const known = values.filter((value) => value !== null);
    return ratio(known.reduce((a, b) => a + b, 0), known.length);
}
function saidAndRight(head, images, calibration) {
    const thresholds = calibration.heads[head.name];
    let [said, right] = [0, 0];
    for (const { target, p } of images) {
        if (head.kind === 'softmax') {
            const decision = decide(head, p, thresholds);
            if (!decision)
                continue;
            said++;
            if (isRight(head, decision, target))
                right++;
        }
        else if (p[0] >= thresholds.classes[head.classes[0]]) {
            said++;
            if (target[0] > 0.5)
                right++;
        }
    }
    return { said, right };
}
/**
 * Metrics of the phrases. A phrase of several parts ("grey jeans") is less often right than each of its parts, whose
 * precision is what the thresholds keep. `none` is a statement too; `unknown` is not. Images without any label for what
 * is said are not judged.
 */
export function slotMetrics(heads, heldOut, calibration) {
    const columns = columnsOf(heads);
    const counts = Object.fromEntries(SLOTS.map((slot) => [slot, { images: 0, said: 0, right: 0 }]));
    rowsOf(heads, heldOut, calibration).forEach((row, i) => {
        const targets = heldOut.targets[i];
        const phrases = phrasesOf(row, heads, calibration);
        for (const slot of SLOTS) {
            const own = columns.filter(({ head }) => SLOT_HEADS[slot].includes(head.name) && targets[head.name]);
            if (own.length === 0)
                continue;
            counts[slot].images++;
            if (phrases.confidence[slot] === null)
                continue;
            counts[slot].said++;
            const isNone = phrases.attributes[slot] === 'none';
            const isSomeBag = phrases.used[slot].includes(SOME_BAG);
            const right = isNone || isSomeBag ? noBag(own, targets) === isNone : allRight(own, targets, phrases.used[slot], phrases.said);
            if (right)
                counts[slot].right++;
        }
    });
    return SLOTS.map((slot) => {
        const { images, said, right } = counts[slot];
        return { slot, images, precision: ratio(right, said), coverage: ratio(said, images) ?? 0 };
    });
}
const noBag = (own, targets) => own.every(({ head }) => !BAGS.includes(head.name) || targets[head.name][0] <= 0.5);
function allRight(own, targets, used, said) {
    return own.every(({ head }) => {
        const decision = said[head.name];
        return !decision || !used.includes(head.name) || isRight(head, decision, targets[head.name]);
    });
}
/**
 * Label-based mA and instance-based F1 of pedestrian attribute recognition, as published code computes them
 * (probability > 0.5, F1 of the mean precision and mean recall).
 * @param probabilities (N, L) row by row @param labels (N, L) of 0 and 1
 */
export function attributeRecognition(probabilities, labels, attributes) {
    const eps = 1e-20;
    const images = labels.length / attributes;
    const columns = Array.from({ length: attributes }, () => ({ tp: 0, p: 0, tn: 0, n: 0 }));
    const sums = { accuracy: 0, precision: 0, recall: 0 };
    for (let i = 0; i < images; i++) {
        let [both, either, said, true_] = [0, 0, 0, 0];
        for (let j = 0; j < attributes; j++) {
            const y = labels[i * attributes + j] > 0.5;
            const p = probabilities[i * attributes + j] > 0.5;
            const column = columns[j];
            if (y)
                column.p++;
            else
                column.n++;
            if (y && p)
                column.tp++;
            if (!y && !p)
                column.tn++;
            both += y && p ? 1 : 0;
            either += y || p ? 1 : 0;
            said += p ? 1 : 0;
            true_ += y ? 1 : 0;
        }
        sums.accuracy += both / (either + eps);
        sums.precision += both / (said + eps);
        sums.recall += both / (true_ + eps);
    }
    const [accuracy, precision, recall] = [sums.accuracy, sums.precision, sums.recall].map((sum) => sum / images);
    const mA = columns.reduce((sum, { tp, p, tn, n }) => sum + (tp / (p + eps) + tn / (n + eps)) / 2, 0) / attributes;
    return { mA, accuracy, precision, recall, f1: (2 * precision * recall) / (precision + recall + eps) };
}
/** Rows as an aligned text table; fractions as percentages with one digit, null as a dash. */
export function printTable(rows, fractions = FRACTIONS) {
    if (rows.length === 0)
        return '';
    const names = Object.keys(rows[0]);
    const text = rows.map((row) => names.map((name) => cell(row[name], fractions.includes(name))));
    const isText = names.map((name) => rows.some((row) => typeof row[name] === 'string'));
    const widths = names.map((name, c) => Math.max(name.length, ...text.map((row) => row[c].length)));
    const line = (cells) => cells
        .map((each, c) => (isText[c] ? each.padEnd(widths[c]) : each.padStart(widths[c])))
        .join('  ')
        .trimEnd();
    return [names, ...text].map(line).join('\n');
}
const FRACTIONS = ['accuracy', 'majority', 'balancedAccuracy', 'precision', 'coverage', 'mA', 'recall', 'f1'];
function cell(value, isFraction) {
    if (value === null || value === undefined)
        return '-';
    if (typeof value !== 'number')
        return String(value);
    if (isFraction)
        return `${(100 * value).toFixed(1)}%`;
    return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
//# sourceMappingURL=metrics.js.map