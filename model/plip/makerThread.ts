/** The training's side of a thread that makes batches. */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { LoaderAnswer, LoaderStart } from './loaderThread.js';
import type { BatchPlan } from './makeBatch.js';

export interface MakerThread {
  ready(): Promise<void>;
  ask(plan: BatchPlan): void;
  /** The oldest answer, and how long it was waited for. */
  take(): Promise<{ answer: LoaderAnswer; seconds: number }>;
  close(): Promise<void>;
}

/**
 * Starts a thread. What it made waits in a port of its own, where it is found without the event loop; a note to the loop wakes
 * up who waits.
 *
 * @param name what errors call it
 */
export function startMaker(name: string, start: Omit<LoaderStart, 'out'>): MakerThread {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./loaderThread.js', import.meta.url), {
    workerData: { ...start, out: port2 } satisfies LoaderStart,
    transferList: [port2],
  });
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const end = (cause: unknown): void => {
    failure ??= new Error(`${name} ended.`, { cause });
    wake?.();
  };
  worker.on('message', () => wake?.());
  worker.on('error', end);
  worker.on('exit', (code) => end(`exit code ${code}`));
  const signal = async (): Promise<void> => {
    worker.ref(); // a process that forgets to close it still comes to an end, but not while it waits
    if (!failure) await new Promise<void>((resolve) => (wake = resolve));
    worker.unref();
    if (failure) throw failure;
  };
  return {
    ready: signal,
    ask: (plan) => {
      worker.postMessage(plan, plan.used ? [plan.used.buffer as ArrayBuffer] : []);
    },
    take: () => takeFrom(port1, signal),
    close: async () => {
      port1.close();
      await worker.terminate();
    },
  };
}

async function takeFrom(
  port: MessagePort,
  signal: () => Promise<void>,
): Promise<{ answer: LoaderAnswer; seconds: number }> {
  const started = performance.now();
  for (;;) {
    const mail = receiveMessageOnPort(port) as { message: LoaderAnswer } | undefined;
    if (mail) return { answer: mail.message, seconds: (performance.now() - started) / 1000 };
    await signal();
  }
}
