// The attribute classifier on PETA, identities held out: balanced accuracy of every head beside what a constant answer gets.
import { join } from 'node:path';
import { configSchema } from '../../schemas/config.js';
import { openContext } from '../../pipeline/context.js';
import { openReporter } from '../../pipeline/progress.js';
import { makeClassifier } from '../../pipeline/trainClassifier.js';
import { temporaryFolder } from '../temporary.js';
/** A context for benches: default settings, progress on stderr. */
export function benchContext(workspace, settings = {}) {
    return openContext({
        config: configSchema.parse(settings),
        workspace,
        report: openReporter(false),
        signal: new AbortController().signal,
        resume: 'changed',
        dryRun: false,
    });
}
/** Trains on PETA into `out`. */
export async function trainOnPeta(data, out) {
    const context = benchContext(out);
    try {
        return await makeClassifier(context, { kind: 'peta', path: join(data, 'PETA'), preset: 'small', out });
    }
    finally {
        await context.close();
    }
}
export async function* cases() {
    const data = process.env.SYNTHPEDES_DATA;
    if (data === undefined) {
        process.stderr.write('SYNTHPEDES_DATA is not set: no PETA to train on\n');
        return;
    }
    const out = temporaryFolder();
    const { heads, slots } = await trainOnPeta(data, out);
    const common = { suite: 'classifier', ratio: null, unit: 'fraction' };
    for (const { head, balancedAccuracy, majority, accuracy } of heads) {
        yield {
            ...common,
            case: `${head}: balanced accuracy, peer the majority's share`,
            ours: balancedAccuracy ?? 0,
            peer: majority,
        };
        yield { ...common, case: `${head}: accuracy, peer the majority's share`, ours: accuracy ?? 0, peer: majority };
    }
    for (const { slot, precision, coverage } of slots) {
        yield {
            ...common,
            case: `${slot}: precision of the phrase, peer its coverage`,
            ours: precision ?? 0,
            peer: coverage,
        };
    }
}
//# sourceMappingURL=classifier.js.map