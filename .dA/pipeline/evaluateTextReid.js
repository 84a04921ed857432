// `evaluate text-reid`: text-based person retrieval as the field measures it. Every caption of a part is a query, every image of
// it the gallery, and an image is right where it shows the same person, the caption's own image included.
import { CAPTIONED } from '../data/captioned/catalogue.js';
import { captionedDifferences, openCaptioned } from '../data/captioned/read.js';
import { tokenize } from '../data/tokens/wordPiece.js';
import { countRetrieval } from '../model/measures/retrieval/retrieval.js';
import { openSimilarities } from '../model/measures/retrieval/similarities.js';
import { UserError } from '../schemas/userError.js';
import { noPair, openDualEncoder } from './dualEncoder.js';
import { EMBEDDED_AT_ONCE, embedImages, embedTexts, fileRange, normalise } from './embeddings.js';
import { exposureTo } from './trainingNote.js';
/** @throws UserError those of the model and of the set; nothing_to_do where the part has no image that can be read */
export async function evaluateTextReid(context, request) {
    const { kind, split } = request;
    const model = await openDualEncoder(context, request.encoders);
    const records = await readPart(context, request);
    const captions = records.reduce((sum, record) => sum + record.captions.length, 0);
    const { gallery, shown } = await embedGallery(context, model, records);
    if (shown.length === 0)
        throw new UserError('nothing_to_do', {
            what: `None of the ${records.length} images of ${split} can be read.`,
            got: records[0].path,
            fix: `${CAPTIONED[kind].title} has its images in the folder ${CAPTIONED[kind].images}, beside the annotation`,
        });
    const numbers = numbered(shown.map(({ identity }) => identity));
    const identities = Int32Array.from(shown, ({ identity }) => numbers.get(identity));
    const queries = shown.flatMap(({ identity, captions: own }) => own.map((text) => ({ text, identity: numbers.get(identity) })));
    const unreadable = records.length - shown.length;
    const lost = unreadable > 0 ? [`${unreadable} of ${records.length} images cannot be read: not comparable`] : [];
    return {
        ...{ kind, split, images: shown.length, identities: numbers.size, unreadable },
        ...(await rank(context, model, { gallery, identities, queries })),
        exposure: exposureTo(kind, split, model.plip),
        warnings: [...captionedDifferences(kind, { [split]: [records.length, captions] }), ...lost],
    };
}
async function readPart(context, { kind, path, split }) {
    const records = [];
    const found = new Set();
    for await (const record of openCaptioned(kind, path).records()) {
        context.signal.throwIfAborted();
        found.add(record.split);
        if (record.split === split)
            records.push(record);
    }
    if (records.length > 0)
        return records;
    throw new UserError('nothing_to_do', {
        what: `${CAPTIONED[kind].title} has no images of ${split} here.`,
        got: `parts ${[...found].join(', ')}`,
        fix: 'name another part with --split',
    });
}
const numbered = (names) => new Map([...new Set(names)].map((name, i) => [name, i]));
/** Rows of length 1 of the images that can be read, and their records. */
async function embedGallery(context, model, records) {
    const progress = context.report.start('gallery', records.length, 'images');
    const shown = [];
    let gallery = { data: new Float32Array(0), columns: 0 };
    try {
        for (let i = 0; i < records.length; i += EMBEDDED_AT_ONCE) {
            context.signal.throwIfAborted();
            const part = records.slice(i, i + EMBEDDED_AT_ONCE);
            const ranges = part.map(({ path }) => fileRange(path));
            for (const [n, verdict] of (await embedImages(context, model, ranges)).entries()) {
                if (verdict.kind === 'drop')
                    continue;
                const columns = verdict.value.length;
                if (shown.length === 0)
                    gallery = { data: new Float32Array(records.length * columns), columns };
                gallery.data.set(normalise(verdict.value), shown.length * columns);
                shown.push(part[n]);
            }
            progress.advance(part.length);
        }
    }
    finally {
        progress.end();
    }
    return { gallery: { ...gallery, data: gallery.data.subarray(0, shown.length * gallery.columns) }, shown };
}
async function rank(context, model, { gallery, identities, queries }) {
    const progress = context.report.start('queries', queries.length, 'captions');
    const similarities = await openSimilarities(gallery, context.config.threads ?? undefined);
    const counter = countRetrieval(identities);
    let cut = 0;
    try {
        for (let i = 0; i < queries.length; i += EMBEDDED_AT_ONCE) {
            const part = queries.slice(i, i + EMBEDDED_AT_ONCE);
            const texts = part.map(({ text }) => text);
            cut += texts.filter((text) => tokenize(text, model.vocabulary).length > model.length - 2).length;
            const embeddings = await embedTexts(context, model, texts);
            if (embeddings[0].length !== gallery.columns)
                throw noPair(gallery.columns, embeddings[0].length);
            let n = 0;
            for await (const row of similarities.of(embeddings.map(normalise))) {
                context.signal.throwIfAborted();
                counter.add(row, part[n++].identity);
            }
            progress.advance(part.length);
        }
    }
    finally {
        progress.end();
        await similarities.release();
    }
    return { ...counter.result(), cut };
}
const NAMES = {
    rank1: 'R@1',
    rank5: 'R@5',
    rank10: 'R@10',
    mAP: 'mAP',
    mINP: 'mINP',
    plipMAP: 'mAP, PLIP',
};
/** The text of `synthpedes evaluate text-reid`. */
export function describeTextReid(evaluation) {
    const { kind, split, images, identities, queries, scores, chance, cut, exposure, warnings } = evaluation;
    const number = (n) => n.toLocaleString('en-US');
    const percent = (share) => (share === undefined ? '-' : (100 * share).toFixed(2));
    const line = (cells) => cells.map((text) => text.padStart(10)).join('');
    const keys = Object.keys(NAMES);
    const byChance = chance;
    return [
        ...warnings,
        `${CAPTIONED[kind].title} ${split}: ${number(queries)} captions look for ${number(identities)} people in ${number(images)} images`,
        line(['%', ...keys.map((key) => NAMES[key])]),
        line(['', ...keys.map((key) => percent(scores[key]))]),
        line(['by chance', ...keys.map((key) => percent(byChance[key]))]),
        ...(cut > 0 ? [`${number(cut)} captions are longer than the model reads`] : []),
        ...exposure.notes,
    ].join('\n');
}
//# sourceMappingURL=evaluateTextReid.js.map