// `embed`: embeddings of any images or texts, streamed into a file that NumPy opens, with a list of what each row is of.
import { openNpyWriter } from '../data/npy.js';
import { openPartFile } from '../data/partFile.js';
import { openCaptions } from '../data/captioned/captions.js';
import { UserError } from '../schemas/userError.js';
import { openDualEncoder, openImageEncoder, openTextEncoder, } from './dualEncoder.js';
import { embedImages, embedTexts, inParts, normalise } from './embeddings.js';
import { folderImages } from './imageStream.js';
/** @throws UserError those of the model, missing_path, nothing_to_do; bad_file where no image can be read */
export async function embed(context, request) {
    const { encoders, from } = request;
    const isPair = 'folder' in encoders || ('image' in encoders && 'text' in encoders);
    if ('images' in from) {
        const model = await (isPair
            ? openDualEncoder(context, encoders)
            : openImageEncoder(context, encoders));
        return embedSource(context, request, imageSource(context, model, from.images));
    }
    const model = await (isPair ? openDualEncoder(context, encoders) : openTextEncoder(context, encoders));
    return embedSource(context, request, await textSource(context, model, from.texts));
}
function imageSource(context, model, folder) {
    const { count, images } = folderImages(folder);
    return {
        ...{ unit: 'images', count, items: images },
        nameOf: ({ name }) => name,
        embed: (items) => embedImages(context, model, items.map(({ range }) => range)),
    };
}
async function textSource(context, model, path) {
    const { images } = await openCaptions(path);
    const items = async function* () {
        for await (const captions of images())
            yield* captions;
    };
    let count = 0;
    for await (const text of items())
        if (text !== undefined)
            count++;
    return {
        ...{ unit: 'texts', count, items },
        nameOf: (text) => text,
        embed: async (texts) => (await embedTexts(context, model, texts)).map((value) => ({ kind: 'keep', value })),
    };
}
async function embedSource(context, { out, raw }, source) {
    const summary = { out, normalised: !raw, skipped: {} };
    if (context.dryRun)
        return { ...summary, rows: source.count, columns: 0 };
    const progress = context.report.start('embed', source.count, source.unit);
    const files = { rows: openNpyWriter(out), names: openPartFile(`${out}.txt`), lost: openPartFile(lostPath(out)) };
    try {
        for await (const part of inParts(source.items())) {
            context.signal.throwIfAborted();
            (await source.embed(part)).forEach((verdict, i) => {
                const name = source.nameOf(part[i]).replace(/\s*[\r\n]+\s*/g, ' ');
                if (verdict.kind === 'keep') {
                    files.rows.append(raw ? verdict.value : normalise(verdict.value));
                    files.names.write(Buffer.from(`${name}\n`));
                }
                else {
                    summary.skipped[verdict.reason] = (summary.skipped[verdict.reason] ?? 0) + 1;
                    files.lost.write(Buffer.from(`${name}\t${verdict.reason}\n`));
                }
            });
            progress.advance(part.length);
        }
        const lost = Object.values(summary.skipped).reduce((sum, n) => sum + n, 0);
        if (lost === source.count)
            throw nothingRead(source.count, summary.skipped);
        if (lost > 0)
            files.lost.finish();
        files.names.finish();
        const [rows, columns] = files.rows.finish();
        return { ...summary, rows, columns };
    }
    finally {
        progress.end();
        for (const file of Object.values(files))
            file.discard();
    }
}
const lostPath = (out) => `${out}.skipped.txt`;
const nothingRead = (count, skipped) => new UserError('bad_file', {
    what: `None of the ${count.toLocaleString('en-US')} images can be read.`,
    got: describeReasons(skipped),
    fix: 'look at the files: an image must decode as a whole',
});
const describeReasons = (reasons) => Object.entries(reasons)
    .map(([reason, n]) => `${n.toLocaleString('en-US')} ${reason}`)
    .join(', ');
/** The text of `synthpedes embed`. */
export function describeEmbed({ out, rows, columns, normalised, skipped }, dryRun) {
    const number = rows.toLocaleString('en-US');
    if (dryRun)
        return `would write up to ${number} rows to ${out}`;
    const lost = Object.keys(skipped).length > 0 ? [`skipped: ${describeReasons(skipped)}; see ${lostPath(out)}`] : [];
    return [
        `${out}: float32 (${number}, ${columns})${normalised ? ', each row of length 1' : ', as the encoder gives them'}`,
        `${out}.txt: what each row is of`,
        ...lost,
    ].join('\n');
}
//# sourceMappingURL=embed.js.map