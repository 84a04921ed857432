import { withModels } from './inputs.js';
import { countPending, stageHasRun } from './pending.js';
import { plannedStages } from './stages.js';
/** Counts everything; reads only. */
export async function readStatus(context, workspace) {
    const { database } = workspace;
    const sources = database
        .prepare(`SELECT s.kind, s.root, s.layout, count(i.id) AS images, count(DISTINCT t.identity_id) AS identities
         FROM sources s LEFT JOIN images i ON i.source_id = s.id LEFT JOIN tracklets t ON t.id = i.tracklet_id
        GROUP BY s.id ORDER BY s.id`)
        .all();
    const stages = [];
    const full = withModels(context);
    for (const { name, make } of plannedStages) {
        const stage = await make(full, workspace);
        stages.push(stageStatus(database, name, stage && countPending(database, stage, context.resume)));
    }
    const lastRun = database.prepare('SELECT command, started, outcome FROM runs ORDER BY id DESC LIMIT 1').get();
    return { sources, stages, lastRun: lastRun };
}
function stageStatus(database, stage, pending) {
    const hasRun = stageHasRun(database, stage);
    const waiting = pending === undefined ? undefined : Object.keys(pending).length > 0;
    const state = !hasRun ? 'never run' : waiting === undefined ? 'run' : waiting ? 'pending' : 'up to date';
    return { stage, state, ...outcomes(database, stage), pending };
}
/** Images kept, and dropped by reason; of prompt captions, those that were made. */
export function outcomes(database, stage) {
    if (stage === 'caption') {
        return { kept: database.prepare('SELECT count(*) FROM prompt_captions').pluck().get(), dropped: {} };
    }
    const rows = database
        .prepare('SELECT reason, count(*) AS n FROM fates WHERE stage = ? GROUP BY reason ORDER BY reason')
        .all(stage);
    const dropped = Object.fromEntries(rows.filter((r) => r.reason !== null).map((r) => [r.reason, r.n]));
    return { kept: rows.find((r) => r.reason === null)?.n ?? 0, dropped };
}
/** The text of `synthpedes status`. */
export function describeStatus(status) {
    const number = (n) => n.toLocaleString('en-US');
    const lines = ['sources'];
    for (const s of status.sources) {
        lines.push(`  ${s.kind}  ${number(s.images)} images, ${number(s.identities)} identities (${s.layout}, ${s.root})`);
    }
    lines.push('stages');
    for (const { stage, state, kept, dropped, pending } of status.stages) {
        const drops = Object.entries(dropped).map(([reason, n]) => `${number(n)} ${reason}`);
        const parts = [state === 'never run' ? '' : `kept ${number(kept)}`];
        if (drops.length > 0)
            parts.push(`dropped ${drops.join(', ')}`);
        const waits = Object.entries(pending ?? {}).map(([cause, n]) => `${number(n)} ${cause}`);
        if (waits.length > 0)
            parts.push(`waiting: ${waits.join(', ')}`);
        lines.push(`  ${stage.padEnd(10)}  ${state.padEnd(10)}  ${parts.filter(Boolean).join('; ')}`.trimEnd());
    }
    if (status.stages.some(({ state }) => state === 'run')) {
        lines.push('  (run: whether it is up to date shows with the settings that name its models, --config or --set)');
    }
    if (status.lastRun) {
        const { command, started, outcome } = status.lastRun;
        lines.push(`last run: ${command}, ${started}, ${outcome ?? 'killed, or still at work'}`);
    }
    return lines.join('\n');
}
//# sourceMappingURL=status.js.map