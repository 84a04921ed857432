import { existsSync } from 'node:fs';
import { locator } from '../data/locations.js';
/** Rows a transaction. */
const BATCH = 20_000;
/**
 * Registers every image of a source, in key order, without reading its bytes. Rows that are there already stay as
 * they are, so a second run adds only what is new.
 */
export async function collect(database, reader, options) {
    const source = upsertSource(database, reader);
    const register = registrar(database, source);
    const counts = { source, added: 0, changed: 0, unchanged: 0 };
    let batch = [];
    const commit = database.transaction(() => {
        for (const image of batch)
            counts[register(image)]++;
    });
    const flush = () => {
        commit.immediate();
        options.progress.advance(batch.length);
        batch = [];
    };
    for await (const image of reader.scan()) {
        batch.push(image);
        if (batch.length < BATCH)
            continue;
        flush();
        // A registrar that never waits would starve timers and Ctrl-C.
        await new Promise((resolve) => setImmediate(resolve));
        options.signal.throwIfAborted();
    }
    if (batch.length > 0)
        flush();
    return counts;
}
/** What `collect` would do, counted without writing; `database` undefined where there is no manifest yet. */
export async function foresee(database, reader, options) {
    const find = database?.prepare(`SELECT i.offset, i.length, i.modified FROM images i JOIN sources s ON s.id = i.source_id
      WHERE s.kind = ? AND s.root = ? AND i.key = ?`);
    const counts = { added: 0, changed: 0, unchanged: 0 };
    let seen = 0;
    for await (const { key, bytes, modified } of reader.scan()) {
        const row = find?.get(reader.kind, reader.root, key);
        if (!row)
            counts.added++;
        else if (row.offset === bytes.offset && row.length === bytes.length && row.modified === modified)
            counts.unchanged++;
        else
            counts.changed++;
        if (++seen % BATCH === 0) {
            options.progress.advance(BATCH);
            await new Promise((resolve) => setImmediate(resolve));
            options.signal.throwIfAborted();
        }
    }
    return counts;
}
/** The source's row; one of the same kind and layout whose folder is gone has been moved, and only gets its new place. */
function upsertSource(database, reader) {
    const known = database
        .prepare('SELECT id, root FROM sources WHERE kind = ? AND layout = ?')
        .all(reader.kind, reader.layout);
    const moved = known.some(({ root }) => root === reader.root)
        ? undefined
        : known.find(({ root }) => !existsSync(root));
    if (moved)
        database.prepare('UPDATE sources SET root = ? WHERE id = ?').run(reader.root, moved.id);
    return database
        .prepare(`INSERT INTO sources (kind, root, layout, container) VALUES (?, ?, ?, ?)
       ON CONFLICT (kind, root) DO UPDATE SET layout = excluded.layout RETURNING id`)
        .pluck()
        .get(reader.kind, reader.root, reader.layout, isContainer(reader) ? 1 : 0);
}
/** Do all values lie in one file, the source's root? */
export function isContainer(reader) {
    return reader.layout === 'lmdb';
}
/** Registers one image. Neighbouring images share their tracklet, so the last one is remembered. */
function registrar(database, source) {
    const upsert = (table, parent, name) => {
        const find = database.prepare(`SELECT id FROM ${table} WHERE ${parent} = ? AND ${name} = ?`).pluck();
        const add = database.prepare(`INSERT INTO ${table} (${parent}, ${name}) VALUES (?, ?)`);
        return (parentId, value) => find.get(parentId, value) ?? Number(add.run(parentId, value).lastInsertRowid);
    };
    const scene = upsert('scenes', 'source_id', 'name');
    const identity = upsert('identities', 'scene_id', 'label');
    const tracklet = upsert('tracklets', 'identity_id', 'camera');
    const add = database.prepare('INSERT OR IGNORE INTO images (source_id, tracklet_id, key, offset, length, modified) VALUES (?, ?, ?, ?, ?, ?)');
    const change = database.prepare(`UPDATE images SET offset = @offset, length = @length, modified = @modified
      WHERE source_id = @source AND key = @key AND (offset, length, modified) <> (@offset, @length, @modified)`);
    let last;
    return (image) => {
        if (!last || !sameTracklet(last.image, image)) {
            last = { image, tracklet: tracklet(identity(scene(source, image.scene), image.identity), image.camera) };
        }
        const { key, modified } = image;
        const { offset, length } = image.bytes;
        if (add.run(source, last.tracklet, key, offset, length, modified).changes > 0)
            return 'added';
        return change.run({ source, key, offset, length, modified }).changes > 0 ? 'changed' : 'unchanged';
    };
}
function sameTracklet(a, b) {
    return a.identity === b.identity && a.scene === b.scene && a.camera === b.camera;
}
/** Decodes every registered image once: a truncated, empty or foreign one is dropped with its reason. */
export function verifyStage(context, { database }) {
    const locate = locator(database);
    return {
        name: 'ingest',
        fingerprint: JSON.stringify({ version: 1 }),
        source: 'SELECT id, offset, length, modified FROM images',
        outputs: [{ table: 'contents', column: 'image_id' }],
        batchSize: 512,
        judge: (items) => context.pool().verify(locate(items.map((item) => item.id))),
        writer(db) {
            const insert = db.prepare('INSERT INTO contents (image_id, width, height, format, sha256) VALUES (?, ?, ?, ?, ?)');
            return ({ id }, { width, height, format, sha256 }) => void insert.run(id, width, height, format, Buffer.from(sha256));
        },
    };
}
//# sourceMappingURL=collect.js.map