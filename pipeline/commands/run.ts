// How every command runs: its options are read, its context opened and closed, its result printed.
import type { Command } from 'commander';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../../schemas/config.js';
import { requireManifest } from '../../data/manifest.js';
import { loadConfig } from '../config.js';
import { openContext, type Context } from '../context.js';
import { openReporter } from '../progress.js';
import type { ResumeMode } from '../stage.js';
import { openWorkspace, readWorkspace, workspacePaths, type Workspace } from '../workspace.js';
import { VERSION } from '../version.js';

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
  body: (context: Context) => Promise<Result> | Result | Answers,
  adjust: (config: Config) => Config = (config) => config,
): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
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

/**
 * Opens the workspace for a stage: to write, recording the run with its resolved configuration, or with `--dry-run`
 * to read only.
 * @throws UserError missing_input where there is none
 */
export async function inWorkspace<T>(
  context: Context,
  command: string,
  body: (workspace: Workspace) => Promise<T> | T,
): Promise<T> {
  if (context.dryRun) return lookInWorkspace(context, body);
  requireManifest(workspacePaths(context.workspace).manifest);
  return makeWorkspace(context, command, body);
}

/** As `inWorkspace`, for the commands that a workspace begins with. */
export async function makeWorkspace<T>(
  context: Context,
  command: string,
  body: (workspace: Workspace) => Promise<T> | T,
): Promise<T> {
  return withWorkspace(
    openWorkspace(context.workspace, (text) => void context.report.warn(text)),
    async (workspace) => {
      const finish = startRun(workspace, command, context.config);
      try {
        const result = await body(workspace);
        finish('done');
        return result;
      } catch (error) {
        finish(
          context.signal.aborted ? 'interrupted' : `failed: ${error instanceof Error ? error.message : String(error)}`,
        );
        throw error;
      }
    },
  );
}

/** Opens the workspace to read if there is one: for dry runs of what would make it. */
export async function existingWorkspace<T>(
  context: Context,
  body: (workspace: Workspace | undefined) => Promise<T> | T,
): Promise<T> {
  if (!existsSync(workspacePaths(context.workspace).manifest)) return body(undefined);
  return withWorkspace(readWorkspace(context.workspace), body);
}

/** Opens the workspace only to look. */
export async function lookInWorkspace<T>(context: Context, body: (workspace: Workspace) => Promise<T> | T): Promise<T> {
  return withWorkspace(readWorkspace(context.workspace), body);
}

async function withWorkspace<T>(workspace: Workspace, body: (workspace: Workspace) => Promise<T> | T): Promise<T> {
  try {
    return await body(workspace);
  } finally {
    workspace.close();
  }
}

/** A run that has no outcome was killed. */
function startRun({ database }: Workspace, command: string, config: Config): (outcome: string) => void {
  const id = database
    .prepare('INSERT INTO runs (command, version, config, started) VALUES (?, ?, ?, ?) RETURNING id')
    .pluck()
    .get(command, VERSION, JSON.stringify(config), new Date().toISOString());
  const finish = database.prepare('UPDATE runs SET finished = ?, outcome = ? WHERE id = ?');
  return (outcome) => {
    try {
      finish.run(new Date().toISOString(), outcome, id);
    } catch (error) {
      // The disk may be full: what went wrong first is what the user must read.
      if (outcome === 'done') throw error;
    }
  };
}
