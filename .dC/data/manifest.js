// The manifest: one SQLite file that holds the whole state of a rebuild. Opening, migrating, and nothing else.
import BetterSqlite3 from 'better-sqlite3';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inputHash } from './inputHash.js';
import { UserError } from '../schemas/userError.js';
/** 'SYNP': tells our manifests from every other SQLite file. */
const APPLICATION_ID = 0x53594e50;
const VERSIONS = ['manifest.sql', 'manifest2.sql'].map((name) => new URL(`../../schemas/${name}`, import.meta.url));
/** Step k brings a manifest from user_version k to k+1. A released step is never edited; a change is a new step. */
const MIGRATIONS = VERSIONS.map((file) => (database) => database.exec(readFileSync(file, 'utf8')));
/**
 * Opens the manifest at `path`, creating it (and its folder) where it is missing, and migrates it to this version.
 * @throws UserError bad_file: not a manifest, or written by a newer version of this program.
 */
export function openManifest(path) {
    mkdirSync(dirname(path), { recursive: true });
    const database = openDatabase(path, false);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -65536'); // 64 MiB
    database.pragma('temp_store = FILE');
    migrate(database, path);
    return database;
}
/**
 * Opens an existing manifest for reading only (status, inspect, export's look-ups beside a running writer).
 * @throws UserError missing_input when there is none yet.
 */
export function readManifest(path) {
    requireManifest(path);
    const database = openDatabase(path, true);
    const version = database.pragma('user_version', { simple: true });
    if (version !== MIGRATIONS.length)
        throw wrongVersion(path, version);
    return database;
}
/** @throws UserError missing_input */
export function requireManifest(path) {
    if (existsSync(path))
        return;
    throw new UserError('missing_input', {
        what: 'This workspace has no manifest yet.',
        got: `no file ${path}`,
        fix: 'ingest a source first: synthpedes ingest luperson-nl <dir> (or name another --workspace)',
    });
}
function openDatabase(path, readonly) {
    let database;
    try {
        database = new BetterSqlite3(path, { readonly });
        const id = database.pragma('application_id', { simple: true });
        const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
        if (id !== APPLICATION_ID && (id !== 0 || tables > 0))
            throw notAManifest(path, `application_id ${id}`);
        addDigest(database);
        return database;
    }
    catch (error) {
        database?.close();
        if (error instanceof BetterSqlite3.SqliteError && ['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(error.code)) {
            throw notAManifest(path, error.message, error);
        }
        throw error;
    }
}
/**
 * SQL aggregate digest(...): one number for a set of rows, whatever order they come in. It is how an item that stands
 * for many rows (a scene, an identity) notices that one of them has changed.
 */
function addDigest(database) {
    database.aggregate('digest', {
        varargs: true,
        deterministic: true,
        start: 0,
        step: (total, ...values) => (total + inputHash(values)) % 2 ** 52,
    });
}
function migrate(database, path) {
    const version = database.pragma('user_version', { simple: true });
    if (version > MIGRATIONS.length) {
        database.close();
        throw wrongVersion(path, version);
    }
    for (let step = version; step < MIGRATIONS.length; step++) {
        database
            .transaction(() => {
            MIGRATIONS[step](database);
            database.pragma(`application_id = ${APPLICATION_ID}`);
            database.pragma(`user_version = ${step + 1}`);
        })
            .immediate();
    }
}
function notAManifest(path, got, cause) {
    return new UserError('bad_file', { what: `${path} is not a manifest.`, got, fix: 'name another --workspace, or move that file away' }, { cause });
}
function wrongVersion(path, version) {
    return new UserError('bad_file', {
        what: `${path} was written by another version of synthpedes.`,
        got: `manifest version ${version} (this program writes ${MIGRATIONS.length})`,
        fix: version > MIGRATIONS.length ? 'update synthpedes' : 'run any command that writes, such as ingest, to migrate it',
    });
}
//# sourceMappingURL=manifest.js.map