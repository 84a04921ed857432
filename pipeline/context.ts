// What every command works with: the parsed settings, the way to report, the workers, and the way to be stopped.
import { availableParallelism } from 'node:os';
import type { Database } from 'better-sqlite3';
import type { Config } from '../schemas/config.js';
import { openImagePool, type ImagePool } from './imagePool.js';
import { countPending, type Cause } from './pending.js';
import type { Reporter } from './progress.js';
import { runStage } from './runStage.js';
import type { ResumeMode, Stage } from './stage.js';

export interface Context {
  readonly config: Config;
  readonly workspace: string;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  readonly resume: ResumeMode;
  readonly dryRun: boolean;
  /** The worker threads; started on first use. */
  pool(): ImagePool;
  close(): Promise<void>;
}

/** Makes a context whose workers start when they are first needed. */
export function openContext(settings: Omit<Context, 'pool' | 'close'>): Context {
  let pool: ImagePool | undefined;
  return {
    ...settings,
    pool: () => (pool ??= openImagePool({ threads: settings.config.threads ?? availableParallelism() })),
    close: async () => pool?.close(),
  };
}

/** What a stage did, or with `--dry-run` would do. */
export type StageSummary = {
  readonly stage: string;
  readonly pending?: Partial<Record<Cause | 'left', number>>;
  readonly judged?: number;
  readonly kept?: number;
  readonly dropped?: number;
  readonly left?: number;
};

/** Runs one stage with progress, or counts what it would do. */
export async function performStage<In extends { id: number }, Out>(
  context: Context,
  database: Database,
  stage: Stage<In, Out>,
  unit: string,
): Promise<StageSummary> {
  const pending = countPending(database, stage, context.resume);
  if (context.dryRun) return { stage: stage.name, pending };
  const { left = 0, ...causes } = pending;
  const total = Object.values(causes).reduce((sum, n) => sum + n, 0);
  if (total > 0) context.report.note(`${stage.name}: ${describePending(causes)}`);
  const progress = context.report.start(stage.name, total, unit);
  try {
    const done = await runStage(database, stage, { resume: context.resume, progress, signal: context.signal });
    return { stage: stage.name, ...done, left };
  } finally {
    progress.end();
  }
}

/** "1,200 new, 3 input changed". */
export function describePending(pending: Partial<Record<Cause | 'left', number>>): string {
  const parts = Object.entries(pending).map(([cause, n]) => `${n.toLocaleString('en-US')} ${cause}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing to do';
}
