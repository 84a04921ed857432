/**
 * What a captioner must not have seen: the people, captions and pictures of the parts that are evaluated on. The sets borrow
 * pictures from each other, so a person is looked for by identity, by caption text and by the picture's bytes.
 */
import { hashFile } from '../hashFile.js';

export interface Traces {
  readonly identities: ReadonlySet<string>;
  readonly captions: ReadonlySet<string>;
  /** SHA-256 of the pictures. */
  readonly images: ReadonlySet<string>;
}

/** Something that may be trained on. */
export interface Candidate {
  /** The set, as its kind is called. */
  readonly kind: string;
  /** As the annotation names it; undefined for a text without a picture. */
  readonly key?: string;
  readonly identity?: string;
  readonly captions: readonly string[];
  /** The image file, where there is one. */
  readonly path?: string;
}

/** Why something is left out; undefined: it is in none of the evaluated parts. */
export type Leak = 'identity' | 'caption' | 'image';

/** A caption whatever its case, blanks and punctuation. */
export const captionKey = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * The names under which a person is known: in its own set, and in Market-1501 where the picture is from there
 * (`Market/0585_c1s3_039651_00.jpg` is its person 585).
 */
export function namesOf({ kind, key, identity }: Candidate): string[] {
  const market = /(?:^|\/)Market\/(\d{4})_c\d/.exec(key ?? '')?.[1];
  const own = identity === undefined ? [] : [identity.startsWith('market:') ? identity : `${kind}:${identity}`];
  return market === undefined ? own : [...own, `market:${market}`];
}

/** Gathers the traces of the records that are evaluated on. Pictures that are not there leave no trace of their bytes. */
export async function tracesOf(records: AsyncIterable<Candidate> | Iterable<Candidate>): Promise<Traces> {
  const traces = { identities: new Set<string>(), captions: new Set<string>(), images: new Set<string>() };
  for await (const record of records) {
    for (const name of namesOf(record)) traces.identities.add(name);
    for (const caption of record.captions) traces.captions.add(captionKey(caption));
    const hash = await hashOf(record.path);
    if (hash !== undefined) traces.images.add(hash);
  }
  return traces;
}

/** Is the candidate in an evaluated part? The picture's bytes are only read where nothing else tells. */
export async function leakOf(candidate: Candidate, traces: Traces): Promise<Leak | undefined> {
  if (namesOf(candidate).some((name) => traces.identities.has(name))) return 'identity';
  if (candidate.captions.some((caption) => traces.captions.has(captionKey(caption)))) return 'caption';
  if (traces.images.size === 0) return undefined;
  const hash = await hashOf(candidate.path);
  return hash !== undefined && traces.images.has(hash) ? 'image' : undefined;
}

async function hashOf(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await hashFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
