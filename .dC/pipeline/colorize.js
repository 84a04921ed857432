// `colorize`: a pre-trained PLIP paints the gray copy of a picture in the colours that a text names.
import { existsSync, readFileSync } from 'node:fs';
import { decodeRgb } from '../data/image.js';
import { pictureGrid, pngOf } from '../data/pictureGrid.js';
import { openResizer } from '../data/resize.js';
import { encode } from '../data/tokens/wordPiece.js';
import { readVocabulary } from '../data/tokens/vocabulary.js';
import { compileColouring } from '../model/plip/colouring.js';
import { readColorizer } from '../model/plip/folder.js';
import { grayPicture, normalisedLevels, writePicture } from '../model/plip/pictures.js';
import { writeWhole } from '../model/weights/safetensors.js';
import { readPlip } from '../schemas/plip.js';
import { UserError } from '../schemas/userError.js';
/**
 * Writes a PNG of the model's size.
 * @throws UserError missing_path, missing_input, bad_file (the image cannot be read), bad_model (no colorization head)
 */
export async function colorize(context, request) {
    const folder = await readPlip(request.model, ['weights', 'vocabulary', 'heads']);
    const { plip, paths } = folder;
    const { height, width, mean, std } = plip.input;
    const original = await readPicture(request.image, { height, width });
    const text = encode(request.text, plip.tokens, readVocabulary(paths.vocabulary));
    const images = new Float32Array(original.length);
    const levels = normalisedLevels(mean, std);
    writePicture(original, { width, flip: false, levels }, { layout: 'nchw', colour: images, offset: 0 });
    const { threads, backend } = context.config;
    const options = { threads: threads ?? undefined, backend };
    const colouring = await compileColouring(readColorizer(folder), { images: 1, length: plip.tokens }, options);
    const [coloured] = await colouring.run({ images, ids: text.ids, mask: Float32Array.from(text.mask) });
    await colouring.release();
    const row = request.sheet ? [grayPicture(original), coloured, original] : [coloured];
    const picture = pictureGrid([row], { height, width });
    if (!context.dryRun)
        writeWhole(request.out, [await pngOf(picture)]);
    return { out: request.out, height: picture.height, width: picture.width };
}
/** (H, W, 3), resized as pre-training does it. */
async function readPicture(path, { height, width }) {
    const fix = 'name a picture of a person, JPEG or PNG';
    if (!existsSync(path))
        throw new UserError('missing_path', { what: `There is no image ${path}.`, fix });
    const decoded = await decodeRgb(readFileSync(path));
    if (decoded.kind === 'drop')
        throw new UserError('bad_file', { what: `The image ${path} cannot be read.`, got: decoded.reason, fix });
    const out = new Uint8Array(height * width * 3);
    openResizer(height, width).toBytes(decoded.value, out, 0);
    return out;
}
/** The text of `synthpedes colorize`. */
export const describeColorize = ({ out, height, width }, dryRun) => `${dryRun ? 'would write ' : ''}${out}: ${width} x ${height} pixels`;
//# sourceMappingURL=colorize.js.map