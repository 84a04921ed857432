import { resolve } from 'node:path';
import { runCommand } from './run.js';
export function addColorizeCommand(program, signal) {
    program
        .command('colorize')
        .description('Give the gray copy of a picture the colours that a text names.')
        .argument('<image>', 'picture of a person')
        .argument('<text>', 'such as "a man in a red jacket and blue jeans"')
        .requiredOption('--model <dir>', 'folder of a PLIP that `synthpedes pretrain` made with the task tic')
        .requiredOption('--out <png>', "where it goes, in the model's size")
        .option('--sheet', 'gray, coloured and original side by side', false)
        .action((image, text, { model, out, sheet }, command) => runCommand(command, signal, async (context) => {
        const request = { model: resolve(model), image: resolve(image), text, out: resolve(out), sheet };
        const { colorize, describeColorize } = await import('../colorize.js');
        const summary = await colorize(context, request);
        return { data: summary, text: describeColorize(summary, context.dryRun) };
    }));
}
//# sourceMappingURL=colorize.js.map