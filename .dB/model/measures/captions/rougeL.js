/** ROUGE-L (Lin, 2004): the longest common subsequence, recall weighing more than precision, as COCO's toolkit has it. */
import { mean } from './words.js';
const BETA = 1.2;
/** Mean over the captions, in 0..1. Precision and recall are each the best over the references. */
export function rougeL(judged) {
    return mean(judged.map(({ candidate, references }) => {
        const common = references.map((reference) => commonLength(candidate, reference));
        const precision = Math.max(0, ...common.map((length) => length / Math.max(1, candidate.length)));
        const recall = Math.max(0, ...common.map((length, i) => length / Math.max(1, references[i].length)));
        if (precision === 0 || recall === 0)
            return 0;
        return ((1 + BETA ** 2) * precision * recall) / (recall + BETA ** 2 * precision);
    }));
}
/** Length of the longest common subsequence, a row of the table at a time. */
export function commonLength(a, b) {
    let above = new Int32Array(b.length + 1);
    for (const word of a) {
        const row = new Int32Array(b.length + 1);
        for (let j = 0; j < b.length; j++)
            row[j + 1] = word === b[j] ? above[j] + 1 : Math.max(above[j + 1], row[j]);
        above = row;
    }
    return above[b.length];
}
//# sourceMappingURL=rougeL.js.map