/** A batch of the manifest as what the compiled graphs are fed with, chunk by chunk. */
import { seededRandom } from '../../data/random.js';
import { sizeOf } from '../engine/layout.js';
import type { Batch } from './batch.js';
import { DROPOUT, plipInputs, type PlipLoss } from './loss.js';
import type { PlipNet } from './network.js';
import type { Chunk } from './steps.js';

export interface FeedSettings {
  readonly net: PlipNet;
  readonly loss: PlipLoss;
  /** Images of a chunk; the batch has a whole number of them. */
  readonly chunk: number;
  /** T, hidden words of a chunk that there is room for. */
  readonly targets: number;
  /** Of the dropouts; they are drawn by the batch's number, so both passes over a chunk drop the same. */
  readonly seed: number;
}

/** Hidden words of a chunk beyond T are left out: its last ones. */
export function chunksOf(batch: Batch, settings: FeedSettings): Chunk[] {
  const { chunk, targets } = settings;
  const count = batch.identities.length / chunk;
  const starts = Array.from({ length: count }, (_, c) => c * chunk);
  const hidden = starts.map((start) => hiddenIn(batch, { start, chunk, targets }));
  const words = hidden.reduce((sum, { positions }) => sum + positions.length, 0);
  return starts.map((start, c) => ({
    ...chunkAt(batch, start, settings),
    ...(batch.masked ? paddedTargets(hidden[c], targets, 1 / Math.max(1, words)) : {}),
    ...dropoutsOf(batch, c, settings),
  }));
}

function chunkAt({ colour, ids, lengths, length, masked, identities }: Batch, start: number, { chunk }: FeedSettings) {
  const pixels = colour.length / identities.length;
  const mask = new Float32Array(chunk * length);
  for (let i = 0; i < chunk; i++) mask.fill(1, i * length, i * length + lengths[start + i]);
  const rows = (all: Int32Array): Int32Array => all.subarray(start * length, (start + chunk) * length);
  return {
    images: (colour as Float32Array).subarray(start * pixels, (start + chunk) * pixels),
    ids: rows(ids),
    mask,
    ...(masked ? { maskedIds: rows(masked.ids) } : {}),
  };
}

interface Hidden {
  readonly positions: readonly number[];
  readonly labels: readonly number[];
}

function hiddenIn(
  { masked, length }: Batch,
  { start, chunk, targets }: { start: number; chunk: number; targets: number },
): Hidden {
  const [from, to] = [start * length, (start + chunk) * length];
  const own = [...(masked?.positions ?? [])].flatMap((at, i) => (at >= from && at < to ? [i] : [])).slice(0, targets);
  return { positions: own.map((i) => masked!.positions[i] - from), labels: own.map((i) => masked!.labels[i]) };
}

function paddedTargets({ positions, labels }: Hidden, targets: number, share: number) {
  const padded = (values: readonly number[]): Int32Array => {
    const all = new Int32Array(targets);
    all.set(values);
    return all;
  };
  return {
    positions: padded(positions),
    labels: padded(labels),
    shares: new Float32Array(targets).fill(share, 0, positions.length),
  };
}

function dropoutsOf({ step, length }: Batch, c: number, { net, loss, chunk, targets, seed }: FeedSettings): Chunk {
  if (loss.dropout === 0) return {};
  const inputs = plipInputs(net, loss, { images: chunk, length, targets }, 'inside');
  const random = seededRandom(`plip dropout/${seed}/${step}/${c}`);
  const kept = 1 / (1 - loss.dropout);
  const places = Object.entries(inputs).filter(([name]) => name.startsWith(DROPOUT));
  return Object.fromEntries(
    places.map(([name, { shape }]) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => (random() < loss.dropout ? 0 : kept)),
    ]),
  );
}
