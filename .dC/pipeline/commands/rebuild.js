import { describeEstimate, requireDisk } from '../estimate.js';
import { describeExport } from '../export/run.js';
import { captionerFolder, configuredSources, requireInputs, writerFolder } from '../inputs.js';
import { estimateRebuild, exportFolder, rebuild } from '../rebuild.js';
import { describeStatus, readStatus } from '../status.js';
import { workspacePaths } from '../workspace.js';
import { existingWorkspace, lookInWorkspace, makeWorkspace } from './inWorkspace.js';
/** All stages, or with --dry-run what they would do. */
export async function runRebuild(context) {
    if (context.dryRun)
        return dryRebuild(context);
    const summary = await makeWorkspace(context, 'rebuild', (workspace) => rebuild(context, workspace));
    const status = await lookInWorkspace(context, (workspace) => readStatus(context, workspace));
    const { exported, pretrained } = summary;
    const text = [describeStatus(status), exported ? describeExport(exported) : ''];
    if (pretrained)
        text.push((await import('../pretrain.js')).describePretrain(pretrained));
    return { data: { ...summary, status }, text: text.join('\n') };
}
/** What a rebuild is made from and where it goes. */
function describePlan(context, { stages }) {
    const { captioner, caption, denoise: filter } = context.config;
    const { preset } = context.config.pretrain;
    const folder = captionerFolder(context);
    const trains = captioner.train && stages.some(({ stage }) => stage === 'train');
    const writes = caption.train && stages.some(({ stage }) => stage === 'train spac');
    return [
        'would rebuild',
        ...configuredSources(context.config).map(([kind, dir]) => `  ${'source'.padEnd(10)} ${kind} ${dir}`),
        `  ${'captioner'.padEnd(10)} ${folder}${trains ? `, to be trained on ${captioner.train.kind} ${captioner.train.path}, preset ${captioner.train.preset}` : ''}`,
        ...(writes
            ? [
                `  ${'writer'.padEnd(10)} ${writerFolder(context)}, to be trained on ${caption.train.data.map(({ kind, path }) => `${kind} ${path}`).join(', ')}, preset ${caption.train.preset}`,
            ]
            : []),
        `  ${'encoder'.padEnd(10)} ${filter.encoder ?? "the captioner's feature"}`,
        `  ${'export'.padEnd(10)} ${exportFolder(context)}`,
        ...(preset === null ? [] : [`  ${'PLIP'.padEnd(10)} ${workspacePaths(context.workspace).plip}, preset ${preset}`]),
    ].join('\n');
}
async function dryRebuild(context) {
    await requireInputs(context);
    const estimated = await estimateRebuild(context);
    const status = await existingWorkspace(context, (workspace) => workspace && readStatus(context, workspace));
    return {
        data: { estimate: estimated, status },
        text: [
            describePlan(context, estimated),
            describeEstimate(estimated),
            status ? describeStatus(status) : 'nothing is made yet: every stage runs on all of it',
        ].join('\n'),
        check: () => requireDisk(estimated, context.workspace),
    };
}
//# sourceMappingURL=rebuild.js.map