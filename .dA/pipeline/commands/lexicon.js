// `synthpedes lexicon`: the attribute phrases of captions.
import { InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { CAPTIONED_KINDS } from '../../data/captioned/catalogue.js';
import { UserError } from '../../schemas/userError.js';
import { runCommand } from './run.js';
export function addLexiconCommand(program, signal) {
    program
        .command('lexicon')
        .description('Attribute phrases of captions: keywords and phrases by frequency, and nouns that are no attribute.')
        .argument('[captions]', 'a captioned set (folder or annotation), JSON lines {"captions": [...]}, or lines of text')
        .addOption(new Option('--kind <kind>', 'of the captioned set; found out by itself').choices(CAPTIONED_KINDS))
        .option('--top <n>', 'how many of each list', wholeNumber, 20)
        .option('--show <sentence>', 'print the phrases of this sentence')
        .action((path, options, command) => runCommand(command, signal, async (context) => {
        const { describeLexicon, lexicon, showSentence } = await import('../lexicon.js');
        if (options.show !== undefined) {
            const { phrases, text } = showSentence(options.show);
            return { data: phrases, text };
        }
        if (path === undefined)
            throw new UserError('bad_usage', {
                what: 'There is nothing to read.',
                fix: 'name captions, or give a sentence with --show',
            });
        const summary = await lexicon(context, { path: resolve(path), kind: options.kind, top: options.top });
        return { data: summary, text: describeLexicon(summary) };
    }));
}
function wholeNumber(text) {
    if (!/^[1-9]\d*$/.test(text))
        throw new InvalidArgumentError('It takes a whole number from 1.');
    return Number(text);
}
//# sourceMappingURL=lexicon.js.map