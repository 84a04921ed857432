/**
 * An optimizer on several threads. The caller cuts the parameters of a step into pieces, works on them itself, and keeps the
 * mailboxes of the helpers filled meanwhile. Updates are elementwise, so the result is the same to the bit for every
 * number of threads, whoever takes which piece. Weights and gradients stay ordinary arrays (ONNX Runtime takes and gives no
 * shared memory) and are copied piece by piece through the cache; the state lies in shared memory.
 */
import { Worker } from 'node:worker_threads';
import { putOnDesk, takeOffDesk } from './arena.js';
import { createMailbox, readMessage, setState, STATE, stateOf, waitWhile, writePiece } from './mailbox.js';
import { arenaFor, optimizerOver, piecesOf, updatePiece } from './optimizer.js';
import { kernelOf, ruleOf } from './rule.js';
/** Two a helper: one is filled while it works on the other. */
const BOXES = 2;
/** Pieces below are not worth a message. */
const SMALL = 2048;
/**
 * Starts `threads - 1` helpers. `update` then blocks the caller until all threads are through.
 *
 * @throws Error where a helper does not start, with its reason as the cause; later, from `update`: a helper failed or does not
 *   answer. The weights are then of no step, and every further `update` throws the same.
 */
export async function openParallelOptimizer(config, { parameters, plan }, { threads, patience = 60_000, script = new URL('./helper.js', import.meta.url) }) {
    const rule = ruleOf(config);
    const parts = { rule, parameters, plan };
    const arena = arenaFor(parts, { desks: 1 + BOXES * (threads - 1), shared: true });
    const own = { kernel: kernelOf(rule, arena.memory), desk: arena.desks[0] };
    const helpers = Array.from({ length: threads - 1 }, (_, i) => createHelper(i, { config, arena, script }));
    let failure;
    const close = async () => {
        failure ??= new Error('The optimizer is closed.');
        for (const { boxes } of helpers)
            for (const box of boxes)
                setState(box, STATE.closed);
        await Promise.all(helpers.map(({ worker }) => worker.terminate()));
    };
    try {
        await Promise.all(helpers.map(ready));
    }
    catch (error) {
        await close();
        throw error;
    }
    const execute = (tasks) => {
        failure ??= helpers.find((helper) => helper.failure)?.failure;
        if (failure)
            throw failure;
        try {
            share(own, tasks, helpers);
            for (const helper of helpers)
                finish(helper, patience);
        }
        catch (error) {
            failure = error;
            throw error;
        }
    };
    return { ...optimizerOver(parts, arena.slots, execute), close };
}
function createHelper(index, { config, arena, script }) {
    const { memory, slots, desks } = arena;
    const scalars = ruleOf(config).scalars({ step: 1, rate: 0, weightDecay: 0 }).length;
    const first = 1 + BOXES * index;
    const boxes = desks.slice(first, first + BOXES).map((desk) => createMailbox(desk, scalars));
    const start = { config, arena: { memory, slots }, boxes };
    const worker = new Worker(script, { workerData: start });
    const name = `Helper thread ${index + 1} of the optimizer`;
    const helper = { worker, name, boxes, work: [], turn: 0, failure: undefined };
    const end = (cause) => {
        helper.failure ??= new Error(`${name} ended.`, { cause });
    };
    worker.on('error', end);
    worker.on('exit', (code) => {
        end(`exit code ${code}`);
    });
    return helper;
}
function ready(helper) {
    const { worker } = helper;
    return new Promise((resolve, reject) => {
        worker.once('message', () => {
            worker.unref(); // a process that forgets to close it still comes to an end
            resolve();
        });
        worker.once('exit', () => {
            reject(helper.failure);
        });
    });
}
/** Hands pieces to whichever helper has an empty mailbox and does the others itself. */
function share(own, tasks, helpers) {
    for (const task of tasks)
        for (const piece of piecesOf(task)) {
            const free = piece.to - piece.from < SMALL ? undefined : helpers.find(isFree);
            if (free)
                post(free, { task, piece });
            else
                updatePiece(own.kernel, own.desk, task, piece);
        }
}
function isFree({ boxes, turn }) {
    return stateOf(boxes[turn]) !== STATE.posted;
}
function post(helper, work) {
    const { boxes, turn } = helper;
    collect(helper, turn);
    const { task, piece } = work;
    const box = boxes[turn];
    writePiece(box, task.index, piece);
    box.scalars.set(task.scalars);
    putOnDesk(box.desk, task, piece);
    helper.work[turn] = work;
    helper.turn = (turn + 1) % boxes.length;
    setState(box, STATE.posted);
}
/** Waits for all that the helper has in hand, the oldest first. */
function finish(helper, patience) {
    const { boxes, turn, name } = helper;
    for (let i = 0; i < boxes.length; i++) {
        const oldest = (turn + i) % boxes.length;
        if (!waitWhile(boxes[oldest], STATE.posted, patience))
            throw new Error(`${name} has not answered for ${patience} ms.`);
        collect(helper, oldest);
    }
}
/** Takes the result out of a mailbox, where there is one. */
function collect({ boxes, work, name }, turn) {
    const box = boxes[turn];
    const own = work[turn];
    if (stateOf(box) === STATE.failed)
        throw new Error(`${name} failed.`, { cause: readMessage(box) });
    if (!own)
        return;
    takeOffDesk(box.desk, own.task.weights, own.piece);
    work[turn] = undefined;
}
//# sourceMappingURL=parallel.js.map