// `synthpedes evaluate`: measures of the field.
import { Argument, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { CAPTIONED, CAPTIONED_KINDS, SPLITS } from '../../data/captioned/catalogue.js';
import { describeEvaluation, evaluateCaptions, type EvaluateRequest } from '../evaluateCaptions.js';
import { runCommand } from './run.js';

export function addEvaluateCommands(program: Command, signal: AbortSignal): void {
  const sets = CAPTIONED_KINDS.map(
    (kind) => `  ${kind.padEnd(14)}${CAPTIONED[kind].files[0]}; ${CAPTIONED[kind].terms}`,
  );
  program
    .command('evaluate')
    .description('Measures of the field.')
    .command('captions')
    .description("Generated captions against people's: BLEU, METEOR, ROUGE-L, CIDEr-D, and how varied they are.")
    .addArgument(new Argument('<kind>', 'whose captions are the reference').choices(CAPTIONED_KINDS))
    .argument('<path>', 'its folder or annotation')
    .requiredOption('--captions <file>', 'JSON lines {"file_path", "captions"}, or an exported synthpedes_dataset.json')
    .addOption(new Option('--split <split>', 'which part is judged').choices(SPLITS).default('val'))
    .addHelpText(
      'after',
      `\nSets:\n${sets.join('\n')}\n\nBLEU, ROUGE-L and CIDEr-D as COCO's caption toolkit defines them; METEOR with exact and stem matches, all words alike.`,
    )
    .action(
      (
        kind: EvaluateRequest['kind'],
        path: string,
        options: { captions: string; split: EvaluateRequest['split'] },
        command: Command,
      ) =>
        runCommand(command, signal, async (context) => {
          const { split } = options;
          const request = { kind, path: resolve(path), split, captions: resolve(options.captions) };
          const evaluation = await evaluateCaptions(context, request);
          return { data: evaluation, text: describeEvaluation(evaluation) };
        }),
    );
}
