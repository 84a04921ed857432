// `ablate`: a table of the paper's ablations on the workspace's data set, each row a pre-training with some settings changed.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CAPTIONED } from '../data/captioned/catalogue.js';
import { openCaptioned } from '../data/captioned/read.js';
import { writeWhole } from '../model/weights/safetensors.js';
import { UserError } from '../schemas/userError.js';
import { timeSteps, withLength } from './ablationBudget.js';
import { ablationTable, rowStatistics } from './ablationReport.js';
import { rowSettings } from './ablationSettings.js';
import { ABLATIONS } from './ablationTables.js';
import { openContext } from './context.js';
import { evaluateTextReid } from './evaluateTextReid.js';
import { pretrain } from './pretrain.js';
/** What `table.json` holds of a table, and `--json` prints. */
export const ablationData = ({ request, results, ...rest }) => ({
    ...{ ...request, ...rest },
    results: results.map((result) => ({ ...result.row, runs: result.runs, ...rowStatistics(result) })),
});
/** @throws UserError bad_usage: no such row; those of `pretrain` and `evaluateTextReid` */
export async function ablate(context, workspace, request) {
    const { length, seeds } = request;
    const rows = rowsOf(request);
    const dir = join(request.out, request.table);
    const { pretrain: base } = context.config;
    const settings = new Map(rows.map((row) => [row.name, rowSettings(base, row)]));
    // A set that is not there would be found out after hours.
    if (request.judge)
        openCaptioned(request.judge.kind, request.judge.path);
    if (context.dryRun)
        return { request, results: [], foreseen: rows };
    mkdirSync(dir, { recursive: true });
    const times = length.kind === 'time' ? await timeSteps(context, workspace, dir, settings) : undefined;
    const results = rows.map((row) => ({ row, runs: [] }));
    const ablation = { request, results, ...(times ? { secondsPerStep: Object.fromEntries(times) } : {}) };
    // Seed by seed: a table that is stopped has all rows of its first seeds.
    for (const seed of seeds)
        for (const { row, runs } of results) {
            context.report.note(`ablate: ${row.name}, seed ${seed}`);
            const own = withLength({ ...settings.get(row.name), seed }, length, times?.get(row.name));
            runs.push(await runRow(context, workspace, { out: join(dir, row.name, `seed${seed}`), settings: own, request }));
            write(dir, ablation);
        }
    return ablation;
}
function rowsOf({ table, rows }) {
    const all = ABLATIONS[table].rows;
    if (rows === undefined)
        return all;
    const unknown = rows.find((name) => !all.some((row) => row.name === name));
    if (unknown === undefined)
        return all.filter(({ name }) => rows.includes(name));
    throw new UserError('bad_usage', {
        what: `The table ${table} has no such row.`,
        got: unknown,
        fix: `some of: ${all.map(({ name }) => name).join(' ')}`,
    });
}
async function runRow(context, workspace, { out, settings, request }) {
    const own = { ...context, config: { ...context.config, pretrain: settings } };
    const { reused, best } = await pretrain(own, workspace, out);
    const { val, steps } = best;
    const judged = request.judge && (await judge(context, { out, reused, judge: request.judge }));
    return { seed: settings.seed, out, reused, steps, val: val && scoresOf(val), ...(judged ? { judged } : {}) };
}
const scoresOf = ({ rank1, rank10, mAP }) => ({ rank1, rank10, mAP });
/** What was found is kept beside the model and is read where the model is the same. */
async function judge(context, { out, reused, judge: asked }) {
    const { kind, split } = asked;
    const path = resolve(asked.path);
    const file = `${out}.${kind}-${split}.json`;
    if (reused && existsSync(file)) {
        const kept = JSON.parse(readFileSync(file, 'utf8'));
        if (kept.path === path)
            return scoresOf(kept.scores);
    }
    // Workers keep the models that they have opened: each model has workers of its own.
    const own = openContext(context);
    try {
        const { scores, queries, images } = await evaluateTextReid(own, { kind, path, split, encoders: { folder: out } });
        writeWhole(file, [Buffer.from(`${JSON.stringify({ path, queries, images, scores }, null, 2)}\n`)]);
        return scoresOf(scores);
    }
    finally {
        await own.close();
    }
}
function write(dir, ablation) {
    writeWhole(join(dir, 'table.json'), [Buffer.from(`${JSON.stringify(ablationData(ablation), null, 2)}\n`)]);
    writeWhole(join(dir, 'table.md'), [Buffer.from(`${describeAblation(ablation)}\n`)]);
}
function foresee({ table, seeds, length, out }, rows) {
    const models = rows.length * seeds.length;
    const hours = length.kind === 'time' ? `, ${((models * length.seconds) / 3600).toFixed(1)} hours of steps besides val` : '';
    const width = Math.max(...rows.map(({ name }) => name.length));
    return [
        `would train or reuse ${models} models in ${join(out, table)}${hours}`,
        ...rows.map(({ name, settings }) => `  ${name.padEnd(width)}  ${JSON.stringify(settings)}`),
    ].join('\n');
}
/** The text of `synthpedes ablate`, and of `table.md`. */
export function describeAblation({ request, results, foreseen }) {
    const { table, seeds, length, judge: asked } = request;
    const { title, note } = ABLATIONS[table];
    if (foreseen !== undefined)
        return foresee(request, foreseen);
    const judged = asked && `${CAPTIONED[asked.kind].title} ${asked.split}`;
    const lengths = {
        recipe: 'each row trains as long as its settings say',
        steps: 'all rows train the same number of steps',
        epochs: 'all rows train the same number of epochs',
        time: `all rows train the same time${length.kind === 'time' ? ` (${length.seconds} s of steps)` : ''}: a faster row takes more steps`,
    };
    return [
        `Ablation of ${title}: ${lengths[length.kind]}; mean and standard deviation over the seeds ${seeds.join(', ')}.`,
        '',
        ablationTable(results, judged),
        '',
        ...(note === undefined ? [] : [note]),
        'val: identities of this data set that are not trained; the best of the epochs is chosen on it.',
        'paper: zero-shot on CUHK-PEDES test, ResNet50, 70 epochs on 10,000 identities; compare differences, not values.',
    ].join('\n');
}
//# sourceMappingURL=ablate.js.map