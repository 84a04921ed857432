// `synthpedes engine`: what the engine does with a training step, for people who want it faster.
import { Argument } from 'commander';
import { PLIP_PRESET_NAMES } from '../../schemas/choices.js';
import { wholeNumber } from './numbers.js';
import { runCommand } from './run.js';
export function addEngineCommands(program, signal) {
    program
        .command('engine')
        .description('What the engine does with a training step, and why.')
        .command('explain')
        .description("The time of each part of a step on this machine, the expressions of its convolutions' gradients and their rivals.")
        .addArgument(new Argument('<preset>', 'of pre-training').choices(PLIP_PRESET_NAMES))
        .option('--batch <n>', 'images of the step (default: as many as `pretrain` has in memory at once)', wholeNumber(1))
        .addHelpText('after', '\nSettings of pre-training count: --set pretrain.recompute=true, --set threads=1.')
        .action((preset, options, command) => runCommand(command, signal, async (context) => {
        const { describeEngine, explainEngine } = await import('../explainEngine.js');
        if (context.dryRun)
            return { data: { preset }, text: `would time a step of ${preset} and its expressions` };
        const explained = await explainEngine(context, { preset, batch: options.batch });
        return { data: explained, text: describeEngine(explained) };
    }));
}
//# sourceMappingURL=engine.js.map