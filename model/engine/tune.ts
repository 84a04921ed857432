/**
 * Which of several expressions of one result is the fastest here: each is timed once, in a graph of its own, and the winner is kept
 * in a file. Results differ in their last digits only, but they do: a training that is tuned hangs on the machine.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { z } from 'zod';
import { seededRandom } from '../../data/random.js';
import { writeWhole } from '../weights/safetensors.js';
import { channelBlock } from './channelBlock.js';
import type { Choices, Problem } from './graph.js';
import { physicalShape, LAYOUTS, sizeOf } from './layout.js';
import { type GraphOptions, sessionOptions } from './session.js';
import { tf } from './tfjs.js';
import { compile, type CompiledFunction, type InputSpec, trace, type Traceable, type TraceOptions } from './trace.js';

/** Milliseconds by expression. */
export type Times = Readonly<Record<string, number>>;

const choicesSchema = z.strictObject({
  format: z.literal(1),
  /** Where they were timed: elsewhere another one may be the fastest. */
  machine: z.string(),
  times: z.record(z.string(), z.record(z.string(), z.number())),
});

/** As `compile`, with the fastest expressions. @param file where their times are kept; what is not there is timed */
export async function compileTuned(
  fn: Traceable,
  specs: Readonly<Record<string, InputSpec>>,
  { file, ...options }: TraceOptions & GraphOptions & { readonly file?: string },
): Promise<CompiledFunction> {
  const { problems } = trace(fn, specs, { channelBlock: await channelBlock(), ...options, openRowSums: true });
  const times = await timesOf(problems, { file, threads: options.threads });
  return compile(fn, specs, { ...options, choices: fastestOf(times) });
}

export const fastestOf = (times: Readonly<Record<string, Times>>): Choices =>
  Object.fromEntries(Object.entries(times).map(([key, own]) => [key, fastest(own)]));

const fastest = (times: Times): string =>
  Object.entries(times).reduce((best, each) => (each[1] < best[1] ? each : best))[0];

/** Times of all expressions of each problem that has several; a file of another machine or a damaged one is made again. */
export async function timesOf(
  problems: ReadonlyMap<string, Problem>,
  { file, threads, onTimed }: { file?: string; threads?: number; onTimed?: (done: number, all: number) => void },
): Promise<Record<string, Times>> {
  const onnx = await import('onnxruntime-node');
  const machine = JSON.stringify([onnx.env.versions.node, cpus()[0]?.model, threads ?? cpus().length]);
  const known = file === undefined ? {} : readTimes(file, machine);
  const open = [...problems].filter(([, { expressions }]) => expressions.length > 1);
  const times: Record<string, Times> = {};
  let isNew = false;
  for (const [i, [key, problem]] of open.entries()) {
    const own = known[key] as Times | undefined;
    const isWhole = own !== undefined && problem.expressions.every((name) => name in own);
    times[key] = isWhole
      ? Object.fromEntries(problem.expressions.map((name) => [name, own[name]]))
      : await timeAll(key, problem, threads);
    isNew ||= !isWhole;
    onTimed?.(i + 1, open.length);
  }
  const text = JSON.stringify({ format: 1, machine, times: { ...known, ...times } }, null, 1);
  if (file !== undefined && isNew) writeWhole(file, [Buffer.from(`${text}\n`)]);
  return times;
}

function readTimes(file: string, machine: string): Record<string, Times> {
  if (!existsSync(file)) return {};
  try {
    const parsed = choicesSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success && parsed.data.machine === machine ? parsed.data.times : {};
  } catch {
    return {}; // no JSON
  }
}

async function timeAll(key: string, problem: Problem, threads: number | undefined): Promise<Times> {
  const sessions = await Promise.all(
    problem.expressions.map(async (name) => [name, await openExpression(key, problem, { name, threads })] as const),
  );
  const best: Record<string, number> = {};
  // In turns: a noisy machine is noisy for all.
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, { run }] of sessions) {
      const started = performance.now();
      await run();
      if (round > 0) best[name] = Math.min(best[name] ?? Infinity, performance.now() - started);
    }
  for (const [, { release }] of sessions) await release();
  return best;
}

/** The first one warms up. */
const ROUNDS = 6;

async function openExpression(
  key: string,
  { kernel, inputs, attributes, output }: Problem,
  { name, threads }: { name: string; threads: number | undefined },
) {
  const specs = Object.fromEntries(
    Object.entries(inputs).map(([input, { shape, layout }]): [string, InputSpec] => [input, { shape, layout }]),
  );
  const { bytes, ...traced } = trace(
    (given) => ({ y: tf.engine().runKernel(kernel, given, attributes as never) as never }),
    specs,
    { choices: { [key]: name }, outputLayouts: { y: output }, channelBlock: await channelBlock() },
  );
  const onnx = await import('onnxruntime-node');
  const session = await onnx.InferenceSession.create(bytes, sessionOptions({ threads }));
  const random = seededRandom(key);
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([input, { shape, layout }]) => {
      const dims = physicalShape(shape, LAYOUTS[layout]);
      const data = Float32Array.from({ length: sizeOf(dims) }, random);
      return [input, new onnx.Tensor('float32', data, [...traced.inputs[input].dims])] as const;
    }),
  );
  return { run: () => session.run(feeds), release: () => session.release() };
}
