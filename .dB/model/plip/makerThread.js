/** The training's side of a thread that makes batches. */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
/**
 * Starts a thread. What it made waits in a port of its own, where it is found without the event loop; a note to the loop wakes
 * up who waits.
 *
 * @param name what errors call it
 */
export function startMaker(name, start) {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(new URL('./loaderThread.js', import.meta.url), {
        workerData: { ...start, out: port2 },
        transferList: [port2],
    });
    let failure;
    let wake;
    const end = (cause) => {
        failure ??= new Error(`${name} ended.`, { cause });
        wake?.();
    };
    worker.on('message', () => wake?.());
    worker.on('error', end);
    worker.on('exit', (code) => end(`exit code ${code}`));
    const signal = async () => {
        worker.ref(); // a process that forgets to close it still comes to an end, but not while it waits
        if (!failure)
            await new Promise((resolve) => (wake = resolve));
        worker.unref();
        if (failure)
            throw failure;
    };
    return {
        ready: signal,
        ask: (plan) => {
            worker.postMessage(plan, plan.used ? [plan.used.buffer] : []);
        },
        take: () => takeFrom(port1, signal),
        close: async () => {
            port1.close();
            await worker.terminate();
        },
    };
}
async function takeFrom(port, signal) {
    const started = performance.now();
    for (;;) {
        const mail = receiveMessageOnPort(port);
        if (mail)
            return { answer: mail.message, seconds: (performance.now() - started) / 1000 };
        await signal();
    }
}
//# sourceMappingURL=makerThread.js.map