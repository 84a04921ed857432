// The whole program on a small world: the road from raw files to the export, and what happens on the way.
import test from 'ava';
import BetterSqlite3 from 'better-sqlite3';
import { appendFileSync, copyFileSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync, } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeDrawnDataset } from '../../data/drawnPeople/dataset.js';
import { seededRandom } from '../../data/random.js';
import { temporaryFolder } from '../temporary.js';
import { writeSpac } from './spacFolder.js';
import { interrupted, makeWorld, portrait, put, snapshot, succeed, synthpedes, writeCaptioner, } from './world.js';
function readExport(out) {
    return {
        entries: JSON.parse(readFileSync(join(out, 'synthpedes_dataset.json'), 'utf8')),
        origins: readFileSync(join(out, 'provenance.jsonl'), 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line)),
    };
}
test('from raw files to the export in one command, and a second run has nothing to do', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    const run = ['rebuild', '--config', world.config, '--workspace', ws];
    const summary = (await succeed(run));
    const out = join(ws, 'synthpedes');
    const { entries, origins } = readExport(out);
    t.is(entries.length, summary.exported.images);
    t.true(entries.length > 30, `${entries.length} images`);
    // The released form: ids from 1 without gaps, n from 0 without gaps, six attributes, one prompt caption.
    t.deepEqual([...new Set(entries.map(({ id }) => id))], Array.from({ length: summary.exported.identities }, (_, i) => i + 1));
    for (const { id, file_path, attributes, captions, prompt_caption } of entries) {
        t.regex(file_path, new RegExp(`^Part1/${id}/\\d+\\.jpg$`));
        t.true(existsSync(join(out, file_path)));
        t.is(attributes[0].split(',').length, 6);
        t.deepEqual(captions, []);
        t.regex(prompt_caption[0], /^[A-Z].*\.$/);
    }
    t.deepEqual(origins.map(({ file_path }) => file_path), entries.map(({ file_path }) => file_path));
    t.deepEqual([...new Set(origins.map(({ source }) => source))], ['luperson-nl', 'lpw', 'folder']);
    // A JPEG file of a folder is linked, not copied; a PNG is re-encoded.
    const own = origins.find(({ source, key }) => source === 'folder' && key.endsWith('.jpg'));
    t.is(statSync(join(out, own.file_path)).ino, statSync(join(world.folder, own.key)).ino);
    const png = origins.find(({ key }) => key.endsWith('.png'));
    t.is(readFileSync(join(out, png.file_path)).subarray(0, 2).toString('hex'), 'ffd8');
    const again = (await succeed(run));
    t.true(again.stages.every(({ judged }) => judged === 0));
});
test('nothing is lost: at every stage, kept and dropped add up to what came in', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    put(join(world.folder, 'person 0', 'empty.jpg'), '');
    put(join(world.folder, 'person 0', 'page.jpg'), '<html>not found</html>');
    put(join(world.folder, 'person 1', 'cut.jpg'), (await portrait(201, 9)).subarray(0, 300));
    await succeed(['rebuild', '--config', world.config, '--workspace', ws]);
    const database = new BetterSqlite3(join(ws, 'manifest.sqlite'), { readonly: true });
    t.teardown(() => database.close());
    const count = (sql) => database.prepare(sql).pluck().get();
    const fates = (stage, kept) => count(`SELECT count(*) FROM fates WHERE stage = '${stage}' AND reason IS ${kept ? '' : 'NOT '}NULL`);
    let incoming = count('SELECT count(*) FROM images');
    for (const stage of ['ingest', 'denoise', 'annotate', 'distribute']) {
        t.is(fates(stage, true) + fates(stage, false), incoming, stage);
        incoming = fates(stage, true);
    }
    t.is(count('SELECT count(*) FROM captions'), incoming);
    const reasons = database
        .prepare("SELECT i.key, f.reason FROM fates f JOIN images i ON i.id = f.image_id WHERE stage = 'ingest' AND reason IS NOT NULL ORDER BY key")
        .all();
    t.deepEqual(reasons, [
        { key: 'person 0/empty.jpg', reason: 'empty' },
        { key: 'person 0/page.jpg', reason: 'foreign' },
        { key: 'person 1/cut.jpg', reason: 'truncated' },
    ]);
    const excluded = count("SELECT count(*) FROM denoised WHERE outcome IN ('excluded', 'reassigned') AND (threshold IS NULL OR similarity IS NULL OR neighbour_id IS NULL)");
    t.is(excluded, 0, 'every exclusion and reassignment says what was compared');
});
// Alone, before all others of this file: the moments are shares of how long an undisturbed run takes.
test.serial('a kill -9 at any moment and a re-run give the bytes of an undisturbed run', async (t) => {
    const world = await makeWorld({ images: 9, labels: 6 });
    const run = (ws) => ['rebuild', '--config', world.config, '--workspace', ws, '--quiet'];
    const calm = join(world.dir, 'calm');
    const started = performance.now();
    await succeed(run(calm));
    const duration = performance.now() - started;
    const stormy = join(world.dir, 'stormy');
    const random = seededRandom('kill');
    let kills = 0;
    for (let attempt = 0; attempt < 8; attempt++) {
        const { signal } = await synthpedes(run(stormy), { after: 150 + random() * duration });
        if (signal === 'SIGKILL')
            kills++;
    }
    t.true(kills >= 2, `${kills} of 8 runs were killed`);
    await succeed(run(stormy));
    t.deepEqual(snapshot(join(stormy, 'synthpedes')), snapshot(join(calm, 'synthpedes')));
    const other = join(world.dir, 'elsewhere');
    await succeed(['export', 'synthpedes', other, '--images', 'copy', '--config', world.config, '--workspace', calm]);
    t.deepEqual(snapshot(other), snapshot(join(calm, 'synthpedes')), 'two exports of one manifest');
});
test.serial('Ctrl-C stops with 130, and the next run goes on', async (t) => {
    const world = await makeWorld({ videos: 4, labels: 8 });
    const ws = join(world.dir, 'ws');
    const run = ['rebuild', '--config', world.config, '--workspace', ws];
    const codes = new Set();
    const started = performance.now();
    await synthpedes(['rebuild', '--config', world.config, '--workspace', join(world.dir, 'calm')]);
    const duration = performance.now() - started;
    for (const share of [0.4, 0.6, 0.8]) {
        codes.add((await synthpedes(run, { after: 150 + share * duration, signal: 'SIGINT' })).code);
    }
    t.true(codes.has(130), `codes ${[...codes].join(', ')}`);
    await succeed(run);
    t.false(existsSync(join(ws, 'lock')));
});
/** Judged items of every stage of a rebuild. */
async function judged(args) {
    const { stages, ingested } = (await succeed(args));
    const verified = ingested.reduce((sum, { verified: { judged: n } }) => sum + n, 0);
    return { ingest: verified, ...Object.fromEntries(stages.map(({ stage, judged: n }) => [stage, n])) };
}
test('a change redoes exactly what depends on it', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    const run = ['rebuild', '--config', world.config, '--workspace', ws];
    const first = await judged(run);
    const none = { ingest: 0, embed: 0, denoise: 0, annotate: 0, distribute: 0, caption: 0 };
    t.deepEqual(await judged(run), none);
    // A threshold of the distribution: only the distribution, and captions of images that it now keeps.
    const less = await judged([...run, '--set', 'distribute.maxImages=6']);
    t.deepEqual({ ...less, distribute: 0, caption: 0 }, none);
    t.is(less.distribute, first.distribute);
    t.deepEqual({ ...(await judged(run)), distribute: 0, caption: 0 }, none);
    // One new image: itself, its identity, and nothing else.
    put(join(world.folder, 'person 0', 'new.jpg'), await portrait(200, 77));
    const added = await judged(run);
    t.deepEqual({ ...added, denoise: 0, caption: 0 }, { ...none, ingest: 1, annotate: 1, distribute: 1 });
    t.is(added.denoise, 1, 'the scene of that folder');
    t.true(added.caption <= 1);
    // The same file with a new date: looked at again, nothing behind it changes.
    copyFileSync(join(world.folder, 'person 0', 'new.jpg'), join(world.folder, 'tmp'));
    renameSync(join(world.folder, 'tmp'), join(world.folder, 'person 0', 'new.jpg'));
    t.deepEqual(await judged(run), { ...none, ingest: 1 });
    // A file that became another picture: itself and its identity.
    writeFileSync(join(world.folder, 'person 0', 'new.jpg'), await portrait(200, 78));
    const replaced = await judged(run);
    t.deepEqual({ ...replaced, caption: 0 }, { ...none, ingest: 1, denoise: 1, annotate: 1, distribute: replaced.distribute });
    // Other weights of the captioner, which is the encoder too: all features and attributes.
    await writeCaptioner(world.captioner, 'other weights');
    const dry = JSON.parse((await synthpedes([...run, '--dry-run', '--json', '--quiet'])).stdout);
    const pending = dry.status.stages.find(({ stage }) => stage === 'annotate').pending;
    t.true((pending?.['settings changed'] ?? 0) > 30, JSON.stringify(pending));
    const reweighted = await judged(run);
    t.is(reweighted.embed, first.embed);
    t.true(reweighted.annotate > 30);
    t.is(reweighted.ingest, 0);
});
test('a data set that was moved is the same data set: nothing behind ingest is done again', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    const run = ['rebuild', '--config', world.config, '--workspace', ws];
    await succeed(run);
    const before = snapshot(join(ws, 'synthpedes'));
    const moved = join(world.dir, 'moved');
    renameSync(world.luperson, moved);
    const after = await judged([...run, '--set', `sources.lupersonNl=${moved}`]);
    t.deepEqual({ ...after, ingest: 0 }, { ingest: 0, embed: 0, denoise: 0, annotate: 0, distribute: 0, caption: 0 });
    t.deepEqual(snapshot(join(ws, 'synthpedes')), before);
});
test('editing one template rewrites the captions that drew it, and few others', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    const run = ['rebuild', '--config', world.config, '--workspace', ws];
    const first = await judged(run);
    const built = JSON.parse(readFileSync(new URL('../../../data/templates/templates.json', import.meta.url), 'utf8'));
    const own = join(world.dir, 'templates.json');
    const withOwn = [...run, '--set', `caption.templates=${own}`];
    put(own, JSON.stringify(built));
    t.is((await judged(withOwn)).caption, 0, 'the same sentences from another file');
    const drawn = () => {
        const database = new BetterSqlite3(join(ws, 'manifest.sqlite'), { readonly: true });
        const rows = database.prepare('SELECT i.key, c.template FROM captions c JOIN images i ON i.id = c.image_id').all();
        database.close();
        return new Map(rows.map(({ key, template }) => [key, template]));
    };
    const before = drawn();
    const [edited] = before.values();
    const users = [...before].filter(([, template]) => template === edited).map(([key]) => key);
    const change = (text) => (text === edited ? text.replace(/\.$/, ' today.') : text);
    put(own, JSON.stringify(Object.fromEntries(Object.entries(built).map(([key, texts]) => [key, texts.map(change)]))));
    const redone = await judged(withOwn);
    t.deepEqual({ ...redone, caption: 0 }, { ingest: 0, embed: 0, denoise: 0, annotate: 0, distribute: 0, caption: 0 });
    t.true(redone.caption >= users.length && redone.caption < first.caption / 2, `${redone.caption} of ${first.caption}`);
    const after = drawn();
    t.false([...after.values()].includes(edited), 'nobody keeps the old sentence');
    const changed = [...after].filter(([key, template]) => before.get(key) !== template);
    t.is(changed.length, redone.caption);
    // Whoever did not draw the old sentence has changed only to draw the new one.
    t.true(changed.every(([key, template]) => users.includes(key) || template === change(edited)));
});
test('the identities can be exported right after denoise: every image that it kept', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    const common = ['--config', world.config, '--workspace', ws];
    await succeed(['ingest', 'luperson-nl', world.luperson, ...common]);
    await succeed(['ingest', 'lpw', world.lpw, ...common]);
    const denoised = (await succeed(['denoise', '--encoder', world.captioner, ...common]));
    t.is(denoised.outcomes.reassigned, 4, "the four swaps find their people's identities");
    t.is(denoised.outcomes.passed, 18, 'LPW is untouched');
    const out = join(world.dir, 'out');
    await succeed(['export', 'synthpedes', out, '--annotations-only', ...common]);
    const { entries, origins } = readExport(out);
    const kept = Object.entries(denoised.outcomes).reduce((sum, [outcome, n]) => sum + (outcome === 'excluded' ? 0 : n), 0);
    t.is(entries.length, kept);
    t.true(entries.every((entry) => !('attributes' in entry) && !('prompt_caption' in entry) && entry.captions.length === 0));
    t.false(existsSync(join(out, 'Part1')));
    // LPW's trap: pid 1 of scene 2 and pid 2 of scene 1 are other people; views of one scene are one person.
    const ids = new Map();
    origins.forEach(({ source, key }, i) => {
        if (source !== 'lpw')
            return;
        const [, scene, , pid] = key.split('/');
        ids.set(`${scene}/${pid}`, (ids.get(`${scene}/${pid}`) ?? new Set()).add(entries[i].id));
    });
    t.is(ids.size, 3);
    t.true([...ids.values()].every((set) => set.size === 1));
    t.is(new Set([...ids.values()].flatMap((set) => [...set])).size, 3);
});
test('inspect finds an image by id, by key and by exported path, and tells its history', async (t) => {
    const world = await makeWorld();
    const common = ['--config', world.config, '--workspace', join(world.dir, 'ws')];
    await succeed(['rebuild', ...common]);
    const key = '00001_000002_0000006_00';
    const swapped = (await succeed(['inspect', 'image', key, ...common]));
    t.is(swapped.identity.label, '000002');
    t.is(swapped.denoised.outcome, 'reassigned');
    t.is(swapped.denoised.neighbour, '000001');
    t.true(swapped.denoised.similarity >= swapped.denoised.threshold);
    t.deepEqual(await succeed(['inspect', 'image', String(swapped.id), ...common]), swapped);
    const { entries, origins } = readExport(join(world.dir, 'ws', 'synthpedes'));
    const byPath = (await succeed(['inspect', 'image', entries[0].file_path, ...common]));
    t.is(byPath.key, origins[0].key);
    t.is(byPath.exported.file_path, entries[0].file_path);
    // An exported path means the export that was made, whatever the manifest says since.
    const last = entries.at(-1);
    const absolute = join(world.dir, 'ws', 'synthpedes', last.file_path);
    const before = await succeed(['inspect', 'image', absolute, ...common]);
    t.is(before.key, origins.at(-1).key);
    await succeed(['reset', 'distribute', '--workspace', join(world.dir, 'ws')]);
    t.is((await succeed(['inspect', 'image', last.file_path, ...common])).id, before.id);
    const { code, stderr } = await synthpedes(['inspect', 'image', 'nobody', ...common]);
    t.is(code, 2);
    t.regex(stderr, /There is no image nobody/);
});
test('an image that lies behind a symbolic link is exported as the file itself', async (t) => {
    const world = await makeWorld({ videos: 1, labels: 1, own: 1 });
    const common = ['--workspace', join(world.dir, 'ws')];
    const linked = join(world.dir, 'linked', 'somebody', '0.jpg');
    put(join(world.dir, 'linked', 'somebody', '1.jpg'), await portrait(1, 1));
    symlinkSync(join(world.folder, 'person 0', '1.jpg'), linked);
    await succeed(['ingest', 'folder', join(world.dir, 'linked'), ...common]);
    const out = join(world.dir, 'out');
    await succeed(['export', 'synthpedes', out, ...common]);
    const exported = lstatSync(join(out, 'Part1', '1', '0.jpg'));
    t.true(exported.isFile());
    t.is(exported.ino, statSync(linked).ino);
});
test('a source that is not there leaves no workspace behind; a command line without a command is helped', async (t) => {
    const workspace = join(temporaryFolder(), 'ws');
    t.is((await synthpedes(['ingest', 'lpw', '/nowhere', '--workspace', workspace])).code, 2);
    t.false(existsSync(workspace));
    const { code, stdout } = await synthpedes([]);
    t.is(code, 0);
    t.regex(stdout, /Usage: synthpedes/);
});
test('a dry run changes nothing: not the demo, not a rebuild, not a reset', async (t) => {
    const world = await makeWorld({ videos: 1, labels: 1, own: 1 });
    const common = ['--config', world.config, '--workspace', join(world.dir, 'ws'), '--dry-run'];
    const drawn = join(world.dir, 'demo');
    t.deepEqual(await succeed(['demo', '--dir', drawn, '--dry-run']), { dir: drawn, emptied: false });
    t.false(existsSync(drawn));
    const { stdout } = await synthpedes(['rebuild', ...common]);
    t.regex(stdout, /source +lpw[\s\S]*captioner[\s\S]*estimate for/);
    t.false(existsSync(join(world.dir, 'ws')));
    await succeed(['rebuild', '--config', world.config, '--workspace', join(world.dir, 'ws')]);
    const forgotten = (await succeed(['reset', 'caption', ...common]));
    t.true(forgotten.forgotten > 0);
    t.deepEqual(await succeed(['reset', 'caption', ...common]), forgotten);
});
test('a rebuild that is to train its captioner first estimates the training too', async (t) => {
    const world = await makeWorld({ videos: 1, labels: 1, own: 1 });
    const annotated = join(world.dir, 'drawn');
    await writeDrawnDataset(annotated, { seed: 1, sizes: { tracked: 4, clean: 1, annotated: 6, captioned: 6 } });
    const set = (value) => ['--set', `captioner.${value}`];
    const train = `train={kind: drawn, path: ${join(annotated, 'annotated')}, preset: tiny}`;
    const data = `[{kind: drawn-captioned, path: ${join(annotated, 'captioned')}}]`;
    const writer = ['--set', `caption.train={data: ${data}, preset: tiny, styles: 3}`];
    const dry = ['rebuild', '--dry-run', '--config', world.config, ...set('folder=null'), ...set(train), ...writer];
    const { estimate } = (await succeed([...dry, '--workspace', join(world.dir, 'ws')]));
    t.is(estimate.stages[0].stage, 'train');
    t.true(estimate.stages[0].images > 0 && estimate.stages[0].hours > 0 && estimate.stages[0].diskBytes > 0);
    t.is(estimate.stages.find(({ stage }) => stage === 'annotate').hours, undefined, 'there is no model to try yet');
    const [, spac] = estimate.stages;
    t.is(spac.stage, 'train spac');
    // Ten epochs of 2 captions of 3 pictures of the 5 people that are not for validation; 18 pictures of 96 x 32 on disk.
    t.is(spac.images, 10 * 2 * 3 * 5);
    t.true(spac.hours > 0 && spac.diskBytes > 18 * 96 * 32 * 3);
    const [generate, review] = ['generate', 'review'].map((name) => estimate.stages.find(({ stage }) => stage === name));
    t.is(generate.hours, undefined);
    t.true(generate.diskBytes > 0 && review.hours >= 0);
    // A training that was killed leaves a folder without a captioner: nobody looks for one in it.
    put(join(world.dir, 'ws', 'captioner', 'pixels.tmp'), 'x');
    t.is((await synthpedes([...dry, '--workspace', join(world.dir, 'ws')])).code, 0);
});
test('an image that could not be read is tried again, one that is broken is not', async (t) => {
    const world = await makeWorld({ own: 1 });
    const ws = join(world.dir, 'ws');
    const ingest = ['ingest', 'folder', world.folder, '--workspace', ws];
    const key = join(world.folder, 'person 0', '1.jpg');
    put(join(world.folder, 'person 0', 'broken.jpg'), 'no picture');
    await succeed(ingest);
    const hidden = join(world.dir, 'hidden');
    // The file goes between two ingests of the same workspace: what is registered cannot be opened.
    renameSync(key, hidden);
    const database = new BetterSqlite3(join(ws, 'manifest.sqlite'));
    database.exec("DELETE FROM verdicts WHERE stage_id = (SELECT id FROM stages WHERE name = 'ingest')");
    database.exec('DELETE FROM contents');
    database.close();
    const away = (await succeed(ingest));
    t.deepEqual(away.dropped, { foreign: 1, unreadable: 1 });
    renameSync(hidden, key);
    const back = (await succeed(ingest));
    t.deepEqual(back.dropped, { foreign: 1 });
    t.is(back.verified.judged, 1);
});
test('a training that Ctrl-C or kill -9 stops goes on, and ends as one that was left alone', async (t) => {
    const dir = temporaryFolder();
    await writeDrawnDataset(dir, { seed: 2, sizes: { tracked: 2, clean: 1, annotated: 50, captioned: 0 } });
    const data = join(dir, 'annotated');
    const train = (out) => [
        ...['train', 'classifier', 'drawn', data, '--out', join(dir, out), '--preset', 'tiny'],
        ...['--set', 'captioner.epochs=6', '--set', 'threads=2'],
    ];
    await succeed(train('calm'));
    const checkpoint = join(dir, 'stormy', 'training.checkpoint');
    const ends = await interrupted(train('stormy'), checkpoint, ['SIGINT', 'SIGKILL', 'SIGINT']);
    t.deepEqual(ends, [130, 'SIGKILL', 130]);
    // A second training beside one that is at work is refused, and does it no harm.
    const atWork = synthpedes([...train('stormy'), '--quiet']);
    const lock = join(dir, 'stormy', 'lock');
    while (!existsSync(lock) || !readFileSync(lock, 'utf8').endsWith('}'))
        await setTimeout(5);
    const second = await synthpedes(train('stormy'));
    t.is(second.code, 2);
    t.regex(second.stderr, /Another process is writing to .*stormy/);
    t.is((await atWork).code, 0);
    const { reused } = (await succeed(train('stormy')));
    t.true(reused);
    t.deepEqual(snapshot(join(dir, 'stormy')), snapshot(join(dir, 'calm')));
});
test('reset forgets one stage, and the next run makes it again', async (t) => {
    const world = await makeWorld();
    const run = ['rebuild', '--config', world.config, '--workspace', join(world.dir, 'ws')];
    const first = await judged(run);
    const before = snapshot(join(world.dir, 'ws', 'synthpedes'));
    await succeed(['reset', 'denoise', '--workspace', join(world.dir, 'ws')]);
    const again = await judged(run);
    t.is(again.embed, first.embed);
    t.is(again.annotate, 0, 'attributes do not depend on identities');
    t.deepEqual(snapshot(join(world.dir, 'ws', 'synthpedes')), before);
});
const BROKEN = [
    {
        title: 'no command of that name',
        args: () => ['anotate'],
        code: 2,
        message: /unknown command 'anotate'[\s\S]*annotate/,
    },
    { title: 'no such option', args: () => ['status', '--fast'], code: 2, message: /unknown option '--fast'/ },
    {
        title: 'a resume mode that there is not',
        args: () => ['status', '--resume', 'maybe'],
        code: 2,
        message: /changed, never, always/,
    },
    { title: 'a missing folder', args: () => ['ingest', 'lpw', '/nowhere'], code: 2, message: /got: \/nowhere/ },
    { title: 'another layout than the source has', args: (w) => ['ingest', 'lpw', w.folder], code: 2, message: /fix:/ },
    {
        title: 'a half-downloaded LMDB',
        args(w) {
            const path = join(w.luperson, 'lmdb', 'data.mdb');
            truncateSync(path, statSync(path).size - 9000);
            return ['ingest', 'luperson-nl', w.luperson];
        },
        code: 2,
        message: /got: [\s\S]*fix: /,
    },
    {
        title: 'an LMDB of data format v2',
        args(w) {
            const path = join(w.luperson, 'lmdb', 'data.mdb');
            const bytes = readFileSync(path);
            for (const page of [0, bytes.readUInt32LE(40)])
                bytes.writeUInt32LE(2, page + 20);
            writeFileSync(path, bytes);
            return ['ingest', 'luperson-nl', w.luperson];
        },
        code: 2,
        message: /data format v2[\s\S]*expected 1/,
    },
    {
        title: 'denoise before anything is there',
        args: () => ['denoise'],
        code: 2,
        message: /no manifest yet[\s\S]*ingest/,
    },
    {
        title: 'annotate before denoise',
        async args(w) {
            await succeed(['ingest', 'lpw', w.lpw, '--workspace', join(w.dir, 'ws')]);
            return ['annotate', '--captioner', w.captioner];
        },
        code: 2,
        message: /annotate has nothing to work on[\s\S]*denoise has not been run/,
    },
    {
        title: 'a workspace that is a file',
        args(w) {
            put(join(w.dir, 'ws'), 'not a folder');
            return ['ingest', 'lpw', w.lpw];
        },
        code: 2,
        message: /cannot be written or read[\s\S]*EEXIST/,
    },
    {
        title: 'an export folder that is a file',
        async args(w) {
            await succeed(['ingest', 'lpw', w.lpw, '--workspace', join(w.dir, 'ws')]);
            return ['export', 'synthpedes', w.config];
        },
        code: 2,
        message: /cannot be written or read[\s\S]*ENOTDIR/,
    },
    {
        title: 'an export into a folder that was ingested',
        async args(w) {
            await succeed(['ingest', 'folder', w.folder, '--workspace', join(w.dir, 'ws')]);
            return ['export', 'synthpedes', join(w.folder, 'out')];
        },
        code: 2,
        message: /inside a folder that was ingested/,
    },
    {
        title: 'an exported path before any export',
        async args(w) {
            await succeed(['ingest', 'lpw', w.lpw, '--workspace', join(w.dir, 'ws')]);
            return ['inspect', 'image', 'Part1/1/0.jpg'];
        },
        code: 2,
        message: /Nothing has been exported/,
    },
    {
        title: 'a rebuild whose models and annotations are not where they should be, all said at once',
        args: (w) => [
            ...['rebuild', '--config', w.config, '--set', 'denoise.encoder=/nowhere/osnet.onnx'],
            ...['--set', 'captioner.folder=null', '--set', 'captioner.train={kind: peta, path: /nowhere/PETA}'],
        ],
        code: 2,
        message: /needs 2 more things[\s\S]*encoder[\s\S]*osnet[\s\S]*peta annotation[\s\S]*PETA/,
    },
    {
        title: 'an identity that may have fewer images than it must',
        args: () => ['config', '--set', 'distribute.minImages=30'],
        code: 2,
        message: /minImages must not be more than maxImages/,
    },
    { title: 'status without a manifest', args: () => ['status'], code: 2, message: /no manifest yet[\s\S]*ingest/ },
    {
        title: 'a tracked source and no encoder',
        async args(w) {
            await succeed(['ingest', 'luperson-nl', w.luperson, '--workspace', join(w.dir, 'ws')]);
            return ['denoise'];
        },
        code: 2,
        message: /needs an encoder[\s\S]*--encoder/,
    },
    {
        title: 'an encoder that is no model',
        async args(w) {
            await succeed(['ingest', 'luperson-nl', w.luperson, '--workspace', join(w.dir, 'ws')]);
            return ['denoise', '--encoder', w.config];
        },
        code: 2,
        message: /Cannot open .* as an ONNX model/,
    },
    {
        title: 'an encoder of another input size',
        async args(w) {
            await succeed(['ingest', 'luperson-nl', w.luperson, '--workspace', join(w.dir, 'ws')]);
            return ['denoise', '--encoder', join(w.captioner, 'model.onnx')];
        },
        code: 2,
        message: /does not take pictures of 256x128[\s\S]*3, 32, 16/,
    },
    { title: 'annotate without a captioner', args: () => ['annotate'], code: 2, message: /needs a captioner/ },
    {
        title: 'a captioner whose model was swapped',
        async args(w) {
            await succeed(['ingest', 'lpw', w.lpw, '--workspace', join(w.dir, 'ws')]);
            await succeed(['denoise', '--workspace', join(w.dir, 'ws')]);
            appendFileSync(join(w.captioner, 'model.onnx'), 'x');
            return ['annotate', '--captioner', w.captioner];
        },
        code: 2,
        message: /is not the file that captioner\.json describes/,
    },
    {
        title: 'an unknown setting',
        args: () => ['config', '--set', 'denoise.treshold=1'],
        code: 2,
        message: /did you mean denoise\.thresholds\?/,
    },
    {
        title: 'a rebuild without sources',
        args: () => ['rebuild'],
        code: 2,
        message: /needs 2 more things[\s\S]*LUPerson-NL is had at http[\s\S]*research only[\s\S]*captioner/,
    },
    {
        title: 'a rebuild whose source is gone',
        args(w) {
            rmSync(w.lpw, { recursive: true });
            return ['rebuild', '--config', w.config];
        },
        code: 2,
        message: /the folder .*lpw of source lpw[\s\S]*LPW .* is had at/,
    },
    {
        title: 'an export into a folder of something else',
        async args(w) {
            await succeed(['ingest', 'lpw', w.lpw, '--workspace', join(w.dir, 'ws')]);
            return ['export', 'synthpedes', w.folder];
        },
        code: 2,
        message: /is not empty, and not an earlier export/,
    },
    {
        title: 'an export into a folder of something else, looked ahead at',
        async args(w) {
            await succeed(['ingest', 'lpw', w.lpw, '--workspace', join(w.dir, 'ws')]);
            return ['export', 'synthpedes', w.folder, '--dry-run'];
        },
        code: 2,
        message: /is not empty, and not an earlier export/,
    },
    {
        title: 'a reset of no stage',
        args: () => ['reset', 'everything'],
        code: 2,
        message: /ingest, denoise, annotate, distribute, caption/,
    },
    {
        title: 'training data of no kind',
        args: () => ['train', 'classifier', 'imagenet', '/x', '--out', '/y'],
        code: 2,
        message: /peta/,
    },
    {
        title: 'thresholds that are none',
        args: () => ['denoise', '--thresholds', '0.5,high'],
        code: 2,
        message: /three cosines/,
    },
];
for (const { title, args, code, message } of BROKEN) {
    test(`broken input: ${title}`, async (t) => {
        const world = await makeWorld({ videos: 1, labels: 1, images: 3, lpw: 1, own: 1 });
        const ran = await synthpedes([...(await args(world)), '--workspace', join(world.dir, 'ws'), '--quiet']);
        t.is(ran.code, code, ran.stderr);
        t.regex(ran.stderr, message);
        t.notRegex(ran.stderr, /\n\s+at /, 'no stack for a mistake');
    });
}
test('a manifest is left as it was when a command fails', async (t) => {
    const world = await makeWorld({ videos: 1, labels: 1 });
    const ws = join(world.dir, 'ws');
    await succeed(['rebuild', '--config', world.config, '--workspace', ws]);
    const before = snapshot(join(ws, 'synthpedes'));
    const { code } = await synthpedes(['denoise', '--encoder', world.config, '--workspace', ws, '--quiet']);
    t.is(code, 2);
    const { stages } = (await succeed(['rebuild', '--config', world.config, '--workspace', ws]));
    t.true(stages.every(({ judged: n }) => n === 0));
    t.deepEqual(snapshot(join(ws, 'synthpedes')), before);
});
test('doctor finds what is wrong with a source and the workspace, and estimates hours and disk', async (t) => {
    const world = await makeWorld();
    const ws = join(world.dir, 'ws');
    await writeSpac(join(world.dir, 'spac'));
    const writer = ['--set', `caption.captioner=${join(world.dir, 'spac')}`];
    const sound = (await succeed(['doctor', '--config', world.config, '--workspace', ws, ...writer]));
    t.deepEqual(sound.estimate.stages.map(({ stage }) => stage), ['ingest', 'embed', 'denoise', 'annotate', 'distribute', 'caption', 'generate', 'review', 'export']);
    t.true(sound.estimate.stages.find(({ stage }) => stage === 'generate').hours > 0);
    t.true(sound.estimate.stages.every(({ hours, diskBytes }) => hours >= 0 && diskBytes >= 0));
    put(join(ws, 'manifest.sqlite'), 'this is no database, though it is long enough to be taken for the head of one');
    rmSync(world.lpw, { recursive: true });
    const { code, stdout } = await synthpedes(['doctor', '--config', world.config, '--workspace', ws]);
    t.is(code, 2);
    t.regex(stdout, /PROBLEM {2}source {2}lpw/);
    t.regex(stdout, /PROBLEM {2}workspace {2}manifest/);
});
//# sourceMappingURL=program.test.js.map