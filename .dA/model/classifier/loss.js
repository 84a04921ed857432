/** The classifier's plain loss in typed arrays: what training minimises, without smoothing and class weights. */
import { logitCount } from '../../schemas/heads.js';
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
/** Mean over pictures and heads of the masked cross-entropy; `logits` (rows, K) in the order of `rows`. */
export function meanLoss({ heads, targets, mask }, rows, logits) {
    const width = logitCount(heads);
    let sum = 0;
    rows.forEach((row, i) => {
        let start = 0;
        heads.forEach((head, h) => {
            const size = head.classes.length;
            const z = logits.subarray(i * width + start, i * width + start + size);
            const t = targets.subarray(row * width + start, row * width + start + size);
            const loss = head.kind === 'softmax' ? crossEntropy(z, t) : binary(z, t) / Math.sqrt(size);
            if (mask[row * heads.length + h] === 1)
                sum += loss;
            start += size;
        });
    });
    return sum / (rows.length * heads.length);
}
function crossEntropy(z, t) {
    const top = Math.max(...z);
    const logSum = top + Math.log(z.reduce((sum, item) => sum + Math.exp(item - top), 0));
    return z.reduce((sum, item, k) => sum - t[k] * (item - logSum), 0);
}
function binary(z, t) {
    return z.reduce((sum, item, k) => sum + softplus(item) - t[k] * item, 0);
}
//# sourceMappingURL=loss.js.map