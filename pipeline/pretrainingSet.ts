// What `pretrain` learns from: the images of the data set with their identities, those with captions, split in train and val.
import type { Database } from 'better-sqlite3';
import { captionReader } from '../data/imageCaptions.js';
import { allowedCaptions, type CaptionShares } from '../model/plip/captionChoice.js';
import type { ImageSet } from '../model/plip/sampler.js';
import type { Config } from '../schemas/config.js';
import type { Context } from './context.js';
import { openFingerprint } from './dataFingerprint.js';
import { stageHasRun } from './pending.js';
import { selectImages } from './export/selection.js';
import {
  chooseIdentities,
  type KeptIdentity,
  keptIdentities,
  nameOf,
  ranked,
  sourceNames,
  type SubsetChoice,
} from './identitySubset.js';
import { requireCaptioned, requireFiles, requireTrainable } from './pretrainingChecks.js';

export interface PretrainingRequest {
  /** Which texts may be drawn. */
  readonly captions: CaptionShares;
  /** N, images of a batch. */
  readonly batch: number;
  /** Share of the identities that is held out to choose the best weights by. */
  readonly valShare: number;
  /** Of the choice of val. */
  readonly seed: number;
  /** Undefined: all identities. */
  readonly subset?: SubsetChoice;
  /**
   * Whose label the images that are trained bear. Which images there are and which of them are val is the same either way, and so
   * is who is who in val: trainings on both can be compared.
   */
  readonly labels: Config['pretrain']['labels'];
}

export interface PartCounts {
  readonly identities: number;
  readonly images: number;
  /** Texts that may be drawn. */
  readonly captions: number;
}

export interface PretrainingSet {
  readonly train: ImageSet;
  readonly val: ImageSet;
  readonly counts: { readonly train: PartCounts; readonly val: PartCounts };
  /** Images of the data set that have no caption of the wanted kinds. */
  readonly withoutCaption: number;
  /** SHA-256 over all images (bytes, identity, captions) and the split, whatever the manifest's order and numbers. */
  readonly fingerprint: string;
}

/** So many identities make up val at least, where a tenth of all are so many. */
const VAL_AT_LEAST = 8;
/** Rows between two looks at whether to stop. */
const ROWS = 2000;

interface Row {
  readonly image: number;
  readonly identity: number;
  /** The identity that it is trained as. */
  readonly label: number;
  readonly sha256: Uint8Array | null;
  readonly key: string;
}

/**
 * Streams the rows: what is kept in memory is two numbers an image.
 *
 * @throws UserError missing_input: nothing is captioned, or too little to learn from; missing_path: the files are gone;
 *   bad_usage: a batch larger than the set; those of `chooseIdentities`
 */
export async function readPretrainingSet(
  context: Context,
  database: Database,
  request: PretrainingRequest,
): Promise<PretrainingSet> {
  requireCaptioned(database, request.captions, stageHasRun(database, 'distribute'));
  const kept = keptIdentities(database);
  const chosen = request.subset === undefined ? kept : chooseIdentities(kept, request.subset);
  const held = new Set(heldOut(chosen, request).map(({ id }) => id));
  const isSource = request.labels === 'source';
  const parts = { train: openPart(), val: openPart() };
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const names = new Map((isSource ? sourceNames(database) : chosen).map((each) => [each.id, nameOf(each)]));
  const fingerprint = openFingerprint();
  const captions = captionReader(database);
  let withoutCaption = 0;
  for await (const { image, identity, label, sha256, key } of rowsOf(context, database, isSource ? held : undefined)) {
    if (!chosenIds.has(identity)) continue;
    const texts = allowedCaptions(captions(image), request.captions).map(({ text }) => text);
    if (texts.length === 0) {
      withoutCaption++;
      continue;
    }
    const part = held.has(identity) ? 'val' : 'train';
    parts[part].add(image, label, texts.length);
    fingerprint.add(sha256 ?? key, part, names.get(label)!, texts);
  }
  const [train, val] = [parts.train.set(), parts.val.set()];
  const counts = { train: parts.train.counts(), val: parts.val.counts() };
  requireTrainable(counts.train, { ...request, withoutCaption });
  requireFiles(database, train.images);
  return { train, val, counts, withoutCaption, fingerprint: fingerprint.digest() };
}

/** Whole identities, by a hash of (seed, name), so that a data set that grows keeps those that it had. */
function heldOut(identities: readonly KeptIdentity[], { valShare, seed }: PretrainingRequest): KeptIdentity[] {
  if (valShare === 0) return [];
  const least = Math.min(VAL_AT_LEAST, Math.ceil(identities.length / 10));
  const count = Math.max(least, Math.round(valShare * identities.length));
  return ranked(identities, 'val', seed).slice(0, count);
}

/**
 * The images of the data set, in each part those with one label one after the other.
 * @param held undefined: all bear their identity; else only those of these identities do, all others that of the source
 */
async function* rowsOf(
  { report, signal }: Context,
  database: Database,
  held: ReadonlySet<number> | undefined,
): AsyncGenerator<Row> {
  const selected = selectImages('distribute');
  const total = database.prepare<[], number>(`SELECT count(*) FROM (${selected})`).pluck().get()!;
  const progress = report.start('read', total, 'images');
  try {
    const label =
      held === undefined
        ? 'x.identity_id'
        : `CASE WHEN x.identity_id IN (SELECT value FROM json_each(?)) THEN x.identity_id ELSE t.identity_id END`;
    const rows = database.prepare<unknown[], Row>(
      `SELECT x.image_id AS image, x.identity_id AS identity, ${label} AS label, c.sha256, s.kind || '/' || i.key AS key
         FROM (${selected}) x JOIN images i ON i.id = x.image_id JOIN sources s ON s.id = i.source_id
         JOIN tracklets t ON t.id = i.tracklet_id LEFT JOIN contents c ON c.image_id = x.image_id
        ORDER BY label, x.image_id`,
    );
    let n = 0;
    for (const row of rows.iterate(...(held === undefined ? [] : [JSON.stringify([...held])]))) {
      yield row;
      if (++n % ROWS > 0) continue;
      progress.advance(ROWS);
      await new Promise(setImmediate);
      signal.throwIfAborted();
    }
  } finally {
    progress.end();
  }
}

/** Numbers identities 0.. as they come, one after the other. */
function openPart() {
  let images: Int32Array = new Int32Array(1024);
  let identities: Int32Array = new Int32Array(1024);
  let [count, last, number, captions] = [0, -1, -1, 0];
  const grown = (values: Int32Array): Int32Array => {
    const larger = new Int32Array(2 * values.length);
    larger.set(values);
    return larger;
  };
  return {
    add(image: number, identity: number, texts: number): void {
      if (count === images.length) [images, identities] = [grown(images), grown(identities)];
      if (identity !== last) number++;
      last = identity;
      images[count] = image;
      identities[count++] = number;
      captions += texts;
    },
    set: (): ImageSet => ({ images: images.slice(0, count), identities: identities.slice(0, count) }),
    counts: (): PartCounts => ({ identities: number + 1, images: count, captions }),
  };
}
