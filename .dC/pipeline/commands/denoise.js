// How `denoise` runs, and `denoise --sweep`.
import { describeDenoise, denoise, describeSweep, sweepThresholds } from '../denoiseRun.js';
import { inWorkspace, lookInWorkspace } from './inWorkspace.js';
import { requireUpstream } from './oneStage.js';
/** What other thresholds would do. */
export async function runSweep(context) {
    const sweep = await lookInWorkspace(context, (workspace) => sweepThresholds(context, workspace));
    return { data: sweep, text: describeSweep(sweep) };
}
/** Cleans the identity labels. */
export function runDenoise(context) {
    const run = async (workspace) => {
        requireUpstream(workspace, 'denoise');
        warnOfOdd(context);
        const summary = await denoise(context, workspace);
        const { encoder, sources } = context.config.denoise;
        if (encoder !== null && !summary.thresholds && !context.dryRun)
            context.report.warn(`the encoder is not used: denoise.sources is ${sources.join(', ')}, and no images of that are here; all others pass untouched`);
        return { data: summary, text: describeDenoise(summary) };
    };
    return context.dryRun ? lookInWorkspace(context, run) : inWorkspace(context, 'denoise', run);
}
/** Thresholds that no calibration would give are the user's choice, but more likely a slip. */
function warnOfOdd({ config, report }) {
    const { thresholds } = config.denoise;
    if (typeof thresholds === 'string' || thresholds.reassign >= thresholds.filter)
        return;
    report.warn(`reassign (${thresholds.reassign}) is below filter (${thresholds.filter}): images too unlike their own identity join others that they are less like`);
}
//# sourceMappingURL=denoise.js.map