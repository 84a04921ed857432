// Captions beside each other: what an image says twice, what too many people share, what too many captions begin with.
import test from 'ava';
import { join } from 'node:path';
import { openManifest } from '../../data/manifest.js';
import { openingOf, reviewStage } from '../../pipeline/captionReview.js';
import { runStage } from '../../pipeline/runStage.js';
import { configSchema } from '../../schemas/config.js';
import { temporaryFolder } from '../temporary.js';
/** A manifest with one image an identity and the given captions: [image, style, text]. */
function manifest(captions) {
    const database = openManifest(join(temporaryFolder(), 'manifest.sqlite'));
    database.pragma('foreign_keys = OFF'); // only what the review reads is there
    for (const image of new Set(captions.map(([each]) => each)))
        database.prepare('INSERT INTO distributed (image_id, identity_id) VALUES (?, ?)').run(image, 1000 + image);
    for (const [image, style, text] of captions)
        database
            .prepare('INSERT INTO generated_captions VALUES (?, ?, ?, ?, 0)')
            .run(image * 64 + style, image, style, text);
    return database;
}
async function review(database, gates) {
    const config = configSchema.parse({ caption: { gates } });
    const stage = reviewStage({ config }, { database });
    const progress = { advance: () => undefined, end: () => undefined };
    const { signal } = new AbortController();
    const report = await runStage(database, stage, { resume: 'changed', progress, signal });
    const rows = database
        .prepare(`SELECT item / 64 AS image, item % 64 AS style, reason, score, threshold FROM verdicts v JOIN stages s ON s.id = v.stage_id
        WHERE s.name = 'review' AND reason IS NOT NULL ORDER BY item`)
        .all();
    return { report, dropped: rows, kept: database.prepare('SELECT count(*) FROM captions').pluck().get() };
}
test('an image has no caption twice: the later style loses it', async (t) => {
    const database = manifest([
        [1, 1, 'A man in red.'],
        [1, 2, 'A man in red.'],
        [2, 1, 'A man in blue.'],
        [2, 2, 'He wears blue.'],
    ]);
    const { dropped, kept } = await review(database, {});
    t.deepEqual(dropped, [{ image: 1, style: 2, reason: 'repeats_in_image', score: null, threshold: null }]);
    t.is(kept, 3);
    const { dropped: none } = await review(database, { repeatInImage: false });
    t.deepEqual(none, []);
});
test('a caption that more identities share than may is kept for the first of them', async (t) => {
    const database = manifest([1, 2, 3, 4].map((image) => [image, 1, 'The same.']));
    const { dropped } = await review(database, { maxIdentities: 2 });
    t.deepEqual(dropped, [
        { image: 3, style: 1, reason: 'repeats_across_identities', score: 3, threshold: 2 },
        { image: 4, style: 1, reason: 'repeats_across_identities', score: 4, threshold: 2 },
    ]);
    t.deepEqual((await review(database, { maxIdentities: null })).dropped, []);
});
test('an opening may have its share of a style, counted in each style for itself, where there are enough to count', async (t) => {
    const begin = (n) => (n % 2 === 0 ? 'The man is wearing' : `Opening ${n} of all`);
    const captions = Array.from({ length: 100 }, (_, n) => [n + 1, 1, `${begin(n)} thing ${n}.`]);
    const { dropped } = await review(manifest(captions), { openingShare: 0.4 });
    // 50 of 100 begin alike, 40 may: the last ten go.
    t.is(dropped.length, 10);
    t.deepEqual(dropped[0], { image: 81, style: 1, reason: 'stock_opening', score: null, threshold: 0.4 });
    t.deepEqual((await review(manifest(captions.slice(0, 50)), { openingShare: 0.4 })).dropped, []);
    t.deepEqual((await review(manifest(captions), { openingShare: null })).dropped, []);
    t.is(openingOf('The  Man is WEARING a red shirt'), 'the man is wearing');
});
test('a caption that is added changes the verdicts of those that it concerns, and no other', async (t) => {
    const database = manifest([1, 2, 3].map((image) => [image, 1, image < 3 ? 'The same.' : 'Another.']));
    t.is((await review(database, { maxIdentities: 1 })).report.judged, 3);
    t.is((await review(database, { maxIdentities: 1 })).report.judged, 0);
    database.prepare('UPDATE generated_captions SET text = ? WHERE item = 65').run('New.');
    const { report, dropped } = await review(database, { maxIdentities: 1 });
    t.is(report.judged, 2, 'the one that changed, and the one that is now the first to say so');
    t.deepEqual(dropped, []);
});
//# sourceMappingURL=captionReview.test.js.map