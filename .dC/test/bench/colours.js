// Text-guided colorization of drawn people: whether the colour that a caption names is the one that is painted (the paper's figure 5).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawnCaptions } from '../../data/drawnPeople/captions.js';
import { drawCrop } from '../../data/drawnPeople/crop.js';
import { PALETTE, randomPerson } from '../../data/drawnPeople/person.js';
import { randomScene } from '../../data/drawnPeople/scene.js';
import { decodeRgb } from '../../data/image.js';
import { CLEAR_COLOURS, recolourings } from '../../data/lexicon/recolour.js';
import { pictureGrid, pngOf } from '../../data/pictureGrid.js';
import { seededRandom } from '../../data/random.js';
import { openResizer } from '../../data/resize.js';
import { encode } from '../../data/tokens/wordPiece.js';
import { readVocabulary } from '../../data/tokens/vocabulary.js';
import { compileColouring } from '../../model/plip/colouring.js';
import { readColorizer } from '../../model/plip/folder.js';
import { grayPicture, normalisedLevels, writePicture } from '../../model/plip/pictures.js';
import { pretrain } from '../../pipeline/pretrain.js';
import { openWorkspace } from '../../pipeline/workspace.js';
import { readPlip } from '../../schemas/plip.js';
import { captionedManifest } from '../model/plip/captionedManifest.js';
import { temporaryFolder } from '../temporary.js';
import { benchContext } from './classifier.js';
const PEOPLE = 600;
const SHOTS = 4;
/** Of people whom the training has not seen. */
const JUDGED = 48;
const SHOWN = 8;
const SIZE = { width: 64, height: 128 };
/** At 0.02, the paper's weight, the colours of such small pictures count for next to nothing: the loss grows with their size. */
const SETTINGS = {
    ...{ preset: 'tiny', captions: 'GC', pictureEvery: 1_000_000 },
    ...{ tasks: ['ivlc', 'tic'], weights: { tic: 0.5, iap: 0.1 } },
};
/** Where the upper body is in nearly every crop: shares of the height and of the width. */
const TORSO = { top: 0.26, bottom: 0.46, left: 0.4, right: 0.6 };
/** `SYNTHPEDES_OUT`: folder of the model and the sheet; `SYNTHPEDES_EPOCHS`, `SYNTHPEDES_PRETRAIN` (JSON) change the training. */
export async function* cases() {
    const dir = process.env.SYNTHPEDES_OUT ?? temporaryFolder();
    mkdirSync(dir, { recursive: true });
    const out = join(dir, 'plip');
    const { workspace } = await captionedManifest(Array.from({ length: PEOPLE }, (_, person) => memberOf(person)), temporaryFolder(), join(dir, 'workspace'));
    const settings = JSON.parse(process.env.SYNTHPEDES_PRETRAIN ?? '{}');
    const epochs = Number(process.env.SYNTHPEDES_EPOCHS ?? 60);
    const context = benchContext(workspace, {
        pretrain: { ...SETTINGS, epochs, ...settings },
    });
    const opened = openWorkspace(workspace, (text) => void process.stderr.write(`${text}\n`));
    const started = performance.now();
    try {
        await pretrain(context, opened, out);
    }
    finally {
        opened.close();
        await context.close();
    }
    const minutes = (performance.now() - started) / 60_000;
    const { named, way, sheet } = await judge(out);
    writeFileSync(join(dir, 'colours.png'), await pngOf(sheet));
    const common = { suite: 'colours', ratio: null, unit: '%' };
    const note = `tiny, ${epochs} epochs of ${PEOPLE * SHOTS} pictures, ${minutes.toFixed(1)} min; ${join(dir, 'colours.png')}`;
    const chance = 100 / CLEAR_COLOURS.length;
    yield {
        ...common,
        case: 'garments that turn to the named colour, peer by chance',
        ours: 100 * named,
        peer: chance,
        note,
    };
    yield { ...common, case: 'of the way to it', ours: 100 * way, peer: null };
}
/** Only its captions, which say nothing wrong: what a captioner makes of drawn people is another bench's matter. */
function memberOf(person) {
    const drawn = randomPerson(seededRandom(`colours/person ${person}`));
    return {
        person,
        images: SHOTS,
        captions: (shot) => drawnCaptions(drawn.labels, seededRandom(`colours/captions ${person}/${shot}`)).map((text, i) => ({
            style: i + 1,
            text,
        })),
        picture: (shot) => crop(person, shot),
    };
}
function crop(person, shot) {
    const scene = randomScene(seededRandom(`colours/scene ${person % 40}`));
    const drawn = randomPerson(seededRandom(`colours/person ${person}`));
    return drawCrop(drawn, scene, seededRandom(`colours/${person}/${shot}`), { size: SIZE });
}
/**
 * Every unseen person is painted under each colour word in its own caption. `named`: share of pictures whose torso moves, from the mean of
 * all six, most nearly in the direction of the word's colour; `way`: how far it goes, 1 being the colour itself. Lightness does not count.
 */
async function judge(model) {
    const folder = await readPlip(model, ['weights', 'vocabulary', 'heads']);
    const { plip, paths } = folder;
    const { height, width, mean, std } = plip.input;
    const vocabulary = readVocabulary(paths.vocabulary);
    const size = { images: CLEAR_COLOURS.length, length: plip.tokens };
    const colouring = await compileColouring(readColorizer(folder), size, {});
    const wanted = centred(CLEAR_COLOURS.map((colour) => chroma(PALETTE[colour])));
    const levels = normalisedLevels(mean, std);
    const rows = [];
    let [named, way] = [0, 0];
    try {
        for (let person = PEOPLE; person < PEOPLE + JUDGED; person++) {
            const original = await picture(await crop(person, 0), { height, width });
            const images = new Float32Array(size.images * original.length);
            for (let i = 0; i < size.images; i++)
                writePicture(original, { width, flip: false, levels }, { layout: 'nchw', colour: images, offset: i * original.length });
            const [caption] = memberOf(person).captions(0);
            const texts = CLEAR_COLOURS.map((colour) => recolourings(caption.text, [colour])[0] ?? caption.text).map((text) => encode(text, size.length, vocabulary));
            const ids = Int32Array.from(texts.flatMap((text) => [...text.ids]));
            const painted = await colouring.run({
                images,
                ids,
                mask: Float32Array.from(texts.flatMap((text) => [...text.mask])),
            });
            const moved = centred(painted.map((each) => chroma(torso(each, { height, width }))));
            moved.forEach((to, i) => {
                const cosines = wanted.map((direction) => dot(to, direction) / Math.sqrt(dot(direction, direction)));
                if (cosines.indexOf(Math.max(...cosines)) === i)
                    named++;
                way += dot(to, wanted[i]) / dot(wanted[i], wanted[i]);
            });
            if (rows.length < SHOWN)
                rows.push([grayPicture(original), ...painted, original]);
        }
    }
    finally {
        await colouring.release();
    }
    const all = JUDGED * size.images;
    return { named: named / all, way: way / all, sheet: pictureGrid(rows, { height, width }) };
}
async function picture(jpeg, { height, width }) {
    const decoded = await decodeRgb(Buffer.from(jpeg));
    if (decoded.kind === 'drop')
        throw new Error(decoded.reason);
    const out = new Uint8Array(height * width * 3);
    openResizer(height, width).toBytes(decoded.value, out, 0);
    return out;
}
/** Its mean colour. */
function torso(rgb, { height, width }) {
    const sums = [0, 0, 0];
    let pixels = 0;
    for (let y = Math.round(TORSO.top * height); y < TORSO.bottom * height; y++)
        for (let x = Math.round(TORSO.left * width); x < TORSO.right * width; x++, pixels++)
            sums.forEach((_, c) => (sums[c] += rgb[(y * width + x) * 3 + c]));
    return sums.map((sum) => sum / pixels);
}
const dot = (a, b) => a.reduce((sum, value, c) => sum + value * b[c], 0);
const chroma = (rgb) => rgb.map((value) => value - dot(rgb, [0.299, 0.587, 0.114]));
const centred = (all) => all.map((each) => each.map((value, c) => value - all.reduce((sum, other) => sum + other[c], 0) / all.length));
//# sourceMappingURL=colours.js.map