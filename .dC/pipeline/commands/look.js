// Commands that only look, and `reset`: status, config, inspect, doctor.
import { Argument } from 'commander';
import { UserError } from '../../schemas/userError.js';
import { countVerdicts, RESETTABLE, resetStage } from '../reset.js';
import { runCommand } from './run.js';
export function addLookCommands(program, signal) {
    program
        .command('status')
        .description('What the workspace holds, what each stage kept and dropped and why, and what waits.')
        .action((_options, command) => runCommand(command, signal, async (context) => {
        const { describeStatus, readStatus } = await import('../status.js');
        const { lookInWorkspace } = await import('./inWorkspace.js');
        const status = await lookInWorkspace(context, (workspace) => readStatus(context, workspace));
        return { data: status, text: describeStatus(status) };
    }));
    program
        .command('config')
        .description('Print the resolved configuration: defaults, then --config, then --set.')
        .action((_options, command) => runCommand(command, signal, async ({ config }) => {
        const { stringify } = await import('yaml');
        return { data: config, text: stringify(config).trimEnd() };
    }));
    addReset(program, signal);
    addInspect(program, signal);
    addDoctor(program, signal);
}
function addReset(program, signal) {
    program
        .command('reset')
        .description('Forget what a stage has made, so that it is made anew. Sources and exports on disk are not touched.')
        .addArgument(new Argument('<stage>', 'the stage; the features go with denoise').choices(Object.keys(RESETTABLE)))
        .action((stage, _options, command) => runCommand(command, signal, async (context) => {
        const { inWorkspace } = await import('./inWorkspace.js');
        const forgotten = await inWorkspace(context, `reset ${stage}`, ({ database }) => (context.dryRun ? countVerdicts : resetStage)(database, stage));
        const verdicts = `${forgotten.toLocaleString('en-US')} verdicts`;
        return {
            data: { stage, forgotten },
            text: context.dryRun ? `${stage}: would forget ${verdicts}` : `${stage}: ${verdicts} forgotten`,
        };
    }));
}
function addInspect(program, signal) {
    program
        .command('inspect')
        .description('The whole history of one thing.')
        .command('image')
        .description('Where an image is from, and what every stage made of it and why.')
        .argument('<name>', 'manifest id, source key, or exported path such as Part1/7/1.jpg')
        .action((name, _options, command) => runCommand(command, signal, async (context) => {
        const { describeHistory, inspectImage } = await import('../inspect.js');
        const { lookInWorkspace } = await import('./inWorkspace.js');
        const history = await lookInWorkspace(context, (workspace) => inspectImage(workspace, name));
        return { data: history, text: describeHistory(history) };
    }));
}
function addDoctor(program, signal) {
    program
        .command('doctor')
        .description('What is wrong with this machine, a source folder, this workspace. With sources configured: hours and disk of a rebuild.')
        .addArgument(new Argument('[kind]', 'a source to look at besides the configured ones').choices([
        'luperson-nl',
        'lpw',
        'folder',
    ]))
        .argument('[dir]', 'where it lies')
        .action((kind, dir, _options, command) => runCommand(command, signal, async (context) => {
        const [{ describeFindings, examine }, { describeEstimate, requireDisk }, { configuredSources }] = await Promise.all([import('../doctor.js'), import('../estimate.js'), import('../inputs.js')]);
        if (kind !== undefined && dir === undefined) {
            throw new UserError('bad_usage', {
                what: 'doctor needs the folder too.',
                got: `doctor ${kind}`,
                fix: `synthpedes doctor ${kind} <dir>`,
            });
        }
        const findings = await examine(context, kind !== undefined && dir !== undefined ? [[kind, dir]] : []);
        const problems = findings.filter(({ state }) => state === 'problem');
        const sound = problems.length === 0 && configuredSources(context.config).length > 0;
        const estimated = sound ? await (await import('../rebuild.js')).estimateRebuild(context) : undefined;
        const text = [describeFindings(findings), ...(estimated ? [describeEstimate(estimated)] : [])].join('\n');
        return {
            data: { findings, estimate: estimated },
            text,
            check() {
                if (estimated)
                    requireDisk(estimated, context.workspace);
                if (problems.length === 0)
                    return;
                throw new UserError('bad_usage', {
                    what: `${problems.length} of the checks found a problem.`,
                    fix: 'see above',
                });
            },
        };
    }));
}
//# sourceMappingURL=look.js.map