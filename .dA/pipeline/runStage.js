import { batches } from './batches.js';
import { leavers, pendingItems, stageIds } from './pending.js';
/** Batches that are judged at once: one on the way to the workers, one in them, one being committed. */
const IN_FLIGHT = 3;
/**
 * Judges every pending item of a stage and commits verdicts and outputs, one transaction a batch, in id order:
 * a kill at any moment loses at most the batches under way, and a re-run gives what an undisturbed run gives.
 * @throws Error naming the stage and its items when `judge` throws; the signal's reason when it was aborted.
 */
export async function runStage(database, stage, options) {
    const left = expelLeavers(database, stage);
    const commit = committer(database, stage);
    const report = { judged: 0, kept: 0, dropped: 0, left };
    const underWay = [];
    const commitOldest = async () => {
        (await underWay.shift())();
    };
    try {
        for (const batch of batches(pendingItems(database, stage, options.resume), stage.batchSize)) {
            if (options.signal.aborted)
                break;
            const judging = judge(stage, batch).then((verdicts) => () => {
                commit(batch, verdicts);
                tally(report, verdicts);
                options.progress.advance(batch.length);
            });
            judging.catch(() => undefined); // awaited below, in order; until then a rejection is not unhandled
            underWay.push(judging);
            if (underWay.length >= IN_FLIGHT)
                await commitOldest();
        }
        while (underWay.length > 0)
            await commitOldest();
    }
    finally {
        await Promise.allSettled(underWay);
    }
    options.signal.throwIfAborted();
    return report;
}
async function judge(stage, batch) {
    const items = batch.map((pending) => pending.item);
    const verdicts = await stage.judge(items).catch((cause) => {
        throw withItems(stage.name, items, cause);
    });
    if (verdicts.length !== items.length) {
        throw withItems(stage.name, items, new Error(`${verdicts.length} verdicts for ${items.length} items`));
    }
    return verdicts;
}
/** User errors pass as they are (a bad model is the user's to mend); anything else gets the items that it struck. */
function withItems(stage, items, cause) {
    if (cause instanceof Error && cause.name === 'UserError')
        return cause;
    return new Error(`${stage} failed on items ${items[0].id} to ${items[items.length - 1].id}`, { cause });
}
function committer(database, stage) {
    const ids = stageIds(database, stage);
    const clear = clearer(database, stage);
    const write = stage.writer(database);
    const insert = database.prepare(`INSERT INTO verdicts (stage_id, item, fingerprint_id, input, reason, score, threshold) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET fingerprint_id = excluded.fingerprint_id, input = excluded.input,
       reason = excluded.reason, score = excluded.score, threshold = excluded.threshold`);
    const commit = database.transaction((batch, verdicts) => {
        batch.forEach(({ item, input, cause }, i) => {
            const verdict = verdicts[i];
            if (cause !== 'new')
                clear(item.id);
            const drop = verdict.kind === 'drop' ? verdict : undefined;
            insert.run(ids.stage, item.id, ids.fingerprint, input, drop?.reason ?? null, drop?.score ?? null, drop?.threshold ?? null);
            if (verdict.kind === 'keep')
                write(item, verdict.value);
        });
    });
    return (batch, verdicts) => commit.immediate(batch, verdicts);
}
/** Removes an item's outputs; runs inside the caller's transaction. */
function clearer(database, stage) {
    const deletes = stage.outputs.map(({ table, column }) => database.prepare(`DELETE FROM ${table} WHERE ${column} = ?`));
    return (id) => {
        for (const statement of deletes)
            statement.run(id);
    };
}
/** A row that has left the source loses its verdict and outputs in the same transaction. */
function expelLeavers(database, stage) {
    database.exec('CREATE TEMP TABLE IF NOT EXISTS leaving (item INTEGER PRIMARY KEY)');
    database.exec('DELETE FROM leaving');
    const left = database.prepare(`INSERT INTO leaving ${leavers(stage)}`).run(stage.name).changes;
    const page = database.prepare('SELECT item FROM leaving WHERE item > ? ORDER BY item LIMIT 10000').pluck();
    const clear = clearer(database, stage);
    const forget = database.prepare('DELETE FROM verdicts WHERE stage_id = (SELECT id FROM stages WHERE name = ?) AND item = ?');
    const expel = database.transaction((items) => {
        for (const id of items) {
            clear(id);
            forget.run(stage.name, id);
        }
    });
    for (let items = page.all(-1); items.length > 0; items = page.all(items.at(-1))) {
        expel.immediate(items);
    }
    return left;
}
function tally(report, verdicts) {
    const kept = verdicts.filter((verdict) => verdict.kind === 'keep').length;
    report.judged += verdicts.length;
    report.kept += kept;
    report.dropped += verdicts.length - kept;
}
//# sourceMappingURL=runStage.js.map