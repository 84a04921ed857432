/** What a step of PLIP's training spends its time on, and how its expressions do beside their rivals. */
import { profile } from '../engine/profile.js';
import { trace } from '../engine/trace.js';
import { timesOf } from '../engine/tune.js';
import { gradientLayouts, stepFunction, stepInputs, weightFeeds } from '../train/step.js';
import { trialStep } from './trial.js';
/** One chunk, with the contrast inside. */
export async function explainPlip(tried, { threads, onTimed }) {
    const { training, size, feeds: given } = trialStep(tried, 'inside');
    const outputLayouts = gradientLayouts(training);
    const traced = trace(stepFunction(training), stepInputs(training), {
        outputLayouts,
        openRowSums: true,
        isNamed: true,
    });
    const feeds = { ...given, ...weightFeeds(training.parameters) };
    const { parts, seconds } = await profile(traced, feeds, { threads });
    const times = await timesOf(traced.problems, { threads, onTimed });
    const expressions = Object.fromEntries(Object.entries(times).map(([key, own]) => [key, { count: traced.problems.get(key).count, times: own }]));
    return { images: size.images, length: size.length, seconds, parts, expressions };
}
//# sourceMappingURL=explain.js.map