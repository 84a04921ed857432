/**
 * Chooses, on held-out identities, from which confidence on a class may be said: the lowest threshold at which what is
 * said is right at least as often as the stated precision. A temperature is fitted first (Guo et al., "On calibration
 * of modern neural networks", 2017), so that confidences of different heads mean the same.
 */
import { type Calibration, type HeadThresholds, NEVER } from '../../schemas/captioner.js';
import type { Head } from '../../schemas/heads.js';
import {
  absence,
  BAGS,
  candidates,
  type Column,
  columnsOf,
  type Decision,
  type Group,
  GROUPS,
  OTHER_BELONGING,
  probabilitiesOf,
} from './decide.js';
import { fitTemperature, scaled } from './temperature.js';

/** Target weights of one image by head name; a head that is absent is not known. */
export type Targets = Readonly<Partial<Record<string, readonly number[]>>>;

/** The model's answers on images of identities that it was not trained on; N images, C columns. */
export interface HeldOut {
  /** (N, C) row by row. */
  readonly logits: ArrayLike<number>;
  readonly targets: readonly Targets[];
  readonly identities: readonly string[];
}

export interface CalibrationOptions {
  /** Stated precision of everything that is said; default 0.8. */
  readonly precision?: number;
  /**
   * A threshold rests on at least so many said images (default 20) of so many identities (default 10). Fewer prove
   * nothing: images of one person share their labels, and 4 right of 5 happens by luck. A plain minimum, and not a
   * confidence bound, so that the stated precision is the one that the held-out images show.
   */
  readonly minimumImages?: number;
  readonly minimumIdentities?: number;
}

/** One line of the report: what is said from which confidence on, how often it is right, and on how many images. */
export interface CalibrationRow {
  readonly head: string;
  /** A class, `two classes`, classes of a group (`trousers or jeans`), or `none`. */
  readonly answer: string;
  /** Null where the answer is never said. */
  readonly threshold: number | null;
  readonly precision: number | null;
  /** Images on which it is said, as a share of those that have a label for the head. */
  readonly coverage: number;
  readonly images: number;
}

/** One image's answer: its confidence, whether it is right, and of whom. */
export interface Case {
  readonly confidence: number;
  readonly right: boolean;
  readonly identity: string;
}

type Minimums = Required<CalibrationOptions>;
const DEFAULTS: Minimums = { precision: 0.8, minimumImages: 20, minimumIdentities: 10 };

/** Temperatures and thresholds of all heads, and what they give on the same held-out images. */
export function calibrate(
  heads: readonly Head[],
  heldOut: HeldOut,
  options: CalibrationOptions = {},
): { calibration: Calibration; report: CalibrationRow[] } {
  const minimums: Minimums = { ...DEFAULTS, ...options };
  const thresholds: Record<string, HeadThresholds> = {};
  const report: CalibrationRow[] = [];
  for (const { head, start } of columnsOf(heads)) {
    const images = imagesOf(head, start, heldOut, heads);
    const temperature = fitTemperature(head, images);
    const scored = images.map((image) => ({ ...image, p: scaled(head, image.logits, temperature) }));
    const found =
      head.kind === 'softmax' ? softmaxThresholds(head, scored, minimums) : sigmoidThresholds(head, scored, minimums);
    thresholds[head.name] = { temperature, ...found.thresholds };
    report.push(...found.rows);
  }
  const bags = bagThresholds(heads, heldOut, thresholds, minimums);
  report.push(...bags.rows);
  return { calibration: { ...minimums, heads: thresholds, someBag: bags.someBag, none: bags.none }, report };
}

/**
 * The lowest confidence of a case such that the cases at or above it are right with at least the stated precision and
 * are enough; `NEVER` where there is none.
 */
export function lowestThreshold(
  cases: readonly Case[],
  minimums: Minimums,
): { threshold: number; precision: number | null; images: number } {
  const sorted = [...cases].sort((a, b) => b.confidence - a.confidence);
  const identities = new Set<string>();
  let best = { threshold: NEVER, precision: null as number | null, images: 0 };
  let right = 0;
  sorted.forEach(({ confidence, right: isRight, identity }, i) => {
    right += isRight ? 1 : 0;
    identities.add(identity);
    // Equal confidences are said together.
    if (sorted[i + 1]?.confidence === confidence) return;
    const images = i + 1;
    const enough = images >= minimums.minimumImages && identities.size >= minimums.minimumIdentities;
    if (enough && right / images >= minimums.precision)
      best = { threshold: confidence, precision: right / images, images };
  });
  return best;
}

interface HeadImage {
  readonly logits: readonly number[];
  readonly target: readonly number[];
  readonly identity: string;
}
interface ScoredImage extends HeadImage {
  readonly p: readonly number[];
}

function imagesOf(head: Head, start: number, heldOut: HeldOut, heads: readonly Head[]): HeadImage[] {
  const width = heads.reduce((sum, each) => sum + each.classes.length, 0);
  return heldOut.targets.flatMap((targets, row) => {
    const target = targets[head.name];
    if (!target) return [];
    const logits = head.classes.map((_, i) => heldOut.logits[row * width + start + i]);
    return [{ logits, target, identity: heldOut.identities[row] }];
  });
}

/** Whether an answer is right: each class that is said holds; of a group, one of it holds and nothing else. */
export function isRight(head: Head, decision: Decision, target: readonly number[]): boolean {
  const weights = decision.classes.map((each) => target[head.classes.indexOf(each)]);
  if (decision.kind === 'group') return weights.reduce((a, b) => a + b, 0) > 0.5;
  return weights.every((weight) => weight > 0);
}

interface Found {
  readonly thresholds: Omit<HeadThresholds, 'temperature'>;
  readonly rows: CalibrationRow[];
}

/** Pairs, classes and groups one after the other, each on the images on which nothing was said before. */
function softmaxThresholds(head: Head, images: readonly ScoredImage[], minimums: Minimums): Found {
  const rows: CalibrationRow[] = [];
  let open = images.map((image) => ({ image, answers: candidates(head, image.p) }));
  const settle = (wanted: (decision: Decision) => boolean, answer: string): number => {
    const own = open.flatMap(({ image, answers }) => {
      const decision = answers.find(wanted);
      return decision ? [{ image, decision }] : [];
    });
    const cases = own.map(({ image, decision }) => ({
      confidence: decision.confidence,
      right: isRight(head, decision, image.target),
      identity: image.identity,
    }));
    const found = lowestThreshold(cases, minimums);
    rows.push(rowOf(head.name, answer, found, images.length));
    open = open.filter(({ answers }) => !answers.some((each) => wanted(each) && each.confidence >= found.threshold));
    return found.threshold;
  };
  const kinds = new Set(open.flatMap(({ answers }) => answers.map((each) => each.kind)));
  const pair = kinds.has('pair') ? settle((each) => each.kind === 'pair', 'two classes') : undefined;
  const shared = GROUPS[head.name] as Group | undefined;
  const classes: Record<string, number> = {};
  for (const name of head.classes)
    classes[name] =
      name === shared?.own ? NEVER : settle((each) => each.kind === 'class' && each.classes[0] === name, name);
  const group = kinds.has('group') ? settle((each) => each.kind === 'group', shared!.classes.join(' or ')) : undefined;
  return { thresholds: { classes, pair, group }, rows };
}

function sigmoidThresholds(head: Head, images: readonly ScoredImage[], minimums: Minimums): Found {
  const rows: CalibrationRow[] = [];
  const classes: Record<string, number> = {};
  head.classes.forEach((name, i) => {
    const cases = images.map(({ p, target, identity }) => ({ confidence: p[i], right: target[i] > 0.5, identity }));
    const found = lowestThreshold(cases, minimums);
    classes[name] = found.threshold;
    rows.push(rowOf(head.name, name, found, images.length));
  });
  return { thresholds: { classes }, rows };
}

/** Of the images on which no belonging is said: from which confidence on is "a bag" right, and, beside it, "no bag"? */
function bagThresholds(
  heads: readonly Head[],
  heldOut: HeldOut,
  thresholds: Record<string, HeadThresholds>,
  minimums: Minimums,
): { someBag: number; none: number; rows: CalibrationRow[] } {
  const columns = columnsOf(heads);
  const bags = columns.filter(({ head }) => BAGS.includes(head.name));
  const others = columns.filter(({ head }) => head.name === OTHER_BELONGING);
  if (bags.length === 0) return { someBag: NEVER, none: NEVER, rows: [] };
  const width = heads.reduce((sum, each) => sum + each.classes.length, 0);
  let labelled = 0;
  const open = heldOut.targets.flatMap((targets, row) => {
    const known = bags.flatMap(({ head }) => targets[head.name] ?? []);
    if (known.length === 0) return [];
    labelled++;
    const logits = Array.from({ length: width }, (_, i) => heldOut.logits[row * width + i]);
    const p = probabilitiesOf(logits, heads, { heads: thresholds });
    const isSaid = ({ head, start }: Column): boolean => p[start] >= thresholds[head.name].classes[head.classes[0]];
    if (bags.some(isSaid)) return [];
    const carried = known.some((weight) => weight > 0.5);
    return [{ absent: absence(p, columns)!, carried, identity: heldOut.identities[row], other: others.some(isSaid) }];
  });
  const some = lowestThreshold(
    open.map(({ absent, carried, identity }) => ({ confidence: 1 - absent, right: carried, identity })),
    minimums,
  );
  const rest = open.filter(({ absent, other }) => !other && 1 - absent < some.threshold);
  const none = lowestThreshold(
    rest.map(({ absent, carried, identity }) => ({ confidence: absent, right: !carried, identity })),
    minimums,
  );
  return {
    someBag: some.threshold,
    none: none.threshold,
    rows: [rowOf('belongings', 'bag', some, labelled), rowOf('belongings', 'none', none, labelled)],
  };
}

function rowOf(
  head: string,
  answer: string,
  { threshold, precision, images }: ReturnType<typeof lowestThreshold>,
  labelled: number,
): CalibrationRow {
  const coverage = labelled === 0 ? 0 : images / labelled;
  return { head, answer, threshold: threshold === NEVER ? null : threshold, precision, coverage, images };
}
