/** What the Seed Filter Strategy would do at other thresholds, without doing it. */
import { seedFilter } from '../seedFilter.js';
/** Away from the chosen threshold. */
const STEPS = [-0.15, -0.1, -0.05, 0.05, 0.1, 0.15];
/** The chosen options first, then one threshold at a time moved by up to 0.15 either way. */
export function sweepGrid(chosen) {
    const moved = ['filter', 'reassign', 'merge'].flatMap((name) => STEPS.map((step) => ({ ...chosen, [name]: Math.round((chosen[name] + step) * 1000) / 1000 })));
    return [chosen, ...moved.filter(({ filter, reassign, merge }) => Math.max(filter, reassign, merge) < 1)];
}
/**
 * Runs the filter once for each of `settings` over identities in source order (the sample of a calibration, or all of a
 * small source), their features ready to compare. Linear in both.
 */
export function sweep(identities, settings) {
    return settings.map((options) => tally(identities, options));
}
function tally(identities, options) {
    const counts = { kept: 0, excluded: 0, reassigned: 0, returned: 0, mergers: 0, before: 0, after: 0 };
    for (const result of seedFilter(identities, options)) {
        if (result.kind === 'pair')
            counts.mergers += Number(result.merged);
        else if (result.kind === 'identity') {
            counts.before++;
            counts.after += Number(result.final === result.identity);
        }
        else
            counts[result.outcome === 'reassigned' && result.to === result.from ? 'returned' : result.outcome]++;
    }
    const { before, after, ...rest } = counts;
    const images = rest.kept + rest.excluded + rest.reassigned + rest.returned;
    return { options, images, ...rest, identitiesBefore: before, identitiesAfter: after };
}
//# sourceMappingURL=sweep.js.map