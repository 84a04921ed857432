/** Batches of SPAC's training as the compiled steps take them. */
import { shuffle } from '../../data/random.js';
import { SLOTS } from '../../schemas/attributes.js';
import { sizeOf } from '../engine/layout.js';
import { augment, normalise } from '../train/augment.js';
import { fillDropout, isDropout } from './dropout.js';
import { spacInputs } from './loss.js';
import { lookingInputs } from './looking.js';
/**
 * Fills all inputs of `spacLoss`. A batch with fewer pictures than the size says is filled up with nothing, which counts nothing.
 * @param view undefined: pictures as they are, nothing dropped
 */
export function fillBatch(net, size, { pairs, labelled }, { file, view }) {
    const pictures = [
        ...pairs,
        ...Array.from({ length: size.captioned - pairs.length }, () => undefined),
        ...labelled,
    ];
    const feeds = {};
    for (const [name, { shape, dtype }] of Object.entries(spacInputs(net, size)))
        feeds[name] = dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
    fillImages(net, pictures, feeds.images, { file, view });
    fillPhrases(size, pictures, feeds);
    fillTexts(pairs.map(({ words }) => words), size.captionWords, { ids: feeds.captions, shares: feeds.captionShares });
    feeds.given.set(feeds.captions);
    if (view)
        hideWords(feeds.given, view);
    pairs.forEach(({ style }, i) => (feeds.styles[i * net.styles + style] = 1));
    for (const [name, factors] of Object.entries(feeds))
        if (isDropout(name))
            fillDropout(factors, view?.random);
    return feeds;
}
/** Fills all inputs of `lookingLoss`: all rows of which something is said weigh the same, and so do the different words of a row. */
export function fillLooking(net, pictures, { file, view }) {
    const { vocabulary } = net.generator;
    const specs = Object.entries(lookingInputs(net, pictures.length));
    const feeds = Object.fromEntries(specs.map(([name, { shape }]) => [name, new Float32Array(sizeOf(shape))]));
    fillImages(net, pictures, feeds.images, { file, view });
    const rows = pictures.flatMap(({ phrases, captions }) => [...phrases, captions.flatMap(({ words }) => words)]);
    // The end, the last word, is said of everything.
    const distinct = rows.map((words) => [...new Set(words)].filter((word) => word !== vocabulary - 1));
    const told = distinct.filter((words) => words.length > 0).length;
    distinct.forEach((words, row) => {
        for (const word of words)
            feeds.said[row * vocabulary + word] = 1 / (told * words.length);
    });
    for (const [name, factors] of Object.entries(feeds))
        if (isDropout(name))
            fillDropout(factors, view.random);
    return feeds;
}
/** Texts (T, L) of words, and of each word its share in the mean over all words. */
export function fillTexts(texts, length, { ids, shares }) {
    const count = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
    texts.forEach((text, t) => {
        if (!text)
            return;
        ids.set(text, t * length);
        shares.fill(1 / count, t * length, t * length + text.length);
    });
}
function fillImages({ picture: [height, width] }, pictures, out, { file, view }) {
    const size = { height, width };
    const pixels = new Uint8Array(height * width * 3);
    pictures.forEach((picture, i) => {
        if (!picture)
            return;
        file.read(picture.row, pixels);
        const offset = i * pixels.length;
        if (view)
            augment(pixels, size, { out, offset }, { random: view.random, options: view.augment });
        else
            normalise(pixels, size, out, offset);
    });
}
function fillPhrases({ phraseWords }, pictures, feeds) {
    const none = SLOTS.map(() => undefined);
    const rows = pictures.flatMap((picture) => picture?.phrases ?? none);
    fillTexts(rows, phraseWords, { ids: feeds.phrases, shares: feeds.phraseShares });
}
/** Word dropout (Bowman et al., 2016, section 3.1): what cannot be guessed from the words must be seen in the picture. */
function hideWords(given, { random, hidden: { share, by } }) {
    if (share === 0)
        return;
    for (let i = 0; i < given.length; i++)
        if (random() < share)
            given[i] = by;
}
/** An endless walk over items, shuffled anew each round; where it stands is given by a number alone. */
export function walk(items, random) {
    let [round, order] = [-1, []];
    const at = (n) => {
        const wanted = Math.floor(n / items.length);
        if (wanted !== round) {
            round = wanted;
            order = shuffle(random(round), [...items]);
        }
        return order[n % items.length];
    };
    return (from, count) => (items.length === 0 ? [] : Array.from({ length: count }, (_, i) => at(from + i)));
}
//# sourceMappingURL=batches.js.map