/**
 * Which images stand in which batch of an epoch. The paper shuffles all images; identity-aware batches (P identities with K
 * images each) give the contrast by identity (section 2.3) more than one image of a person to look at.
 */
import { shuffle } from '../../data/random.js';
import { identityBatches } from './identityBatches.js';
/**
 * Places of an epoch's images, batch after batch: batch b is `[b * size, (b + 1) * size)`. No place comes twice. Fewer than
 * `size` images are left over, other ones each epoch (`ordered`: none); they wait for another epoch.
 *
 * @param identities (n) of each place
 * @param random of (seed, epoch): the order is a function of it and the identities alone
 */
export function epochOrder(identities, size, sampling, random) {
    if (sampling.kind === 'identities')
        return identityBatches(identities, { size, images: sampling.images }, random);
    const places = Int32Array.from({ length: identities.length }, (_, place) => place);
    if (sampling.kind === 'ordered')
        return places;
    return shuffle(random, places).subarray(0, batchCount(places.length, size, sampling) * size);
}
/** Batches of an epoch of `images` images. */
export function batchCount(images, size, sampling) {
    return sampling.kind === 'ordered' ? Math.ceil(images / size) : Math.floor(images / size);
}
//# sourceMappingURL=sampler.js.map