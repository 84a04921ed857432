// The image pool: worker threads that decode, and run models over, any number of images (byte ranges in, verdicts out) and texts.
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../schemas/userError.js';
/** Images or texts a task: enough to hide the hand-over, few enough that the last ones end together. */
const TASK = 64;
/** Images that are captioned together: texts of one batch share every look at the weights. */
const SPOKEN = 48;
/** Milliseconds that closing waits for tasks that run. */
const PATIENCE = 10_000;
/** Starts `threads` workers, each with an ONNX session of one thread of its own. */
export function openImagePool({ threads }) {
    const pool = startWorkers(threads);
    const running = new Set();
    const perform = async (task) => {
        const { workers, limit } = await pool;
        return limit(() => {
            const performed = workers.run(task);
            running.add(performed);
            return performed.finally(() => running.delete(performed));
        });
    };
    const run = async (task) => {
        const answer = await perform(task);
        if ('results' in answer)
            return answer.results;
        const { code, ...parts } = answer.mistake;
        throw new UserError(code, parts);
    };
    const spread = async (items, make) => {
        const parts = [];
        for (let i = 0; i < items.length; i += TASK)
            parts.push(run(make(items.slice(i, i + TASK))));
        return (await Promise.all(parts)).flat();
    };
    return {
        verify: (ranges) => spread(ranges, (part) => ({ kind: 'verify', ranges: part })),
        decode: (ranges, height, width) => spread(ranges, (part) => ({ kind: 'decode', ranges: part, height, width })),
        infer: (ranges, model) => spread(ranges, (part) => ({ kind: 'infer', ranges: part, model })),
        attributes: (ranges, model) => spread(ranges, (part) => ({ kind: 'attributes', ranges: part, model })),
        captions: async (images, model, gates) => {
            const tasks = [];
            for (let i = 0; i < images.length; i += SPOKEN) {
                const part = images.slice(i, i + SPOKEN);
                const ranges = part.map(({ range }) => range);
                tasks.push(run({ kind: 'captions', ranges, model, wishes: part.map(({ wishes }) => wishes), gates }));
            }
            return (await Promise.all(tasks)).flat();
        },
        embed: (rows, model) => spread(rows, (part) => ({ kind: 'embed', rows: part, model })),
        describe: async (path) => (await run({ kind: 'describe', path }))[0],
        close: async () => {
            const { workers, limit } = await pool;
            limit.clearQueue();
            // A thread that ends inside ONNX Runtime takes the process with it.
            await Promise.race([Promise.allSettled(running), setTimeout(PATIENCE, undefined, { ref: false })]);
            await workers.destroy();
        },
    };
}
/** What waits for a thread waits in `limit`: a queue that can be cleared without harm to what runs. */
async function startWorkers(threads) {
    const [{ Piscina }, { default: pLimit }] = await Promise.all([import('piscina'), import('p-limit')]);
    const workers = new Piscina({
        filename: new URL('./imageWorker.js', import.meta.url).href,
        minThreads: threads,
        maxThreads: threads,
        workerData: { onnxThreads: 1 },
    });
    return { workers, limit: pLimit(threads) };
}
//# sourceMappingURL=imagePool.js.map