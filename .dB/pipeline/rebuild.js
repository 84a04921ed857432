// The whole road from raw sources to the exported set, in the paper's order, from one configuration.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openSource } from '../data/sources/openSource.js';
import { performStage } from './context.js';
import { denoise } from './denoiseRun.js';
import { estimate, folderBytes, measureManifest, measureSources, requireDisk } from './estimate.js';
import { exportDataset } from './export/run.js';
import { DATASET } from './export/synthpedes.js';
import { ingest } from './ingest.js';
import { configuredSources, requireInputs, withModels } from './inputs.js';
import { plannedStages } from './stages.js';
import { workspacePaths } from './workspace.js';
/** Estimates the whole rebuild without doing it. */
export async function estimateRebuild(context) {
    const readers = await Promise.all(configuredSources(context.config).map(([kind, dir]) => openSource(kind, dir)));
    const load = await measureSources(context, readers);
    const rest = await estimate(withModels(context), load);
    const [classifier, writer] = [trainingRequest(context), writerRequest(context)];
    if (!classifier && !writer && context.config.pretrain.preset === null)
        return rest;
    const { estimateClassifier, estimatePretraining, estimateSpac } = await import('./estimateTraining.js');
    const trainings = [
        classifier && (await estimateClassifier(context, classifier)),
        writer && (await estimateSpac(context, writer)),
    ].filter((each) => each !== undefined);
    const last = await estimatePretraining(context, rest.images);
    const stages = [...trainings, ...rest.stages, ...(last ? [last] : [])];
    return { ...rest, stages, diskBytes: stages.reduce((sum, each) => sum + each.diskBytes, 0) };
}
/**
 * Runs all stages in order; what is up to date is left alone.
 * @throws UserError missing_input, disk_full and those of the stages
 */
export async function rebuild(context, workspace) {
    await requireInputs(context);
    const ingested = [];
    for (const [kind, dir] of configuredSources(context.config))
        ingested.push(await ingest(context, workspace, await openSource(kind, dir)));
    await requireSpace(context, workspace);
    await ensureCaptioner(context);
    await ensureWriter(context);
    const full = withModels(context);
    const stages = [];
    for (const { name, unit, make } of plannedStages) {
        if (name === 'ingest')
            continue; // done a source at a time
        if (name === 'embed')
            continue; // part of denoise
        if (name === 'denoise') {
            const { embed, denoise: denoised } = await denoise(full, workspace);
            stages.push(...(embed ? [embed] : []), denoised);
            continue;
        }
        const stage = await make(full, workspace);
        if (!stage) {
            if (OPTIONAL.has(name))
                continue;
            throw new Error(`stage ${name} has all its inputs, yet was not made`);
        }
        stages.push(await performStage(full, workspace.database, stage, unit));
    }
    const { images } = context.config.export;
    const exported = await exportDataset(full, workspace, { out: exportFolder(context), images });
    if (context.config.pretrain.preset === null)
        return { ingested, stages, exported };
    const { pretrain } = await import('./pretrain.js');
    const pretrained = await pretrain(full, workspace, workspace.paths.plip);
    return { ingested, stages, exported, pretrained };
}
/** Where a rebuild exports to. */
export function exportFolder({ config, workspace }) {
    return resolve(config.export.out ?? workspacePaths(workspace).exported);
}
/** Refuses what will not fit, before hours are spent: by the manifest's counts, less what is there already. */
async function requireSpace(context, { database, paths }) {
    const { stages, freeBytes } = await estimate(context, measureManifest(context, database));
    const exported = exportFolder(context);
    const ahead = stages.filter(({ stage }) => stage !== 'export' || !existsSync(join(exported, DATASET)));
    const needed = ahead.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
    const there = folderBytes(paths.dir, ['manifest.sqlite', 'manifest.sqlite-wal']) + folderBytes(paths.features);
    requireDisk({ diskBytes: Math.max(0, needed - there), freeBytes }, paths.dir);
}
/** The training that the configuration asks for instead of naming a captioner. */
function trainingRequest({ config, workspace }) {
    const { folder, train } = config.captioner;
    return folder === null && train ? { ...train, out: workspacePaths(workspace).captioner } : undefined;
}
/** Trains the captioner, unless this very training has been done. */
async function ensureCaptioner(context) {
    const request = trainingRequest(context);
    if (!request)
        return;
    const { makeClassifier } = await import('./trainClassifier.js');
    await makeClassifier(context, request);
}
/** Only where a SPAC writes captions. */
const OPTIONAL = new Set(['generate', 'review']);
/** Trains the SPAC that the configuration asks for, unless this very training has been done. */
async function ensureWriter(context) {
    const request = writerRequest(context);
    if (!request)
        return;
    const { makeCaptioner } = await import('./trainCaptioner.js');
    await makeCaptioner(context, request);
}
/** The training of the SPAC that writes captions, where the settings ask for one. */
export function writerRequest(context) {
    const { captioner, train, seed } = context.config.caption;
    if (captioner !== null || !train)
        return undefined;
    const { data, preset, epochs, styles, styleAssignment } = train;
    const out = workspacePaths(context.workspace).spac;
    return { data, preset, out, epochs: epochs ?? undefined, seed, styles, styleAssignment };
}
//# sourceMappingURL=rebuild.js.map