// How a command opens the workspace: to make it, to write in it, or only to look.
import { existsSync } from 'node:fs';
import { requireManifest } from '../../data/manifest.js';
import { VERSION } from '../version.js';
import { openWorkspace, readWorkspace, workspacePaths } from '../workspace.js';
/**
 * Opens the workspace for a stage: to write, recording the run with its resolved configuration, or with `--dry-run`
 * to read only.
 * @throws UserError missing_input where there is none
 */
export async function inWorkspace(context, command, body) {
    if (context.dryRun)
        return lookInWorkspace(context, body);
    requireManifest(workspacePaths(context.workspace).manifest);
    return makeWorkspace(context, command, body);
}
/** As `inWorkspace`, for the commands that a workspace begins with. */
export async function makeWorkspace(context, command, body) {
    return withWorkspace(openWorkspace(context.workspace, (text) => void context.report.warn(text)), async (workspace) => {
        const finish = startRun(workspace, command, context.config);
        try {
            const result = await body(workspace);
            finish('done');
            return result;
        }
        catch (error) {
            finish(context.signal.aborted ? 'interrupted' : `failed: ${error instanceof Error ? error.message : String(error)}`);
            throw error;
        }
    });
}
/** Opens the workspace to read if there is one: for dry runs of what would make it. */
export async function existingWorkspace(context, body) {
    if (!existsSync(workspacePaths(context.workspace).manifest))
        return body(undefined);
    return withWorkspace(readWorkspace(context.workspace), body);
}
/** Opens the workspace only to look. */
export async function lookInWorkspace(context, body) {
    return withWorkspace(readWorkspace(context.workspace), body);
}
async function withWorkspace(workspace, body) {
    try {
        return await body(workspace);
    }
    finally {
        workspace.close();
    }
}
/** A run that has no outcome was killed. */
function startRun({ database }, command, config) {
    const id = database
        .prepare('INSERT INTO runs (command, version, config, started) VALUES (?, ?, ?, ?) RETURNING id')
        .pluck()
        .get(command, VERSION, JSON.stringify(config), new Date().toISOString());
    const finish = database.prepare('UPDATE runs SET finished = ?, outcome = ? WHERE id = ?');
    return (outcome) => {
        try {
            finish.run(new Date().toISOString(), outcome, id);
        }
        catch (error) {
            // The disk may be full: what went wrong first is what the user must read.
            if (outcome === 'done')
                throw error;
        }
    };
}
//# sourceMappingURL=inWorkspace.js.map