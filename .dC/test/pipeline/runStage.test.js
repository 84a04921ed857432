import test from 'ava';
import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { openManifest } from '../../data/manifest.js';
import { causeOf, countPending, pendingItems } from '../../pipeline/pending.js';
import { runStage } from '../../pipeline/runStage.js';
import { temporaryFolder } from '../temporary.js';
/** A toy stage over a table of words: words with a q are dropped, the rest are written in capitals. */
function shout(overrides = {}) {
    return {
        name: 'shout',
        fingerprint: '{"version":1}',
        source: 'SELECT id, word FROM words',
        outputs: [{ table: 'shouts', column: 'word_id' }],
        batchSize: 3,
        judge: (items) => Promise.resolve(items.map(({ word }) => word.includes('q')
            ? { kind: 'drop', reason: 'has_a_q', score: 1, threshold: 0.5 }
            : { kind: 'keep', value: word.toUpperCase() })),
        writer(db) {
            const insert = db.prepare('INSERT INTO shouts (word_id, text) VALUES (?, ?)');
            return ({ id }, text) => void insert.run(id, text);
        },
        ...overrides,
    };
}
function withManifest(body) {
    const dir = temporaryFolder();
    const database = openManifest(join(dir, 'manifest.sqlite'));
    database.exec('CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT); CREATE TABLE shouts (word_id INTEGER PRIMARY KEY, text TEXT)');
    return body(database).finally(() => {
        database.close();
    });
}
function fill(database, words) {
    words.forEach((word, id) => database.prepare('INSERT INTO words VALUES (?, ?)').run(id, word));
}
const quiet = { advance: () => undefined, end: () => undefined };
function run(database, stage, resume = 'changed') {
    return runStage(database, stage, { resume, progress: quiet, signal: new AbortController().signal });
}
const shouts = (database) => database.prepare('SELECT text FROM shouts ORDER BY word_id').pluck().all();
const WORDS = ['ant', 'bee', 'quail', 'cat', 'dog', 'eel', 'squid', 'fox'];
test('every item gets a verdict: kept and dropped add up to the source', (t) => withManifest(async (database) => {
    fill(database, WORDS);
    t.deepEqual(await run(database, shout()), { judged: 8, kept: 6, dropped: 2, left: 0 });
    t.deepEqual(shouts(database), ['ANT', 'BEE', 'CAT', 'DOG', 'EEL', 'FOX']);
    const drop = database.prepare('SELECT reason, score, threshold FROM verdicts WHERE item = 2').get();
    t.deepEqual(drop, { reason: 'has_a_q', score: 1, threshold: 0.5 });
}));
test('a second run has nothing to do; a changed row, a new one and a gone one are what a third run touches', (t) => withManifest(async (database) => {
    fill(database, WORDS);
    await run(database, shout());
    t.is((await run(database, shout())).judged, 0);
    database.exec("UPDATE words SET word = 'bat' WHERE id = 1; DELETE FROM words WHERE id = 3; INSERT INTO words VALUES (9, 'gnu')");
    t.deepEqual(countPending(database, shout(), 'changed'), { 'input changed': 1, new: 1, left: 1 });
    t.deepEqual(await run(database, shout()), { judged: 2, kept: 2, dropped: 0, left: 1 });
    t.deepEqual(shouts(database), ['ANT', 'BAT', 'DOG', 'EEL', 'FOX', 'GNU']);
}));
test('an item that was kept and is now dropped loses its output', (t) => withManifest(async (database) => {
    fill(database, ['ant']);
    await run(database, shout());
    database.exec("UPDATE words SET word = 'quokka'");
    await run(database, shout());
    t.deepEqual(shouts(database), []);
}));
test('new settings redo everything, except with --resume never', (t) => withManifest(async (database) => {
    fill(database, WORDS);
    await run(database, shout());
    const changed = shout({ fingerprint: '{"version":2}' });
    t.deepEqual(countPending(database, changed, 'changed'), { 'settings changed': 8 });
    t.is((await run(database, changed, 'never')).judged, 0);
    t.is((await run(database, changed)).judged, 8);
    t.is((await run(database, changed, 'always')).judged, 8);
}));
test('what one item depends on redoes that item alone', (t) => withManifest(async (database) => {
    fill(database, WORDS);
    const pet = (name) => shout({ dependsOn: ({ word }) => (word === 'cat' ? name : '') });
    await run(database, pet('Tom'));
    t.deepEqual([...pendingItems(database, pet('Felix'), 'changed')].map(({ item }) => item.word), ['cat']);
}));
test('a stage that throws stops with the items it struck, and what was committed before stays', (t) => withManifest(async (database) => {
    fill(database, WORDS);
    const broken = shout({
        judge: (items) => items.some(({ word }) => word === 'fox') ? Promise.reject(new Error('boom')) : shout().judge(items),
    });
    const error = await t.throwsAsync(run(database, broken));
    t.is(error.message, 'shout failed on items 6 to 7');
    t.is(error.cause.message, 'boom');
    t.deepEqual(shouts(database), ['ANT', 'BEE', 'CAT', 'DOG', 'EEL']);
    t.is((await run(database, shout())).judged, 2);
}));
test('a stage that answers for too few items is an error, not a loss', (t) => withManifest(async (database) => {
    fill(database, WORDS);
    const error = await t.throwsAsync(run(database, shout({ judge: () => Promise.resolve([]) })));
    t.regex(error.cause.message, /0 verdicts for 3 items/);
}));
test('an abort commits what is under way and then stops', (t) => withManifest(async (database) => {
    fill(database, WORDS);
    const abort = new AbortController();
    const stage = shout({
        judge(items) {
            abort.abort(new Error('Ctrl-C'));
            return shout().judge(items);
        },
    });
    await t.throwsAsync(runStage(database, stage, { resume: 'changed', progress: quiet, signal: abort.signal }), {
        message: 'Ctrl-C',
    });
    t.is(database.prepare('SELECT count(*) FROM verdicts').pluck().get(), 3);
}));
test('pending, by mode: each case of the table', (t) => {
    const state = (judged, sameSettings, sameInput) => ({ judged, sameSettings, sameInput });
    t.is(causeOf(state(false, false, false), 'never'), 'new');
    t.is(causeOf(state(true, true, true), 'changed'), undefined);
    t.is(causeOf(state(true, false, true), 'changed'), 'settings changed');
    t.is(causeOf(state(true, true, false), 'changed'), 'input changed');
    t.is(causeOf(state(true, false, false), 'never'), undefined);
    t.is(causeOf(state(true, true, true), 'always'), 'asked for');
});
test('a digest of rows does not depend on their order, and changes with any of them', (t) => withManifest((database) => {
    database.exec('CREATE TABLE pairs (a, b)');
    const of = (rows) => {
        database.exec('DELETE FROM pairs');
        for (const row of rows)
            database.prepare('INSERT INTO pairs VALUES (?, ?)').run(...row);
        return database.prepare('SELECT digest(a, b) FROM pairs').pluck().get();
    };
    t.is(of([
        ['x', 1],
        ['y', 2],
    ]), of([
        ['y', 2],
        ['x', 1],
    ]));
    t.not(of([
        ['x', 1],
        ['y', 2],
    ]), of([
        ['x', 1],
        ['y', 3],
    ]));
    return Promise.resolve();
}));
test('a file that is no manifest is refused and left as it is', (t) => {
    const dir = temporaryFolder();
    const path = join(dir, 'other.sqlite');
    const other = new BetterSqlite3(path);
    other.exec('CREATE TABLE mine (x)');
    other.close();
    t.throws(() => openManifest(path), { message: /is not a manifest/ });
    const again = new BetterSqlite3(path, { readonly: true });
    t.is(again.prepare('SELECT count(*) FROM mine').pluck().get(), 0);
    again.close();
});
//# sourceMappingURL=runStage.test.js.map