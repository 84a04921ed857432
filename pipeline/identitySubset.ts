/**
 * A part of a data set for experiments (the paper's ablations: 10,000 identities). Identities are ranked by a hash of
 * (seed, what the source calls them), so that the choice hangs neither on the manifest's numbers nor on who else is there, and a
 * smaller part lies inside a larger one.
 */
import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inputHash } from '../data/inputHash.js';
import { type IdentityName, subsetSchema, type SubsetFile } from '../schemas/subset.js';
import { UserError } from '../schemas/userError.js';
import { exportLevel, selectImages } from './export/selection.js';

/** An identity of the data set. */
export interface KeptIdentity extends IdentityName {
  /** Of the manifest. */
  readonly id: number;
  readonly root: string;
}

/** Which identities: so many, by rank, or those of a file that `subset` wrote. */
export type SubsetChoice =
  | { readonly kind: 'rank'; readonly count: number; readonly seed: number }
  | { readonly kind: 'file'; readonly path: string };

/** All identities of the data set, as the last stage that has been run left it. @throws UserError missing_input */
export function keptIdentities(database: Database): KeptIdentity[] {
  const level = exportLevel(database);
  const kept = level === undefined ? [] : identitiesOf(database, selectImages(level));
  if (kept.length > 0) return kept;
  throw new UserError('missing_input', {
    what: 'There are no identities in this workspace.',
    fix: 'ingest a source, then denoise, annotate, distribute and caption it (or all of it: synthpedes rebuild)',
  });
}

/** All identities that the sources have labelled. */
export const sourceNames = (database: Database): KeptIdentity[] =>
  identitiesOf(database, 'SELECT id AS identity_id FROM identities');

const identitiesOf = (database: Database, selected: string): KeptIdentity[] =>
  database
    .prepare<[], KeptIdentity>(
      `SELECT i.id, s.kind AS source, c.name AS scene, i.label, s.root
         FROM (SELECT DISTINCT identity_id FROM (${selected})) x JOIN identities i ON i.id = x.identity_id
         JOIN scenes c ON c.id = i.scene_id JOIN sources s ON s.id = c.source_id`,
    )
    .all();

/** The identity's name as one text: source, scene, label. */
export const nameOf = ({ source, scene, label }: IdentityName): string => JSON.stringify([source, scene, label]);

/** In the order of their hashes. @param purpose keeps draws with the same seed apart */
export function ranked(identities: readonly KeptIdentity[], purpose: string, seed: number): KeptIdentity[] {
  return identities
    .map((each) => ({ each, rank: inputHash([purpose, seed, each.source, each.scene, each.label]) }))
    .sort((a, b) => a.rank - b.rank || compare(nameOf(a.each), nameOf(b.each)) || compare(a.each.root, b.each.root))
    .map(({ each }) => each);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @throws UserError bad_usage: there are not so many; missing_path, bad_file; missing_input: the file's are not here */
export function chooseIdentities(kept: readonly KeptIdentity[], choice: SubsetChoice): KeptIdentity[] {
  if (choice.kind === 'file') return identitiesIn(choice.path, kept);
  if (choice.count <= kept.length) return ranked(kept, 'subset', choice.seed).slice(0, choice.count);
  throw new UserError('bad_usage', {
    what: 'There are not so many identities.',
    got: `${choice.count} asked for, ${kept.length} there`,
    fix: `--identities ${kept.length} at most`,
  });
}

function identitiesIn(path: string, kept: readonly KeptIdentity[]): KeptIdentity[] {
  const names = new Set(readSubset(path).identities.map(nameOf));
  const found = kept.filter((each) => names.has(nameOf(each)));
  const there = new Set(found.map(nameOf));
  const missing = [...names].filter((name) => !there.has(name));
  if (missing.length === 0) return found;
  throw new UserError('missing_input', {
    what: `The subset is of another data set: ${missing.length} of its ${names.size} identities are not in this one.`,
    got: `${path}: ${missing[0]}`,
    fix: 'choose one anew: synthpedes subset',
  });
}

/** @throws UserError missing_path, bad_file */
function readSubset(path: string): SubsetFile {
  const fail = (code: 'missing_path' | 'bad_file', got: string, cause?: unknown): UserError =>
    new UserError(
      code,
      { what: `${path} is no subset.`, got, fix: 'write one: synthpedes subset --out <file>' },
      { cause },
    );
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw fail('missing_path', (cause as Error).message, cause);
  }
  try {
    return subsetSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw fail('bad_file', (cause as Error).message.split('\n')[0], cause);
  }
}

/** SHA-256 of the names, whatever order they come in: two choices are the same where it is. */
export function subsetHash(identities: readonly IdentityName[]): string {
  return createHash('sha256').update(identities.map(nameOf).sort().join('\n')).digest('hex');
}
