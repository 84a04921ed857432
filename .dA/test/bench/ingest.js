// Bookkeeping of an ingest, without decoding: rows a second into the manifest, against the bare inserts of the same rows.
import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { openManifest } from '../../data/manifest.js';
import { collect } from '../../pipeline/collect.js';
import { inTurns } from './case.js';
import { temporaryFolder } from '../temporary.js';
const ROWS = 500_000;
/** LUPerson-NL's shape: 500 videos, 20 identities each, 50 images an identity. */
function* images() {
    for (let i = 0; i < ROWS; i++) {
        const identity = String(Math.floor(i / 50)).padStart(6, '0');
        const scene = String(Math.floor(i / 1000)).padStart(5, '0');
        const key = `${scene}_${identity}_${String(i).padStart(7, '0')}_00`;
        yield {
            key,
            scene,
            identity,
            camera: '',
            bytes: { path: '/data.mdb', offset: i * 8192, length: 5000 },
            modified: 0,
        };
    }
}
export async function* cases() {
    const reader = {
        kind: 'luperson-nl',
        layout: 'lmdb',
        root: '/data.mdb',
        notes: [],
        async *scan() {
            yield* images();
        },
    };
    const options = {
        progress: { advance: () => undefined, end: () => undefined },
        signal: new AbortController().signal,
    };
    const { ours, peer } = await inTurns(3, async () => {
        const database = openManifest(join(temporaryFolder(), 'manifest.sqlite'));
        await collect(database, reader, options);
        database.close();
    }, async () => bareInserts(temporaryFolder()));
    yield {
        suite: 'ingest',
        case: `register ${ROWS} rows`,
        ours: ROWS / ours,
        peer: ROWS / peer,
        ratio: ours / peer,
        unit: 'rows/s',
    };
}
function bareInserts(dir) {
    const database = new BetterSqlite3(join(dir, 'bare.sqlite'));
    database.pragma('journal_mode = WAL');
    database.exec('CREATE TABLE images (id INTEGER PRIMARY KEY, key TEXT UNIQUE, offset INTEGER, length INTEGER) STRICT');
    const insert = database.prepare('INSERT INTO images (key, offset, length) VALUES (?, ?, ?)');
    database.transaction(() => {
        for (const { key, bytes } of images())
            insert.run(key, bytes.offset, bytes.length);
    })();
    database.close();
}
//# sourceMappingURL=ingest.js.map