/** The pairs of image and caption that a training is watched by: always the same ones, one of each person. */
import type { Vocabulary } from '../../data/tokens/vocabulary.js';
import type { Batch, BatchSettings } from './batch.js';
import { openBatches } from './loader.js';
import type { ImageSet } from './sampler.js';

/** Half of a caption's attributes are hidden, whatever the training's curriculum says by then. */
const HIDDEN = { curve: 'constant', from: 0.5, to: 0.5 } as const;

/** The first image of each of the first `most` identities. */
export function firstOfEach({ images, identities }: ImageSet, most: number): ImageSet {
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
export async function readPairs(
  manifest: string,
  set: ImageSet,
  { vocabulary, batches }: { readonly vocabulary: Vocabulary; readonly batches: BatchSettings },
): Promise<Batch> {
  const settings: BatchSettings = {
    ...{ ...batches, size: set.images.length, sampling: { kind: 'ordered' }, flip: 0 },
    masking: batches.masking && HIDDEN,
  };
  const stream = await openBatches({ manifest, set, vocabulary, settings, seed: 0, epochs: 1 });
  try {
    return (await stream.next())!;
  } finally {
    await stream.close();
  }
}
