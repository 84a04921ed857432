/**
 * A noisy LUPerson-NL out of Market-1501: real people, whose true identity is known, under labels as a tracker would
 * have made them. Neighbours in label order share a video; some images carry a neighbour's label (a swap), some people
 * are cut into two neighbouring labels (a lost track), some images come from far away (a false match).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomInt, shuffle, type Random } from '../../data/random.js';

/** What was done to an image: nothing; its label was moved; it is in the second label of its person; it is a stranger. */
export type NoiseKind = 'clean' | 'moved' | 'cut' | 'far';

export interface NoisyOptions {
  /** People drawn from the folder. */
  readonly identities: number;
  /** Consecutive people of one video. */
  readonly perVideo: number;
  /** Share of the images whose label becomes that of another person within `movedRange` labels of the same video. */
  readonly moved: number;
  readonly movedRange: number;
  /** Share of the people who are cut into two neighbouring labels. */
  readonly cut: number;
  /** Whether a cut splits a person's images in source order, as a lost track does, or at random. */
  readonly cutBy: 'order' | 'random';
  /** Share of the images that are strangers: relabelled from at least ten labels away, or added from outside, half and half. */
  readonly far: number;
}

export const NOISY_DEFAULTS: NoisyOptions = {
  identities: 300,
  perVideo: 50,
  moved: 0.1,
  movedRange: 2,
  cut: 0.1,
  cutBy: 'order',
  far: 0.02,
};

/** One image of the noisy set and the truth about it. */
export interface NoisyImage {
  /** `<video:05d>_<pid:06d>_<frame:07d>_<det:02d>`, LUPerson-NL's key; pid is `label`. */
  readonly key: string;
  /** File name in the folder that it was made from. */
  readonly file: string;
  /** The noisy label, from 1, in source order. */
  readonly label: number;
  /** Market's person. */
  readonly person: number;
  readonly kind: NoiseKind;
}

/** A file before it has its key. */
interface Draft {
  readonly file: string;
  readonly person: number;
  label: number;
  kind: NoiseKind;
}

/** A label: its video and whose images it was made for. */
interface Label {
  readonly video: number;
  readonly person: number;
}

/** Labels the given file names (`<pid:04d>_c..jpg`, pid above 0) noisily. Sorted by key. */
export function noisyMarket(files: readonly string[], options: NoisyOptions, random: Random): NoisyImage[] {
  const people = byPerson(files);
  const drawn = shuffle(random, [...people.keys()]).slice(0, options.identities);
  const chosen = new Set(drawn);
  const labels: Label[] = [];
  const drafts: Draft[] = [];
  drawn.sort((a, b) => a - b);
  for (const [place, person] of drawn.entries()) {
    const video = 1 + Math.floor(place / options.perVideo);
    drafts.push(...labelPerson(person, { files: people.get(person) as string[], video, labels, options, random }));
  }
  const outside = shuffle(
    random,
    [...people.entries()].filter(([person]) => !chosen.has(person)).flatMap(([, f]) => f),
  );
  const order = shuffle(random, [...drafts]);
  const moved = Math.round(options.moved * drafts.length);
  const far = Math.round(options.far * drafts.length);
  for (const draft of order.slice(0, moved)) moveNear(draft, labels, { range: options.movedRange, random });
  for (const [i, draft] of order.slice(moved, moved + far).entries()) {
    const file = i % 2 === 0 ? outside.pop() : undefined;
    if (file === undefined) moveFar(draft, labels, random);
    else drafts.push({ file, person: personOf(file), label: draft.label, kind: 'far' });
  }
  return named(drafts, labels);
}

/** File names of a Market-1501 folder, junk (-1) and distractors (0) left out, sorted. */
export function marketFiles(dir: string): string[] {
  return readdirSync(dir)
    .filter((file) => /^\d{4}_c\ds\d_\d+_\d+\.jpg$/.test(file) && personOf(file) > 0)
    .sort();
}

/** Entries for the LMDB writer, in key order; the bytes are those of the files. */
export function* noisyEntries(dir: string, images: readonly NoisyImage[]): Generator<{ key: string; value: Buffer }> {
  for (const { key, file } of images) yield { key, value: readFileSync(join(dir, file)) };
}

function personOf(file: string): number {
  return Number(file.slice(0, 4));
}

function byPerson(files: readonly string[]): Map<number, string[]> {
  const people = new Map<number, string[]>();
  for (const file of [...files].sort()) {
    const person = personOf(file);
    const own = people.get(person);
    if (own) own.push(file);
    else people.set(person, [file]);
  }
  return people;
}

/** Gives one person one label, or two where the person is cut (both halves get an image at least). */
function labelPerson(
  person: number,
  context: {
    files: readonly string[];
    video: number;
    labels: Label[];
    options: NoisyOptions;
    random: Random;
  },
): Draft[] {
  const { files, video, labels, options, random } = context;
  labels.push({ video, person });
  const first = labels.length;
  const isCut = random() < options.cut && files.length > 1;
  if (!isCut) return files.map((file) => ({ file, person, label: first, kind: 'clean' }));
  labels.push({ video, person });
  const share = 0.3 + 0.4 * random();
  const at = Math.min(files.length - 1, Math.max(1, Math.round(share * files.length)));
  const ordered = options.cutBy === 'order' ? files : shuffle(random, [...files]);
  return ordered.map((file, i) => ({
    file,
    person,
    label: i < at ? first : first + 1,
    kind: i < at ? 'clean' : 'cut',
  }));
}

/** To another person's label within range in the same video, if there is one. */
function moveNear(draft: Draft, labels: readonly Label[], { range, random }: { range: number; random: Random }): void {
  const own = labels[draft.label - 1];
  const near = labels
    .map((label, i) => ({ ...label, label: i + 1 }))
    .slice(Math.max(0, draft.label - 1 - range), draft.label + range)
    .filter((other) => other.video === own.video && other.person !== own.person);
  if (near.length === 0) return;
  draft.label = near[randomInt(random, near.length)].label;
  draft.kind = 'moved';
}

/** To a label at least ten away. */
function moveFar(draft: Draft, labels: readonly Label[], random: Random): void {
  const own = draft.label;
  if (own <= 10 && own + 10 > labels.length) return;
  do draft.label = 1 + randomInt(random, labels.length);
  while (Math.abs(draft.label - own) < 10);
  draft.kind = 'far';
}

/** Frames number the images of a video in the order of their files, so nobody can read the truth off the key. */
function named(drafts: readonly Draft[], labels: readonly Label[]): NoisyImage[] {
  const frames = new Map<number, number>();
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  const images = [...drafts]
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, person, label, kind }): NoisyImage => {
      const { video } = labels[label - 1];
      const frame = (frames.get(video) ?? 0) + 1;
      frames.set(video, frame);
      return { key: `${pad(video, 5)}_${pad(label, 6)}_${pad(frame, 7)}_00`, file, label, person, kind };
    });
  return images.sort((a, b) => (a.key < b.key ? -1 : 1));
}
