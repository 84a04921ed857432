import { resolve } from 'node:path';
import { wholeNumber } from './numbers.js';
import { runCommand } from './run.js';
export function addSubsetCommand(program, signal) {
    program
        .command('subset')
        .description("Choose identities for an experiment, such as the 10,000 of the paper's ablations, and count what they have.")
        .option('--identities <n>', 'how many', wholeNumber(1), 10_000)
        .option('--seed <n>', 'of the choice', wholeNumber(0), 0)
        .option('--out <file>', 'write their names there, as JSON')
        .addHelpText('after', `
Identities are ranked by a hash of the seed and of what the source calls them: the choice does not hang on the order of the
manifest, a smaller one lies inside a larger one, and the file fits any workspace of the same sources.`)
        .action(({ identities, seed, out }, command) => runCommand(command, signal, async (context) => {
        const { describeSubset, makeSubset } = await import('../subset.js');
        const { lookInWorkspace } = await import('./inWorkspace.js');
        const request = { identities, seed, out: out === undefined ? undefined : resolve(out) };
        const summary = await lookInWorkspace(context, ({ database }) => makeSubset(context, database, request));
        return { data: summary, text: describeSubset(summary) };
    }));
}
//# sourceMappingURL=subset.js.map