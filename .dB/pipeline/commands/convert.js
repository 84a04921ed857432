// `synthpedes convert`: published weights come in.
import { Option } from 'commander';
import { resolve } from 'node:path';
import { CHECKPOINTS } from '../../model/weights/kinds.js';
import { STORED_WEIGHTS } from '../../schemas/choices.js';
import { runCommand } from './run.js';
const NOTES = `
A folder gets network.json and <part>.safetensors. That of a PLIP is a model to be used, with plip.json, both encoders as
ONNX files, weights and vocabulary: for embed, search and evaluate (--model <dir>).`;
export function addConvertCommand(program, signal) {
    const kinds = Object.entries(CHECKPOINTS).map(([kind, text]) => `  ${kind.padEnd(20)}${text}`);
    program
        .command('convert')
        .description('Turn published weights into networks that train and run here. Nothing of the file is executed.')
        .argument('<checkpoint>', 'a .safetensors file, or a file of torch.save in its new or old form (.pth, .pt, .bin)')
        .addOption(new Option('--kind <kind>', 'what the checkpoint is of').choices(Object.keys(CHECKPOINTS)).makeOptionMandatory())
        .requiredOption('--out <dir>', 'new, empty, or an earlier conversion')
        .option('--prefix <text>', 'what stands before the names, where the file holds several networks of the kind')
        .option('--onnx', 'write <part>.onnx too, with a free batch axis `n` (of PLIP always)', false)
        .addOption(new Option('--weights <kind>', 'how ONNX files keep them: float16 is half as large, and computes in float32')
        .choices(STORED_WEIGHTS)
        .default('float32'))
        .option('--vocabulary <txt>', "PLIP's vocab.txt, where its text encoder is not BERT-base, uncased")
        .addHelpText('after', `\nKinds:\n${kinds.join('\n')}\n${NOTES}`)
        .action((path, options, command) => runCommand(command, signal, async (context) => {
        const { convert, describeConvert } = await import('../convert.js');
        const vocabulary = options.vocabulary === undefined ? undefined : resolve(options.vocabulary);
        const request = { ...options, vocabulary, path: resolve(path), out: resolve(options.out) };
        const summary = await convert(context, request);
        return { data: summary, text: describeConvert(summary, context.dryRun) };
    }));
}
//# sourceMappingURL=convert.js.map