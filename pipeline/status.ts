// What a workspace holds, what each stage did, and what waits.
import type { Database } from 'better-sqlite3';
import type { Context } from './context.js';
import { withModels } from './inputs.js';
import { countPending, stageHasRun, type Cause } from './pending.js';
import { plannedStages } from './stages.js';
import type { Workspace } from './workspace.js';

export interface StageStatus {
  readonly stage: string;
  readonly state: 'never run' | 'up to date' | 'pending' | 'run';
  readonly kept: number;
  readonly dropped: Record<string, number>;
  /** Items that wait, by cause; absent where the present settings do not say (no encoder or captioner named). */
  readonly pending?: Partial<Record<Cause | 'left', number>>;
}

export interface Status {
  readonly sources: Array<{ kind: string; root: string; layout: string; images: number; identities: number }>;
  readonly stages: StageStatus[];
  readonly lastRun?: { command: string; started: string; outcome: string | null };
}

/** Counts everything; reads only. */
export async function readStatus(context: Context, workspace: Workspace): Promise<Status> {
  const { database } = workspace;
  const sources = database
    .prepare(
      `SELECT s.kind, s.root, s.layout, count(i.id) AS images, count(DISTINCT t.identity_id) AS identities
         FROM sources s LEFT JOIN images i ON i.source_id = s.id LEFT JOIN tracklets t ON t.id = i.tracklet_id
        GROUP BY s.id ORDER BY s.id`,
    )
    .all() as Status['sources'];
  const stages: StageStatus[] = [];
  const full = withModels(context);
  for (const { name, make } of plannedStages) {
    const stage = await make(full, workspace);
    stages.push(stageStatus(database, name, stage && countPending(database, stage, context.resume)));
  }
  const lastRun = database.prepare('SELECT command, started, outcome FROM runs ORDER BY id DESC LIMIT 1').get();
  return { sources, stages, lastRun: lastRun as Status['lastRun'] };
}

function stageStatus(database: Database, stage: string, pending: StageStatus['pending']): StageStatus {
  const hasRun = stageHasRun(database, stage);
  const waiting = pending === undefined ? undefined : Object.keys(pending).length > 0;
  const state = !hasRun ? 'never run' : waiting === undefined ? 'run' : waiting ? 'pending' : 'up to date';
  return { stage, state, ...outcomes(database, stage), pending };
}

/** Images kept, and dropped by reason; of prompt captions, those that were made. */
export function outcomes(database: Database, stage: string): { kept: number; dropped: Record<string, number> } {
  if (stage === 'caption') {
    return { kept: database.prepare('SELECT count(*) FROM prompt_captions').pluck().get() as number, dropped: {} };
  }
  const rows = database
    .prepare('SELECT reason, count(*) AS n FROM fates WHERE stage = ? GROUP BY reason ORDER BY reason')
    .all(stage) as Array<{ reason: string | null; n: number }>;
  const dropped = Object.fromEntries(rows.filter((r) => r.reason !== null).map((r) => [r.reason!, r.n]));
  return { kept: rows.find((r) => r.reason === null)?.n ?? 0, dropped };
}

/** The text of `synthpedes status`. */
export function describeStatus(status: Status): string {
  const number = (n: number): string => n.toLocaleString('en-US');
  const lines = ['sources'];
  for (const s of status.sources) {
    lines.push(`  ${s.kind}  ${number(s.images)} images, ${number(s.identities)} identities (${s.layout}, ${s.root})`);
  }
  lines.push('stages');
  for (const { stage, state, kept, dropped, pending } of status.stages) {
    const drops = Object.entries(dropped).map(([reason, n]) => `${number(n)} ${reason}`);
    const parts = [state === 'never run' ? '' : `kept ${number(kept)}`];
    if (drops.length > 0) parts.push(`dropped ${drops.join(', ')}`);
    const waits = Object.entries(pending ?? {}).map(([cause, n]) => `${number(n)} ${cause}`);
    if (waits.length > 0) parts.push(`waiting: ${waits.join(', ')}`);
    lines.push(`  ${stage.padEnd(10)}  ${state.padEnd(10)}  ${parts.filter(Boolean).join('; ')}`.trimEnd());
  }
  if (status.stages.some(({ state }) => state === 'run')) {
    lines.push('  (run: whether it is up to date shows with the settings that name its models, --config or --set)');
  }
  if (status.lastRun) {
    const { command, started, outcome } = status.lastRun;
    lines.push(`last run: ${command}, ${started}, ${outcome ?? 'killed, or still at work'}`);
  }
  return lines.join('\n');
}
