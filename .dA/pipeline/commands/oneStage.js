// How the commands run that run one stage: denoise (./denoise.ts), annotate, distribute, caption.
import { UserError } from '../../schemas/userError.js';
import { describePending, performStage } from '../context.js';
import { stageHasRun } from '../pending.js';
import { plannedStages } from '../stages.js';
import { outcomes } from '../status.js';
import { inWorkspace, lookInWorkspace } from './inWorkspace.js';
/** The body of a command that runs a stage, and those after it that the settings make possible: `stages` lists all that ran. */
export async function runStages(context, [name, ...more]) {
    const run = async (workspace) => {
        requireUpstream(workspace, name);
        const { database } = workspace;
        const stages = [];
        const texts = [];
        for (const { name: each, unit, make } of plannedStages.filter((stage) => [name, ...more].includes(stage.name))) {
            const stage = await make(context, workspace);
            if (!stage && each === name)
                throw new Error(`stage ${name} was not made`);
            if (!stage)
                continue;
            const summary = await performStage(context, database, stage, unit);
            stages.push({ ...summary, outcome: outcomes(database, each) });
            texts.push(describeStage(summary, workspace));
        }
        return { data: { stages }, text: texts.join('\n') };
    };
    return context.dryRun ? lookInWorkspace(context, run) : inWorkspace(context, name, run);
}
/** "annotate: 120 judged (119 kept, 1 dropped)" and what stands in all. */
function describeStage(summary, { database }) {
    if (summary.pending)
        return `${summary.stage}: would judge ${describePending(summary.pending)}`;
    const number = (n = 0) => n.toLocaleString('en-US');
    const { kept, dropped } = outcomes(database, summary.stage);
    const lines = [
        `${summary.stage}: ${number(summary.judged)} judged, ${number(summary.left)} gone; now ${number(kept)} kept`,
    ];
    for (const [reason, n] of Object.entries(dropped))
        lines.push(`  ${number(n)} dropped: ${reason}`);
    return lines.join('\n');
}
/** @throws UserError missing_input */
export function requireCaptioner({ config }) {
    if (config.captioner.folder !== null)
        return;
    throw new UserError('missing_input', {
        what: 'annotate needs a captioner.',
        fix: 'train one (synthpedes train classifier peta <dir> --out captioner) and name it with --captioner',
    });
}
/** A stage whose predecessor has never run would have nothing to judge, and say so with a 0 that reads like success. */
export function requireUpstream({ database }, name) {
    const before = COMMAND_OF[name];
    if (before === undefined || stageHasRun(database, before))
        return;
    throw new UserError('missing_input', {
        what: `${name} has nothing to work on.`,
        got: `${before} has not been run in this workspace`,
        fix: `synthpedes ${before}${before === 'ingest' ? ' <kind> <dir>' : ''}, or all stages in order: synthpedes rebuild`,
    });
}
/** The command whose outcome each command works on. */
const COMMAND_OF = {
    denoise: 'ingest',
    annotate: 'denoise',
    distribute: 'annotate',
    caption: 'distribute',
};
//# sourceMappingURL=oneStage.js.map