import { stageHasRun } from '../pending.js';
export const EXPORT_LEVELS = ['ingest', 'denoise', 'annotate', 'distribute'];
/** The last stage whose outcome decides what is in the data set. */
export function exportLevel(database) {
    return EXPORT_LEVELS.toReversed().find((stage) => stageHasRun(database, stage));
}
/** SELECT image_id, identity_id of the images that are in the data set at a level. */
export function selectImages(level) {
    switch (level) {
        case 'ingest':
            return `SELECT c.image_id, t.identity_id FROM contents c JOIN images i ON i.id = c.image_id
                JOIN tracklets t ON t.id = i.tracklet_id`;
        case 'denoise':
            return 'SELECT image_id, identity_id FROM denoised WHERE identity_id IS NOT NULL';
        case 'annotate':
            return `SELECT d.image_id, d.identity_id FROM denoised d JOIN attributes a USING (image_id)
               WHERE d.identity_id IS NOT NULL`;
        case 'distribute':
            return 'SELECT image_id, identity_id FROM distributed WHERE reason IS NULL';
    }
}
/** Identities of the released folders PartP (FORMATS of the released set: about 30 thousand each). */
const IDENTITIES_A_PART = 30_000;
/** `PartP/<id>/<n>.jpg`: P = ceil(id / 30000), n from 0. */
export function exportedPath(identity, n) {
    return `Part${Math.ceil(identity / IDENTITIES_A_PART)}/${identity}/${n}.jpg`;
}
/** Sources in the order of the export; within a kind, in the order in which they were added. */
const SOURCE_RANK = "CASE s.kind WHEN 'luperson-nl' THEN 0 WHEN 'lpw' THEN 1 ELSE 2 END";
/** Streams the export in its order, one identity in memory at a time. */
export function* selection(database, level) {
    const selected = selectImages(level);
    database.exec('CREATE TEMP TABLE IF NOT EXISTS numbered (number INTEGER PRIMARY KEY, identity_id INTEGER NOT NULL)');
    database.exec('DELETE FROM numbered');
    database.exec(`INSERT INTO numbered (identity_id)
       SELECT x.identity_id FROM (${selected}) x JOIN images i ON i.id = x.image_id JOIN sources s ON s.id = i.source_id
        GROUP BY x.identity_id ORDER BY min(${SOURCE_RANK}), min(s.id), min(i.key)`);
    const identities = database.prepare('SELECT number, identity_id FROM numbered WHERE number > ? ORDER BY number LIMIT 1000');
    const images = database.prepare(`SELECT i.id, i.key FROM (${selected}) x JOIN images i ON i.id = x.image_id WHERE x.identity_id = ? ORDER BY i.key`);
    for (let page = identities.all(0); page.length > 0; page = identities.all(page[page.length - 1].number)) {
        for (const { number, identity_id: identity } of page) {
            const rows = images.all(identity);
            for (const [n, { id, key }] of rows.entries())
                yield { image: id, key, identity, number, n };
        }
    }
}
/** Images and identities of a level. */
export function countSelection(database, level) {
    return database
        .prepare(`SELECT count(*) AS images, count(DISTINCT identity_id) AS identities FROM (${selectImages(level)})`)
        .get();
}
//# sourceMappingURL=selection.js.map