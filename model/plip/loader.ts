/**
 * Batches ahead of the training. Threads make whole batches in turns; the training's thread, whose event loop stands still
 * while ONNX Runtime computes, finds them in its mail without waiting. A batch is a function of (seed, epoch, its number), so
 * neither the number of threads nor where a training begins changes any.
 */
import { seededRandom } from '../../data/random.js';
import type { Vocabulary } from '../../data/tokens/vocabulary.js';
import { UserError } from '../../schemas/userError.js';
import type { Batch, BatchSettings } from './batch.js';
import type { LoaderAnswer } from './loaderThread.js';
import type { BatchPlan } from './makeBatch.js';
import { type MakerThread, startMaker } from './makerThread.js';
import { batchCount, epochOrder, type ImageSet } from './sampler.js';

export interface BatchRequest {
  /** Path of the manifest, which is read only. */
  readonly manifest: string;
  readonly set: ImageSet;
  readonly vocabulary: Vocabulary;
  readonly settings: BatchSettings;
  readonly seed: number;
  readonly epochs: number;
  /** Batches in all, where the last epoch is not a whole one. */
  readonly steps?: number;
}

export interface LoaderOptions {
  /** That make batches. */
  readonly threads?: number;
  /** Batches that there is memory for: the one in use, those that wait, those in the making. At least one more than threads. */
  readonly ahead?: number;
  /** Number of the first batch: where a stopped training goes on. */
  readonly from?: number;
  /** Told once of each image that cannot be read. */
  readonly onUnreadable?: (image: number, reason: string) => void;
}

export interface BatchStream {
  readonly stepsPerEpoch: number;
  /** Of all epochs. */
  readonly steps: number;
  /**
   * The next batch, undefined behind the last. The pixels of the batch before go back to be written over: their arrays are
   * empty from then on.
   *
   * @throws UserError bad_file where too many images cannot be read; Error where a thread ended
   */
  next(): Promise<Batch | undefined>;
  /** Seconds that `next` has waited for a thread, in all. */
  waited(): number;
  /** Batches handed out, by their length L. */
  lengths(): Readonly<Record<number, number>>;
  close(): Promise<void>;
}

/** @throws UserError bad_config, bad_file: settings that make no batch; Error where a thread does not start */
export async function openBatches(request: BatchRequest, options: LoaderOptions = {}): Promise<BatchStream> {
  const { manifest, vocabulary, settings, seed, epochs } = request;
  checkRequest(request);
  const { threads = 1 } = options;
  const set = { images: shared(request.set.images), identities: shared(request.set.identities) };
  const stepsPerEpoch = batchCount(set.images.length, settings.size, settings.sampling);
  const steps = request.steps ?? stepsPerEpoch * epochs;
  const start = { manifest, set, settings, pieces: vocabulary.pieces, seed, steps };
  const makers = Array.from({ length: threads }, (_, i) => startMaker(`Loader thread ${i + 1}`, start));
  const close = async (): Promise<void> => void (await Promise.all(makers.map((maker) => maker.close())));
  try {
    await Promise.all(makers.map((maker) => maker.ready()));
  } catch (error) {
    await close();
    throw error;
  }
  const plan = planner(set, settings, { seed, stepsPerEpoch });
  return { stepsPerEpoch, steps, close, ...streamOf(makers, { plan, steps }, options) };
}

/** Threads make batches in turns: batch k is thread k modulo their number's. */
function streamOf(
  makers: readonly MakerThread[],
  { plan, steps }: { plan: (step: number) => BatchPlan; steps: number },
  { from = 0, ahead = 3, onUnreadable }: LoaderOptions,
): Pick<BatchStream, 'next' | 'waited' | 'lengths'> {
  const makerOf = (step: number): MakerThread => makers[step % makers.length];
  const unreadable = new Set<number>();
  const lengths: Record<number, number> = {};
  let [asked, step, waited] = [from, from, 0];
  let last: Batch | undefined;
  const ask = (used?: BatchPlan['used']): void => {
    if (asked < steps) makerOf(asked).ask({ ...plan(asked), ...(used ? { used } : {}) });
    asked++;
  };
  const note = ({ image, reason }: Batch['unreadable'][number]): void => {
    if (!unreadable.has(image)) onUnreadable?.(image, reason);
    unreadable.add(image);
  };
  const next = async (): Promise<Batch | undefined> => {
    if (step >= steps) return undefined;
    const { answer, seconds } = await makerOf(step).take();
    waited += seconds;
    const batch = batchOf(answer);
    if (batch.step !== step) throw new Error(`Batch ${batch.step} came for ${step}: next() was called twice at once.`);
    if (last) ask(last.colour);
    last = batch;
    step++;
    batch.unreadable.forEach(note);
    lengths[batch.length] = (lengths[batch.length] ?? 0) + 1;
    return batch;
  };
  for (let i = 0; i < Math.max(makers.length + 1, ahead); i++) ask();
  return { next, waited: () => waited, lengths: () => ({ ...lengths }) };
}

function checkRequest({ set, vocabulary, settings }: BatchRequest): void {
  const { lengths, masking, size, sampling } = settings;
  const wrong = (what: string, got: string, fix: string): UserError => new UserError('bad_config', { what, got, fix });
  if (lengths.length === 0 || lengths.some((each, i) => each < 3 || each <= (lengths[i - 1] ?? 0)))
    throw wrong('The lengths of captions are ascending, from 3.', `[${lengths.join(', ')}]`, 'such as [32, 48, 64]');
  if (masking && vocabulary.mask === undefined)
    throw new UserError('bad_file', {
      what: 'The vocabulary has no [MASK], which attribute prediction needs.',
      fix: "give BERT's own vocab.txt, or switch attribute prediction off",
    });
  if (sampling.kind === 'identities' && !(sampling.images >= 1 && sampling.images <= size))
    throw wrong('Images of an identity in a batch: from 1 to a batch.', `${sampling.images}`, 'such as 4');
  if (batchCount(set.images.length, size, sampling) === 0)
    throw wrong('There are fewer images than a batch takes.', `${set.images.length}, ${size}`, 'a smaller batch');
}

/** What is asked for as batch `step`; an epoch's order is made once. */
function planner(
  set: ImageSet,
  { size, sampling }: BatchSettings,
  { seed, stepsPerEpoch }: { seed: number; stepsPerEpoch: number },
): (step: number) => BatchPlan {
  let made = -1;
  let order: Int32Array = new Int32Array();
  return (step) => {
    const epoch = Math.floor(step / stepsPerEpoch);
    if (epoch !== made) {
      order = epochOrder(set.identities, size, sampling, seededRandom(`plip order/${seed}/${epoch}`));
      made = epoch;
    }
    const at = (step % stepsPerEpoch) * size;
    return { step, epoch, places: order.slice(at, at + size) };
  };
}

function batchOf(answer: LoaderAnswer): Batch {
  if (answer.kind === 'batch') return answer.batch;
  if (answer.kind === 'mistake') throw new UserError(answer.code, answer.parts);
  throw new Error('A batch cannot be made.', { cause: answer.error });
}

/** In memory that threads share: millions of ids are not copied for each. */
function shared(values: Int32Array): Int32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Int32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
