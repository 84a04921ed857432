import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openManifest, readManifest } from '../data/manifest.js';
import { takeLock } from './lock.js';
/** Where everything of a workspace lies. */
export function workspacePaths(dir) {
    return {
        dir,
        manifest: join(dir, 'manifest.sqlite'),
        lock: join(dir, 'lock'),
        features: join(dir, 'features'),
        captioner: join(dir, 'captioner'),
        spac: join(dir, 'spac'),
        plip: join(dir, 'plip'),
        exported: join(dir, 'synthpedes'),
        lastExport: join(dir, 'last-export'),
    };
}
/**
 * Opens a workspace for writing, making it where it is missing.
 * @param note tells the user that a dead writer's lock was taken over
 * @throws UserError workspace_locked: another writer is at work
 */
export function openWorkspace(dir, note) {
    const paths = workspacePaths(dir);
    mkdirSync(dir, { recursive: true });
    const release = takeLock(paths.lock, note);
    try {
        const database = openManifest(paths.manifest);
        return {
            paths,
            database,
            close() {
                database.close();
                release();
            },
        };
    }
    catch (error) {
        release();
        throw error;
    }
}
/** Opens a workspace for reading only; a writer may be at work beside it. */
export function readWorkspace(dir) {
    const paths = workspacePaths(dir);
    const database = readManifest(paths.manifest);
    return { paths, database, close: () => void database.close() };
}
//# sourceMappingURL=workspace.js.map