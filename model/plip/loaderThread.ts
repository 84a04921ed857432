/** A thread that makes batches: reads, decodes and resizes pictures, reads and masks captions, and hands whole batches over. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { decodeRgb, MISSING, TRUNCATED } from '../../data/image.js';
import { captionReader } from '../../data/imageCaptions.js';
import { locator } from '../../data/locations.js';
import { readManifest } from '../../data/manifest.js';
import { openByteReader } from '../../data/readBytes.js';
import { openResizer } from '../../data/resize.js';
import { vocabularyOf } from '../../data/tokens/vocabulary.js';
import { UserError, type UserErrorCode, type UserErrorParts } from '../../schemas/userError.js';
import type { Batch, BatchSettings } from './batch.js';
import { type BatchPlan, type BatchSources, makeBatch } from './makeBatch.js';
import type { ImageSet } from './sampler.js';

export interface LoaderStart {
  /** Path of the manifest. */
  readonly manifest: string;
  /** In shared memory. */
  readonly set: ImageSet;
  readonly settings: BatchSettings;
  readonly pieces: readonly string[];
  readonly seed: number;
  readonly steps: number;
  /** Where finished batches go. */
  readonly out: MessagePort;
}

/** An error loses its class and fields between threads, so a user's mistake travels as data. */
export type LoaderAnswer =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'mistake'; readonly code: UserErrorCode; readonly parts: UserErrorParts }
  | { readonly kind: 'crash'; readonly error: unknown };

const { manifest, set, settings, pieces, seed, steps, out } = workerData as LoaderStart;
const vocabulary = vocabularyOf(pieces);
const sources = openSources();
let work: Promise<void> = Promise.resolve();

parentPort!.on('message', (plan: BatchPlan) => {
  work = work.then(() => answer(plan));
});
parentPort!.postMessage('ready');

async function answer(plan: BatchPlan): Promise<void> {
  try {
    const batch = await makeBatch({ set, settings, vocabulary, seed, steps, sources }, plan);
    out.postMessage({ kind: 'batch', batch } satisfies LoaderAnswer, [batch.colour.buffer as ArrayBuffer]);
  } catch (error) {
    out.postMessage(failure(error));
  }
  parentPort!.postMessage('done'); // wakes up who waits for it
}

function failure(error: unknown): LoaderAnswer {
  if (!(error instanceof UserError)) return { kind: 'crash', error };
  const { code, message: what, got, fix } = error;
  return { kind: 'mistake', code, parts: { what, got, fix } };
}

function openSources(): BatchSources {
  const database = readManifest(manifest);
  const locate = locator(database);
  const reader = openByteReader();
  const { height, width } = settings.picture;
  const resizer = openResizer(height, width);
  const pixels = new Uint8Array(height * width * 3);
  return {
    captions: captionReader(database),
    async picture(image) {
      const [range] = locate([image]);
      const bytes = reader.read(range);
      if (!bytes) return { kind: 'drop', reason: MISSING };
      if (bytes.length < range.length) return { kind: 'drop', reason: TRUNCATED };
      const decoded = await decodeRgb(bytes);
      if (decoded.kind === 'drop') return decoded;
      resizer.toBytes(decoded.value, pixels, 0);
      return { kind: 'keep', value: pixels };
    },
  };
}
