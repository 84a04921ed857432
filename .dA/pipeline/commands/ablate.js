// `synthpedes ablate`: the paper's ablations on the workspace's data set.
import { Argument, InvalidArgumentError, Option } from 'commander';
import { join, resolve } from 'node:path';
import { CAPTIONED, CAPTIONED_KINDS, SPLITS } from '../../data/captioned/catalogue.js';
import { PLIP_PRESET_NAMES } from '../../schemas/choices.js';
import { ABLATION_NAMES, ABLATIONS } from '../ablationTables.js';
import { duration, wholeNumber } from './numbers.js';
import { runCommand } from './run.js';
const NOTES = `
Each row is a pre-training as \`pretrain\` does it, with what the row sets otherwise in pretrain.*; all else is as the settings say,
such as --set pretrain.identities=10000 (the paper's ablations). They lie in <out>/<table>/<row>/seed<k>; what is finished is
reused and what was stopped goes on, so the same command may be run again. Beside them table.json and table.md.

With --budget all rows train for an equal time: a step of each row is timed once, without compilation and val (budget.json), and
the schedule is laid over as many steps as fit. With --steps or --epochs they train equally often.
Choose on val: what is chosen on test is not measured by it.`;
export function addAblateCommand(program, signal) {
    const tables = ABLATION_NAMES.map((name) => {
        const { title, rows } = ABLATIONS[name];
        return `  ${name.padEnd(12)}${title}\n  ${''.padEnd(12)}${rows.map((row) => row.name).join('  ')}`;
    });
    program
        .command('ablate')
        .description("A table of the paper's ablations on the data set of this workspace, beside the paper's figures.")
        .addArgument(new Argument('<table>', 'which one').choices(ABLATION_NAMES))
        .option('--out <dir>', 'where the models lie (default: ablations in the workspace)')
        .addOption(new Option('--preset <preset>', 'as of `pretrain` (default: small)').choices(PLIP_PRESET_NAMES))
        .option('--rows <names>', 'only these rows, such as ivlc,all', (text) => text.split(','))
        .option('--seeds <list>', 'such as 0,1,2', seedList, [0])
        .addOption(new Option('--budget <time>', 'equal time for each row: 90s, 8m, 1.5h')
        .argParser(duration)
        .conflicts(['steps', 'epochs']))
        .addOption(new Option('--steps <n>', 'or equal steps').argParser(wholeNumber(1)).conflicts('epochs'))
        .option('--epochs <n>', 'or equal epochs', wholeNumber(1))
        .option('--evaluate <kind=path>', 'judge each model on a captioned set, too: cuhk-pedes=<dir>', captionedSet)
        .addOption(new Option('--split <split>', 'which part of that set').choices(SPLITS).default('val'))
        .addHelpText('after', `\nTables:\n${tables.join('\n')}\n${NOTES}`)
        .action((table, options, command) => runCommand(command, signal, async (context) => {
        const { ablate, ablationData, describeAblation } = await import('../ablate.js');
        const { inWorkspace } = await import('./inWorkspace.js');
        const request = requestOf(table, options, context.workspace);
        const ablation = await inWorkspace(context, 'ablate', (workspace) => ablate(context, workspace, request));
        return { data: ablationData(ablation), text: describeAblation(ablation) };
    }, (config) => ({
        ...config,
        pretrain: { ...config.pretrain, preset: options.preset ?? config.pretrain.preset ?? 'small' },
    })));
}
function requestOf(table, options, workspace) {
    const { out, rows, seeds, evaluate, split } = options;
    const judge = evaluate && { ...evaluate, split };
    return { table, out: resolve(out ?? join(workspace, 'ablations')), rows, seeds, length: lengthOf(options), judge };
}
function lengthOf({ budget, steps, epochs }) {
    if (budget !== undefined)
        return { kind: 'time', seconds: budget };
    if (steps !== undefined)
        return { kind: 'steps', steps };
    return epochs === undefined ? { kind: 'recipe' } : { kind: 'epochs', epochs };
}
const seedList = (text) => [...new Set(text.split(',').map(wholeNumber(0)))];
function captionedSet(text) {
    const at = text.indexOf('=');
    const judged = CAPTIONED_KINDS.filter((each) => CAPTIONED[each].hasSplit);
    const kind = judged.find((each) => each === text.slice(0, at));
    if (kind === undefined)
        throw new InvalidArgumentError(`It takes <kind>=<path>, kind one of ${judged.join(', ')}.`);
    return { kind, path: text.slice(at + 1) };
}
//# sourceMappingURL=ablate.js.map