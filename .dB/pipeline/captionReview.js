export const REVIEW = {
    repeatsInImage: 'repeats_in_image',
    repeatsAcrossIdentities: 'repeats_across_identities',
    stockOpening: 'stock_opening',
};
/** Words of an opening, and the fewest captions of a style whose openings are worth counting. */
const OPENING = 4;
const FEWEST = 100;
/** Undefined where nothing has ever been generated. */
export function reviewStage(context, { database }) {
    if (database.prepare('SELECT 1 FROM generated_captions LIMIT 1').get() === undefined)
        return undefined;
    const { gates } = context.config.caption;
    rank(database, gates);
    const { repeatInImage, maxIdentities, openingShare } = gates;
    return {
        name: 'review',
        fingerprint: JSON.stringify({ version: 1, repeatInImage, maxIdentities, openingShare }),
        source: `SELECT g.item AS id, g.text, r.twin, r.beyond, r.stock
      FROM generated_captions g JOIN temp.caption_ranks r USING (item)`,
        outputs: [{ table: 'reviewed_captions', column: 'item' }],
        batchSize: 2000,
        judge: (items) => Promise.resolve(items.map((item) => reviewed(item, gates))),
        writer(db) {
            const insert = db.prepare('INSERT INTO reviewed_captions (item) VALUES (?)');
            return ({ id }) => void insert.run(id);
        },
    };
}
/** Pure decision on one caption. */
export function reviewed({ twin, beyond, stock }, { repeatInImage, maxIdentities, openingShare }) {
    const drop = (reason, score, threshold) => ({
        ...{ kind: 'drop', reason, score },
        threshold: threshold ?? undefined,
    });
    if (repeatInImage && twin === 1)
        return drop(REVIEW.repeatsInImage);
    if (beyond > 0)
        return drop(REVIEW.repeatsAcrossIdentities, beyond, maxIdentities);
    if (stock === 1)
        return drop(REVIEW.stockOpening, undefined, openingShare);
    return { kind: 'keep', value: true };
}
/** The first words, in lower case. */
export const openingOf = (text) => text.toLowerCase().split(/\s+/).slice(0, OPENING).join(' ');
/** Where each caption stands among those that say, or begin, the same: one number a reason, in one pass each. */
function rank(database, { maxIdentities, openingShare }) {
    database.function('opening_of', { deterministic: true }, (text) => openingOf(String(text)));
    database.exec(`DROP TABLE IF EXISTS temp.caption_ranks;
    CREATE TEMP TABLE caption_ranks (item INTEGER PRIMARY KEY, twin INTEGER, beyond INTEGER, stock INTEGER);
    INSERT INTO caption_ranks
      SELECT item, nth_in_image > 1,
          CASE WHEN nth_identity > ${maxIdentities ?? Number.MAX_SAFE_INTEGER} THEN nth_identity ELSE 0 END,
          of_style >= ${FEWEST} AND nth_opening > ${openingShare ?? 1} * of_style
        FROM (SELECT g.item,
            row_number() OVER (PARTITION BY g.image_id, g.text ORDER BY g.style) AS nth_in_image,
            dense_rank() OVER (PARTITION BY g.text ORDER BY d.identity_id) AS nth_identity,
            row_number() OVER (PARTITION BY g.style, opening_of(g.text) ORDER BY g.item) AS nth_opening,
            count(*) OVER (PARTITION BY g.style) AS of_style
          FROM generated_captions g JOIN distributed d USING (image_id))`);
}
//# sourceMappingURL=captionReview.js.map