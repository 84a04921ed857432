// A workspace: the folder of one rebuild. It has one writer at a time.
import type { Database } from 'better-sqlite3';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openManifest, readManifest } from '../data/manifest.js';
import { UserError } from '../schemas/userError.js';

/** Where everything of a workspace lies. */
export function workspacePaths(dir: string) {
  return {
    dir,
    manifest: join(dir, 'manifest.sqlite'),
    lock: join(dir, 'lock'),
    features: join(dir, 'features'),
    captioner: join(dir, 'captioner'),
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
  takeLock(paths.lock, note);
  const release = (): void => rmSync(paths.lock, { force: true });
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

interface Owner {
  readonly pid: number;
  readonly host: string;
}

function takeLock(path: string, note: (text: string) => void): void {
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
      closeSync(file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      const owner = readOwner(path);
      if (owner && (owner.host !== hostname() || isAlive(owner.pid))) throw lockedBy(owner, path);
      note(`took over the lock of ${owner ? `process ${owner.pid}, which is gone` : 'a writer that died early'}`);
      rmSync(path, { force: true });
    }
  }
}

/** Undefined where the owner died between making the file and writing its name. */
function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false; // a container's process numbers start anew: it cannot be another of ours
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lockedBy({ pid, host }: Owner, path: string): UserError {
  return new UserError('workspace_locked', {
    what: 'Another process is writing to this workspace.',
    got: `process ${pid} on ${host}`,
    fix: `wait for it, or if no such process runs there, delete ${path}`,
  });
}
