// Which captioner wrote the texts of a data set, and what that one had learned from: a model that learns from the texts inherits it.
import type { Database } from 'better-sqlite3';
import type { TrainedOn } from '../schemas/plip.js';

interface LearnedSet {
  readonly kind: string;
  readonly folder: string;
  readonly fingerprint: string;
}

/** What the stages `annotate` and `generate` record of the captioner that they ran, each hash that of its weights. */
export interface RecordedCaptioner {
  /** Of a classifier. */
  readonly model?: string;
  /** Of a SPAC: its weights, and the part that looks. */
  readonly spac?: readonly [weights: string, encoder: string];
  readonly training: readonly LearnedSet[];
  readonly licence: string;
  /** Of a classifier. */
  readonly calibration?: { readonly precision: number };
}

/** The captioners that a stage's results are from. */
export function recordedCaptioners(database: Database, stage: 'annotate' | 'generate'): RecordedCaptioner[] {
  const found = database.prepare(
    `SELECT DISTINCT f.text FROM verdicts v JOIN stages s ON s.id = v.stage_id JOIN fingerprints f ON f.id = v.fingerprint_id
      WHERE s.name = ? ORDER BY f.text`,
  );
  return (found.pluck().all(stage) as string[]).map((text) => {
    const recorded = JSON.parse(text) as RecordedCaptioner & { training: readonly (string | LearnedSet)[] };
    return { ...recorded, training: recorded.training.map(wholeSet) };
  });
}

/** Manifests that were made before sets were recorded whole have their kinds only. */
const wholeSet = (set: string | LearnedSet): LearnedSet =>
  typeof set === 'string' ? { kind: set, folder: '', fingerprint: '' } : set;

/** All that the texts are from, as one; `trainedOn` null: nobody knows. */
export function textsCaptioner(database: Database): NonNullable<TrainedOn['captioner']> {
  const all = [...recordedCaptioners(database, 'annotate'), ...recordedCaptioners(database, 'generate')];
  const weights = all.flatMap(({ model, spac }) => model ?? spac?.[0] ?? []);
  const sets = all.flatMap(({ training }) => training);
  const named = new Map(
    sets.map(({ kind, folder, fingerprint }) => [`${kind} ${fingerprint}`, { kind, folder, fingerprint }]),
  );
  const isKnown = all.length > 0 && all.every(({ training }) => training.length > 0);
  return { weights: [...new Set(weights)], trainedOn: isKnown ? [...named.values()] : null };
}
