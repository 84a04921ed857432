import { softmax } from './decide.js';
/** Probabilities of one head at a temperature. */
export function scaled(head, logits, temperature) {
    const row = logits.map((x) => x / temperature);
    return head.kind === 'softmax' ? softmax(row) : row.map((x) => 1 / (1 + Math.exp(-x)));
}
const LOWEST_TEMPERATURE = 0.1;
const HIGHEST_TEMPERATURE = 10;
/** Golden-section steps: 0.618^30 of the range is 2e-6 of a factor of 100. */
const STEPS = 30;
/** The temperature of the least cross-entropy, which has one minimum in 1/T; 1 where no image has a label. */
export function fitTemperature(head, images) {
    if (images.length === 0)
        return 1;
    const loss = (logT) => crossEntropy(head, images, Math.exp(logT));
    const golden = (Math.sqrt(5) - 1) / 2;
    let low = Math.log(LOWEST_TEMPERATURE);
    let high = Math.log(HIGHEST_TEMPERATURE);
    let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    let [leftLoss, rightLoss] = [loss(left), loss(right)];
    for (let step = 0; step < STEPS; step++) {
        if (leftLoss <= rightLoss) {
            [high, right, rightLoss] = [right, left, leftLoss];
            left = high - golden * (high - low);
            leftLoss = loss(left);
        }
        else {
            [low, left, leftLoss] = [left, right, rightLoss];
            right = low + golden * (high - low);
            rightLoss = loss(right);
        }
    }
    const best = (low + high) / 2;
    return loss(best) < loss(0) ? Math.exp(best) : 1;
}
/** Mean cross-entropy of soft targets. Confident mistakes are capped, so that one bad label cannot make it infinite. */
function crossEntropy(head, images, temperature) {
    const log = (x) => Math.log(Math.max(x, 1e-12));
    let sum = 0;
    for (const { logits, target } of images) {
        const p = scaled(head, logits, temperature);
        for (let i = 0; i < p.length; i++) {
            if (target[i] > 0)
                sum -= target[i] * log(p[i]);
            if (head.kind === 'sigmoid' && target[i] < 1)
                sum -= (1 - target[i]) * log(1 - p[i]);
        }
    }
    return sum / images.length;
}
//# sourceMappingURL=temperature.js.map