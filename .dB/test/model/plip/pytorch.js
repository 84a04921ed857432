// PLIP of test/peers/plip.py on this side: its weights and its batch, and what PyTorch made of them.
import { readFileSync } from 'node:fs';
import { seededRandom } from '../../../data/random.js';
import { ALL_TASKS } from '../../../model/plip/loss.js';
import { plipParameters } from '../../../model/plip/network.js';
import { PUBLISHED } from '../../../model/weights/published.js';
import { fill, filled } from '../nn/formula.js';
const path = new URL('../../../../test/model/plip/pytorch.json', import.meta.url);
export const REFERENCE = JSON.parse(readFileSync(path, 'utf8'));
/** PyTorch's name of one of our parameters. */
export function nameOf(ours) {
    const [part, ...rest] = ours.split('/');
    const own = rest.join('/');
    if (part === 'visual')
        return `visual.${PUBLISHED['clip-resnet'].nameOf(own).replace('c_proj.', '')}`;
    if (part === 'text')
        return `text.${PUBLISHED.bert.nameOf(own)}`;
    const leaves = {
        filter: 'weight',
        matrix: 'weight',
        scale: 'weight',
        shift: 'bias',
        mean: 'running_mean',
        variance: 'running_var',
    };
    const leaf = rest.pop();
    return [part, ...rest, leaves[leaf] ?? leaf].join('.');
}
/** Our parameters with the script's weights. */
export function referenceParameters({ net, shapes }) {
    return filled(plipParameters(net, ALL_TASKS, seededRandom('any')), { nameOf, isTurned: true }, shapes);
}
/** What `plipInputs` names, but for the contrast. */
export function referenceChunk({ net }) {
    const { batch, identities } = REFERENCE;
    const [height, width] = net.visual.picture;
    return {
        images: fill('images', identities.length * 3 * height * width, 1),
        ids: Int32Array.from(batch.ids),
        maskedIds: Int32Array.from(batch.maskedIds),
        mask: Float32Array.from(batch.mask),
        positions: Int32Array.from(batch.positions),
        labels: Int32Array.from(batch.labels),
        shares: Float32Array.from(batch.shares),
    };
}
//# sourceMappingURL=pytorch.js.map