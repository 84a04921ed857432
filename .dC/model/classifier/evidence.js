import { logitCount } from '../../schemas/heads.js';
/** Rare classes weigh at most this many times the average. */
const LARGEST_WEIGHT = 8;
/**
 * The evidence of all pictures. Classes weigh by (their share)^-balance over the `train` rows, scaled so that the mean
 * weight of a labelled picture is 1 in each head.
 */
export function evidence({ heads, targets, mask }, { train, balance, smoothing }) {
    const width = logitCount(heads);
    const positive = new Float32Array(targets.length);
    const negative = new Float32Array(targets.length);
    let start = 0;
    heads.forEach((head, h) => {
        const classes = head.classes.length;
        for (let k = 0; k < classes; k++) {
            const labelled = train.filter((row) => mask[row * heads.length + h] === 1);
            const yes = labelled.reduce((sum, row) => sum + targets[row * width + start + k], 0);
            const share = Math.min(1, Math.max(1e-6, yes / Math.max(1, labelled.length)));
            const [forIt, against] = weights(share, { balance, classes: head.kind === 'softmax' ? classes : 2 });
            // Sigmoid heads ask as many questions as they have classes; together they weigh like one softmax head.
            const scale = head.kind === 'softmax' ? 1 : 1 / Math.sqrt(classes);
            for (let row = 0; row < mask.length / heads.length; row++) {
                if (mask[row * heads.length + h] !== 1)
                    continue;
                const at = row * width + start + k;
                const neutral = head.kind === 'softmax' ? 1 / classes : 0.5;
                const target = targets[at] * (1 - smoothing) + smoothing * neutral;
                positive[at] = scale * forIt * target;
                if (head.kind === 'sigmoid')
                    negative[at] = scale * against * (1 - target);
            }
        }
        start += classes;
    });
    return { positive, negative };
}
/** Weights of a class that holds for `share` of the pictures, and of its absence. */
function weights(share, { balance, classes }) {
    const weigh = (part) => Math.min(LARGEST_WEIGHT, (1 / (classes * Math.max(part, 1e-6))) ** balance);
    return [weigh(share), weigh(1 - share)];
}
//# sourceMappingURL=evidence.js.map