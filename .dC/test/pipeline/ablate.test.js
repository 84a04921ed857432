// Tables of ablations: their settings, their statistics, and a small one that is really trained.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { usualSeconds, withLength } from '../../pipeline/ablationBudget.js';
import { ablationTable, spread } from '../../pipeline/ablationReport.js';
import { rowSettings } from '../../pipeline/ablationSettings.js';
import { ABLATION_NAMES, ABLATIONS } from '../../pipeline/ablationTables.js';
import { configSchema } from '../../schemas/config.js';
import { captionedManifest } from '../model/plip/captionedManifest.js';
import { temporaryFolder } from '../temporary.js';
import { portrait, put, succeed, synthpedes } from './world.js';
const BASE = configSchema.parse({}).pretrain;
for (const name of ABLATION_NAMES)
    test(`the rows of ${name} are settings that may be given, and no two are the same`, (t) => {
        const { rows } = ABLATIONS[name];
        const settings = rows.map((row) => JSON.stringify(rowSettings(BASE, row)));
        t.is(new Set(settings).size, rows.length);
        t.is(new Set(rows.map((row) => row.name)).size, rows.length);
        t.true(rows.every((row) => /^[\w.+-]+$/.test(row.name)), 'they are names of folders');
    });
test('the row that is the paper, in every table whose paper figure is 32.5, is the default', (t) => {
    const all = ABLATION_NAMES.flatMap((name) => ABLATIONS[name].rows);
    const best = all.filter(({ paper }) => paper?.rank1 === 32.5);
    t.true(best.length >= 6);
    for (const row of best)
        t.deepEqual(rowSettings(BASE, row), BASE);
});
test('a row changes the parts that it names and nothing else', (t) => {
    const base = { ...BASE, contrast: { ...BASE.contrast, temperature: 0.07 }, rate: 1e-3 };
    const got = rowSettings(base, { name: 'x', settings: { contrast: { kind: 'sdm' }, tasks: ['ivlc'] } });
    t.deepEqual(got, { ...base, tasks: ['ivlc'], contrast: { kind: 'sdm', target: 'sum', temperature: 0.07 } });
    t.throws(() => rowSettings(BASE, { name: 'x', settings: { weights: { tic: -1 } } }));
});
test('mean and standard deviation of a sample', (t) => {
    t.is(spread([]), undefined);
    t.deepEqual(spread([0.25]), { mean: 0.25 });
    const { mean, deviation } = spread([2, 4, 4, 4, 5, 5, 7, 9]);
    t.is(mean, 5);
    t.true(Math.abs(deviation - Math.sqrt(32 / 7)) < 1e-12);
});
test('a table: means, deviations, other sets, what the paper has', (t) => {
    const run = (seed, rank1, judged) => ({
        ...{ seed, out: '', reused: false, steps: 1200 + seed, val: { rank1, rank10: 0.5, mAP: 0.25 } },
        ...(judged === undefined ? {} : { judged: { rank1: judged, rank10: 1, mAP: 0.125 } }),
    });
    const row = (name, paper) => ({ name, settings: {}, paper });
    const results = [
        { row: row('ivlc', { rank1: 30.2 }), runs: [run(0, 0.1, 0.3), run(1, 0.2, 0.3)] },
        { row: row('all'), runs: [{ ...run(0, 0), val: null }] },
    ];
    t.deepEqual(ablationTable(results, undefined).split('\n'), [
        '| %    | seeds |         steps |    val R@1 |   val R@10 |    val mAP | paper R@1 | paper R@10 |',
        '| ---- | ----: | ------------: | ---------: | ---------: | ---------: | --------: | ---------: |',
        '| ivlc |     2 | 1,200 / 1,201 | 15.0 ± 7.1 | 50.0 ± 0.0 | 25.0 ± 0.0 |      30.2 |          - |',
        '| all  |     1 |         1,200 |          - |          - |          - |         - |          - |',
    ]);
    const [head, , first, second] = ablationTable(results, 'X test').split('\n');
    t.regex(head, /val mAP \| +X test R@1 \| +X test R@10 \| +X test mAP \| paper R@1/);
    t.regex(first, /25\.0 ± 0\.0 \| +30\.0 ± 0\.0 \| +100\.0 ± 0\.0 \| +12\.5 ± 0\.0 \| +30\.2/);
    t.regex(second, /(- \| +){7}- \|$/);
});
test('a step that compiles is not what steps take; equal time is more steps for a faster row', (t) => {
    t.is(usualSeconds([20, 1, 2, 30, 1, 2, 2, 1]), 1.5);
    t.is(usualSeconds([3]), 3);
    const time = { kind: 'time', seconds: 60 };
    t.like(withLength({ ...BASE, epochs: 3 }, time, 0.7), { epochs: null, steps: 85 });
    t.is(withLength(BASE, time, 600).steps, 1);
    t.like(withLength({ ...BASE, steps: 5 }, { kind: 'epochs', epochs: 2 }, undefined), { epochs: 2, steps: null });
    t.is(withLength(BASE, { kind: 'recipe' }, undefined), BASE);
});
test('a table is trained, written, and reused; a budget gives each row the steps that fit', async (t) => {
    const { workspace } = await captionedManifest(Array.from({ length: 12 }, (_, person) => ({
        ...{ person, images: 4 },
        captions: () => [{ style: 0, text: `A man in a red coat carries bag ${person}.` }],
    })));
    const set = (pair) => ['--set', `pretrain.${pair}`];
    const args = (...own) => [
        ...['--workspace', workspace, ...set('batch=8'), ...set('captions=PC'), 'ablate', 'tasks', '--preset', 'tiny'],
        ...own,
    ];
    const judged = temporaryFolder();
    const records = [0, 1, 2].map((id) => ({ split: 'test', id, captions: [`a man ${id}`], file_path: `${id}.jpg` }));
    for (const { id, file_path: file } of records)
        put(join(judged, 'imgs', file), await portrait(id, 0));
    put(join(judged, 'reid_raw.json'), JSON.stringify(records));
    const evaluate = ['--evaluate', `cuhk-pedes=${judged}`, '--split', 'test'];
    const steps = ['--rows', 'ivlc,all', '--steps', '2', '--seeds', '0', ...evaluate];
    const read = (result) => result.results;
    const first = read(await succeed(args(...steps)));
    t.deepEqual(first.map(({ name, runs }) => [name, runs.length, runs[0].reused, runs[0].steps]), [
        ['ivlc', 1, false, 2],
        ['all', 1, false, 2],
    ]);
    t.true(first.every(({ runs: [{ judged: scores }] }) => scores.rank10 === 1 && scores.rank1 <= 1));
    const dir = join(workspace, 'ablations', 'tasks');
    t.true(existsSync(join(dir, 'all', 'seed0', 'plip.json')));
    t.regex(readFileSync(join(dir, 'table.md'), 'utf8'), /\| ivlc +\| +1 \| +2 \|.*\| +30\.2 \|/);
    const second = read(await succeed(args(...steps)));
    t.deepEqual(second.map(({ runs }) => runs), first.map(({ runs }) => runs.map((run) => ({ ...run, reused: true }))));
    const timed = ['--rows', 'ivlc', '--budget', '1s'];
    const [budgeted] = read(await succeed(args(...timed)));
    const budget = JSON.parse(readFileSync(join(dir, 'budget.json'), 'utf8'));
    t.is(budgeted.runs[0].steps, Math.max(1, Math.floor(1 / budget.rows.ivlc.secondsPerStep)));
    t.false(existsSync(join(dir, 'ivlc', 'timing')));
    t.true(read(await succeed(args(...timed)))[0].runs[0].reused);
    const { stdout } = await synthpedes(args('--rows', 'ivlc,all', '--seeds', '0,1,2', '--budget', '10m', '--dry-run'));
    t.regex(stdout, /6 models in .*tasks, 1\.0 hours[\s\S]*ivlc +\{"tasks":\["ivlc"\]\}\n +all /);
    const gone = await synthpedes(args('--evaluate', 'cuhk-pedes=/nowhere', '--dry-run'));
    t.is(gone.code, 2);
    const { code, stderr } = await synthpedes(args('--rows', 'none'));
    t.is(code, 2);
    t.regex(stderr, /no such row[\s\S]*none[\s\S]*ivlc\+tic/);
});
//# sourceMappingURL=ablate.test.js.map