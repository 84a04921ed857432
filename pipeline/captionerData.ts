// What `train captioner` learns from: captioned sets, annotated sets and texts, without what is evaluated on.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { type AnnotatedKind, ANNOTATED_KINDS, annotationFingerprint } from '../data/annotated/record.js';
import { readAnnotated } from '../data/annotated/read.js';
import type { CaptionedKind } from '../data/captioned/catalogue.js';
import { type Candidate, leakOf, type Traces, tracesOf } from '../data/captioned/heldOut.js';
import { type CaptionedImage, openCaptioned } from '../data/captioned/read.js';
import { captionAttributes } from '../data/lexicon/phrases.js';
import { seededRandom, shuffle } from '../data/random.js';
import { attributesOfLabels } from '../model/classifier/labelPhrases.js';
import type { Attributes } from '../schemas/attributes.js';
import { CAPTIONED_KINDS, type CAPTIONER_DATA } from '../schemas/choices.js';
import { UserError } from '../schemas/userError.js';
import type { Context } from './context.js';

export type CaptionerDataKind = (typeof CAPTIONER_DATA)[number];

export interface DataSource {
  readonly kind: CaptionerDataKind;
  readonly path: string;
}

export interface Captioned {
  readonly path: string;
  readonly captions: readonly string[];
  readonly attributes: Attributes;
}

export interface Labelled {
  readonly path: string;
  readonly attributes: Attributes;
}

/** What came of one source. */
export interface SourceSummary {
  readonly kind: CaptionerDataKind;
  readonly folder: string;
  readonly images: number;
  readonly captions: number;
  /** In an evaluated part (val or test) by identity, caption or picture; and files that are not there. */
  readonly leftOut: Readonly<Record<'identity' | 'caption' | 'image' | 'missing', number>>;
  readonly fingerprint: string;
}

export interface CaptionerData {
  readonly train: readonly Captioned[];
  readonly val: readonly Captioned[];
  readonly labelled: readonly Labelled[];
  readonly texts: readonly string[];
  readonly sources: readonly SourceSummary[];
}

/** Where no set brings a val part, this share of the identities of the training parts becomes it. */
const VAL_SHARE = 0.05;

const isCaptioned = (kind: CaptionerDataKind): kind is CaptionedKind => CAPTIONED_KINDS.some((each) => each === kind);
const isAnnotated = (kind: CaptionerDataKind): kind is AnnotatedKind => ANNOTATED_KINDS.some((each) => each === kind);

/**
 * Reads all sources. Val and test parts of the captioned ones are evaluated on: what is in them is left out of everything else.
 * @throws UserError those of the readers
 */
export async function readCaptionerData(
  context: Context,
  sources: readonly DataSource[],
  seed: number,
): Promise<CaptionerData> {
  const progress = context.report.start('read', 0, 'records');
  try {
    const captioned = sources.filter((source) => isCaptioned(source.kind));
    const evaluated = await tracesOf(evaluatedRecords(captioned));
    const read: SourceData[] = [];
    for (const source of sources) {
      context.signal.throwIfAborted();
      read.push(await readSource(context, source, evaluated, () => progress.advance(1)));
    }
    const train = read.flatMap((each) => each.train);
    const val = read.flatMap((each) => each.val);
    const split = val.length > 0 ? { train, val } : withoutVal(train, seed);
    return {
      train: split.train.map(captionedOf),
      val: split.val.map(captionedOf),
      labelled: read.flatMap((each) => each.labelled),
      texts: read.flatMap((each) => each.texts),
      sources: read.map((each) => each.summary),
    };
  } finally {
    progress.end();
  }
}

/** Is the source where it is said to be? @throws UserError missing_path, bad_layout, bad_file */
export async function checkCaptionerSource({ kind, path }: DataSource): Promise<void> {
  if (isCaptioned(kind)) openCaptioned(kind, path);
  else if (isAnnotated(kind)) await readAnnotated(kind, path);
  else if (!existsSync(path)) throw noTexts(path);
}

async function* evaluatedRecords(sources: readonly DataSource[]): AsyncGenerator<Candidate> {
  for (const { kind, path } of sources)
    for await (const record of openCaptioned(kind as CaptionedKind, path).records())
      if (record.split !== 'train') yield { ...record, kind };
}

interface SourceData {
  readonly train: CaptionedImage[];
  readonly val: CaptionedImage[];
  readonly labelled: Labelled[];
  readonly texts: string[];
  readonly summary: SourceSummary;
}

interface Counts {
  identity: number;
  caption: number;
  image: number;
  missing: number;
}

async function readSource(
  context: Context,
  source: DataSource,
  evaluated: Traces,
  onRecord: () => void,
): Promise<SourceData> {
  const { kind, path } = source;
  const data = {
    train: [] as CaptionedImage[],
    val: [] as CaptionedImage[],
    labelled: [] as Labelled[],
    texts: [] as string[],
  };
  const leftOut: Counts = { identity: 0, caption: 0, image: 0, missing: 0 };
  const hash = createHash('sha256');
  /** Whether something may be learned from; else it is counted. */
  const isClean = async (candidate: Candidate): Promise<boolean> => {
    onRecord();
    const leak = await leakOf(candidate, evaluated);
    if (leak) leftOut[leak]++;
    else if (candidate.path !== undefined && !existsSync(candidate.path)) leftOut.missing++;
    else return true;
    return false;
  };
  if (isCaptioned(kind)) {
    for await (const record of openCaptioned(kind, path).records()) {
      context.signal.throwIfAborted();
      hash.update(JSON.stringify([record.key, record.split, record.captions]));
      if (record.split === 'val') {
        if (existsSync(record.path)) data.val.push(record);
      } else if (record.split === 'train' && (await isClean({ ...record, kind }))) data.train.push(record);
    }
  } else if (isAnnotated(kind)) {
    const set = await readAnnotated(kind, path);
    hash.update(annotationFingerprint(set.records));
    for (const { key, path: file, identity, labels } of set.records)
      if (await isClean({ kind, key, identity, captions: [], path: file }))
        data.labelled.push({ path: file, attributes: attributesOfLabels(labels) });
  } else {
    for await (const { key, captions } of readTexts(path)) {
      hash.update(JSON.stringify(captions));
      if (await isClean({ kind: 'cuhk-pedes', key, captions })) data.texts.push(...captions);
    }
  }
  return { ...data, summary: summaryOf(source, data, leftOut, hash.digest('hex')) };
}

function summaryOf(
  { kind, path }: DataSource,
  { train, labelled, texts }: Omit<SourceData, 'summary'>,
  leftOut: Counts,
  fingerprint: string,
): SourceSummary {
  const captions = train.reduce((n, record) => n + record.captions.length, texts.length);
  return { kind, folder: basename(path), images: train.length + labelled.length, captions, leftOut, fingerprint };
}

const noTexts = (path: string): UserError =>
  new UserError('missing_path', { what: `There are no captions at ${path}.`, fix: 'give a JSON-lines file' });

/** @throws UserError missing_path, bad_file */
async function* readTexts(path: string): AsyncGenerator<{ key?: string; captions: string[] }> {
  if (!existsSync(path)) throw noTexts(path);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    number++;
    if (line.trim() === '') continue;
    const { file_path: key, captions } = parseTexts(path, number, line);
    yield { key, captions };
  }
}

function parseTexts(path: string, number: number, line: string): { file_path?: string; captions: string[] } {
  const fail = (): UserError =>
    new UserError('bad_file', {
      what: `${path}, line ${number}, is no text.`,
      got: line.slice(0, 120),
      fix: 'one JSON object a line: {"captions": ["...", ...]}, with "file_path" where the picture has a name',
    });
  let value: { file_path?: unknown; captions?: unknown };
  try {
    value = (JSON.parse(line) ?? {}) as typeof value;
  } catch {
    throw fail();
  }
  const { file_path: key, captions } = value;
  if (!Array.isArray(captions) || !captions.every((each) => typeof each === 'string')) throw fail();
  if (key !== undefined && typeof key !== 'string') throw fail();
  return { file_path: key, captions };
}

const captionedOf = ({ path, captions }: CaptionedImage): Captioned => ({
  path,
  captions,
  attributes: captionAttributes(captions),
});

function withoutVal(
  records: readonly CaptionedImage[],
  seed: number,
): { train: CaptionedImage[]; val: CaptionedImage[] } {
  const identities = shuffle(seededRandom(`val/${seed}`), [...new Set(records.map(({ identity }) => identity))].sort());
  const held = new Set(identities.slice(0, Math.floor(VAL_SHARE * identities.length)));
  return {
    train: records.filter(({ identity }) => !held.has(identity)),
    val: records.filter(({ identity }) => held.has(identity)),
  };
}
