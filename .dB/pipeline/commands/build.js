// Commands that make the data set: denoise, annotate, distribute, caption, export, rebuild, demo.
import { InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { EXPORT_LEVELS } from '../export/selection.js';
import { runCommand } from './run.js';
export function addBuildCommands(program, signal) {
    addDenoise(program, signal);
    program
        .command('annotate')
        .description('Six attributes for every image that denoise kept.')
        .option('--captioner <dir>', 'a captioner folder, made by `synthpedes train classifier` or `train captioner` (default: captioner.folder)')
        .option('--images <folder>', 'describe the images of a folder instead, outside of any workspace: attributes and captions')
        .addHelpText('after', ANNOTATE_HELP)
        .action((options, command) => runCommand(command, signal, async (context) => {
        const { requireCaptioner, runStages } = await import('./oneStage.js');
        requireCaptioner(context);
        if (options.images === undefined)
            return runStages(context, ['annotate']);
        const { describeFolder, foreseeFolder } = await import('./describeFolder.js');
        if (context.dryRun)
            return foreseeFolder(context, resolve(options.images));
        return { answers: describeFolder(context, resolve(options.images)) };
    }, (config) => withCaptioner(config, options.captioner)));
    program
        .command('distribute')
        .description('Data Distribution Strategy: drop poor images, vote the gender of each identity, balance identities.')
        .action((_options, command) => runCommand(command, signal, async (context) => (await import('./oneStage.js')).runStages(context, ['distribute'])));
    program
        .command('caption')
        .description('Captions of the images that distribute kept: one from a prompt, and one in each style of a trained SPAC.')
        .option('--captioner <dir>', 'a SPAC, made by `synthpedes train captioner` (default: caption.captioner, else captioner.folder if it is one)')
        .action((options, command) => runCommand(command, signal, async (context) => (await import('./oneStage.js')).runStages(context, ['caption', 'generate', 'review']), (config) => options.captioner === undefined
        ? config
        : { ...config, caption: { ...config.caption, captioner: resolve(options.captioner) } }));
    addExport(program, signal);
    addRebuild(program, signal);
    program
        .command('demo')
        .description('Draw people, make noisy sources of them, rebuild, and compare with the truth. Needs no download, takes minutes.')
        .option('--dir <dir>', 'where to draw and rebuild; emptied first if it is an earlier demo', './demo')
        .action((options, command) => runCommand(command, signal, async (context) => (await import('../demo.js')).demo(context, resolve(options.dir))));
}
const ANNOTATE_HELP = `
With --images each answer is printed as soon as it is there, in the order of the names, whatever the number of images. With
--json they are one array with an answer a line, which \`evaluate captions --captions\` reads too:
  {"file_path", "attributes": ["man,short hair,..."], "captions": [one a style], "prompt_caption": ["..."]}
or, in the place of an image that cannot be read, {"file_path", "captions": [], "dropped": "why"}. A run that is stopped leaves
the array without its end.`;
function withCaptioner(config, folder) {
    return folder === undefined ? config : { ...config, captioner: { ...config.captioner, folder: resolve(folder) } };
}
function addDenoise(program, signal) {
    program
        .command('denoise')
        .description('Clean the identity labels of tracked sources with the Seed Filter Strategy. LPW passes untouched.')
        .option('--encoder <model>', 'Re-ID encoder: a .onnx file with an [n,3,h,w] input (see denoise.input), or a captioner folder')
        .option('--thresholds <which>', 'calibrated, paper, or filter,reassign,merge such as 0.7,0.75,0.85', parseThresholds)
        .addOption(new Option('--remove-mean <when>', "take the features' global mean off first").choices(['auto', 'true', 'false']))
        .option('--sweep', 'print what other thresholds would do, change nothing', false)
        .action((options, command) => runCommand(command, signal, async (context) => {
        const { runDenoise, runSweep } = await import('./denoise.js');
        return options.sweep ? runSweep(context) : runDenoise(context);
    }, (config) => ({
        ...config,
        denoise: {
            ...config.denoise,
            encoder: options.encoder === undefined ? config.denoise.encoder : resolve(options.encoder),
            thresholds: options.thresholds ?? config.denoise.thresholds,
            removeMean: options.removeMean === undefined
                ? config.denoise.removeMean
                : options.removeMean === 'auto'
                    ? 'auto'
                    : options.removeMean === 'true',
        },
    })));
}
function parseThresholds(text) {
    if (text === 'calibrated' || text === 'paper')
        return text;
    const [filter, reassign, merge, ...more] = text.split(',').map(Number);
    if (more.length > 0 || ![filter, reassign, merge].every((n) => n >= -1 && n <= 1)) {
        throw new InvalidArgumentError('It takes calibrated, paper, or three cosines such as 0.7,0.75,0.85.');
    }
    return { filter, reassign, merge };
}
function addExport(program, signal) {
    program
        .command('export')
        .description('Write the data set: after any stage, with what has been made so far.')
        .command('synthpedes')
        .description('The released form: synthpedes_dataset.json, PartP/<id>/<n>.jpg, provenance.jsonl and a data-set card.')
        .argument('<out-dir>', 'new, empty, or an earlier export, which is replaced')
        .addOption(new Option('--images <how>', 'hard links where possible, or copies (default: export.images)').choices([
        'link',
        'copy',
    ]))
        .option('--annotations-only', 'no image files', false)
        .addOption(new Option('--after <stage>', 'the state after this stage (default: the last that was run)').choices(EXPORT_LEVELS))
        .action((out, options, command) => runCommand(command, signal, async (context) => {
        const { describeExport, exportDataset } = await import('../export/run.js');
        const { lookInWorkspace } = await import('./inWorkspace.js');
        const images = options.annotationsOnly ? 'none' : (options.images ?? context.config.export.images);
        const request = { out: resolve(out), images, after: options.after };
        const summary = await lookInWorkspace(context, (workspace) => exportDataset(context, workspace, request));
        return { data: summary, text: describeExport(summary, context.dryRun) };
    }));
}
function addRebuild(program, signal) {
    program
        .command('rebuild')
        .description('All stages in order from the configuration: ingest, (train the captioner,) denoise, annotate, distribute, caption, export. Goes on where it stopped.')
        .addHelpText('after', `
A configuration to start from:
  sources: {lupersonNl: /data/LUPerson-NL, lpw: /data/LPW}
  captioner: {train: {kind: peta, path: /data/PETA}}
  denoise: {encoder: osnet.onnx}`)
        .action((_options, command) => runCommand(command, signal, async (context) => (await import('./rebuild.js')).runRebuild(context)));
}
//# sourceMappingURL=build.js.map