/** Where the time of a graph goes, by the op that its nodes were traced from. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEPARATOR } from './graph.js';
import { sessionOptions, type SessionOptions } from './session.js';
import type { Feeds, Traced } from './trace.js';

export interface Part {
  /** Of tfjs, or of ours; of nodes that ONNX Runtime has put together or added its own name of them. */
  readonly op: string;
  readonly nodes: number;
  /** Of one run. */
  readonly milliseconds: number;
}

interface Event {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args: { readonly op_name?: string };
}

const END = '_kernel_time';

/**
 * Runs a graph that was traced with `isNamed` a few times; the first run is left out.
 * @returns the parts, those that take the most time first, and the seconds of a whole run
 */
export async function profile(
  { bytes, inputs }: Pick<Traced, 'bytes' | 'inputs'>,
  feeds: Feeds,
  { runs = 3, ...options }: SessionOptions & { runs?: number },
): Promise<{ parts: Part[]; seconds: number }> {
  const onnx = await import('onnxruntime-node');
  const folder = mkdtempSync(join(tmpdir(), 'synthpedes-profile-'));
  try {
    const session = await onnx.InferenceSession.create(bytes, {
      ...sessionOptions(options),
      ...{ enableProfiling: true, profileFilePrefix: join(folder, 'run') },
    });
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, { dims, dtype }]) => [
        name,
        new onnx.Tensor(dtype, feeds[name] as Float32Array, [...dims]),
      ]),
    );
    const seconds: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const started = performance.now();
      await session.run(tensors);
      seconds.push((performance.now() - started) / 1000);
    }
    session.endProfiling();
    await session.release();
    const events = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8')) as Event[];
    const kernels = events.filter(({ cat, name }) => cat === 'Node' && name.endsWith(END));
    const nodes = kernels.length / (runs + 1);
    return { parts: partsOf(kernels.slice(nodes), runs), seconds: Math.min(...seconds.slice(1)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function partsOf(events: readonly Event[], runs: number): Part[] {
  const sums = new Map<string, { nodes: number; milliseconds: number }>();
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
