// The whole road from raw sources to the exported set, in the paper's order, from one configuration.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openSource } from '../data/sources/openSource.js';
import { SOURCES } from '../data/sources/catalogue.js';
import type { SourceKind } from '../data/sources/record.js';
import type { Config } from '../schemas/config.js';
import { UserError } from '../schemas/userError.js';
import { performStage, type Context, type StageSummary } from './context.js';
import { denoise } from './denoiseRun.js';
import { estimate, folderBytes, measureManifest, measureSources, requireDisk, type Estimate } from './estimate.js';
import { exportDataset, type ExportSummary } from './export/run.js';
import { DATASET } from './export/synthpedes.js';
import { ingest, type IngestSummary } from './ingest.js';
import { plannedStages } from './stages.js';
import { trainCaptioner } from './trainCaptioner.js';
import { workspacePaths, type Workspace } from './workspace.js';

export interface RebuildSummary {
  readonly ingested: IngestSummary[];
  readonly stages: StageSummary[];
  readonly exported?: ExportSummary;
}

/** The sources that a configuration names. */
export function configuredSources({ sources }: Config): Array<readonly [SourceKind, string]> {
  const named: Array<readonly [SourceKind, string | null]> = [
    ['luperson-nl', sources.lupersonNl],
    ['lpw', sources.lpw],
    ...sources.folders.map((folder) => ['folder', folder] as const),
  ];
  return named.filter((source): source is readonly [SourceKind, string] => source[1] !== null);
}

/** Where the captioner is or, if the configuration names data to train one, will be. */
export function captionerFolder(context: Context): string | undefined {
  const { folder, train } = context.config.captioner;
  return folder ?? (train ? workspacePaths(context.workspace).captioner : undefined);
}

/**
 * What a rebuild lacks, each with where it is had and under which terms.
 * @throws UserError missing_input listing all of it at once
 */
export function requireInputs(context: Context): void {
  const { config } = context;
  const sources = configuredSources(config);
  const missing: string[] = [];
  if (sources.length === 0) {
    const had = (['luperson-nl', 'lpw'] as const).map(
      (kind) => `${SOURCES[kind].title} is had at ${SOURCES[kind].home} (${SOURCES[kind].terms})`,
    );
    missing.push(`a source: set sources.lupersonNl, sources.lpw or sources.folders. ${had.join('. ')}.`);
  }
  for (const [kind, dir] of sources) {
    const had =
      kind === 'folder' ? '' : ` ${SOURCES[kind].title} is had at ${SOURCES[kind].home} (${SOURCES[kind].terms}).`;
    if (!existsSync(dir)) missing.push(`the folder ${dir} of source ${kind}.${had}`);
  }
  const filters = sources.some(([kind]) => config.denoise.sources.some((filtered) => filtered === kind));
  if (filters && config.denoise.encoder === null && captionerFolder(context) === undefined) {
    missing.push(
      'an encoder for the noise filter: set denoise.encoder to a Re-ID model in ONNX, or to a captioner folder.',
    );
  }
  if (captionerFolder(context) === undefined) {
    missing.push(
      'a captioner: set captioner.folder, or captioner.train to annotated data to train one: PETA (mmlab.ie.cuhk.edu.hk/projects/PETA.html, research only), Market-1501 attributes or PA-100K (research only).',
    );
  }
  if (missing.length === 0) return;
  throw new UserError('missing_input', {
    what: `A rebuild needs ${missing.length === 1 ? 'one more thing' : `${missing.length} more things`}:\n${missing.map((m) => `  - ${m}`).join('\n')}`,
    fix: 'write them into the configuration (`synthpedes config` prints it with all settings); or look at `synthpedes demo`, which needs nothing',
  });
}

/** With no encoder named, the noise filter uses the captioner's pooled feature. */
export function withEncoder(context: Context): Context {
  const { config } = context;
  if (config.denoise.encoder !== null) return context;
  return {
    ...context,
    config: { ...config, denoise: { ...config.denoise, encoder: captionerFolder(context) ?? null } },
  };
}

/** Estimates the whole rebuild without doing it. */
export async function estimateRebuild(context: Context): Promise<Estimate> {
  const readers = await Promise.all(configuredSources(context.config).map(([kind, dir]) => openSource(kind, dir)));
  const load = await measureSources(context, readers);
  const { encoder } = withEncoder(context).config.denoise;
  const tried = encoder !== null && existsSync(encoder) ? withEncoder(context) : context;
  return estimate(tried, load, captionerFolder(context));
}

/**
 * Runs all stages in order; what is up to date is left alone.
 * @throws UserError missing_input, disk_full and those of the stages
 */
export async function rebuild(context: Context, workspace: Workspace): Promise<RebuildSummary> {
  requireInputs(context);
  const ingested: IngestSummary[] = [];
  for (const source of configuredSources(context.config)) ingested.push(await ingest(context, workspace, source));
  await requireSpace(context, workspace);
  await ensureCaptioner(context);
  const full = withCaptioner(withEncoder(context));
  const stages: StageSummary[] = [];
  for (const { name, unit, make } of plannedStages) {
    if (name === 'ingest') continue; // done a source at a time
    if (name === 'embed') continue; // part of denoise
    if (name === 'denoise') {
      const { embed, denoise: denoised } = await denoise(full, workspace);
      stages.push(...(embed ? [embed] : []), denoised);
      continue;
    }
    const stage = await make(full, workspace);
    if (!stage) throw new Error(`stage ${name} has all its inputs, yet was not made`);
    stages.push(await performStage(full, workspace.database, stage, unit));
  }
  const { out, images } = context.config.export;
  const exported = await exportDataset(full, workspace, {
    out: resolve(out ?? join(workspace.paths.exported)),
    images,
  });
  return { ingested, stages, exported };
}

/** Refuses what will not fit, before hours are spent: by the manifest's counts, less what is there already. */
async function requireSpace(context: Context, { database, paths }: Workspace): Promise<void> {
  const { stages, freeBytes } = await estimate(context, measureManifest(context, database), undefined);
  const exported = context.config.export.out ?? paths.exported;
  const ahead = stages.filter(({ stage }) => stage !== 'export' || !existsSync(join(exported, DATASET)));
  const needed = ahead.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  const there = folderBytes(paths.dir, ['manifest.sqlite', 'manifest.sqlite-wal']) + folderBytes(paths.features);
  requireDisk({ diskBytes: Math.max(0, needed - there), freeBytes }, paths.dir);
}

function withCaptioner(context: Context): Context {
  const folder = captionerFolder(context) ?? null;
  return { ...context, config: { ...context.config, captioner: { ...context.config.captioner, folder } } };
}

/** Trains the captioner that the configuration names the data for, unless this very training has been done. */
async function ensureCaptioner(context: Context): Promise<void> {
  const { folder, train } = context.config.captioner;
  if (folder !== null || train === null) return;
  await trainCaptioner(context, { ...train, out: workspacePaths(context.workspace).captioner });
}
