// The image pool: worker threads that decode, and run models over, any number of images (byte ranges in, verdicts out) and texts.
import { setTimeout } from 'node:timers/promises';
import type { LimitFunction } from 'p-limit';
import type { Piscina } from 'piscina';
import type { ByteRange } from '../data/byteRange.js';
import type { ImageVerdict } from '../data/image.js';
import { UserError } from '../schemas/userError.js';
import type { ImageModel } from '../model/engine/inference.js';
import type { SaidAttributes } from '../model/spac/speaker.js';
import type { Gates } from './captionGates.js';
import type { TextModel, TokenRow } from '../model/engine/textInference.js';
import type { Answer, Task } from './imageWorker.js';
import type { CaptionWish, MadeCaption, SpacModel } from './spacWorker.js';
import type { Verdict } from './stage.js';

export type { ImageModel } from '../model/engine/inference.js';

/** What a full decode found. */
export interface VerifiedContent {
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** Of the bytes; 32 of them. */
  readonly sha256: Uint8Array;
}

/** What a model takes and gives: sizes, or the names of dynamic axes. */
export interface ModelPorts {
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs: Readonly<Record<string, readonly (number | string)[]>>;
}

/** Every call answers in the order of what it was given. A bad image is a drop with its reason; a model that cannot run throws. */
export interface ImagePool {
  verify(ranges: readonly ByteRange[]): Promise<Array<ImageVerdict<VerifiedContent>>>;
  /** (height, width, 3) uint8 pixels. */
  decode(ranges: readonly ByteRange[], height: number, width: number): Promise<Array<ImageVerdict<Uint8Array>>>;
  /** One row of every wanted output. */
  infer(ranges: readonly ByteRange[], model: ImageModel): Promise<Array<ImageVerdict<Float32Array[]>>>;
  /** What a trained SPAC says of each. */
  attributes(ranges: readonly ByteRange[], model: SpacModel): Promise<Array<ImageVerdict<SaidAttributes>>>;
  /** All captions that are wished of the first image, then of the second ... */
  captions(images: readonly ImageWishes[], model: SpacModel, gates: Gates): Promise<Array<Verdict<MadeCaption>>>;
  /** The wanted output's row of each text; all texts have one length. */
  embed(rows: readonly TokenRow[], model: TextModel): Promise<Float32Array[]>;
  /** @throws UserError missing_path, bad_model */
  describe(path: string): Promise<ModelPorts>;
  close(): Promise<void>;
}

export interface ImageWishes {
  readonly range: ByteRange;
  readonly wishes: readonly CaptionWish[];
}

/** Images or texts a task: enough to hide the hand-over, few enough that the last ones end together. */
const TASK = 64;
/** Images that are captioned together: texts of one batch share every look at the weights. */
const SPOKEN = 48;

/** Milliseconds that closing waits for tasks that run. */
const PATIENCE = 10_000;

/** Starts `threads` workers, each with an ONNX session of one thread of its own. */
export function openImagePool({ threads }: { threads: number }): ImagePool {
  const pool = startWorkers(threads);
  const running = new Set<Promise<unknown>>();
  const perform = async (task: Task): Promise<Answer> => {
    const { workers, limit } = await pool;
    return limit(() => {
      const performed = workers.run(task) as Promise<Answer>;
      running.add(performed);
      return performed.finally(() => running.delete(performed));
    });
  };
  const run = async <T>(task: Task): Promise<T[]> => {
    const answer = await perform(task);
    if ('results' in answer) return answer.results as T[];
    const { code, ...parts } = answer.mistake;
    throw new UserError(code, parts);
  };
  const spread = async <T, Item = ByteRange>(
    items: readonly Item[],
    make: (part: readonly Item[]) => Task,
  ): Promise<T[]> => {
    const parts: Array<Promise<T[]>> = [];
    for (let i = 0; i < items.length; i += TASK) parts.push(run<T>(make(items.slice(i, i + TASK))));
    return (await Promise.all(parts)).flat();
  };
  return {
    verify: (ranges) => spread(ranges, (part) => ({ kind: 'verify', ranges: part })),
    decode: (ranges, height, width) => spread(ranges, (part) => ({ kind: 'decode', ranges: part, height, width })),
    infer: (ranges, model) => spread(ranges, (part) => ({ kind: 'infer', ranges: part, model })),
    attributes: (ranges, model) => spread(ranges, (part) => ({ kind: 'attributes', ranges: part, model })),
    captions: async (images, model, gates) => {
      const tasks: Array<Promise<Verdict<MadeCaption>[]>> = [];
      for (let i = 0; i < images.length; i += SPOKEN) {
        const part = images.slice(i, i + SPOKEN);
        const ranges = part.map(({ range }) => range);
        tasks.push(run({ kind: 'captions', ranges, model, wishes: part.map(({ wishes }) => wishes), gates }));
      }
      return (await Promise.all(tasks)).flat();
    },
    embed: (rows, model) => spread(rows, (part) => ({ kind: 'embed', rows: part, model })),
    describe: async (path) => (await run<ModelPorts>({ kind: 'describe', path }))[0],
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
async function startWorkers(threads: number): Promise<{ workers: Piscina; limit: LimitFunction }> {
  const [{ Piscina }, { default: pLimit }] = await Promise.all([import('piscina'), import('p-limit')]);
  const workers = new Piscina({
    filename: new URL('./imageWorker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    workerData: { onnxThreads: 1 },
  });
  return { workers, limit: pLimit(threads) };
}
