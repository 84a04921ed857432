/** The paper's figure 5 of a training: gray, coloured by its caption, coloured by two captions that say another colour, original. */
import { CLEAR_COLOURS, recolourings } from '../../data/lexicon/recolour.js';
import { pictureGrid } from '../../data/pictureGrid.js';
import { textOf } from '../../data/tokens/textOf.js';
import { encode } from '../../data/tokens/wordPiece.js';
import { compileColouring, picturesOf } from './colouring.js';
import { grayPicture } from './pictures.js';
/** How many other colours a garment is given. */
const OTHERS = 2;
/** @param count rows at most, the batch's first ones */
export async function paintPairs(model, { batch, vocabulary, count }, options) {
    const { length } = batch;
    const rows = Math.min(count, batch.count);
    const captions = Array.from({ length: rows }, (_, n) => captionsOf(batch.ids.subarray(n * length, (n + 1) * length), vocabulary));
    const images = batch.colour.subarray(0, (rows * batch.colour.length) / batch.identities.length);
    const colouring = await compileColouring(model, { images: rows, length }, options);
    const painted = [];
    try {
        for (let k = 0; k <= OTHERS; k++) {
            const encoded = captions.map((each) => encode(each[k], length, vocabulary));
            const ids = Int32Array.from(encoded.flatMap((each) => [...each.ids]));
            const mask = Float32Array.from(encoded.flatMap((each) => [...each.mask]));
            painted.push(await colouring.run({ images, ids, mask }));
        }
    }
    finally {
        await colouring.release();
    }
    const originals = picturesOf(images, rows, 'nchw');
    const grid = originals.map((original, n) => [grayPicture(original), ...painted.map((each) => each[n]), original]);
    const [height, width] = model.net.visual.picture;
    return { captions, sheet: pictureGrid(grid, { height, width }) };
}
/** A caption, and two of it in other colours that the vocabulary has as one piece: they are no longer. */
function captionsOf(ids, vocabulary) {
    const text = textOf(ids, vocabulary);
    const others = recolourings(text, CLEAR_COLOURS.filter((colour) => vocabulary.ids.has(colour)));
    return [text, ...Array.from({ length: OTHERS }, (_, k) => others[k] ?? text)];
}
//# sourceMappingURL=lookColours.js.map