// What every command works with: the parsed settings, the way to report, the workers, and the way to be stopped.
import { availableParallelism } from 'node:os';
import { openImagePool } from './imagePool.js';
import { countPending } from './pending.js';
import { runStage } from './runStage.js';
/** Makes a context whose workers start when they are first needed. */
export function openContext(settings) {
    let pool;
    return {
        ...settings,
        pool: () => (pool ??= openImagePool({ threads: settings.config.threads ?? availableParallelism() })),
        close: async () => pool?.close(),
    };
}
/** Runs one stage with progress, or counts what it would do. */
export async function performStage(context, database, stage, unit) {
    const pending = countPending(database, stage, context.resume);
    if (context.dryRun)
        return { stage: stage.name, pending };
    const { left = 0, ...causes } = pending;
    const total = Object.values(causes).reduce((sum, n) => sum + n, 0);
    if (total > 0)
        context.report.note(`${stage.name}: ${describePending(causes)}`);
    const progress = context.report.start(stage.name, total, unit);
    try {
        const done = await runStage(database, stage, { resume: context.resume, progress, signal: context.signal });
        return { stage: stage.name, ...done, left };
    }
    finally {
        progress.end();
    }
}
/** "1,200 new, 3 input changed". */
export function describePending(pending) {
    const parts = Object.entries(pending).map(([cause, n]) => `${n.toLocaleString('en-US')} ${cause}`);
    return parts.length > 0 ? parts.join(', ') : 'nothing to do';
}
//# sourceMappingURL=context.js.map