// Feature extraction: the whole pool (read, decode, resize, normalise, infer) against bare ONNX sessions on tensors that are ready.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { wholeFile } from '../../data/sources/imageTree.js';
import { openImagePool } from '../../pipeline/imagePool.js';
import { inTurns } from './case.js';
const IMAGES = 1024;
const BATCH = 16;
/** Runs a model on one ready batch as often as it is told, in a thread with a session of `threads` threads. */
const BARE = `
const { parentPort, workerData } = require('node:worker_threads');
const { InferenceSession, Tensor } = require('onnxruntime-node');
(async () => {
  const { path, threads, batch } = workerData;
  const session = await InferenceSession.create(path, { intraOpNumThreads: threads, interOpNumThreads: 1, enableMemPattern: false });
  const data = Float32Array.from({ length: batch * 3 * 256 * 128 }, (_, i) => Math.sin(i));
  const feeds = { [session.inputNames[0]]: new Tensor('float32', data, [batch, 3, 256, 128]) };
  parentPort.on('message', async (times) => {
    for (let i = 0; i < times; i++) await session.run(feeds);
    parentPort.postMessage('done');
  });
  parentPort.postMessage('ready');
})();
`;
export async function* cases() {
    const data = process.env.SYNTHPEDES_DATA;
    if (data === undefined) {
        process.stderr.write('SYNTHPEDES_DATA is not set: no encoder and no pictures to measure\n');
        return;
    }
    const path = join(data, 'models/osnet_x0_25_msmt17.onnx');
    const dir = join(data, 'Market-1501/bounding_box_train');
    const ranges = readdirSync(dir)
        .filter((name) => name.endsWith('.jpg'))
        .slice(0, IMAGES)
        .map((name) => wholeFile(dir, name).bytes);
    const cores = availableParallelism();
    const model = { path, height: 256, width: 128, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], outputs: [] };
    const pool = openImagePool({ threads: cores });
    try {
        for (const [name, workers, threads] of [
            [`one session of ${cores} threads`, 1, cores],
            [`${cores} sessions of one thread`, cores, 1],
        ]) {
            const bare = await openBare(path, workers, threads);
            const times = await inTurns(3, () => pool.infer(ranges, model), () => bare.run(IMAGES / BATCH));
            await bare.close();
            const rate = (seconds) => IMAGES / seconds;
            yield {
                suite: 'features',
                case: `OSNet x0.25 against ${name}`,
                ours: rate(times.ours),
                peer: rate(times.peer),
                ratio: times.ours / times.peer,
                unit: 'images/s',
            };
        }
    }
    finally {
        await pool.close();
    }
}
async function openBare(path, count, threads) {
    const workers = Array.from({ length: count }, () => new Worker(BARE, { eval: true, workerData: { path, threads, batch: BATCH } }));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    return {
        run: (batches) => Promise.all(workers.map((worker) => {
            const done = once(worker, 'message');
            worker.postMessage(Math.ceil(batches / count));
            return done;
        })),
        close: () => Promise.all(workers.map((worker) => worker.terminate())),
    };
}
//# sourceMappingURL=features.js.map