// One writer a folder: a lock file that names its process and host, taken over from the dead.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { UserError } from '../schemas/userError.js';
/**
 * Takes the lock and returns what gives it back.
 * @param note tells the user that a dead writer's lock was taken over
 * @throws UserError workspace_locked: another writer is at work
 */
export function takeLock(path, note) {
    for (let attempt = 0;; attempt++) {
        try {
            const file = openSync(path, 'wx');
            writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() }));
            closeSync(file);
            return () => rmSync(path, { force: true });
        }
        catch (error) {
            if (error.code !== 'EEXIST' || attempt > 0)
                throw error;
            const owner = readOwner(path);
            if (owner && (owner.host !== hostname() || isAlive(owner.pid)))
                throw lockedBy(owner, path);
            note(`took over the lock of ${owner ? `process ${owner.pid}, which is gone` : 'a writer that died early'}`);
            rmSync(path, { force: true });
        }
    }
}
/** Undefined where the owner died between making the file and writing its name. */
function readOwner(path) {
    try {
        return JSON.parse(readFileSync(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
function isAlive(pid) {
    if (pid === process.pid)
        return false; // a container's process numbers start anew: it cannot be another of ours
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}
function lockedBy({ pid, host }, path) {
    return new UserError('workspace_locked', {
        what: `Another process is writing to ${dirname(path)}.`,
        got: `process ${pid} on ${host}`,
        fix: `wait for it, or if no such process runs there, delete ${path}`,
    });
}
//# sourceMappingURL=lock.js.map