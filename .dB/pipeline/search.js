// `search`: which images a text fits best. Embeddings are computed in a stream, and only the best are kept.
import { writeWhole } from '../model/weights/safetensors.js';
import { UserError } from '../schemas/userError.js';
import { contactSheet } from './contactSheet.js';
import { noPair, openDualEncoder } from './dualEncoder.js';
import { embedImages, embedTexts, inParts, normalise } from './embeddings.js';
/** @throws UserError those of the model; bad_usage for a text without words; bad_model where the encoders are no pair */
export async function search(context, request, stream) {
    const { text, top, sheet } = request;
    if (text.trim() === '')
        throw new UserError('bad_usage', { what: 'There is nothing to search for.', fix: 'describe somebody' });
    const model = await openDualEncoder(context, request.encoders);
    const query = normalise((await embedTexts(context, model, [text]))[0]);
    const progress = context.report.start('search', stream.count, 'images');
    const best = keepBest(top);
    let unreadable = 0;
    try {
        for await (const part of inParts(stream.images())) {
            context.signal.throwIfAborted();
            const ranges = part.map(({ range }) => range);
            (await embedImages(context, model, ranges)).forEach((verdict, i) => {
                if (verdict.kind === 'drop')
                    unreadable++;
                else
                    best.add({ cosine: cosineTo(query, verdict.value), image: part[i] });
            });
            progress.advance(part.length);
        }
    }
    finally {
        progress.end();
    }
    if (unreadable === stream.count)
        throw new UserError('bad_file', {
            what: `None of the ${stream.count.toLocaleString('en-US')} images can be read.`,
            fix: 'look whether the files are still where they were, and whole',
        });
    if (sheet !== undefined && best.found.length > 0)
        writeWhole(sheet, [await contactSheet(best.found.map(({ image }) => image.range))]);
    const hits = best.found.map(({ cosine, image: { name, range } }, i) => ({
        ...{ rank: i + 1, cosine, name, path: range.path },
    }));
    return { text, images: stream.count, unreadable, hits };
}
/** The best in descending order; of equals, those that came first. */
export function keepBest(top) {
    const found = [];
    return {
        found,
        add(item) {
            let place = found.length;
            while (place > 0 && found[place - 1].cosine < item.cosine)
                place--;
            if (place === top)
                return;
            found.splice(place, 0, item);
            if (found.length > top)
                found.pop();
        },
    };
}
function cosineTo(query, embedding) {
    if (embedding.length !== query.length)
        throw noPair(embedding.length, query.length);
    const unit = normalise(embedding);
    return query.reduce((sum, value, d) => sum + value * unit[d], 0);
}
/** The text of `synthpedes search`. */
export function describeSearch({ images, unreadable, hits }) {
    const lost = unreadable > 0 ? `; ${unreadable.toLocaleString('en-US')} could not be read` : '';
    return [
        ...hits.map(({ rank, cosine, name }) => `${String(rank).padStart(4)}  ${cosine.toFixed(3)}  ${name}`),
        `${images.toLocaleString('en-US')} images searched${lost}`,
    ].join('\n');
}
//# sourceMappingURL=search.js.map