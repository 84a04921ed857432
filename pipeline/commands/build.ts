// Commands that make the data set: denoise, annotate, distribute, caption, export, rebuild, demo.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import type { Config } from '../../schemas/config.js';
import { UserError } from '../../schemas/userError.js';
import { describePending, performStage, type Context, type StageSummary } from '../context.js';
import { demo } from '../demo.js';
import { describeDenoise, denoise, describeSweep, sweepThresholds } from '../denoiseRun.js';
import { describeDescribed, describeImages, type ImageFile } from '../describeImages.js';
import { describeEstimate, requireDisk, type Estimate } from '../estimate.js';
import { exportDataset, type ExportSummary } from '../export/run.js';
import { EXPORT_LEVELS, type ExportLevel } from '../export/selection.js';
import { folderImages, type NamedImage } from '../imageStream.js';
import { captionerFolder, configuredSources, requireInputs, writerFolder } from '../inputs.js';
import { describePretrain } from '../pretrain.js';
import { estimateRebuild, exportFolder, rebuild } from '../rebuild.js';
import { stageHasRun } from '../pending.js';
import { plannedStages } from '../stages.js';
import { describeStatus, outcomes, readStatus } from '../status.js';
import type { Workspace } from '../workspace.js';
import {
  type Answer,
  existingWorkspace,
  inWorkspace,
  lookInWorkspace,
  makeWorkspace,
  runCommand,
  type Result,
} from './run.js';

export function addBuildCommands(program: Command, signal: AbortSignal): void {
  addDenoise(program, signal);
  program
    .command('annotate')
    .description('Six attributes for every image that denoise kept.')
    .option(
      '--captioner <dir>',
      'a captioner folder, made by `synthpedes train classifier` or `train captioner` (default: captioner.folder)',
    )
    .option(
      '--images <folder>',
      'describe the images of a folder instead, outside of any workspace: attributes and captions',
    )
    .addHelpText('after', ANNOTATE_HELP)
    .action((options: { captioner?: string; images?: string }, command: Command) =>
      runCommand(
        command,
        signal,
        options.images === undefined
          ? stageCommand('annotate', requireCaptioner)
          : (context) => ({ answers: describeFolder(context, resolve(options.images!)) }),
        (config) => withCaptioner(config, options.captioner),
      ),
    );
  program
    .command('distribute')
    .description('Data Distribution Strategy: drop poor images, vote the gender of each identity, balance identities.')
    .action((_options: unknown, command: Command) => runCommand(command, signal, stageCommand('distribute')));
  program
    .command('caption')
    .description(
      'Captions of the images that distribute kept: one from a prompt, and one in each style of a trained SPAC.',
    )
    .option(
      '--captioner <dir>',
      'a SPAC, made by `synthpedes train captioner` (default: caption.captioner, else captioner.folder if it is one)',
    )
    .action((options: { captioner?: string }, command: Command) =>
      runCommand(command, signal, stageCommand('caption', undefined, ['generate', 'review']), (config) =>
        options.captioner === undefined
          ? config
          : { ...config, caption: { ...config.caption, captioner: resolve(options.captioner) } },
      ),
    );
  addExport(program, signal);
  addRebuild(program, signal);
  program
    .command('demo')
    .description(
      'Draw people, make noisy sources of them, rebuild, and compare with the truth. Needs no download, takes minutes.',
    )
    .option('--dir <dir>', 'where to draw and rebuild; emptied first if it is an earlier demo', './demo')
    .action((options: { dir: string }, command: Command) =>
      runCommand(command, signal, (context) => demo(context, resolve(options.dir))),
    );
}

const ANNOTATE_HELP = `
With --images each answer is printed as soon as it is there, in the order of the names, whatever the number of images. With
--json they are one array with an answer a line, which \`evaluate captions --captions\` reads too:
  {"file_path", "attributes": ["man,short hair,..."], "captions": [one a style], "prompt_caption": ["..."]}
or, in the place of an image that cannot be read, {"file_path", "captions": [], "dropped": "why"}. A run that is stopped leaves
the array without its end.`;

/** `annotate --images`: what a captioner says of the images of a folder, as soon as it is said. */
async function* describeFolder(context: Context, folder: string): AsyncGenerator<Answer> {
  requireCaptioner(context);
  const { count, images } = folderImages(folder);
  const files = { files: filesOf(images()), count };
  for await (const data of describeImages(context, context.config.captioner.folder!, files))
    yield { data, text: describeDescribed(data) };
}

function* filesOf(images: Iterable<NamedImage>): Generator<ImageFile> {
  for (const { name, range } of images) yield { key: name, path: range.path };
}

function withCaptioner(config: Config, folder: string | undefined): Config {
  return folder === undefined ? config : { ...config, captioner: { ...config.captioner, folder: resolve(folder) } };
}

function requireCaptioner({ config }: Context): void {
  if (config.captioner.folder !== null) return;
  throw new UserError('missing_input', {
    what: 'annotate needs a captioner.',
    fix: 'train one (synthpedes train classifier peta <dir> --out captioner) and name it with --captioner',
  });
}

/** The body of a command that runs one stage, and those after it that the settings make possible: `stages` lists all that ran. */
function stageCommand(name: string, require?: (context: Context) => void, more: readonly string[] = []) {
  return async (context: Context): Promise<Result> => {
    require?.(context);
    const run = async (workspace: Workspace): Promise<Result> => {
      requireUpstream(workspace, name);
      const { database } = workspace;
      const stages: object[] = [];
      const texts: string[] = [];
      for (const { name: each, unit, make } of plannedStages.filter((stage) => [name, ...more].includes(stage.name))) {
        const stage = await make(context, workspace);
        if (!stage && each === name) throw new Error(`stage ${name} was not made`);
        if (!stage) continue;
        const summary = await performStage(context, database, stage, unit);
        stages.push({ ...summary, outcome: outcomes(database, each) });
        texts.push(describeStage(summary, workspace));
      }
      return { data: { stages }, text: texts.join('\n') };
    };
    return context.dryRun ? lookInWorkspace(context, run) : inWorkspace(context, name, run);
  };
}

/** "annotate: 120 judged (119 kept, 1 dropped)" and what stands in all. */
export function describeStage(summary: StageSummary, { database }: Workspace): string {
  if (summary.pending) return `${summary.stage}: would judge ${describePending(summary.pending)}`;
  const number = (n = 0): string => n.toLocaleString('en-US');
  const { kept, dropped } = outcomes(database, summary.stage);
  const lines = [
    `${summary.stage}: ${number(summary.judged)} judged, ${number(summary.left)} gone; now ${number(kept)} kept`,
  ];
  for (const [reason, n] of Object.entries(dropped)) lines.push(`  ${number(n)} dropped: ${reason}`);
  return lines.join('\n');
}

function addDenoise(program: Command, signal: AbortSignal): void {
  program
    .command('denoise')
    .description('Clean the identity labels of tracked sources with the Seed Filter Strategy. LPW passes untouched.')
    .option(
      '--encoder <model>',
      'Re-ID encoder: a .onnx file with an [n,3,h,w] input (see denoise.input), or a captioner folder',
    )
    .option(
      '--thresholds <which>',
      'calibrated, paper, or filter,reassign,merge such as 0.7,0.75,0.85',
      parseThresholds,
    )
    .addOption(
      new Option('--remove-mean <when>', "take the features' global mean off first").choices(['auto', 'true', 'false']),
    )
    .option('--sweep', 'print what other thresholds would do, change nothing', false)
    .action(
      (
        options: {
          encoder?: string;
          thresholds?: Config['denoise']['thresholds'];
          removeMean?: string;
          sweep: boolean;
        },
        command: Command,
      ) =>
        runCommand(
          command,
          signal,
          (context) =>
            options.sweep
              ? lookInWorkspace(context, async (workspace) => {
                  const sweep = await sweepThresholds(context, workspace);
                  return { data: sweep, text: describeSweep(sweep) };
                })
              : runDenoise(context),
          (config) => ({
            ...config,
            denoise: {
              ...config.denoise,
              encoder: options.encoder === undefined ? config.denoise.encoder : resolve(options.encoder),
              thresholds: options.thresholds ?? config.denoise.thresholds,
              removeMean:
                options.removeMean === undefined
                  ? config.denoise.removeMean
                  : options.removeMean === 'auto'
                    ? 'auto'
                    : options.removeMean === 'true',
            },
          }),
        ),
    );
}

/** Thresholds that no calibration would give are the user's choice, but more likely a slip. */
function warnOfOdd({ config, report }: Context): void {
  const { thresholds } = config.denoise;
  if (typeof thresholds === 'string' || thresholds.reassign >= thresholds.filter) return;
  report.warn(
    `reassign (${thresholds.reassign}) is below filter (${thresholds.filter}): images too unlike their own identity join others that they are less like`,
  );
}

/** A stage whose predecessor has never run would have nothing to judge, and say so with a 0 that reads like success. */
function requireUpstream({ database }: Workspace, name: string): void {
  const before = COMMAND_OF[name];
  if (before === undefined || stageHasRun(database, before)) return;
  throw new UserError('missing_input', {
    what: `${name} has nothing to work on.`,
    got: `${before} has not been run in this workspace`,
    fix: `synthpedes ${before}${before === 'ingest' ? ' <kind> <dir>' : ''}, or all stages in order: synthpedes rebuild`,
  });
}

/** The command whose outcome each command works on. */
const COMMAND_OF: Readonly<Record<string, string>> = {
  denoise: 'ingest',
  annotate: 'denoise',
  distribute: 'annotate',
  caption: 'distribute',
};

function runDenoise(context: Context): Promise<Result> {
  const run = async (workspace: Workspace): Promise<Result> => {
    requireUpstream(workspace, 'denoise');
    warnOfOdd(context);
    const summary = await denoise(context, workspace);
    const { encoder, sources } = context.config.denoise;
    if (encoder !== null && !summary.thresholds && !context.dryRun)
      context.report.warn(
        `the encoder is not used: denoise.sources is ${sources.join(', ')}, and no images of that are here; all others pass untouched`,
      );
    return { data: summary, text: describeDenoise(summary) };
  };
  return context.dryRun ? lookInWorkspace(context, run) : inWorkspace(context, 'denoise', run);
}

function parseThresholds(text: string): Config['denoise']['thresholds'] {
  if (text === 'calibrated' || text === 'paper') return text;
  const [filter, reassign, merge, ...more] = text.split(',').map(Number);
  if (more.length > 0 || ![filter, reassign, merge].every((n) => n >= -1 && n <= 1)) {
    throw new InvalidArgumentError('It takes calibrated, paper, or three cosines such as 0.7,0.75,0.85.');
  }
  return { filter, reassign, merge };
}

function addExport(program: Command, signal: AbortSignal): void {
  program
    .command('export')
    .description('Write the data set: after any stage, with what has been made so far.')
    .command('synthpedes')
    .description(
      'The released form: synthpedes_dataset.json, PartP/<id>/<n>.jpg, provenance.jsonl and a data-set card.',
    )
    .argument('<out-dir>', 'new, empty, or an earlier export, which is replaced')
    .addOption(
      new Option('--images <how>', 'hard links where possible, or copies (default: export.images)').choices([
        'link',
        'copy',
      ]),
    )
    .option('--annotations-only', 'no image files', false)
    .addOption(
      new Option('--after <stage>', 'the state after this stage (default: the last that was run)').choices(
        EXPORT_LEVELS,
      ),
    )
    .action(
      (
        out: string,
        options: { images?: 'link' | 'copy'; annotationsOnly: boolean; after?: ExportLevel },
        command: Command,
      ) =>
        runCommand(command, signal, (context) =>
          lookInWorkspace(context, async (workspace): Promise<Result> => {
            const images = options.annotationsOnly ? 'none' : (options.images ?? context.config.export.images);
            const summary = await exportDataset(context, workspace, {
              out: resolve(out),
              images,
              after: options.after,
            });
            return { data: summary, text: describeExport(summary, context.dryRun) };
          }),
        ),
    );
}

export function describeExport({ out, after, images, identities, captions }: ExportSummary, dryRun = false): string {
  const number = (n: number): string => n.toLocaleString('en-US');
  return `${dryRun ? 'would export' : 'exported'} ${number(images)} images of ${number(identities)} identities${dryRun ? '' : ` with ${number(captions)} captions`} (after ${after}) to ${out}`;
}

function addRebuild(program: Command, signal: AbortSignal): void {
  program
    .command('rebuild')
    .description(
      'All stages in order from the configuration: ingest, (train the captioner,) denoise, annotate, distribute, caption, export. Goes on where it stopped.',
    )
    .addHelpText(
      'after',
      `
A configuration to start from:
  sources: {lupersonNl: /data/LUPerson-NL, lpw: /data/LPW}
  captioner: {train: {kind: peta, path: /data/PETA}}
  denoise: {encoder: osnet.onnx}`,
    )
    .action((_options: unknown, command: Command) =>
      runCommand(command, signal, async (context): Promise<Result> => {
        if (context.dryRun) return dryRebuild(context);
        const summary = await makeWorkspace(context, 'rebuild', (workspace) => rebuild(context, workspace));
        const status = await lookInWorkspace(context, (workspace) => readStatus(context, workspace));
        const text = [
          describeStatus(status),
          summary.exported ? describeExport(summary.exported) : '',
          summary.pretrained ? describePretrain(summary.pretrained) : '',
        ].join('\n');
        return { data: { ...summary, status }, text };
      }),
    );
}

/** What a rebuild is made from and where it goes. */
function describePlan(context: Context, { stages }: Estimate): string {
  const { captioner, caption, denoise: filter } = context.config;
  const folder = captionerFolder(context)!;
  const trains = captioner.train && stages.some(({ stage }) => stage === 'train');
  const writes = caption.train && stages.some(({ stage }) => stage === 'train spac');
  return [
    'would rebuild',
    ...configuredSources(context.config).map(([kind, dir]) => `  ${'source'.padEnd(10)} ${kind} ${dir}`),
    `  ${'captioner'.padEnd(10)} ${folder}${trains ? `, to be trained on ${captioner.train!.kind} ${captioner.train!.path}, preset ${captioner.train!.preset}` : ''}`,
    ...(writes
      ? [
          `  ${'writer'.padEnd(10)} ${writerFolder(context)}, to be trained on ${caption.train!.data.map(({ kind, path }) => `${kind} ${path}`).join(', ')}, preset ${caption.train!.preset}`,
        ]
      : []),
    `  ${'encoder'.padEnd(10)} ${filter.encoder ?? "the captioner's feature"}`,
    `  ${'export'.padEnd(10)} ${exportFolder(context)}`,
  ].join('\n');
}

async function dryRebuild(context: Context): Promise<Result> {
  await requireInputs(context);
  const estimated = await estimateRebuild(context);
  const status = await existingWorkspace(context, (workspace) => workspace && readStatus(context, workspace));
  return {
    data: { estimate: estimated, status },
    text: [
      describePlan(context, estimated),
      describeEstimate(estimated),
      status ? describeStatus(status) : 'nothing is made yet: every stage runs on all of it',
    ].join('\n'),
    check: () => requireDisk(estimated, context.workspace),
  };
}
