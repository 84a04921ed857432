/**
 * A training in a process of its own: ONNX Runtime blocks whoever calls it, a crash of native code stays an error of the
 * caller, and the C library's allocator is set for arrays of megabytes that come and go with every step.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../schemas/userError.js';
/**
 * glibc keeps memory instead of giving it back, and asks for huge pages: the fresh pages of every step's gradients cost a
 * tenth of a BERT step. Other C libraries read none of this.
 */
export const ALLOCATOR = {
    MALLOC_MMAP_MAX_: '0',
    MALLOC_TRIM_THRESHOLD_: '100000000000',
    MALLOC_TOP_PAD_: '268435456',
    GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};
/**
 * Runs a script that calls `serve` and resolves with its result, undefined where it was stopped.
 * @throws UserError as the script's; Error with its cause where it crashes, or ends without a result
 */
export function runApart(script, start, { onProgress, signal }) {
    const child = fork(fileURLToPath(script), {
        serialization: 'advanced',
        execArgv: [],
        env: { ...ALLOCATOR, ...process.env },
    });
    const stop = () => void (child.connected && child.send('stop'));
    signal?.addEventListener('abort', stop);
    return new Promise((resolve, reject) => {
        child.on('message', (message) => {
            if (message.kind === 'progress')
                onProgress?.(message.progress);
            else if (message.kind === 'done')
                resolve(message.result);
            else if (message.kind === 'mistake')
                reject(new UserError(message.code, message.parts));
            else
                reject(new Error('The training failed.', { cause: rebuilt(message) }));
        });
        child.on('error', (cause) => reject(new Error('The training cannot start.', { cause })));
        child.on('exit', (code, killed) => {
            reject(new Error(`The training ended with ${killed ?? `exit code ${code}`} before it was done.`));
        });
        child.send({ start });
    }).finally(() => {
        signal?.removeEventListener('abort', stop);
        if (child.connected)
            child.disconnect();
    });
}
/** As `runApart`, for what must come to an end. @throws the signal's reason where it was stopped */
export async function trainApart(script, start, options) {
    options.signal?.throwIfAborted();
    const trained = await runApart(script, start, options);
    if (trained !== undefined)
        return trained;
    options.signal?.throwIfAborted();
    throw new Error('The training stopped without being asked to.');
}
function rebuilt({ message, stack }) {
    const error = new Error(message);
    error.stack = stack;
    return error;
}
/** The script's side: waits for the start, runs, answers. `stopped` tells whether to end where that can be gone on from. */
export function serve(run) {
    let stopping = false;
    const send = (message) => void process.send?.(message);
    process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the caller says what is to be done
    process.on('disconnect', () => process.exit());
    process.on('message', (message) => {
        if (message === 'stop')
            stopping = true;
        else
            void answer(message.start);
    });
    const answer = async (start) => {
        try {
            const onProgress = (progress) => send({ kind: 'progress', progress });
            send({ kind: 'done', result: await run(start, { stopped: () => stopping, onProgress }) });
        }
        catch (error) {
            if (error instanceof UserError) {
                const { code, message: what, got, fix } = error;
                send({ kind: 'mistake', code, parts: { what, got, fix } });
            }
            else {
                const { message, stack } = error instanceof Error ? error : new Error(String(error));
                send({ kind: 'crash', message, stack });
            }
        }
    };
}
//# sourceMappingURL=process.js.map