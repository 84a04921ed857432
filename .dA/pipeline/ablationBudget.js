// How long each row of a table of ablations trains: equal steps, equal epochs, or equal time, for which a step of each is timed once.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../model/weights/safetensors.js';
import { UserError } from '../schemas/userError.js';
import { pretrain } from './pretrain.js';
/** Seconds of a step by row and the settings they were measured with, kept so that a resumed table has the same steps. */
const budgetSchema = z.strictObject({
    rows: z.record(z.string(), z.strictObject({ settings: z.string(), secondsPerStep: z.number().gt(0) })),
});
const BUDGET_FILE = 'budget.json';
/** Steps that are looked at, compilation among them. */
const TIMED = 14;
/** @throws UserError bad_file */
function readBudget(path) {
    if (!existsSync(path))
        return { rows: {} };
    try {
        return budgetSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    }
    catch (cause) {
        const fix = 'delete the file: steps are timed anew';
        throw new UserError('bad_file', { what: `${path} does not say how long steps take.`, fix }, { cause });
    }
}
/**
 * Seconds of a training step of each row, without compilation and val. All that are missing are timed one after the other, before
 * anything is trained, so that they are timed alike.
 * @param dir of the table @param rows settings by name
 */
export async function timeSteps(context, workspace, dir, rows) {
    const path = join(dir, BUDGET_FILE);
    let budget = readBudget(path);
    for (const [name, settings] of rows) {
        const key = JSON.stringify(settings);
        if (budget.rows[name]?.settings === key)
            continue;
        const scratch = join(dir, name, 'timing');
        context.report.note(`ablate: ${name}: steps are timed`);
        const secondsPerStep = await timeStep({ ...context, config: { ...context.config, pretrain: settings } }, workspace, scratch);
        budget = { rows: { ...budget.rows, [name]: { settings: key, secondsPerStep } } };
        writeWhole(path, [Buffer.from(`${JSON.stringify(budget, null, 2)}\n`)]);
    }
    return new Map([...rows.keys()].map((name) => [name, budget.rows[name].secondsPerStep]));
}
/** The first steps of a long training, which is then given up. */
async function timeStep(context, workspace, out) {
    const { config, signal } = context;
    const enough = new AbortController();
    const seconds = [];
    const pretraining = { ...config.pretrain, epochs: null, steps: 1000 * TIMED };
    try {
        await pretrain({
            ...{ ...context, config: { ...config, pretrain: pretraining }, resume: 'always', dryRun: false },
            signal: AbortSignal.any([signal, enough.signal]),
        }, workspace, out, (step) => {
            seconds.push(step.seconds);
            if (seconds.length === TIMED)
                enough.abort();
        });
    }
    catch (error) {
        if (!enough.signal.aborted || signal.aborted)
            throw error;
    }
    finally {
        rmSync(out, { recursive: true, force: true });
    }
    return usualSeconds(seconds);
}
/** Mean of the steps that did not compile: a graph is compiled when a length of captions comes for the first time. */
export function usualSeconds(seconds) {
    const sorted = [...seconds].sort((a, b) => a - b);
    const median = sorted[Math.floor((sorted.length - 1) / 2)];
    const usual = sorted.filter((x) => x <= 2 * median);
    return usual.reduce((sum, x) => sum + x, 0) / usual.length;
}
/** A row's settings with its length of training. @param secondsPerStep where the length is a time */
export function withLength(settings, length, secondsPerStep) {
    if (length.kind === 'recipe')
        return settings;
    if (length.kind === 'steps')
        return { ...settings, epochs: null, steps: length.steps };
    if (length.kind === 'epochs')
        return { ...settings, epochs: length.epochs, steps: null };
    return { ...settings, epochs: null, steps: Math.max(1, Math.floor(length.seconds / secondsPerStep)) };
}
//# sourceMappingURL=ablationBudget.js.map