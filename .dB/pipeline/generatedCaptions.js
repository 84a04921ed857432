import { locator } from '../data/locations.js';
import { SLOTS } from '../schemas/attributes.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { STYLES_AT_MOST } from '../schemas/choices.js';
import { SPAC } from '../schemas/spac.js';
import { UserError } from '../schemas/userError.js';
import { ownWeights, setOf, spacModel } from './attributes.js';
import { decodingsOf } from './decodings.js';
/** Items are (image, style) pairs: image_id * 64 + style, styles from 1. */
const ROOM = STYLES_AT_MOST + 1;
/**
 * Undefined where no SPAC is named. An item depends on its own style's settings, so changing those of one redoes no other.
 * @throws UserError bad_model where caption.captioner is no SPAC; bad_config where it has no room for the words asked for
 */
export async function generateStage(context, { database }) {
    const { caption } = context.config;
    const folder = caption.captioner ?? context.config.captioner.folder;
    const found = folder === null ? undefined : await readCaptioner(folder);
    if (folder === null || found?.kind !== SPAC) {
        if (caption.captioner === null)
            return undefined;
        throw new UserError('bad_model', {
            what: `The captioner ${caption.captioner} writes no captions.`,
            got: `kind ${found?.kind}`,
            fix: 'name one that `synthpedes train captioner` has made',
        });
    }
    const { spac } = found;
    const decodings = decodingsOf(caption, spac);
    wishFor(database, decodings.length);
    const locate = locator(database);
    const seedOf = ({ image, style }) => `${caption.seed}/${image}/${style}`;
    return {
        name: 'generate',
        fingerprint: JSON.stringify({
            version: 1,
            spac: [spac.weights.sha256, spac.encoder.sha256],
            // What the data-set card says of where the captions are from; the hashes cover both.
            training: spac.training.map(setOf),
            licence: spac.licence,
            ...ownWeights(context),
            seed: caption.seed,
            gates: ownGates(caption.gates),
        }),
        source: `SELECT w.item AS id, w.image_id, w.style, s.kind || '/' || i.key AS image, hex(c.sha256) AS sha256, d.gender,
        ${SLOTS.slice(1)
            .map((slot) => `a.${slot}`)
            .join(', ')}
      FROM temp.wished_captions w JOIN distributed d USING (image_id) JOIN attributes a USING (image_id)
        JOIN contents c USING (image_id) JOIN images i ON i.id = w.image_id JOIN sources s ON s.id = i.source_id`,
        outputs: [
            { table: 'reviewed_captions', column: 'item' },
            { table: 'generated_captions', column: 'item' },
        ],
        batchSize: 192,
        dependsOn: ({ style }) => JSON.stringify(decodings[style - 1]),
        async judge(items) {
            const byImage = new Map();
            for (const item of items)
                byImage.set(item.image_id, [...(byImage.get(item.image_id) ?? []), item]);
            const ranges = locate([...byImage.keys()]);
            const wishes = [...byImage.values()].map((own, i) => ({
                range: ranges[i],
                wishes: own.map((item) => ({
                    style: item.style - 1,
                    seed: seedOf(item),
                    attributes: Object.fromEntries(SLOTS.map((slot) => [slot, item[slot]])),
                    decoding: decodings[item.style - 1],
                })),
            }));
            // Items come in the order of their ids, so an image's styles stand together.
            return context.pool().captions(wishes, spacModel(context, found, folder), caption.gates);
        },
        writer(db) {
            const insert = db.prepare('INSERT INTO generated_captions (item, image_id, style, text, discarded) VALUES (?, ?, ?, ?, ?)');
            return ({ id, image_id, style }, { text, discarded }) => void insert.run(id, image_id, style, text, discarded);
        },
    };
}
/** What the review looks at is no concern of the writing. */
function ownGates({ attempts, minWords, plainText, gender, contradiction, maxContradictions, }) {
    return { attempts, minWords, plainText, gender, contradiction, maxContradictions };
}
/** The (image, style) pairs that there shall be, with a key of one number: pages of it are found without a scan. */
function wishFor(database, styles) {
    database.exec(`DROP TABLE IF EXISTS temp.wished_captions;
    CREATE TEMP TABLE wished_captions (item INTEGER PRIMARY KEY, image_id INTEGER NOT NULL, style INTEGER NOT NULL);
    WITH RECURSIVE style (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM style WHERE n < ${styles})
    INSERT INTO wished_captions SELECT image_id * ${ROOM} + n, image_id, n FROM distributed CROSS JOIN style WHERE reason IS NULL`);
}
//# sourceMappingURL=generatedCaptions.js.map