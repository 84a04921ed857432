// `synthpedes evaluate`: measures of the field.
import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { CAPTIONED, CAPTIONED_KINDS, SPLITS } from '../../data/captioned/catalogue.js';
import { IMAGENET } from '../../schemas/config.js';
import { UserError } from '../../schemas/userError.js';
import type { DualEncoder } from '../dualEncoder.js';
import { describeEvaluation, evaluateCaptions, type EvaluateRequest } from '../evaluateCaptions.js';
import { runCommand } from './run.js';

interface CaptionOptions {
  readonly captions?: string;
  readonly captioner?: string;
  readonly out?: string;
  readonly split: EvaluateRequest['split'];
  readonly imageEncoder?: string;
  readonly textEncoder?: string;
  readonly vocabulary?: string;
  readonly imageSize?: [number, number];
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

const NOTES = `
BLEU, ROUGE-L and CIDEr-D as COCO's caption toolkit defines them; METEOR with exact and stem matches, all words alike.
Where images have two or more captions: how often a classifier of words tells their styles apart, and BLEU-4 of captions of
different images inside a style and across. With a pair of encoders: the cosine of captions and images, and as a control of
captions and other images.`;

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
    .option(
      '--captions <file>',
      'JSON lines {"file_path", "captions", "attributes"}, or an exported synthpedes_dataset.json',
    )
    .option('--captioner <dir>', 'or a captioner that describes the images first')
    .option('--out <file>', 'where what the captioner says is kept, as JSON lines')
    .addOption(new Option('--split <split>', 'which part is judged').choices(SPLITS).default('val'))
    .option('--image-encoder <onnx>', 'images [n, 3, h, w] -> embeddings [n, D]')
    .option('--text-encoder <onnx>', 'token ids [n, L] (and a mask) -> embeddings [n, D]')
    .option('--vocabulary <txt>', "the text encoder's vocab.txt (BERT, uncased)")
    .option('--image-size <hxw>', 'where the image encoder leaves it open, such as 256x128', parseSize)
    .option('--mean <rgb>', 'of the image encoder', parseRgb, [...IMAGENET.mean])
    .option('--std <rgb>', 'of the image encoder', parseRgb, [...IMAGENET.std])
    .addHelpText('after', `\nSets:\n${sets.join('\n')}\n${NOTES}`)
    .action((kind: EvaluateRequest['kind'], path: string, options: CaptionOptions, command: Command) =>
      runCommand(command, signal, async (context) => {
        const { split } = options;
        const generated = generatedBy(options);
        const request = { kind, path: resolve(path), split, generated, encoders: dualEncoder(options) };
        const evaluation = await evaluateCaptions(context, request);
        return { data: evaluation, text: describeEvaluation(evaluation) };
      }),
    );
}

function generatedBy({ captions, captioner, out }: CaptionOptions): EvaluateRequest['generated'] {
  if (captions !== undefined && captioner === undefined) return { captions: resolve(captions) };
  if (captioner !== undefined && captions === undefined)
    return { captioner: resolve(captioner), out: out === undefined ? undefined : resolve(out) };
  throw new UserError('bad_usage', {
    what: 'Either captions or a captioner is evaluated.',
    got: captions === undefined ? 'neither' : 'both',
    fix: 'give --captions <file> or --captioner <dir>',
  });
}

/** All three files or none. */
function dualEncoder({ imageEncoder, textEncoder, vocabulary, ...options }: CaptionOptions): DualEncoder | undefined {
  const named = { '--image-encoder': imageEncoder, '--text-encoder': textEncoder, '--vocabulary': vocabulary };
  const missing = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 3) return undefined;
  if (missing.length > 0)
    throw new UserError('bad_usage', {
      what: 'Captions and images are compared by two encoders and a vocabulary.',
      got: `no ${missing.join(', no ')}`,
      fix: `give ${Object.keys(named).join(', ')} together`,
    });
  const [image, text, words] = Object.values(named).map((path) => resolve(path!));
  const { mean, std, imageSize } = options;
  return { image, text, vocabulary: words, mean, std, size: imageSize };
}

function parseRgb(text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.length !== 3 || !values.every(Number.isFinite))
    throw new InvalidArgumentError('It takes three numbers such as 0.485,0.456,0.406.');
  return values;
}

function parseSize(text: string): [number, number] {
  const [, height, width] = /^([1-9]\d*)x([1-9]\d*)$/.exec(text) ?? [];
  if (height === undefined) throw new InvalidArgumentError('It takes height x width, such as 256x128.');
  return [Number(height), Number(width)];
}
