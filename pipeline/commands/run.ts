/**
 * How every command runs: its options are read, its context opened and closed, its result printed. The files of this folder
 * that declare commands import what these work with when they run, so that --help and a mistake are answered at once.
 */
import type { Command } from 'commander';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Config } from '../../schemas/config.js';
import type { Context } from '../context.js';
import type { ResumeMode } from '../stage.js';

interface GlobalOptions {
  workspace: string;
  config?: string;
  set: string[];
  json: boolean;
  quiet: boolean;
  dryRun: boolean;
  resume: ResumeMode;
}

/** Data for `--json`, and the text that a person reads. */
export interface Answer {
  readonly data: unknown;
  readonly text: string;
}

/** Answers that are printed as they come: with `--json` an array, one a line. */
export interface Answers {
  readonly answers: AsyncIterable<Answer>;
}

/** A command's result. */
export interface Result extends Answer {
  /** Throws, after the result is printed, where it is reason for another exit code than 0. */
  check?(): void;
}

/**
 * Runs a command's body in a context of its global options and prints the result.
 * @param adjust puts the command's own options into the configuration, after file and --set
 */
export async function runCommand(
  command: Command,
  signal: AbortSignal,
  body: (context: Context) => Promise<Result | Answers>,
  adjust: (config: Config) => Config = (config) => config,
): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const [{ loadConfig }, { openContext }, { openReporter }] = await Promise.all([
    import('../config.js'),
    import('../context.js'),
    import('../progress.js'),
  ]);
  const context = openContext({
    config: adjust(loadConfig(options.config, options.set)),
    workspace: resolve(options.workspace),
    report: openReporter(options.quiet),
    signal,
    resume: options.resume,
    dryRun: options.dryRun,
  });
  try {
    const result = await body(context);
    if ('answers' in result) return await printAnswers(result, options.json);
    process.stdout.write(`${options.json ? JSON.stringify(result.data, null, 2) : result.text}\n`);
    result.check?.();
  } finally {
    await context.close();
  }
}

/** No answer is kept: whoever reads slowly is waited for. The first is waited for before anything is printed. */
async function printAnswers({ answers }: Answers, isJson: boolean): Promise<void> {
  const print = async (text: string): Promise<void> => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  let separator = '[\n';
  for await (const { data, text } of answers) {
    await print(isJson ? `${separator}${JSON.stringify(data)}` : `${text}\n`);
    separator = ',\n';
  }
  if (isJson) await print(separator === '[\n' ? '[]\n' : '\n]\n');
}
