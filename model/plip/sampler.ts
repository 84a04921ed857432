/**
 * Which images stand in which batch of an epoch. The paper shuffles all images; identity-aware batches (P identities with K
 * images each) give the contrast by identity (section 2.3) more than one image of a person to look at.
 */
import { type Random, shuffle } from '../../data/random.js';
import { identityBatches } from './identityBatches.js';

/** The images of one part (train, val), by place. All images of an identity stand one after the other. */
export interface ImageSet {
  /** (n) ids of the manifest. */
  readonly images: Int32Array;
  /** (n) identity of each, 0.. */
  readonly identities: Int32Array;
}

export type Sampling =
  /** The paper's: all images in a random order. */
  | { readonly kind: 'shuffled' }
  /** At most `images` of an identity come together, and they do come together; see `identityBatches`. */
  | { readonly kind: 'identities'; readonly images: number }
  /** As they stand, for val: no image is left out, and the last batch may be short. */
  | { readonly kind: 'ordered' };

/**
 * Places of an epoch's images, batch after batch: batch b is `[b * size, (b + 1) * size)`. No place comes twice. Fewer than
 * `size` images are left over, other ones each epoch (`ordered`: none); they wait for another epoch.
 *
 * @param identities (n) of each place
 * @param random of (seed, epoch): the order is a function of it and the identities alone
 */
export function epochOrder(identities: Int32Array, size: number, sampling: Sampling, random: Random): Int32Array {
  if (sampling.kind === 'identities') return identityBatches(identities, { size, images: sampling.images }, random);
  const places = Int32Array.from({ length: identities.length }, (_, place) => place);
  if (sampling.kind === 'ordered') return places;
  return shuffle(random, places).subarray(0, batchCount(places.length, size, sampling) * size);
}

/** Batches of an epoch of `images` images. */
export function batchCount(images: number, size: number, sampling: Sampling): number {
  return sampling.kind === 'ordered' ? Math.ceil(images / size) : Math.floor(images / size);
}
