// `subset`: chooses identities for an experiment, counts what they have, and writes their names down.
import type { Database } from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import type { SubsetFile } from '../schemas/subset.js';
import type { Context } from './context.js';
import { exportLevel, selectImages } from './export/selection.js';
import { chooseIdentities, type KeptIdentity, keptIdentities, subsetHash } from './identitySubset.js';

export interface SubsetSummary {
  readonly seed: number;
  readonly identities: number;
  readonly images: number;
  readonly captions: number;
  /** SHA-256 of the identities' names. */
  readonly hash: string;
  /** Where they are written, unless nothing is (`--dry-run`, no `--out`). */
  readonly out?: string;
}

/** @throws UserError missing_input, bad_usage */
export function makeSubset(
  context: Context,
  database: Database,
  { identities: count, seed, out }: { identities: number; seed: number; out?: string },
): SubsetSummary {
  const chosen = chooseIdentities(keptIdentities(database), { kind: 'rank', count, seed });
  const counts = countOf(database, chosen);
  const hash = subsetHash(chosen);
  const summary = { seed, identities: chosen.length, ...counts, hash };
  if (out === undefined || context.dryRun) return summary;
  const identities = chosen.map(({ source, scene, label }) => ({ source, scene, label }));
  writeFileSync(out, `${JSON.stringify({ format: 1, seed, ...counts, hash, identities } satisfies SubsetFile)}\n`);
  return { ...summary, out };
}

function countOf(database: Database, chosen: readonly KeptIdentity[]): { images: number; captions: number } {
  const ids = JSON.stringify(chosen.map(({ id }) => id));
  const images = `SELECT image_id FROM (${selectImages(exportLevel(database)!)}) WHERE identity_id IN (SELECT value FROM json_each(?))`;
  const count = (sql: string): number => database.prepare<[string], number>(sql).pluck().get(ids)!;
  return {
    images: count(`SELECT count(*) FROM (${images})`),
    captions: count(`SELECT count(*) FROM captions WHERE image_id IN (${images})`),
  };
}

export function describeSubset({ seed, identities, images, captions, hash, out }: SubsetSummary): string {
  const number = (n: number): string => n.toLocaleString('en-US');
  return [
    `${number(identities)} identities (seed ${seed}), ${number(images)} images, ${number(captions)} captions`,
    `hash ${hash}`,
    ...(out === undefined ? [] : [`written to ${out}`]),
  ].join('\n');
}
