/** Where the time of a graph goes, by the op that its nodes were traced from. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEPARATOR } from './graph.js';
import { sessionOptions } from './session.js';
const END = '_kernel_time';
/**
 * Runs a graph that was traced with `isNamed` a few times; the first run is left out.
 * @returns the parts, those that take the most time first, and the seconds of a whole run
 */
export async function profile({ bytes, inputs }, feeds, { runs = 3, ...options }) {
    const onnx = await import('onnxruntime-node');
    const folder = mkdtempSync(join(tmpdir(), 'synthpedes-profile-'));
    try {
        const session = await onnx.InferenceSession.create(bytes, {
            ...sessionOptions(options),
            ...{ enableProfiling: true, profileFilePrefix: join(folder, 'run') },
        });
        const tensors = Object.fromEntries(Object.entries(inputs).map(([name, { dims, dtype }]) => [
            name,
            new onnx.Tensor(dtype, feeds[name], [...dims]),
        ]));
        const seconds = [];
        for (let run = 0; run <= runs; run++) {
            const started = performance.now();
            await session.run(tensors);
            seconds.push((performance.now() - started) / 1000);
        }
        session.endProfiling();
        await session.release();
        const events = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8'));
        const kernels = events.filter(({ cat, name }) => cat === 'Node' && name.endsWith(END));
        const nodes = kernels.length / (runs + 1);
        return { parts: partsOf(kernels.slice(nodes), runs), seconds: Math.min(...seconds.slice(1)) };
    }
    finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
function partsOf(events, runs) {
    const sums = new Map();
    for (const { name, dur, args } of events) {
        const [op, number] = name.slice(0, -END.length).split(SEPARATOR);
        const key = number === undefined ? `${args.op_name ?? op} (ONNX Runtime's)` : op;
        const sum = sums.get(key) ?? { nodes: 0, milliseconds: 0 };
        sums.set(key, { nodes: sum.nodes + 1 / runs, milliseconds: sum.milliseconds + dur / 1000 / runs });
    }
    return [...sums]
        .map(([op, { nodes, milliseconds }]) => ({ op, nodes: Math.round(nodes), milliseconds }))
        .sort((a, b) => b.milliseconds - a.milliseconds);
}
//# sourceMappingURL=profile.js.map