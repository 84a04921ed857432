// `export`: picks what is exported, warns where it is not the latest word, and writes it.
import type { Database } from 'better-sqlite3';
import { relative } from 'node:path';
import type { Context } from '../context.js';
import { countPending } from '../pending.js';
import { plannedStages } from '../stages.js';
import { UserError } from '../../schemas/userError.js';
import type { Workspace } from '../workspace.js';
import { countSelection, EXPORT_LEVELS, exportLevel, type ExportLevel } from './selection.js';
import { rememberExport } from './provenance.js';
import { earlierExport, exportSynthpedes, type Exported } from './synthpedes.js';

export interface ExportSummary extends Exported {
  readonly out: string;
  readonly after: ExportLevel;
}

/**
 * Exports the state after the last stage that has been run, or after a given one.
 * @throws UserError missing_input when no stage has been run
 */
export async function exportDataset(
  context: Context,
  workspace: Workspace,
  options: { out: string; images: 'link' | 'copy' | 'none'; after?: ExportLevel },
): Promise<ExportSummary> {
  const { database } = workspace;
  const level = options.after ?? exportLevel(database);
  if (!level) {
    throw new UserError('missing_input', { what: 'There is nothing to export yet.', fix: 'ingest a source first' });
  }
  requireOutsideSources(database, options.out);
  await earlierExport(options.out);
  await warnOfPending(context, workspace, level);
  const { images, identities } = countSelection(database, level);
  if (images === 0) context.report.warn(`no image is left after ${level}: the export is empty`);
  if (context.dryRun) return { out: options.out, after: level, images, identities, captions: 0 };
  const progress = context.report.start('export', images, 'images');
  try {
    const { note } = context.config.export;
    const done = await exportSynthpedes(database, { ...options, level, note, progress, signal: context.signal });
    await rememberExport(workspace.paths, options.out).catch((error: Error) =>
      context.report.warn(`cannot note this export in the workspace: ${error.message}`),
    );
    return { out: options.out, after: level, ...done };
  } finally {
    progress.end();
  }
}

/** An export inside an ingested folder would come back as a source at the next ingest. */
function requireOutsideSources(database: Database, out: string): void {
  const roots = database.prepare('SELECT root FROM sources WHERE container = 0').pluck().all() as string[];
  const root = roots.find((dir) => !relative(dir, out).startsWith('..'));
  if (root === undefined) return;
  throw new UserError('bad_usage', {
    what: 'The export would lie inside a folder that was ingested.',
    got: `${out}, inside ${root}`,
    fix: 'name a folder elsewhere',
  });
}

/** An export of an outdated state is allowed, but not in silence. */
async function warnOfPending(context: Context, workspace: Workspace, level: ExportLevel): Promise<void> {
  const upTo = EXPORT_LEVELS.indexOf(level);
  for (const { name, make } of plannedStages) {
    const position = EXPORT_LEVELS.findIndex((stage) => stage === name);
    if (position > upTo) continue;
    const stage = await make(context, workspace);
    if (!stage) continue;
    const waiting = Object.values(countPending(workspace.database, stage, 'changed')).reduce((sum, n) => sum + n, 0);
    if (waiting > 0)
      context.report.warn(`${waiting.toLocaleString('en-US')} items wait for ${name}: the export shows its last run`);
  }
}

/** "exported 1,200 images of 80 identities ...". */
export function describeExport({ out, after, images, identities, captions }: ExportSummary, dryRun = false): string {
  const number = (n: number): string => n.toLocaleString('en-US');
  return `${dryRun ? 'would export' : 'exported'} ${number(images)} images of ${number(identities)} identities${dryRun ? '' : ` with ${number(captions)} captions`} (after ${after}) to ${out}`;
}
