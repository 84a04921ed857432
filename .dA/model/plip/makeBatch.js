import { seededRandom } from '../../data/random.js';
import { tokenize } from '../../data/tokens/wordPiece.js';
import { UserError } from '../../schemas/userError.js';
import { drawCaption } from './captionChoice.js';
import { maskedShare } from './maskingCurriculum.js';
import { drawMasked, phraseTokens } from './phraseMasking.js';
import { normalisedLevels, plainLevels, writePicture, } from './pictures.js';
import { substitutes } from './substitutes.js';
/** Why an image has no part in a batch although its picture is fine: the manifest has changed under the training. */
export const NO_CAPTION = 'no_caption';
/**
 * An image that cannot be read is replaced by the next one of its identity that is not in the batch, or else by the next of
 * the set; in an `ordered` part it is left out.
 *
 * @throws UserError bad_file where too little can be read to fill the batch
 */
export async function makeBatch(maker, plan) {
    const { set, settings } = maker;
    const colour = plan.used ?? pixelsFor(settings);
    const { rows, unreadable } = await fillRows(maker, plan, colour);
    const count = rows.length;
    if (count === 0 || (settings.sampling.kind !== 'ordered' && count < settings.size))
        throw cannotRead(unreadable);
    const area = areaOf(settings);
    while (rows.length < settings.size) {
        const from = rows.length - count;
        colour.copyWithin(rows.length * area, from * area, (from + 1) * area);
        rows.push({ ...rows[from], masked: [] });
    }
    return {
        ...{ step: plan.step, epoch: plan.epoch, count, colour, unreadable },
        imageIds: Int32Array.from(rows, ({ place }) => set.images[place]),
        identities: Int32Array.from(rows, ({ place }) => set.identities[place]),
        ...fillTexts(maker, rows),
    };
}
const areaOf = ({ picture }) => picture.height * picture.width * 3;
/** One row for each image that can be read, or for its substitute. */
async function fillRows(maker, plan, colour) {
    const { set, settings } = maker;
    const { mean, std } = settings;
    const levels = settings.pixels === 'uint8' ? plainLevels() : normalisedLevels(mean, std);
    const taken = new Set(plan.places);
    const unreadable = [];
    const rows = [];
    for (const wanted of plan.places)
        for (const place of candidates(maker, wanted, taken)) {
            const target = { colour, layout: settings.layout, offset: rows.length * areaOf(settings) };
            const row = await readRow(maker, plan, { place, levels, target });
            if (typeof row !== 'string') {
                taken.add(place);
                rows.push(row);
                break;
            }
            unreadable.push({ image: set.images[place], reason: row });
            if (unreadable.length > GIVE_UP)
                throw cannotRead(unreadable);
        }
    return { rows, unreadable };
}
/** More images than this in one batch that cannot be read: the disk is gone. */
const GIVE_UP = 1000;
const cannotRead = (unreadable) => new UserError('bad_file', {
    what: 'Too few images can be read to fill a batch.',
    got: `${unreadable.length} that cannot, the first: ${unreadable[0].reason}`,
    fix: 'see that the sources are where they were ingested from, or ingest them again from where they are now',
});
function pixelsFor(settings) {
    const length = settings.size * areaOf(settings);
    return settings.pixels === 'uint8' ? new Uint8Array(length) : new Float32Array(length);
}
function* candidates({ set, settings }, wanted, taken) {
    yield wanted;
    if (settings.sampling.kind !== 'ordered')
        yield* substitutes(set.identities, wanted, taken);
}
/** Writes the picture and returns the text, or why there is none. */
async function readRow({ set, settings, vocabulary, seed, steps, sources }, { step, epoch }, { place, levels, target }) {
    const image = set.images[place];
    const random = seededRandom(`plip/${seed}/${epoch}/${image}`);
    const flip = random() < settings.flip;
    const text = drawCaption(sources.captions(image), settings.captions, random);
    if (text === undefined)
        return NO_CAPTION;
    const verdict = await sources.picture(image);
    if (verdict.kind === 'drop')
        return verdict.reason;
    writePicture(verdict.value, { width: settings.picture.width, flip, levels }, target);
    const all = tokenize(text, vocabulary);
    const tokens = all.slice(0, settings.lengths.at(-1) - 2);
    if (settings.masking === null)
        return { place, tokens, masked: [] };
    const share = maskedShare(settings.masking, step / steps);
    return { place, tokens, masked: drawMasked(phraseTokens(text, all, tokens.length), share, random) };
}
function fillTexts({ settings, vocabulary }, rows) {
    const lengths = Int32Array.from(rows, ({ tokens }) => tokens.length + 2);
    const longest = lengths.reduce((max, each) => Math.max(max, each));
    const length = settings.lengths.find((each) => each >= longest);
    const ids = new Int32Array(rows.length * length).fill(vocabulary.pad);
    rows.forEach(({ tokens }, n) => {
        ids.set([vocabulary.start, ...tokens.map(({ id }) => id), vocabulary.end], n * length);
    });
    return { length, ids, lengths, ...(settings.masking === null ? {} : { masked: mask(rows, ids, vocabulary) }) };
}
/** Token i of a row stands at i + 1, behind [CLS]. */
function mask(rows, ids, vocabulary) {
    const length = ids.length / rows.length;
    const hidden = Int32Array.from(rows.flatMap(({ masked }, n) => masked.map((i) => n * length + i + 1)));
    const masked = ids.slice();
    for (const position of hidden)
        masked[position] = vocabulary.mask;
    const positions = hidden.filter((position) => ids[position] !== vocabulary.unknown);
    return { ids: masked, positions, labels: positions.map((position) => ids[position]) };
}
//# sourceMappingURL=makeBatch.js.map