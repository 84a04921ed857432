// SPAC of test/peers/spac.py on this side: its weights, its pictures and texts, and what PyTorch made of them.
import { readFileSync } from 'node:fs';
import { seededRandom } from '../../../data/random.js';
import { spacParameters } from '../../../model/spac/network.js';
import { PUBLISHED } from '../../../model/weights/published.js';
import { fill, filled } from '../nn/formula.js';
const path = new URL('../../../../test/model/spac/pytorch.json', import.meta.url);
export const REFERENCE = JSON.parse(readFileSync(path, 'utf8'));
const NAMING = { nameOf, isTurned: true };
function nameOf(ours) {
    const [head] = ours.split('/', 1);
    const rest = ours.slice(head.length + 1);
    if (head === 'generator')
        return `generator.${PUBLISHED.gpt2.nameOf(rest)}`;
    // The pyramid is a part of torchvision's body.
    const path = head === 'body' || head === 'pyramid' ? rest : ours;
    const theirs = PUBLISHED['torchvision-resnet'].nameOf(path);
    return path === rest ? `body.${theirs}` : theirs;
}
/** Our parameters with the script's weights. */
export function referenceParameters() {
    const parameters = spacParameters(REFERENCE.net, seededRandom('any'));
    const ofGenerator = Object.entries(parameters).filter(([name]) => name.startsWith('generator/'));
    return {
        ...filled(parameters, NAMING, REFERENCE.shapes),
        // GPT-2's matrices lie as ours.
        ...filled(Object.fromEntries(ofGenerator), { nameOf, isTurned: false }, REFERENCE.shapes),
    };
}
/** The names of PyTorch's tensors that none of our parameters stands for. */
export function leftOut(parameters) {
    const ours = new Set(Object.keys(parameters).map(nameOf));
    return Object.keys(REFERENCE.shapes).filter((name) => !ours.has(name));
}
/** (N, 3, H, W) */
export function referenceImages() {
    const [height, width] = REFERENCE.net.picture;
    return fill('images', REFERENCE.images * 3 * height * width, 1);
}
//# sourceMappingURL=pytorch.js.map