/**
 * Makes one batch. All that is random in it hangs on (seed, epoch, image), and how much is masked on (step / steps), so that a
 * batch is the same whoever makes it, and whatever was made before.
 */
import type { StyledText } from '../../data/imageCaptions.js';
import type { ImageVerdict } from '../../data/image.js';
import { seededRandom } from '../../data/random.js';
import { type Token, tokenize } from '../../data/tokens/wordPiece.js';
import type { Vocabulary } from '../../data/tokens/vocabulary.js';
import { UserError } from '../../schemas/userError.js';
import type { Batch, BatchSettings, MaskedCaptions } from './batch.js';
import { drawCaption } from './captionChoice.js';
import { maskedShare } from './maskingCurriculum.js';
import { drawMasked, phraseTokens } from './phraseMasking.js';
import {
  type Levels,
  normalisedLevels,
  type PictureTarget,
  type Pixels,
  plainLevels,
  writePicture,
} from './pictures.js';
import type { ImageSet } from './sampler.js';
import { substitutes } from './substitutes.js';

/** Where pictures and texts come from, by id of the manifest. */
export interface BatchSources {
  /** (H, W, 3) of the settings' size; may be overwritten by the next one. */
  picture(image: number): Promise<ImageVerdict<Uint8Array>>;
  captions(image: number): readonly StyledText[];
}

export interface BatchMaker {
  readonly set: ImageSet;
  readonly settings: BatchSettings;
  readonly vocabulary: Vocabulary;
  readonly seed: number;
  /** Of the whole training. */
  readonly steps: number;
  readonly sources: BatchSources;
}

export interface BatchPlan {
  readonly step: number;
  readonly epoch: number;
  /** Places in the set; N, or fewer where the part is `ordered`. */
  readonly places: Int32Array;
  /** Memory of an earlier batch that may be written over. */
  readonly used?: Pixels;
}

/** Why an image has no part in a batch although its picture is fine: the manifest has changed under the training. */
export const NO_CAPTION = 'no_caption';

/** One text of the batch. */
interface Row {
  readonly place: number;
  /** Those that the longest L holds. */
  readonly tokens: readonly Token[];
  /** Places among `tokens` that are hidden, ascending. */
  readonly masked: readonly number[];
}

/**
 * An image that cannot be read is replaced by the next one of its identity that is not in the batch, or else by the next of
 * the set; in an `ordered` part it is left out.
 *
 * @throws UserError bad_file where too little can be read to fill the batch
 */
export async function makeBatch(maker: BatchMaker, plan: BatchPlan): Promise<Batch> {
  const { set, settings } = maker;
  const colour = plan.used ?? pixelsFor(settings);
  const { rows, unreadable } = await fillRows(maker, plan, colour);
  const count = rows.length;
  if (count === 0 || (settings.sampling.kind !== 'ordered' && count < settings.size)) throw cannotRead(unreadable);
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

const areaOf = ({ picture }: BatchSettings): number => picture.height * picture.width * 3;

/** One row for each image that can be read, or for its substitute. */
async function fillRows(
  maker: BatchMaker,
  plan: BatchPlan,
  colour: Pixels,
): Promise<{ rows: Row[]; unreadable: { image: number; reason: string }[] }> {
  const { set, settings } = maker;
  const { mean, std } = settings;
  const levels = settings.pixels === 'uint8' ? plainLevels() : normalisedLevels(mean, std);
  const taken = new Set(plan.places);
  const unreadable: { image: number; reason: string }[] = [];
  const rows: Row[] = [];
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
      if (unreadable.length > GIVE_UP) throw cannotRead(unreadable);
    }
  return { rows, unreadable };
}

/** More images than this in one batch that cannot be read: the disk is gone. */
const GIVE_UP = 1000;

const cannotRead = (unreadable: readonly { reason: string }[]): UserError =>
  new UserError('bad_file', {
    what: 'Too few images can be read to fill a batch.',
    got: `${unreadable.length} that cannot, the first: ${unreadable[0].reason}`,
    fix: 'see that the sources are where they were ingested from, or ingest them again from where they are now',
  });

function pixelsFor(settings: BatchSettings): Pixels {
  const length = settings.size * areaOf(settings);
  return settings.pixels === 'uint8' ? new Uint8Array(length) : new Float32Array(length);
}

function* candidates({ set, settings }: BatchMaker, wanted: number, taken: ReadonlySet<number>): Generator<number> {
  yield wanted;
  if (settings.sampling.kind !== 'ordered') yield* substitutes(set.identities, wanted, taken);
}

interface PictureWish {
  readonly place: number;
  readonly levels: Levels;
  readonly target: PictureTarget;
}

/** Writes the picture and returns the text, or why there is none. */
async function readRow(
  { set, settings, vocabulary, seed, steps, sources }: BatchMaker,
  { step, epoch }: BatchPlan,
  { place, levels, target }: PictureWish,
): Promise<Row | string> {
  const image = set.images[place];
  const random = seededRandom(`plip/${seed}/${epoch}/${image}`);
  const flip = random() < settings.flip;
  const text = drawCaption(sources.captions(image), settings.captions, random);
  if (text === undefined) return NO_CAPTION;
  const verdict = await sources.picture(image);
  if (verdict.kind === 'drop') return verdict.reason;
  writePicture(verdict.value, { width: settings.picture.width, flip, levels }, target);
  const all = tokenize(text, vocabulary);
  const tokens = all.slice(0, settings.lengths.at(-1)! - 2);
  if (settings.masking === null) return { place, tokens, masked: [] };
  const share = maskedShare(settings.masking, step / steps);
  return { place, tokens, masked: drawMasked(phraseTokens(text, all, tokens.length), share, random) };
}

function fillTexts(
  { settings, vocabulary }: BatchMaker,
  rows: readonly Row[],
): Pick<Batch, 'length' | 'ids' | 'lengths' | 'masked'> {
  const lengths = Int32Array.from(rows, ({ tokens }) => tokens.length + 2);
  const longest = lengths.reduce((max, each) => Math.max(max, each));
  const length = settings.lengths.find((each) => each >= longest)!;
  const ids = new Int32Array(rows.length * length).fill(vocabulary.pad);
  rows.forEach(({ tokens }, n) => {
    ids.set([vocabulary.start, ...tokens.map(({ id }) => id), vocabulary.end], n * length);
  });
  return { length, ids, lengths, ...(settings.masking === null ? {} : { masked: mask(rows, ids, vocabulary) }) };
}

/** Token i of a row stands at i + 1, behind [CLS]. */
function mask(rows: readonly Row[], ids: Int32Array, vocabulary: Vocabulary): MaskedCaptions {
  const length = ids.length / rows.length;
  const hidden = Int32Array.from(rows.flatMap(({ masked }, n) => masked.map((i) => n * length + i + 1)));
  const masked = ids.slice();
  for (const position of hidden) masked[position] = vocabulary.mask!;
  const positions = hidden.filter((position) => ids[position] !== vocabulary.unknown);
  return { ids: masked, positions, labels: positions.map((position) => ids[position]) };
}
