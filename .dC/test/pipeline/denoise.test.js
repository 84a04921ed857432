// The decisions of denoise that are not the Seed Filter's own: which setting is used, and what is stored.
import test from 'ava';
import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { makeWorld, succeed, synthpedes } from './world.js';
test('thresholds are given, of the paper, or calibrated; which ones were used is stored', async (t) => {
    const world = await makeWorld({ videos: 1, labels: 6 });
    const ws = join(world.dir, 'ws');
    const denoise = ['denoise', '--encoder', world.captioner, '--workspace', ws];
    await succeed(['ingest', 'luperson-nl', world.luperson, '--workspace', ws]);
    const run = async (...options) => (await succeed([...denoise, ...options]));
    const paper = await run('--thresholds', 'paper');
    t.like(paper.thresholds, {
        filter: 0.6,
        reassign: 0.65,
        merge: 0.62,
        reassignRange: 2,
        mergeRange: 2,
        origin: 'paper',
        meanRemoved: false,
    });
    const given = await run('--thresholds', '0.9,0.91,0.99', '--remove-mean', 'true');
    t.like(given.thresholds, { filter: 0.9, reassign: 0.91, merge: 0.99, origin: 'given', meanRemoved: true });
    const calibrated = await run();
    t.is(calibrated.calibration.enough, false, 'six identities say nothing about thresholds');
    t.true(calibrated.calibration.histograms.length > 0);
    t.regex(calibrated.thresholds.origin, /untouched: too little/);
    t.deepEqual(calibrated.outcomes, { kept: 42 }, 'and so nothing is filtered, moved or merged');
    t.is(calibrated.mergers, 0);
    const database = new BetterSqlite3(join(ws, 'manifest.sqlite'), { readonly: true });
    t.teardown(() => database.close());
    const used = database
        .prepare("SELECT text FROM fingerprints f JOIN stages s ON s.id = f.stage_id WHERE s.name = 'denoise' ORDER BY f.id")
        .pluck()
        .all();
    t.deepEqual(used.map((text) => JSON.parse(text).filter.from), ['paper', 'given', 'untouched: too little to calibrate on']);
    t.is(database.prepare('SELECT count(*) FROM calibrations').pluck().get(), 1);
});
test('a sweep shows what other thresholds would do and changes nothing', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    const common = ['--config', world.config, '--workspace', ws];
    await succeed(['ingest', 'luperson-nl', world.luperson, ...common]);
    const early = await synthpedes(['denoise', '--encoder', world.captioner, '--sweep', ...common]);
    t.is(early.code, 2);
    t.regex(early.stderr, /no features of this encoder/);
    await succeed(['denoise', '--encoder', world.captioner, ...common]);
    const database = new BetterSqlite3(join(ws, 'manifest.sqlite'), { readonly: true });
    t.teardown(() => database.close());
    const state = () => [
        database.prepare('SELECT * FROM denoised').all(),
        database.prepare('SELECT count(*) FROM runs').get(),
    ];
    const before = state();
    const rows = (await succeed(['denoise', '--encoder', world.captioner, '--sweep', ...common]));
    t.true(rows.length > 5);
    t.is(rows[0].options.filter, 0.9, 'the present setting comes first');
    t.is(rows[0].reassigned, 4);
    for (const { images, kept, excluded, reassigned, returned } of rows)
        t.is(kept + excluded + reassigned + returned, images);
    t.deepEqual(state(), before);
});
//# sourceMappingURL=denoise.test.js.map