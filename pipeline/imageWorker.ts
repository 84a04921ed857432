// One worker thread of the image pool: reads byte ranges, decodes, resizes, and runs a model on what comes out; or on texts.
import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import type { ByteRange } from '../data/byteRange.js';
import { decodeRgb, MISSING, TRUNCATED, type ImageVerdict, type Rgb } from '../data/image.js';
import { openByteReader } from '../data/readBytes.js';
import { openResizer, type Resizer } from '../data/resize.js';
import { openInference, type Inference } from '../model/engine/inference.js';
import { openSession } from '../model/engine/session.js';
import { openTextInference, type TextInference, type TextModel, type TokenRow } from '../model/engine/textInference.js';
import { UserError, type UserErrorCode, type UserErrorParts } from '../schemas/userError.js';
import type { ImageModel, ModelPorts, VerifiedContent } from './imagePool.js';
import type { Gates } from './captionGates.js';
import type { CaptionWish, SpacModel } from './spacWorker.js';

const { onnxThreads } = workerData as { onnxThreads: number };
const reader = openByteReader();
const resizers = new Map<string, Resizer>();
const sessions = new Map<string, Promise<Inference>>();
const textSessions = new Map<string, Promise<TextInference>>();

export type Task =
  | { readonly kind: 'verify'; readonly ranges: readonly ByteRange[] }
  | { readonly kind: 'decode'; readonly ranges: readonly ByteRange[]; readonly height: number; readonly width: number }
  | { readonly kind: 'infer'; readonly ranges: readonly ByteRange[]; readonly model: ImageModel }
  | { readonly kind: 'attributes'; readonly ranges: readonly ByteRange[]; readonly model: SpacModel }
  | {
      readonly kind: 'captions';
      readonly ranges: readonly ByteRange[];
      readonly model: SpacModel;
      /** Of each range, one after the other in the answer. */
      readonly wishes: readonly (readonly CaptionWish[])[];
      readonly gates: Gates;
    }
  | { readonly kind: 'embed'; readonly rows: readonly TokenRow[]; readonly model: TextModel }
  | { readonly kind: 'describe'; readonly path: string };

/** An error loses its class and fields between threads, so a user's mistake travels as data. */
export type Answer = { readonly results: unknown[] } | { readonly mistake: { code: UserErrorCode } & UserErrorParts };

export default async function run(task: Task): Promise<Answer> {
  try {
    return { results: await perform(task) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message: what, got, fix } = error;
    return { mistake: { code, what, got, fix } };
  }
}

async function perform(task: Task): Promise<unknown[]> {
  switch (task.kind) {
    case 'verify':
      return each(task.ranges, (bytes) => verify(bytes));
    case 'decode':
      return each(task.ranges, async (bytes) => resized(await decodeRgb(bytes), task));
    case 'infer':
      return infer(task.ranges, task.model);
    case 'attributes':
    case 'captions':
      return say(task);
    case 'embed':
      return embed(task.rows, task.model);
    case 'describe':
      return describe(task.path);
  }
}

const pictures = (ranges: readonly ByteRange[], size: { height: number; width: number }) =>
  each(ranges, async (bytes) => resized(await decodeRgb(bytes), size));

async function each<T>(
  ranges: readonly ByteRange[],
  judge: (bytes: Buffer) => Promise<ImageVerdict<T>>,
): Promise<Array<ImageVerdict<T>>> {
  const verdicts: Array<ImageVerdict<T>> = [];
  for (const range of ranges) {
    const bytes = reader.read(range);
    if (!bytes) verdicts.push({ kind: 'drop', reason: MISSING });
    else if (bytes.length < range.length) verdicts.push({ kind: 'drop', reason: TRUNCATED });
    else verdicts.push(await judge(bytes));
  }
  return verdicts;
}

async function verify(bytes: Buffer): Promise<ImageVerdict<VerifiedContent>> {
  const decoded = await decodeRgb(bytes);
  if (decoded.kind === 'drop') return decoded;
  const { width, height, format } = decoded.value;
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
  return { kind: 'keep', value: { width, height, format, sha256 } };
}

function resized(
  decoded: ImageVerdict<Rgb>,
  { height, width }: { height: number; width: number },
): ImageVerdict<Uint8Array> {
  if (decoded.kind === 'drop') return decoded;
  const key = `${height}x${width}`;
  let resizer = resizers.get(key);
  if (!resizer) resizers.set(key, (resizer = openResizer(height, width)));
  const out = new Uint8Array(height * width * 3);
  resizer.toBytes(decoded.value, out, 0);
  return { kind: 'keep', value: out };
}

async function infer(ranges: readonly ByteRange[], model: ImageModel): Promise<Array<ImageVerdict<Float32Array[]>>> {
  const decoded = await pictures(ranges, model);
  // One file may be asked for different outputs: a captioner's feature for the noise filter, its logits for attributes.
  const key = JSON.stringify(model);
  let session = sessions.get(key);
  if (!session) sessions.set(key, (session = openInference(model, onnxThreads)));
  return (await session).run(decoded);
}

/** Only what speaks loads what that takes. */
async function say(task: Task & { kind: 'attributes' | 'captions' }): Promise<unknown[]> {
  const { sayAttributes, sayCaptions, speakerFor } = await import('./spacWorker.js');
  const speaker = await speakerFor(task.model, onnxThreads);
  const seen = await pictures(task.ranges, task.model);
  return task.kind === 'attributes' ? sayAttributes(speaker, seen) : sayCaptions(speaker, seen, task);
}

async function embed(rows: readonly TokenRow[], model: TextModel): Promise<Float32Array[]> {
  const key = JSON.stringify(model);
  let session = textSessions.get(key);
  if (!session) textSessions.set(key, (session = openTextInference(model, onnxThreads)));
  return (await session).run(rows);
}

async function describe(path: string): Promise<ModelPorts[]> {
  const session = await openSession(path, { threads: onnxThreads });
  const ports = { inputs: session.inputShapes, outputs: session.outputShapes };
  await session.release();
  return [ports];
}
