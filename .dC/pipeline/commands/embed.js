// `synthpedes embed` and `synthpedes search`: what a trained pair of encoders is good for on anyone's images.
import { InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { addEncoderOptions, encodersFor, requireEncoders } from './encoders.js';
import { runCommand } from './run.js';
const EMBED_NOTES = `
Row i of the file, float32 (n, D) in NumPy's format, is of line i of <out>.txt. Memory does not grow with the number of images.
Of two ONNX files the one that is needed is enough: --image-encoder for images, --text-encoder for texts.
  synthpedes embed --model plip --images people --out people.npy`;
const SEARCH_NOTES = `
Without --images the workspace is searched: the images that distribute keeps, or with --all every one that was ingested.
  synthpedes search --model plip "a woman in a red coat with a backpack" --images people --sheet found.png`;
export function addEmbedCommands(program, signal) {
    const embedding = program
        .command('embed')
        .description('Embeddings of images or texts, as a file that NumPy opens.')
        .option('--images <folder>', 'all images below a folder; one that cannot be read is skipped and listed')
        .option('--texts <file>', 'a text a line, JSON lines {"captions": [...]}, or a captioned set')
        .requiredOption('--out <npy>', 'where they go; beside it <npy>.txt says what each row is of')
        .option('--raw', 'as the encoder gives them (default: each of length 1)', false);
    addEncoderOptions(embedding)
        .addHelpText('after', EMBED_NOTES)
        .action((options, command) => runCommand(command, signal, async (context) => {
        const { describeEmbed, embed } = await import('../embed.js');
        const { out, raw } = options;
        const from = embedded(options);
        const request = { encoders: encodersFor(from, options), from, out: resolve(out), raw };
        const summary = await embed(context, request);
        return { data: summary, text: describeEmbed(summary, context.dryRun) };
    }));
    const searching = program
        .command('search')
        .description('The images that fit a text best.')
        .argument('<text>', 'such as "a man in a black jacket and jeans"')
        .option('--images <folder>', 'search all images below a folder (default: the workspace)')
        .option('--all', 'all images of the workspace, whatever became of them', false)
        .option('--top <n>', 'how many are shown', parseCount, 10)
        .option('--sheet <png>', 'a picture of those, row by row in their order');
    addEncoderOptions(searching)
        .addHelpText('after', SEARCH_NOTES)
        .action((text, options, command) => runCommand(command, signal, async (context) => {
        const [{ folderImages, workspaceImages }, { describeSearch, search }, { lookInWorkspace }] = await Promise.all([
            import('../imageStream.js'),
            import('../search.js'),
            import('./inWorkspace.js'),
        ]);
        const { images, all, top } = options;
        const sheet = options.sheet === undefined ? undefined : resolve(options.sheet);
        const request = { encoders: requireEncoders(options), text, top, sheet };
        const look = async (stream) => {
            if (context.dryRun)
                return {
                    data: { images: stream.count },
                    text: `would search ${stream.count.toLocaleString('en-US')} images`,
                };
            const result = await search(context, request, stream);
            return { data: result, text: describeSearch(result) };
        };
        if (images !== undefined && all)
            throw new UserError('bad_usage', {
                what: '--all is of the workspace.',
                got: '--images and --all',
                fix: 'a folder is always searched whole',
            });
        if (images !== undefined)
            return look(folderImages(resolve(images)));
        return lookInWorkspace(context, ({ database }) => look(workspaceImages(database, all)));
    }));
}
function embedded({ images, texts }) {
    if (images !== undefined && texts === undefined)
        return { images: resolve(images) };
    if (texts !== undefined && images === undefined)
        return { texts: resolve(texts) };
    throw new UserError('bad_usage', {
        what: 'Either images or texts are embedded.',
        got: images === undefined ? 'neither' : 'both',
        fix: 'give --images <folder> or --texts <file>',
    });
}
function parseCount(text) {
    if (/^[1-9]\d{0,5}$/.test(text))
        return Number(text);
    throw new InvalidArgumentError('It takes a number from 1.');
}
//# sourceMappingURL=embed.js.map