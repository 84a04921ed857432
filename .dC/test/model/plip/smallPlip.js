/** A PLIP of a few thousand weights, and chunks of noise for it. */
import { randomNormal, seededRandom } from '../../../data/random.js';
import { sizeOf } from '../../../model/engine/layout.js';
import { DROPOUT, plipInputs } from '../../../model/plip/loss.js';
export const NET = {
    visual: { width: 4, blocks: [1, 1, 1, 1], pool: 'max', heads: 1, output: 16, picture: [64, 32] },
    text: { vocabulary: 40, positions: 12, types: 2, width: 16, layers: 2, heads: 2, feedForward: 32 },
    textPool: 'average',
    colorizer: { channels: 4, pool: 'average', gate: 'sigmoid' },
    attributes: { fusion: 'sum', blocks: 1, heads: 2 },
};
/** L of a chunk's captions, and room for hidden words. */
export const [LENGTH, TARGETS] = [10, 4];
const ONE = seededRandom('plip steps');
/** @param words that count, of the whole batch */
export function drawChunk(images, loss, words, random = ONE) {
    const ids = () => Int32Array.from({ length: images * LENGTH }, () => Math.floor(random() * 40));
    const inputs = plipInputs(NET, loss, { images, length: LENGTH, targets: TARGETS }, { of: images });
    const dropouts = Object.entries(inputs).filter(([name]) => name.startsWith(DROPOUT));
    const feeds = {
        images: Float32Array.from({ length: images * 3 * 64 * 32 }, () => randomNormal(random)),
        ids: ids(),
        maskedIds: ids(),
        mask: Float32Array.from({ length: images * LENGTH }, (_, i) => (i % LENGTH < 7 ? 1 : 0)),
        positions: Int32Array.from({ length: TARGETS }, (_, i) => i * 5 + 1),
        labels: Int32Array.from({ length: TARGETS }, () => Math.floor(random() * 40)),
        shares: new Float32Array(TARGETS).fill(1 / words),
        ...Object.fromEntries(dropouts.map(([name, { shape }]) => [
            name,
            Float32Array.from({ length: sizeOf(shape) }, () => (random() < 0.3 ? 0 : 1 / 0.7)),
        ])),
    };
    return { length: LENGTH, feeds };
}
//# sourceMappingURL=smallPlip.js.map