// `synthpedes evaluate`: measures of the field.
import { Argument, Option } from 'commander';
import { resolve } from 'node:path';
import { CAPTIONED, CAPTIONED_KINDS, SPLITS } from '../../data/captioned/catalogue.js';
import { UserError } from '../../schemas/userError.js';
import { addEncoderOptions, encodersOf, requireEncoders } from './encoders.js';
import { runCommand } from './run.js';
const NOTES = `
BLEU, ROUGE-L and CIDEr-D as COCO's caption toolkit defines them; METEOR with exact and stem matches, all words alike.
Where images have two or more captions: how often a classifier of words tells their styles apart, and BLEU-4 of captions of
different images inside a style and across. With a pair of encoders: the cosine of captions and images, and as a control of
captions and other images.`;
const REID_NOTES = `
Every caption of the part is a query, every image of it the gallery; right is each image of the same person. Similarity is the
cosine; of equal ones, those of other people count as nearer. R@k, mAP and mINP as IRRA has them, and the mAP of PLIP's own
code, which averages neighbouring precisions. Choose models and settings on val: what is chosen on test is not measured by it.`;
/** Sets that have parts to be judged on. */
const JUDGED_KINDS = CAPTIONED_KINDS.filter((kind) => CAPTIONED[kind].hasSplit);
export function addEvaluateCommands(program, signal) {
    const sets = CAPTIONED_KINDS.map((kind) => `  ${kind.padEnd(14)}${CAPTIONED[kind].files[0]}; ${CAPTIONED[kind].terms}`);
    const evaluate = program.command('evaluate').description('Measures of the field.');
    const captions = evaluate
        .command('captions')
        .description("Generated captions against people's: BLEU, METEOR, ROUGE-L, CIDEr-D, and how varied they are.")
        .addArgument(new Argument('<kind>', 'whose captions are the reference').choices(CAPTIONED_KINDS))
        .argument('<path>', 'its folder or annotation')
        .option('--captions <file>', 'JSON lines {"file_path", "captions", "attributes"}, or an exported synthpedes_dataset.json')
        .option('--captioner <dir>', 'or a captioner that describes the images first')
        .option('--out <file>', 'where what the captioner says is kept, as JSON lines')
        .addOption(new Option('--split <split>', 'which part is judged').choices(SPLITS).default('val'));
    addEncoderOptions(captions)
        .addHelpText('after', `\nSets:\n${sets.join('\n')}\n${NOTES}`)
        .action((kind, path, options, command) => runCommand(command, signal, async (context) => {
        const { describeEvaluation, evaluateCaptions } = await import('../evaluateCaptions.js');
        const { split } = options;
        const generated = generatedBy(options);
        const request = { kind, path: resolve(path), split, generated, encoders: encodersOf(options) };
        if (context.dryRun)
            return foresee(context, request);
        const evaluation = await evaluateCaptions(context, request);
        return { data: evaluation, text: describeEvaluation(evaluation) };
    }));
    addTextReid(evaluate, signal);
}
function addTextReid(evaluate, signal) {
    const reid = evaluate
        .command('text-reid')
        .description('Text-based person retrieval: R@1, R@5, R@10, mAP, mINP.')
        .addArgument(new Argument('<kind>', 'which set').choices(JUDGED_KINDS))
        .argument('<path>', 'its folder or annotation')
        .addOption(new Option('--split <split>', 'which part').choices(['val', 'test']).makeOptionMandatory());
    addEncoderOptions(reid)
        .addHelpText('after', REID_NOTES)
        .action((kind, path, options, command) => runCommand(command, signal, async (context) => {
        const { describeTextReid, evaluateTextReid } = await import('../evaluateTextReid.js');
        const request = { kind, path: resolve(path), split: options.split, encoders: requireEncoders(options) };
        if (context.dryRun)
            return foresee(context, request);
        const evaluation = await evaluateTextReid(context, request);
        return { data: evaluation, text: describeTextReid(evaluation) };
    }));
}
async function foresee(context, request) {
    const { describePart, foreseeEvaluation } = await import('../evaluatedPart.js');
    const part = await foreseeEvaluation(context, request);
    return { data: part, text: describePart(part) };
}
function generatedBy({ captions, captioner, out }) {
    if (captions !== undefined && captioner === undefined)
        return { captions: resolve(captions) };
    if (captioner !== undefined && captions === undefined)
        return { captioner: resolve(captioner), out: out === undefined ? undefined : resolve(out) };
    throw new UserError('bad_usage', {
        what: 'Either captions or a captioner is evaluated.',
        got: captions === undefined ? 'neither' : 'both',
        fix: 'give --captions <file> or --captioner <dir>',
    });
}
//# sourceMappingURL=evaluate.js.map