import type { Database } from 'better-sqlite3';

/** A dropped item is data, not an error: stored with its permanent snake_case reason, and what was compared. */
export interface Drop {
  readonly kind: 'drop';
  readonly reason: string;
  readonly score?: number;
  readonly threshold?: number;
}

/** A stage's decision on one item. */
export type Verdict<Out> = { readonly kind: 'keep'; readonly value: Out } | Drop;

/** One resumable step of data-set construction. `runStage` owns order, resuming, concurrency and commits. */
export interface Stage<In extends { id: number }, Out> {
  readonly name: string;
  /** What the result depends on besides the item (config, model file hash, code version): canonical JSON. */
  readonly fingerprint: string;
  /**
   * SELECT over manifest tables that yields one row an item. `id` is a non-negative integer; every other column is an
   * input: when one changes, the item is done again. What only says where the bytes lie does not belong here.
   */
  readonly source: string;
  /** Output tables and the column that holds the item's id: emptied for an item that is judged again or has left. */
  readonly outputs: ReadonlyArray<{ readonly table: string; readonly column: string }>;
  /** Items a batch: one call of `judge`, one transaction. */
  readonly batchSize: number;
  /** What else this one item's result depends on, such as the template that it draws; part of its input hash. */
  dependsOn?(item: In): string;
  /** May be slow (decode, infer), works on a whole batch, and never touches the manifest. */
  judge(items: readonly In[]): Promise<Array<Verdict<Out>>>;
  /** Prepared once a run; what it returns runs inside the batch transaction: no awaiting. */
  writer(database: Database): (item: In, value: Out) => void;
}

/** Which items are done again: those that changed (default), only those never done, or all. */
export const RESUME_MODES = ['changed', 'never', 'always'] as const;
export type ResumeMode = (typeof RESUME_MODES)[number];
