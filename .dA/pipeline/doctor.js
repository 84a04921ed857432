// What is wrong with this machine, these sources, this workspace, and what to do about it.
import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { checkSource } from '../data/sources/checkSource.js';
import { UserError } from '../schemas/userError.js';
import { freeSpace, gigabytes } from './estimate.js';
import { checkModels, configuredSources } from './inputs.js';
import { readWorkspace } from './workspace.js';
/** Looks at everything that can be looked at quickly; writes nothing. */
export async function examine(context, extra) {
    const findings = await examineMachine(context);
    for (const [kind, dir] of [...configuredSources(context.config), ...extra])
        findings.push(...(await examineSource(kind, dir)));
    findings.push(...(await examineModels(context)));
    return [...findings, ...examineWorkspace(context.workspace)];
}
async function examineMachine(context) {
    const ok = (check, detail) => ({ area: 'machine', check, state: 'ok', detail });
    const major = Number(process.versions.node.split('.')[0]);
    const findings = [
        major >= 20
            ? ok('node', process.version)
            : { area: 'machine', check: 'node', state: 'problem', detail: process.version, fix: 'install Node 20 or newer' },
        ok('cores', String(availableParallelism())),
    ];
    const memory = totalmem();
    findings.push(memory >= 4e9
        ? ok('memory', gigabytes(memory))
        : {
            area: 'machine',
            check: 'memory',
            state: 'warning',
            detail: gigabytes(memory),
            fix: 'training wants 4 GB; lower `threads`',
        });
    const free = await freeSpace(context.workspace);
    findings.push(free >= 1e9
        ? ok('disk', `${gigabytes(free)} free at ${context.workspace}`)
        : {
            area: 'machine',
            check: 'disk',
            state: 'problem',
            detail: `${gigabytes(free)} free at ${context.workspace}`,
            fix: 'free space or move --workspace',
        });
    for (const name of ['better-sqlite3', 'sharp', 'onnxruntime-node'])
        findings.push(await examineAddon(name));
    return findings;
}
/** Native add-ons are what breaks when Node is changed under an installed project. */
async function examineAddon(name) {
    try {
        await import(name);
        return { area: 'machine', check: name, state: 'ok', detail: 'loads' };
    }
    catch (error) {
        const detail = error instanceof Error ? error.message.split('\n')[0] : String(error);
        return {
            area: 'machine',
            check: name,
            state: 'problem',
            detail,
            fix: 'run `npm ci` again with the Node that you use',
        };
    }
}
async function examineSource(kind, dir) {
    const { layout, problems, notes } = await checkSource(kind, dir);
    const check = `${kind} ${dir}`;
    const found = layout === undefined ? [] : [{ area: 'source', check, state: 'ok', detail: layout }];
    return [
        ...found,
        ...problems.map((detail) => ({ area: 'source', check, state: 'problem', detail })),
        ...notes.map((detail) => ({ area: 'source', check, state: 'warning', detail })),
    ];
}
async function examineModels(context) {
    const checks = await checkModels(context);
    return checks.map(({ name, path, problem }) => {
        const check = `${name} ${path}`;
        if (!problem)
            return { area: 'model', check, state: 'ok', detail: 'reads' };
        const detail = [problem.message, problem.got].filter(Boolean).join(' got: ');
        return { area: 'model', check, state: 'problem', detail, fix: problem.fix };
    });
}
function examineWorkspace(dir) {
    if (!existsSync(join(dir, 'manifest.sqlite'))) {
        return [{ area: 'workspace', check: dir, state: 'ok', detail: 'no manifest yet' }];
    }
    try {
        const { database, paths, close } = readWorkspace(dir);
        try {
            const integrity = database.pragma('quick_check(1)', { simple: true });
            const orphans = database.pragma('foreign_key_check').length;
            const sound = integrity === 'ok' && orphans === 0;
            const missing = database
                .prepare('SELECT DISTINCT root FROM sources')
                .pluck()
                .all()
                .filter((root) => !existsSync(String(root)));
            return [
                sound
                    ? { area: 'workspace', check: 'manifest', state: 'ok', detail: 'sound' }
                    : {
                        area: 'workspace',
                        check: 'manifest',
                        state: 'problem',
                        detail: `${integrity}; ${orphans} broken references`,
                        fix: 'restore a copy, or start a new workspace',
                    },
                ...missing.map((root) => ({
                    area: 'workspace',
                    check: 'source folder',
                    state: 'problem',
                    detail: `${String(root)} is gone`,
                    fix: 'put it back; images are referenced where they lie',
                })),
                ...(existsSync(paths.lock)
                    ? [
                        {
                            area: 'workspace',
                            check: 'lock',
                            state: 'warning',
                            detail: 'a writer is at work, or died',
                            fix: 'the next writer takes over the lock of a dead one',
                        },
                    ]
                    : []),
            ];
        }
        finally {
            close();
        }
    }
    catch (error) {
        if (!(error instanceof UserError))
            throw error;
        return [
            {
                area: 'workspace',
                check: 'manifest',
                state: 'problem',
                detail: [error.message, error.got].filter(Boolean).join(' got: '),
                fix: error.fix,
            },
        ];
    }
}
/** The text of `synthpedes doctor`. */
export function describeFindings(findings) {
    const mark = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' };
    return findings
        .flatMap(({ area, check, state, detail, fix }) => [
        `${mark[state]}  ${area}  ${check}: ${detail}`,
        ...(fix !== undefined && state !== 'ok' ? [`           fix: ${fix}`] : []),
    ])
        .join('\n');
}
//# sourceMappingURL=doctor.js.map