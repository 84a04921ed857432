// Captions of a SPAC in a workspace: one a style beside the prompt caption, each an item of its own; and its attributes.
import { join } from 'node:path';
import test from 'ava';
import { readManifest } from '../../data/manifest.js';
import { makeWorld, put, snapshot, succeed, synthpedes } from './world.js';
import { writeSpac } from './spacFolder.js';
/** Gates that a jumble of words passes. */
const GATES = { minWords: 1, gender: false, contradiction: false, openingShare: null, maxIdentities: null };
async function prepared() {
    const world = await makeWorld({ videos: 1 });
    await writeSpac(join(world.dir, 'spac'));
    const config = (caption) => {
        const path = join(world.dir, 'captions.json');
        const base = {
            captioner: { folder: world.captioner },
            denoise: { thresholds: { filter: 0.9, reassign: 0.9, merge: 0.999 } },
            distribute: { maxUnknown: 6, genderShare: 0, minImages: 1 },
            threads: 2,
        };
        put(path, JSON.stringify({ ...base, caption: { captioner: join(world.dir, 'spac'), gates: GATES, ...caption } }));
        return path;
    };
    const workspace = join(world.dir, 'workspace');
    await succeed(['ingest', 'lpw', world.lpw, '--workspace', workspace]);
    for (const step of ['denoise', 'annotate', 'distribute'])
        await succeed([step, '--workspace', workspace, '--config', config({})]);
    return { world, config, workspace };
}
const caption = async (workspace, config) => {
    const args = ['caption', '--workspace', workspace, '--config', config];
    const { stages } = (await succeed(args));
    return Object.fromEntries(stages.map((stage) => [stage.stage, stage]));
};
const texts = (workspace) => {
    const database = readManifest(join(workspace, 'manifest.sqlite'));
    const rows = database.prepare('SELECT image_id, style, text FROM captions ORDER BY image_id, style').all();
    database.close();
    return rows;
};
test('every kept image gets a caption in each style; a change of one style redoes that style alone', async (t) => {
    const { config, workspace } = await prepared();
    const first = await caption(workspace, config({}));
    t.is(first.caption.kept, 18);
    t.is(first.generate.judged, 36);
    const { kept, dropped } = first.generate.outcome;
    t.is(kept + Object.values(dropped).reduce((sum, n) => sum + n, 0), 36);
    t.true(kept > 18, JSON.stringify(dropped));
    const before = texts(workspace);
    t.true(new Set(before.map(({ style }) => style)).size === 3);
    t.is((await caption(workspace, config({}))).generate.judged, 0, 'nothing is done twice');
    const [one, two] = [{}, { temperature: 1.5 }];
    const changed = await caption(workspace, config({ styles: [one, two] }));
    t.is(changed.generate.judged, 18);
    const after = texts(workspace);
    const of = (rows, style) => rows.filter((row) => row.style === style);
    t.deepEqual(of(after, 1), of(before, 1));
    t.notDeepEqual(of(after, 2), of(before, 2));
    // The seed of the run is in all of them.
    t.is((await caption(workspace, config({ styles: [one, two], seed: 5 }))).generate.judged, 36);
});
test('the same captions come of a run that was killed and of one that was not, and stand in the export', async (t) => {
    const { world, config, workspace } = await prepared();
    const path = config({});
    await caption(workspace, path);
    const expected = texts(workspace);
    for (const after of [900, 1500])
        await synthpedes(['caption', '--resume', 'always', '--workspace', workspace, '--config', path], { after });
    await caption(workspace, path);
    t.deepEqual(texts(workspace), expected);
    const out = join(world.dir, 'out');
    await succeed(['export', 'synthpedes', out, '--annotations-only', '--workspace', workspace, '--config', path]);
    const entries = JSON.parse(Buffer.from(snapshot(out).get('synthpedes_dataset.json'), 'base64').toString());
    t.deepEqual(entries.flatMap(({ captions }) => captions).sort(), expected.flatMap(({ style, text }) => (style > 0 ? [text] : [])).sort());
    t.true(entries.every(({ prompt_caption: [prompt] }) => prompt.length > 0));
});
test('a SPAC annotates: its phrases are the attributes, and what has no end is unknown', async (t) => {
    const { world, config, workspace } = await prepared();
    const path = config({});
    const spac = join(world.dir, 'spac');
    const { stages } = (await succeed([
        ...['annotate', '--captioner', spac, '--workspace', workspace, '--config', path],
    ]));
    t.is(stages.length, 1);
    const [{ judged, outcome }] = stages;
    t.is(judged, 18, 'another captioner: all of them anew');
    t.is(outcome.kept, 18);
    const database = readManifest(join(workspace, 'manifest.sqlite'));
    const rows = database.prepare('SELECT * FROM attributes').all();
    database.close();
    const said = rows.flatMap(({ upper, lower, shoes }) => [upper, lower, shoes]);
    t.true(said.every((phrase) => phrase === 'unknown' || !phrase.includes(',')));
    t.true(new Set(said).size > 1);
    const confidences = rows.map(({ confidences: text }) => JSON.parse(text));
    rows.forEach((row, i) => t.is(confidences[i][2] === null, row.upper === 'unknown'));
});
test('without a SPAC one stage is still a list; a classifier writes no captions, nor a SPAC longer ones than it has room for', async (t) => {
    const { world, config, workspace } = await prepared();
    const run = (caption, ...more) => [
        'caption',
        '--workspace',
        workspace,
        '--config',
        config(caption),
        ...more,
    ];
    const { stages } = (await succeed(run({ captioner: null })));
    t.deepEqual(stages.map(({ stage, judged }) => [stage, judged]), [['caption', 18]]);
    const refused = [
        [{ captioner: world.captioner }, /writes no captions/],
        [{ styles: [{ maxWords: 74 }] }, /96 positions, of which the prefix takes 23[^]*maxWords to 73 or less/],
    ];
    for (const [caption, message] of refused) {
        const { code, stderr } = await synthpedes(run(caption));
        t.is(code, 2);
        t.regex(stderr, message);
    }
});
//# sourceMappingURL=generatedCaptions.test.js.map