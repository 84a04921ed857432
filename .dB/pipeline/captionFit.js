// How well captions fit their images under a pair of encoders, run in the workers: generated ones, and people's as the yardstick.
import { seededRandom } from '../data/random.js';
import { imageTextSimilarity, } from '../model/measures/captions/imageTextSimilarity.js';
import { noPair } from './dualEncoder.js';
import { embedImages, embedTexts, fileRange } from './embeddings.js';
/** Images embedded between two steps of the progress. */
const CHUNK = 512;
/** @throws UserError bad_model where the embeddings have different sizes */
export async function captionFit(context, model, files) {
    const progress = context.report.start('embed', files.length, 'images');
    const images = new Map();
    const texts = new Map();
    try {
        for (let i = 0; i < files.length; i += CHUNK) {
            context.signal.throwIfAborted();
            const part = files.slice(i, i + CHUNK);
            const embedded = await embedImages(context, model, part.map(({ path }) => fileRange(path)));
            const found = new Set();
            embedded.forEach((verdict, n) => {
                if (verdict.kind === 'drop')
                    return;
                found.add(part[n].key);
                images.set(part[n].key, verdict.value);
            });
            const captions = part.filter(({ key }) => found.has(key)).flatMap(namedCaptions);
            const embeddings = await embedTexts(context, model, captions.map(({ caption }) => caption));
            captions.forEach(({ name, image }, n) => {
                const all = texts.get(name) ?? [];
                texts.set(name, all);
                all.push({ image, embedding: embeddings[n] });
                const [of, to] = [images.get(image).length, embeddings[n].length];
                if (of !== to)
                    throw noPair(of, to);
            });
            progress.advance(part.length);
        }
    }
    finally {
        progress.end();
    }
    const fit = [...texts.keys()].sort().map((name) => {
        return [name, imageTextSimilarity(images, texts.get(name), seededRandom('other images'))];
    });
    return { images: images.size, unreadable: files.length - images.size, captions: Object.fromEntries(fit) };
}
function namedCaptions({ key, captions, references }) {
    return [
        ...references.map((caption) => ({ name: 'people', image: key, caption })),
        ...captions.map((caption, i) => ({ name: `style ${i + 1}`, image: key, caption })),
    ];
}
/** Lines for a person. */
export function describeFit({ images, unreadable, captions }) {
    const cosine = (value) => value?.toFixed(3) ?? '-';
    const lost = unreadable > 0 ? `; ${unreadable.toLocaleString('en-US')} could not be read` : '';
    return [
        `cosine of captions with their images, ${images.toLocaleString('en-US')} of them${lost}`,
        ...Object.entries(captions).map(([name, { matching, shuffled }]) => `  ${name.padEnd(10)} ${cosine(matching)}, with other images ${cosine(shuffled)}`),
    ];
}
//# sourceMappingURL=captionFit.js.map