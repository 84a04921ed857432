// `synthpedes pretrain`: PLIP from the workspace's data set.
import { Option } from 'commander';
import { resolve } from 'node:path';
import { PLIP_PRESET_NAMES } from '../../schemas/choices.js';
import { wholeNumber } from './numbers.js';
import { runCommand } from './run.js';
export function addPretrainCommand(program, signal) {
    program
        .command('pretrain')
        .description('Pre-train PLIP on the data set of this workspace: contrast, colorization, attribute prediction.')
        .addOption(new Option('--preset <preset>', 'tiny: a minute, for drawn people; small: from nothing, on a CPU; paper-*: as published (default: small)').choices(PLIP_PRESET_NAMES))
        .option('--out <dir>', 'folder of the model (default: plip in the workspace)')
        .option('--epochs <n>', "passes over the images (default: the preset's)", wholeNumber(1))
        .option('--steps <n>', 'steps of the whole training, instead of epochs', wholeNumber(1))
        .option('--seed <n>', 'of all that is drawn (default: 0)', wholeNumber(0))
        .addHelpText('after', `
All else is a setting, \`pretrain.*\` (\`synthpedes config\` prints them): the tasks, their weights and losses, how embeddings are
pooled, which captions take part, how much is masked, batch and chunk, converted networks to start from. Such as
  --set pretrain.tasks=[ivlc] --set pretrain.captions=PC --set pretrain.batch=512 --set pretrain.chunk=16
A batch that is larger than its chunk is trained chunk by chunk, with the contrast of the whole batch.

The folder has image_encoder.onnx, text_encoder.onnx, weights.safetensors, vocab.txt, plip.json (what it is and has learned from),
pretraining.json (settings, data, what val said), heads.safetensors (for \`colorize\`), curves/ for TensorBoard and pictures/: after each
epoch, or every pretrain.pictureEvery steps, the same pairs of val coloured by their captions and by captions with another colour,
hidden words and what the model guesses, and which texts it finds alike to which images. The norm of each task's gradient, weighted as
in the training, stands in the curves at the same steps (norm/ivlc, norm/tic, norm/iap). A training that was stopped goes on from where it
was; the weights that did best on val are kept.`)
        .action((options, command) => runCommand(command, signal, async (context) => {
        const { describePretrain, pretrain } = await import('../pretrain.js');
        const { inWorkspace } = await import('./inWorkspace.js');
        return inWorkspace(context, 'pretrain', async (workspace) => {
            const out = options.out ?? workspace.paths.plip;
            const summary = await pretrain(context, workspace, resolve(out));
            return { data: summary, text: describePretrain(summary) };
        });
    }, (config) => ({ ...config, pretrain: adjusted(config.pretrain, options) })));
}
function adjusted(pretrain, { preset, epochs, steps, seed }) {
    return {
        ...pretrain,
        preset: preset ?? pretrain.preset ?? 'small',
        epochs: epochs ?? pretrain.epochs,
        steps: steps ?? pretrain.steps,
        seed: seed ?? pretrain.seed,
    };
}
//# sourceMappingURL=pretrain.js.map