// `synthpedes train`: models that the data set needs.
import { Argument, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { BACKENDS, CLASSIFIER_DATA, CLASSIFIER_PRESETS, type Config } from '../../schemas/config.js';
import { describeTraining, makeClassifier, type TrainingRequest } from '../trainClassifier.js';
import { runCommand } from './run.js';

export function addTrainCommands(program: Command, signal: AbortSignal): void {
  program
    .command('train')
    .description('Train a model.')
    .command('classifier')
    .description('Train the attribute classifier on an annotated set, as a captioner for `annotate`.')
    .addArgument(new Argument('<dataset-kind>', 'what the annotation is').choices(CLASSIFIER_DATA))
    .argument('<path>', 'where it lies; the layout is detected')
    .requiredOption('--out <dir>', 'the captioner folder: model.onnx and captioner.json')
    .addOption(
      new Option('--preset <preset>', 'tiny: seconds to a minute; small: minutes')
        .choices(CLASSIFIER_PRESETS)
        .default('small'),
    )
    .addOption(
      new Option('--backend <name>', 'what computes the steps (default: backend of the settings, onnx)').choices(
        BACKENDS,
      ),
    )
    .addHelpText(
      'after',
      `
peta: PETA.mat and images/, or images.tsv and attributes.json. market-1501-attributes: market_attribute.mat or attributes.json.
pa-100k: annotation.mat. All are for research only, and so is a model trained on them.
Identities held out (captioner.heldOut) give the thresholds: what is said is right to captioner.precision, else it is unknown.`,
    )
    .action(
      (
        kind: TrainingRequest['kind'],
        path: string,
        options: { out: string; preset: TrainingRequest['preset']; backend?: Config['backend'] },
        command: Command,
      ) =>
        runCommand(
          command,
          signal,
          async (context) => {
            const request = { kind, path: resolve(path), preset: options.preset, out: resolve(options.out) };
            const summary = await makeClassifier(context, request);
            return { data: summary, text: describeTraining(summary) };
          },
          (config) => ({ ...config, backend: options.backend ?? config.backend }),
        ),
    );
}
