// `synthpedes train`: models that the data set needs.
import { Argument, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { BACKENDS, CAPTIONER_DATA, CLASSIFIER_DATA, CLASSIFIER_PRESETS, SPAC_PRESET_NAMES, STYLE_ASSIGNMENTS, STYLES_AT_MOST, } from '../../schemas/choices.js';
import { UserError } from '../../schemas/userError.js';
import { runCommand } from './run.js';
export function addTrainCommands(program, signal) {
    const train = program.command('train').description('Train a model.');
    addTrainCaptioner(train, signal);
    train
        .command('classifier')
        .description('Train the attribute classifier on an annotated set, as a captioner for `annotate`.')
        .addArgument(new Argument('<dataset-kind>', 'what the annotation is').choices(CLASSIFIER_DATA))
        .argument('<path>', 'where it lies; the layout is detected')
        .requiredOption('--out <dir>', 'the captioner folder: model.onnx and captioner.json')
        .addOption(new Option('--preset <preset>', 'tiny: seconds to a minute; small: minutes')
        .choices(CLASSIFIER_PRESETS)
        .default('small'))
        .addOption(new Option('--backend <name>', 'what computes the steps (default: backend of the settings, onnx)').choices(BACKENDS))
        .addHelpText('after', `
peta: PETA.mat and images/, or images.tsv and attributes.json. market-1501-attributes: market_attribute.mat or attributes.json.
pa-100k: annotation.mat. All are for research only, and so is a model trained on them.
Identities held out (captioner.heldOut) give the thresholds: what is said is right to captioner.precision, else it is unknown.`)
        .action((kind, path, options, command) => runCommand(command, signal, async (context) => {
        const { describeTraining, makeClassifier } = await import('../trainClassifier.js');
        const request = { kind, path: resolve(path), preset: options.preset, out: resolve(options.out) };
        const summary = await makeClassifier(context, request);
        return { data: summary, text: describeTraining(summary) };
    }, (config) => ({ ...config, backend: options.backend ?? config.backend })));
}
function addTrainCaptioner(train, signal) {
    train
        .command('captioner')
        .description('Train SPAC, which says six attributes and writes captions in several styles, on what people wrote.')
        .argument('<data...>', 'kind and path, again and again: cuhk-pedes /data/CUHK-PEDES peta /data/PETA ...')
        .requiredOption('--out <dir>', "the captioner's folder")
        .addOption(new Option('--preset <preset>', "paper: the paper's sizes, for machines with time; small: an hour; tiny: a minute")
        .choices(SPAC_PRESET_NAMES)
        .default('small'))
        .addOption(new Option('--style-assignment <how>', 'which style a caption trains: by how it is written, or in turn (paper)')
        .choices(STYLE_ASSIGNMENTS)
        .default('cluster'))
        .option('--styles <n>', 'styles that are learned', styleCount, 2)
        .option('--epochs <n>', "passes over the captions (default: the preset's)", positive)
        .option('--seed <n>', 'of all random choices', Number, 0)
        .option('--body <dir>', 'a converted ResNet to start from (see `synthpedes convert`)')
        .option('--generator <dir>', 'a converted GPT-2 to start from')
        .addOption(new Option('--backend <name>', 'what computes the steps (default: backend of the settings)').choices(BACKENDS))
        .addHelpText('after', CAPTIONER_HELP)
        .action((data, options, command) => runCommand(command, signal, async (context) => {
        const { describeCaptioner, makeCaptioner } = await import('../trainCaptioner.js');
        const { out, preset, styleAssignment, styles, epochs, seed, body, generator } = options;
        const path = (dir) => (dir === undefined ? undefined : resolve(dir));
        const request = {
            ...{ preset, styleAssignment, styles, epochs, seed },
            data: dataSources(data),
            out: resolve(out),
            body: path(body),
            generator: path(generator),
        };
        const summary = await makeCaptioner(context, request);
        return { data: summary, text: describeCaptioner(summary) };
    }, (config) => ({ ...config, backend: options.backend ?? config.backend })));
}
const CAPTIONER_HELP = `
Kinds:
  cuhk-pedes, icfg-pedes, rstpreid, ufine6926, synth-pedes   images with captions; their own split field is kept to
  drawn-captioned                                            the same, of the demo's people
  peta, market-1501-attributes, pa-100k, drawn               images with attributes only
  captions                                                   JSON lines {"captions": [...]}: language without images
The val parts choose the weights that are kept; whoever is in a val or test part is left out of all other data, by identity,
by caption and by the image's bytes. Run the same command again after a stop: it goes on. The sets are for research only,
and so is what is trained on them.`;
/** `kind path kind path ...` -> pairs. @throws InvalidArgumentError */
function dataSources(words) {
    const sources = [];
    for (let i = 0; i < words.length; i += 2) {
        const kind = CAPTIONER_DATA.find((each) => each === words[i]);
        if (kind === undefined || words[i + 1] === undefined)
            throw new UserError('bad_usage', {
                what: 'The data are given as kind and path, again and again.',
                got: words.slice(i).join(' '),
                fix: `a kind is one of ${CAPTIONER_DATA.join(', ')}`,
            });
        sources.push({ kind, path: resolve(words[i + 1]) });
    }
    return sources;
}
function styleCount(text) {
    const n = positive(text);
    if (n > STYLES_AT_MOST)
        throw new InvalidArgumentError(`It takes a whole number from 1 to ${STYLES_AT_MOST}.`);
    return n;
}
function positive(text) {
    const n = Number(text);
    if (!Number.isInteger(n) || n < 1)
        throw new InvalidArgumentError('It takes a whole number from 1.');
    return n;
}
//# sourceMappingURL=train.js.map