import { inputHash } from '../data/inputHash.js';
/** Why an item is judged (again). */
export const CAUSES = ['new', 'settings changed', 'input changed', 'asked for'];
const PAGE = 4096;
/** The row ids under which a stage and its present fingerprint are known; created on first use. */
export function stageIds(database, stage) {
    database.prepare('INSERT OR IGNORE INTO stages (name) VALUES (?)').run(stage.name);
    const id = database.prepare('SELECT id FROM stages WHERE name = ?').pluck().get(stage.name);
    database.prepare('INSERT OR IGNORE INTO fingerprints (stage_id, text) VALUES (?, ?)').run(id, stage.fingerprint);
    const fingerprint = database
        .prepare('SELECT id FROM fingerprints WHERE stage_id = ? AND text = ?')
        .pluck()
        .get(id, stage.fingerprint);
    return { stage: id, fingerprint };
}
/**
 * Streams the pending items in id order, a page of the source at a time. The manifest may be written between two
 * items, as no statement stays open across a yield.
 */
export function* pendingItems(database, stage, resume) {
    const known = (sql, ...values) => database
        .prepare(sql)
        .pluck()
        .get(...values) ?? -1;
    const stageId = known('SELECT id FROM stages WHERE name = ?', stage.name);
    const fingerprintId = known('SELECT id FROM fingerprints WHERE stage_id = ? AND text = ?', stageId, stage.fingerprint);
    const page = database.prepare(`SELECT s.*, v.fingerprint_id AS _fingerprint, v.input AS _input
       FROM (${stage.source}) s LEFT JOIN verdicts v ON v.stage_id = ? AND v.item = s.id
      WHERE s.id > ? ORDER BY s.id LIMIT ${PAGE}`);
    for (let last = -1;;) {
        const rows = page.all(stageId, last);
        for (const { _fingerprint, _input, ...rest } of rows) {
            const item = rest;
            const input = inputHash(item, stage.dependsOn?.(item));
            const cause = causeOf({ judged: _input !== null, sameSettings: _fingerprint === fingerprintId, sameInput: _input === input }, resume);
            if (cause)
                yield { item, input, cause };
        }
        if (rows.length < PAGE)
            return;
        last = rows[rows.length - 1].id;
    }
}
/** Pure decision: is an item pending, and why. */
export function causeOf(known, resume) {
    if (!known.judged)
        return 'new';
    if (resume === 'always')
        return 'asked for';
    if (resume === 'never')
        return undefined;
    if (!known.sameSettings)
        return 'settings changed';
    return known.sameInput ? undefined : 'input changed';
}
/** How many items wait, by cause, and how many have left the source: what `--dry-run` and `status` print. */
export function countPending(database, stage, resume) {
    const counts = {};
    for (const { cause } of pendingItems(database, stage, resume))
        counts[cause] = (counts[cause] ?? 0) + 1;
    const left = database
        .prepare(`SELECT count(*) FROM (${leavers(stage)})`)
        .pluck()
        .get(stage.name);
    if (left > 0)
        counts.left = left;
    return counts;
}
/** SELECT of the judged items that the source no longer yields. Takes the stage's name. */
export function leavers(stage) {
    return `SELECT item FROM verdicts WHERE stage_id = (SELECT id FROM stages WHERE name = ?)
      AND item NOT IN (SELECT id FROM (${stage.source}))`;
}
/** Has a stage ever judged anything that still stands? */
export function stageHasRun(database, stage) {
    const sql = 'SELECT 1 FROM verdicts WHERE stage_id = (SELECT id FROM stages WHERE name = ?) LIMIT 1';
    return database.prepare(sql).get(stage) !== undefined;
}
//# sourceMappingURL=pending.js.map