/** The worker thread of `trainClassifier`: runs the loop and reports; a crash reaches the caller as its error. */
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../schemas/userError.js';
import type { WorkerMessage, WorkerStart } from './train.js';
import { trainingLoop } from './trainingLoop.js';

const { set, settings, stop } = workerData as WorkerStart;
const flag = new Int32Array(stop);
const send = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const trained = await trainingLoop(set, settings, {
    stopped: () => Atomics.load(flag, 0) !== 0,
    onProgress: (progress) => {
      send({ kind: 'progress', progress });
    },
  });
  send(trained ? { kind: 'done', trained } : { kind: 'stopped' });
} catch (error) {
  // An error loses its class on the way to the caller.
  if (!(error instanceof UserError)) throw error;
  const { code, message: what, got, fix } = error;
  send({ kind: 'mistake', code, parts: { what, got, fix } });
}
