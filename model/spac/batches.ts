/** Batches of SPAC's training as the compiled steps take them. */
import { type Random, shuffle } from '../../data/random.js';
import { SLOTS } from '../../schemas/attributes.js';
import type { Elements } from '../engine/layout.js';
import { sizeOf } from '../engine/layout.js';
import { augment, type AugmentOptions, normalise } from '../train/augment.js';
import type { PixelFile } from '../train/pixelFile.js';
import { fillDropout, isDropout } from './dropout.js';
import { type SpacBatchSize, spacInputs } from './loss.js';
import { lookingInputs } from './looking.js';
import type { SpacNet } from './network.js';
import type { LabelledPicture, PhraseWords } from './trainingSet.js';

/** A caption with its picture. */
export interface Pair extends LabelledPicture {
  readonly words: readonly number[];
  readonly style: number;
}

export interface Batch {
  readonly pairs: readonly Pair[];
  readonly labelled: readonly LabelledPicture[];
}

export interface View {
  readonly random: Random;
  readonly augment: AugmentOptions;
  /** Share of a caption's words that the generator does not see, and the word that stands there instead. */
  readonly hidden: { readonly share: number; readonly by: number };
}

/**
 * Fills all inputs of `spacLoss`. A batch with fewer pictures than the size says is filled up with nothing, which counts nothing.
 * @param view undefined: pictures as they are, nothing dropped
 */
export function fillBatch(
  net: SpacNet,
  size: SpacBatchSize,
  { pairs, labelled }: Batch,
  { file, view }: { file: PixelFile; view?: View },
): Record<string, Elements> {
  const pictures: readonly (LabelledPicture | undefined)[] = [
    ...pairs,
    ...Array.from({ length: size.captioned - pairs.length }, () => undefined),
    ...labelled,
  ];
  const feeds: Record<string, Elements> = {};
  for (const [name, { shape, dtype }] of Object.entries(spacInputs(net, size)))
    feeds[name] = dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
  fillImages(net, pictures, feeds.images as Float32Array, { file, view });
  fillPhrases(size, pictures, feeds);
  fillTexts(
    pairs.map(({ words }) => words),
    size.captionWords,
    { ids: feeds.captions, shares: feeds.captionShares },
  );
  feeds.given.set(feeds.captions);
  if (view) hideWords(feeds.given, view);
  pairs.forEach(({ style }, i) => (feeds.styles[i * net.styles + style] = 1));
  for (const [name, factors] of Object.entries(feeds))
    if (isDropout(name)) fillDropout(factors as Float32Array, view?.random);
  return feeds;
}

/** What is said of a picture: its phrases, and all words of its captions. */
export interface SaidPicture extends LabelledPicture {
  readonly captions: readonly { readonly words: readonly number[] }[];
}

/** Fills all inputs of `lookingLoss`: all rows of which something is said weigh the same, and so do the different words of a row. */
export function fillLooking(
  net: SpacNet,
  pictures: readonly SaidPicture[],
  { file, view }: { file: PixelFile; view: Omit<View, 'hidden'> },
): Record<string, Float32Array> {
  const { vocabulary } = net.generator;
  const specs = Object.entries(lookingInputs(net, pictures.length));
  const feeds = Object.fromEntries(specs.map(([name, { shape }]) => [name, new Float32Array(sizeOf(shape))]));
  fillImages(net, pictures, feeds.images, { file, view });
  const rows = pictures.flatMap(({ phrases, captions }) => [...phrases, captions.flatMap(({ words }) => words)]);
  // The end, the last word, is said of everything.
  const distinct = rows.map((words) => [...new Set(words)].filter((word) => word !== vocabulary - 1));
  const told = distinct.filter((words) => words.length > 0).length;
  distinct.forEach((words, row) => {
    for (const word of words) feeds.said[row * vocabulary + word] = 1 / (told * words.length);
  });
  for (const [name, factors] of Object.entries(feeds)) if (isDropout(name)) fillDropout(factors, view.random);
  return feeds;
}

/** Texts (T, L) of words, and of each word its share in the mean over all words. */
export function fillTexts(
  texts: readonly (readonly number[] | undefined)[],
  length: number,
  { ids, shares }: { ids: Elements; shares: Elements },
): void {
  const count = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  texts.forEach((text, t) => {
    if (!text) return;
    ids.set(text, t * length);
    shares.fill(1 / count, t * length, t * length + text.length);
  });
}

function fillImages(
  { picture: [height, width] }: SpacNet,
  pictures: readonly (LabelledPicture | undefined)[],
  out: Float32Array,
  { file, view }: { file: PixelFile; view?: Omit<View, 'hidden'> },
): void {
  const size = { height, width };
  const pixels = new Uint8Array(height * width * 3);
  pictures.forEach((picture, i) => {
    if (!picture) return;
    file.read(picture.row, pixels);
    const offset = i * pixels.length;
    if (view) augment(pixels, size, { out, offset }, { random: view.random, options: view.augment });
    else normalise(pixels, size, out, offset);
  });
}

function fillPhrases(
  { phraseWords }: SpacBatchSize,
  pictures: readonly (LabelledPicture | undefined)[],
  feeds: Record<string, Elements>,
): void {
  const none: PhraseWords = SLOTS.map(() => undefined);
  const rows = pictures.flatMap((picture) => picture?.phrases ?? none);
  fillTexts(rows, phraseWords, { ids: feeds.phrases, shares: feeds.phraseShares });
}

/** Word dropout (Bowman et al., 2016, section 3.1): what cannot be guessed from the words must be seen in the picture. */
function hideWords(given: Elements, { random, hidden: { share, by } }: View): void {
  if (share === 0) return;
  for (let i = 0; i < given.length; i++) if (random() < share) given[i] = by;
}

/** An endless walk over items, shuffled anew each round; where it stands is given by a number alone. */
export function walk<T>(items: readonly T[], random: (round: number) => Random): (from: number, count: number) => T[] {
  let [round, order] = [-1, [] as T[]];
  const at = (n: number): T => {
    const wanted = Math.floor(n / items.length);
    if (wanted !== round) {
      round = wanted;
      order = shuffle(random(round), [...items]);
    }
    return order[n % items.length];
  };
  return (from, count) => (items.length === 0 ? [] : Array.from({ length: count }, (_, i) => at(from + i)));
}
