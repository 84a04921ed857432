/**
 * How well captions fit their images under a model that embeds both in one space (CLIPScore: Hessel et al., 2021, but
 * unscaled). A cosine says nothing by itself, so that of captions with other images stands beside it.
 */
import { shuffle } from '../../../data/random.js';
import { mean } from './words.js';
/**
 * @param images (D) embedding of each image, of any length
 * @param captions of these images
 */
export function imageTextSimilarity(images, captions, random) {
    const units = new Map([...images].map(([image, embedding]) => [image, unit(embedding)]));
    const texts = captions.map(({ embedding }) => unit(embedding));
    // Every image lends its captions to the next one in a random round: never to itself, and all count alike.
    const round = shuffle(random, [...new Set(captions.map(({ image }) => image))]);
    const next = new Map(round.map((image, i) => [image, round[(i + 1) % round.length]]));
    const fit = (imageOf) => mean(captions.map((caption, i) => dot(texts[i], units.get(imageOf(caption)))));
    return {
        matching: fit(({ image }) => image),
        shuffled: round.length < 2 ? null : fit(({ image }) => next.get(image)),
    };
}
/** Of length 1; zeros stay zeros. */
function unit(embedding) {
    const length = Math.sqrt(dot(embedding, embedding));
    return length === 0 ? embedding : embedding.map((value) => value / length);
}
function dot(a, b) {
    let total = 0;
    for (let i = 0; i < a.length; i++)
        total += a[i] * b[i];
    return total;
}
//# sourceMappingURL=imageTextSimilarity.js.map