// Ingest as a whole: register what is there, then decode what is new, and say how it compares with what was published.
import { MISSING } from '../data/image.js';
import { differences } from '../data/sources/catalogue.js';
import { collect, foresee, verifyStage } from './collect.js';
import { performStage } from './context.js';
/** Ingests one source, which `openSource` found. `workspace` undefined: a dry run where there is no manifest yet. */
export async function ingest(context, workspace, reader) {
    const { report, signal, dryRun } = context;
    const { kind } = reader;
    report.note(`ingest ${kind}: ${reader.layout} in ${reader.root}`);
    const progress = report.start(`ingest ${kind}`, reader.expectedCount ?? 0, 'images');
    const options = { progress, signal };
    let registered;
    try {
        registered =
            dryRun || !workspace
                ? await foresee(workspace?.database, reader, options)
                : await collect(workspace.database, reader, options);
    }
    finally {
        progress.end();
    }
    const warnings = [...reader.notes];
    if (workspace && !dryRun)
        warnings.push(...differences(kind, countSource(workspace, kind)));
    for (const warning of warnings)
        report.warn(warning);
    if (workspace && !dryRun)
        forgetMissing(workspace);
    const verified = workspace && (await performStage(context, workspace.database, verifyStage(context, workspace), 'images'));
    const dropped = workspace ? countDropped(workspace, reader) : {};
    return { source: kind, layout: reader.layout, registered, verified, dropped, warnings };
}
/** What could not be opened may be there again: a disk that was away, a permission. All else about an image stays true. */
function forgetMissing({ database }) {
    database
        .prepare("DELETE FROM verdicts WHERE stage_id = (SELECT id FROM stages WHERE name = 'ingest') AND reason = ?")
        .run(MISSING);
}
function countDropped({ database }, { kind, root }) {
    const rows = database
        .prepare(`SELECT f.reason, count(*) AS n FROM fates f JOIN images i ON i.id = f.image_id JOIN sources s ON s.id = i.source_id
        WHERE f.stage = 'ingest' AND f.reason IS NOT NULL AND s.kind = ? AND s.root = ? GROUP BY f.reason ORDER BY f.reason`)
        .all(kind, root);
    return Object.fromEntries(rows.map(({ reason, n }) => [reason, n]));
}
/** Users hold subsets, so counts that differ from the published ones are worth a warning, not an error. */
function countSource({ database }, kind) {
    return database
        .prepare(`SELECT count(*) AS images, count(DISTINCT t.identity_id) AS identities, count(DISTINCT t.id) AS tracklets
         FROM images i JOIN tracklets t ON t.id = i.tracklet_id
        WHERE i.source_id IN (SELECT id FROM sources WHERE kind = ?)`)
        .get(kind);
}
/** The text of `synthpedes ingest`. */
export function describeIngest({ source, registered, verified, dropped }) {
    const number = (n) => n.toLocaleString('en-US');
    const { added, changed, unchanged } = registered;
    const lines = [`${source}: ${number(added)} added, ${number(changed)} changed, ${number(unchanged)} unchanged`];
    if (verified?.judged !== undefined)
        lines.push(`decoded ${number(verified.judged)}: ${number(verified.kept ?? 0)} good, ${number(verified.dropped ?? 0)} dropped`);
    for (const [reason, n] of Object.entries(dropped))
        lines.push(`  dropped in all: ${number(n)} ${reason}`);
    return lines.join('\n');
}
//# sourceMappingURL=ingest.js.map