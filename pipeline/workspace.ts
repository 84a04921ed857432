// A workspace: the folder of one rebuild. It has one writer at a time.
import type { Database } from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openManifest, readManifest } from '../data/manifest.js';
import { takeLock } from './lock.js';

/** Where everything of a workspace lies. */
export function workspacePaths(dir: string) {
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

export type WorkspacePaths = ReturnType<typeof workspacePaths>;

export interface Workspace {
  readonly paths: WorkspacePaths;
  readonly database: Database;
  close(): void;
}

/**
 * Opens a workspace for writing, making it where it is missing.
 * @param note tells the user that a dead writer's lock was taken over
 * @throws UserError workspace_locked: another writer is at work
 */
export function openWorkspace(dir: string, note: (text: string) => void): Workspace {
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
  } catch (error) {
    release();
    throw error;
  }
}

/** Opens a workspace for reading only; a writer may be at work beside it. */
export function readWorkspace(dir: string): Workspace {
  const paths = workspacePaths(dir);
  const database = readManifest(paths.manifest);
  return { paths, database, close: () => void database.close() };
}
