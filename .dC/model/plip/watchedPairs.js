import { openBatches } from './loader.js';
/** Half of a caption's attributes are hidden, whatever the training's curriculum says by then. */
const HIDDEN = { curve: 'constant', from: 0.5, to: 0.5 };
/** The first image of each of the first `most` identities. */
export function firstOfEach({ images, identities }, most) {
    const places = [...identities.keys()].filter((i) => i === 0 || identities[i] !== identities[i - 1]).slice(0, most);
    return {
        images: Int32Array.from(places, (i) => images[i]),
        identities: Int32Array.from(places, (i) => identities[i]),
    };
}
/**
 * One batch of all images of the set, never flipped, with the captions and hidden words that they always have. Its last rows repeat
 * the first ones where images cannot be read.
 *
 * @throws UserError as `openBatches`
 */
export async function readPairs(manifest, set, { vocabulary, batches }) {
    const settings = {
        ...{ ...batches, size: set.images.length, sampling: { kind: 'ordered' }, flip: 0 },
        masking: batches.masking && HIDDEN,
    };
    const stream = await openBatches({ manifest, set, vocabulary, settings, seed: 0, epochs: 1 });
    try {
        return (await stream.next());
    }
    finally {
        await stream.close();
    }
}
//# sourceMappingURL=watchedPairs.js.map