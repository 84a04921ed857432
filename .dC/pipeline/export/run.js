import { relative } from 'node:path';
import { countPending } from '../pending.js';
import { plannedStages } from '../stages.js';
import { UserError } from '../../schemas/userError.js';
import { countSelection, EXPORT_LEVELS, exportLevel } from './selection.js';
import { rememberExport } from './provenance.js';
import { earlierExport, exportSynthpedes } from './synthpedes.js';
/**
 * Exports the state after the last stage that has been run, or after a given one.
 * @throws UserError missing_input when no stage has been run
 */
export async function exportDataset(context, workspace, options) {
    const { database } = workspace;
    const level = options.after ?? exportLevel(database);
    if (!level) {
        throw new UserError('missing_input', { what: 'There is nothing to export yet.', fix: 'ingest a source first' });
    }
    requireOutsideSources(database, options.out);
    await earlierExport(options.out);
    await warnOfPending(context, workspace, level);
    const { images, identities } = countSelection(database, level);
    if (images === 0)
        context.report.warn(`no image is left after ${level}: the export is empty`);
    if (context.dryRun)
        return { out: options.out, after: level, images, identities, captions: 0 };
    const progress = context.report.start('export', images, 'images');
    try {
        const { note } = context.config.export;
        const done = await exportSynthpedes(database, { ...options, level, note, progress, signal: context.signal });
        await rememberExport(workspace.paths, options.out).catch((error) => context.report.warn(`cannot note this export in the workspace: ${error.message}`));
        return { out: options.out, after: level, ...done };
    }
    finally {
        progress.end();
    }
}
/** An export inside an ingested folder would come back as a source at the next ingest. */
function requireOutsideSources(database, out) {
    const roots = database.prepare('SELECT root FROM sources WHERE container = 0').pluck().all();
    const root = roots.find((dir) => !relative(dir, out).startsWith('..'));
    if (root === undefined)
        return;
    throw new UserError('bad_usage', {
        what: 'The export would lie inside a folder that was ingested.',
        got: `${out}, inside ${root}`,
        fix: 'name a folder elsewhere',
    });
}
/** An export of an outdated state is allowed, but not in silence. */
async function warnOfPending(context, workspace, level) {
    const upTo = EXPORT_LEVELS.indexOf(level);
    for (const { name, make } of plannedStages) {
        const position = EXPORT_LEVELS.findIndex((stage) => stage === name);
        if (position > upTo)
            continue;
        const stage = await make(context, workspace);
        if (!stage)
            continue;
        const waiting = Object.values(countPending(workspace.database, stage, 'changed')).reduce((sum, n) => sum + n, 0);
        if (waiting > 0)
            context.report.warn(`${waiting.toLocaleString('en-US')} items wait for ${name}: the export shows its last run`);
    }
}
/** "exported 1,200 images of 80 identities ...". */
export function describeExport({ out, after, images, identities, captions }, dryRun = false) {
    const number = (n) => n.toLocaleString('en-US');
    return `${dryRun ? 'would export' : 'exported'} ${number(images)} images of ${number(identities)} identities${dryRun ? '' : ` with ${number(captions)} captions`} (after ${after}) to ${out}`;
}
//# sourceMappingURL=run.js.map