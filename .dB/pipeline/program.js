// The command line: its commands, their common options, and what exit codes mean.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../schemas/userError.js';
import { addAblateCommand } from './commands/ablate.js';
import { addBuildCommands } from './commands/build.js';
import { addColorizeCommand } from './commands/colorize.js';
import { addConvertCommand } from './commands/convert.js';
import { addEmbedCommands } from './commands/embed.js';
import { addEngineCommands } from './commands/engine.js';
import { addEvaluateCommands } from './commands/evaluate.js';
import { addLexiconCommand } from './commands/lexicon.js';
import { addLookCommands } from './commands/look.js';
import { addPretrainCommand } from './commands/pretrain.js';
import { addSourceCommands } from './commands/sources.js';
import { addSubsetCommand } from './commands/subset.js';
import { addTrainCommands } from './commands/train.js';
import { RESUME_MODES } from './stage.js';
import { VERSION } from './version.js';
/** 0 done, 1 a bug, 2 a user's mistake, 130 Ctrl-C. */
export const EXIT = { done: 0, bug: 1, mistake: 2, interrupted: 130 };
/** Runs one command line and returns its exit code. */
export async function main(argv) {
    const interrupt = new AbortController();
    const onInterrupt = () => {
        if (interrupt.signal.aborted)
            process.exit(EXIT.interrupted); // a second Ctrl-C does not wait
        process.stderr.write('\nstopping: what is under way is being committed (Ctrl-C again to stop at once)\n');
        interrupt.abort(new Interrupted());
    };
    process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
    // Whoever reads has read enough (`| head`): no mistake of anybody.
    process.stdout.on('error', (error) => {
        if (error.code !== 'EPIPE')
            throw error;
        process.exit(EXIT.done);
    });
    try {
        const program = buildProgram(interrupt.signal);
        if (argv.length > 2)
            await program.parseAsync(argv);
        else
            program.outputHelp();
        return EXIT.done;
    }
    catch (error) {
        return explain(error);
    }
    finally {
        process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
    }
}
class Interrupted extends Error {
}
function explain(error) {
    if (error instanceof Interrupted)
        return EXIT.interrupted;
    if (error instanceof CommanderError)
        return error.exitCode === 0 ? EXIT.done : EXIT.mistake; // it has printed itself
    const user = error instanceof UserError ? error : fileError(error);
    if (user) {
        process.stderr.write(`${user.format()}\n`);
        return EXIT.mistake;
    }
    process.stderr.write(`This is a bug in synthpedes, please report it:\n${describeBug(error)}\n`);
    return EXIT.bug;
}
/** A full disk, or a path where nothing can be written, can strike anywhere; neither is a bug. */
function fileError(error) {
    for (let e = error; e instanceof Error; e = e.cause) {
        if (e instanceof UserError)
            return e;
        const { code = '', syscall } = e;
        if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) {
            const fix = 'free space and run the same command again: it goes on where it stopped';
            return new UserError('disk_full', { what: 'The disk is full.', got: e.message, fix });
        }
        // A folder that cannot be made although its parents are made with it; a file whose folder is not there.
        const isNowhere = code === 'ENOENT' && (syscall === 'mkdir' || syscall === 'open');
        if (UNUSABLE.has(code) || /^SQLITE_(READONLY|CANTOPEN)/.test(code) || isNowhere) {
            return new UserError('bad_usage', {
                what: 'A file or folder cannot be written or read.',
                got: e.message,
                fix: 'check what is there and its permissions, or name another place',
            });
        }
    }
    return undefined;
}
/** A file where a folder is needed or the other way round, no permission, a file system that takes no writing. */
const UNUSABLE = new Set([
    ...['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'],
]);
function describeBug(error) {
    const parts = [];
    for (let e = error; e !== undefined; e = e instanceof Error ? e.cause : undefined) {
        parts.push(e instanceof Error ? (e.stack ?? e.message) : String(e));
    }
    return parts.join('\ncaused by: ');
}
const HELP = `
A rebuild, step by step:
  synthpedes ingest luperson-nl /data/LUPerson-NL
  synthpedes ingest lpw /data/LPW
  synthpedes train classifier peta /data/PETA --out captioner
  synthpedes denoise --encoder osnet.onnx
  synthpedes annotate --captioner captioner
  synthpedes distribute
  synthpedes caption
  synthpedes export synthpedes out
or all of it from one file: synthpedes rebuild --config rebuild.yaml

Progress goes to stderr, results to stdout. Exit codes: 0 done, 1 a bug, 2 a mistake in what was asked, 130 Ctrl-C.`;
function buildProgram(signal) {
    const program = new Command('synthpedes')
        .description('Rebuilds the SYNTH-PEDES image-text data set of people from raw sources.')
        .version(VERSION)
        .option('--workspace <dir>', 'where the manifest and everything that is made lie', './workspace')
        .option('--config <file>', 'settings, YAML or JSON (see `synthpedes config`)')
        .option('--set <key=value>', 'change one setting; may be given again', collect, [])
        .option('--json', 'print one JSON document on stdout', false)
        .option('--quiet', 'no progress, warnings only', false)
        .option('--dry-run', 'say what would be done and why, change nothing', false)
        .addOption(new Option('--resume <mode>', 'redo what changed, only what was never done, or everything')
        .choices(RESUME_MODES)
        .default('changed'))
        .addHelpText('after', HELP)
        .configureHelp({ showGlobalOptions: true })
        .showHelpAfterError('(add --help for what it takes)')
        .exitOverride();
    addSourceCommands(program, signal);
    addTrainCommands(program, signal);
    addConvertCommand(program, signal);
    addBuildCommands(program, signal);
    addPretrainCommand(program, signal);
    addAblateCommand(program, signal);
    addColorizeCommand(program, signal);
    addEvaluateCommands(program, signal);
    addEmbedCommands(program, signal);
    addLexiconCommand(program, signal);
    addSubsetCommand(program, signal);
    addEngineCommands(program, signal);
    addLookCommands(program, signal);
    inherit(program);
    return program;
}
/** Commander's settings that sub-commands do not take over by themselves. */
function inherit(command) {
    for (const child of command.commands) {
        child.copyInheritedSettings(command);
        inherit(child);
    }
}
function collect(value, all) {
    if (!value.includes('='))
        throw new InvalidArgumentError('It takes key=value.');
    return [...all, value];
}
//# sourceMappingURL=program.js.map