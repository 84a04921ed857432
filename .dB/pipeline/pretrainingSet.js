import { captionReader } from '../data/imageCaptions.js';
import { allowedCaptions } from '../model/plip/captionChoice.js';
import { openFingerprint } from './dataFingerprint.js';
import { stageHasRun } from './pending.js';
import { selectImages } from './export/selection.js';
import { chooseIdentities, keptIdentities, nameOf, ranked, sourceNames, } from './identitySubset.js';
import { requireCaptioned, requireFiles, requireTrainable } from './pretrainingChecks.js';
/** So many identities make up val at least, where a tenth of all are so many. */
const VAL_AT_LEAST = 8;
/** Rows between two looks at whether to stop. */
const ROWS = 2000;
/**
 * Streams the rows: what is kept in memory is two numbers an image.
 *
 * @throws UserError missing_input: nothing is captioned, or too little to learn from; missing_path: the files are gone;
 *   bad_usage: a batch larger than the set; those of `chooseIdentities`
 */
export async function readPretrainingSet(context, database, request) {
    requireCaptioned(database, request.captions, stageHasRun(database, 'distribute'));
    const kept = keptIdentities(database);
    const chosen = request.subset === undefined ? kept : chooseIdentities(kept, request.subset);
    const held = new Set(heldOut(chosen, request).map(({ id }) => id));
    const isSource = request.labels === 'source';
    const parts = { train: openPart(), val: openPart() };
    const chosenIds = new Set(chosen.map(({ id }) => id));
    const names = new Map((isSource ? sourceNames(database) : chosen).map((each) => [each.id, nameOf(each)]));
    const fingerprint = openFingerprint();
    const captions = captionReader(database);
    let withoutCaption = 0;
    for await (const { image, identity, label, sha256, key } of rowsOf(context, database, isSource ? held : undefined)) {
        if (!chosenIds.has(identity))
            continue;
        const texts = allowedCaptions(captions(image), request.captions).map(({ text }) => text);
        if (texts.length === 0) {
            withoutCaption++;
            continue;
        }
        const part = held.has(identity) ? 'val' : 'train';
        parts[part].add(image, label, texts.length);
        fingerprint.add(sha256 ?? key, part, names.get(label), texts);
    }
    const [train, val] = [parts.train.set(), parts.val.set()];
    const counts = { train: parts.train.counts(), val: parts.val.counts() };
    requireTrainable(counts.train, { ...request, withoutCaption });
    requireFiles(database, train.images);
    return { train, val, counts, withoutCaption, fingerprint: fingerprint.digest() };
}
/** Whole identities, by a hash of (seed, name), so that a data set that grows keeps those that it had. */
function heldOut(identities, { valShare, seed }) {
    if (valShare === 0)
        return [];
    const least = Math.min(VAL_AT_LEAST, Math.ceil(identities.length / 10));
    const count = Math.max(least, Math.round(valShare * identities.length));
    return ranked(identities, 'val', seed).slice(0, count);
}
/**
 * The images of the data set, in each part those with one label one after the other.
 * @param held undefined: all bear their identity; else only those of these identities do, all others that of the source
 */
async function* rowsOf({ report, signal }, database, held) {
    const selected = selectImages('distribute');
    const total = database.prepare(`SELECT count(*) FROM (${selected})`).pluck().get();
    const progress = report.start('read', total, 'images');
    try {
        const label = held === undefined
            ? 'x.identity_id'
            : `CASE WHEN x.identity_id IN (SELECT value FROM json_each(?)) THEN x.identity_id ELSE t.identity_id END`;
        const rows = database.prepare(`SELECT x.image_id AS image, x.identity_id AS identity, ${label} AS label, c.sha256, s.kind || '/' || i.key AS key
         FROM (${selected}) x JOIN images i ON i.id = x.image_id JOIN sources s ON s.id = i.source_id
         JOIN tracklets t ON t.id = i.tracklet_id LEFT JOIN contents c ON c.image_id = x.image_id
        ORDER BY label, x.image_id`);
        let n = 0;
        for (const row of rows.iterate(...(held === undefined ? [] : [JSON.stringify([...held])]))) {
            yield row;
            if (++n % ROWS > 0)
                continue;
            progress.advance(ROWS);
            await new Promise(setImmediate);
            signal.throwIfAborted();
        }
    }
    finally {
        progress.end();
    }
}
/** Numbers identities 0.. as they come, one after the other. */
function openPart() {
    let images = new Int32Array(1024);
    let identities = new Int32Array(1024);
    let [count, last, number, captions] = [0, -1, -1, 0];
    const grown = (values) => {
        const larger = new Int32Array(2 * values.length);
        larger.set(values);
        return larger;
    };
    return {
        add(image, identity, texts) {
            if (count === images.length)
                [images, identities] = [grown(images), grown(identities)];
            if (identity !== last)
                number++;
            last = identity;
            images[count] = image;
            identities[count++] = number;
            captions += texts;
        },
        set: () => ({ images: images.slice(0, count), identities: identities.slice(0, count) }),
        counts: () => ({ identities: number + 1, images: count, captions }),
    };
}
//# sourceMappingURL=pretrainingSet.js.map