/**
 * Seed Filter Strategy (section 3.2 and appendix A.7, Algorithm 1): identity labels that a tracker made are denoised
 * by filtering samples out, reassigning them to a neighbouring identity, and merging neighbouring identities.
 */
import { filterOut } from './seedFilter/filterOut.js';
import { Components } from './seedFilter/components.js';
import { addRow, cosine, dot, unitRows } from './seedFilter/vectors.js';

/** One identity of the source with the features of its images. */
export interface IdentityFeatures {
  readonly id: number;
  /** Video or scene that the identity comes from; nothing is reassigned or merged across scenes. */
  readonly scene: string | number;
  /** (n) ids of its images, in source order. */
  readonly images: readonly number[];
  /** (n, D), row-major, the global mean taken off already where it is; lengths do not matter. Not kept after the next one is asked for. */
  readonly features: Float32Array;
}

/** Thresholds on cosine similarity, and ranges in identities. */
export interface SeedFilterOptions {
  /** sigma_s: a sample less similar than this to the others of its identity is filtered out. */
  readonly filter: number;
  /** sigma_r: a filtered-out sample joins the most similar neighbour if it is at least this similar. */
  readonly reassign: number;
  /** sigma_m: neighbours whose centres are more similar than this are one person. */
  readonly merge: number;
  /** r_a: how far away in source order a neighbour may be for reassignment. */
  readonly reassignRange: number;
  /** r_b: how far away for a merger. */
  readonly mergeRange: number;
}

/** The paper's values (appendix A.7). They belong to the authors' feature encoder. */
export const PAPER_OPTIONS: SeedFilterOptions = {
  filter: 0.6,
  reassign: 0.65,
  merge: 0.62,
  reassignRange: 2,
  mergeRange: 2,
};

/** What became of one image. Identities are those of the source, before mergers. */
export interface ImageResult {
  readonly kind: 'image';
  readonly image: number;
  readonly from: number;
  readonly outcome: 'kept' | 'reassigned' | 'excluded';
  /**
   * The identity that it is in after steps 1 and 2, null where it is in none. A reassigned image may come back to
   * `from`: the range k-r_a .. k+r_a has k in it, and its centre may have moved after the image left.
   */
  readonly to: number | null;
  /**
   * To the centre of the other samples of `from`: when it was filtered out, or at the end of step 1;
   * null for the only sample of an identity.
   */
  readonly similarity: number | null;
  /** sigma_s. */
  readonly threshold: number;
  /** Step 2, for an image that step 1 filtered out: the most similar centre in range. */
  readonly neighbour: { readonly identity: number; readonly similarity: number; readonly threshold: number } | null;
}

/** Step 3 for one pair of neighbours, `a` before `b` in source order. */
export interface PairResult {
  readonly kind: 'pair';
  readonly a: number;
  readonly b: number;
  readonly similarity: number;
  /** sigma_m. */
  readonly threshold: number;
  readonly merged: boolean;
}

/** The end of one identity: `final` is the first identity, in source order, of those merged with it (itself if none is). */
export interface IdentityResult {
  readonly kind: 'identity';
  readonly identity: number;
  readonly final: number;
}

export type SeedFilterResult = ImageResult | PairResult | IdentityResult;

/**
 * Runs the three steps over identities in source order, those of one scene together. Results of a scene come before
 * those of the next: each image once, each pair of neighbours within r_b once, each identity once (at the scene's end,
 * since a chain of mergers may reach that far).
 *
 * Memory: the features of one identity, those of the samples filtered out of the last r_a identities, and two sums for
 * each of the last 2 r_a + r_b identities; beside that two integers for each identity of the scene. Time is linear.
 * Synchronous, because rows of a manifest and of a feature file are read synchronously and the results go into one
 * synchronous transaction; so nothing is ever in flight between a read and a commit.
 *
 * No identity is emptied: step 1 stops at one sample. An identity that has no images at all takes its place
 * in the order and is similar to nothing.
 */
export function* seedFilter(
  identities: Iterable<IdentityFeatures>,
  options: SeedFilterOptions,
): Generator<SeedFilterResult> {
  const iterator = identities[Symbol.iterator]();
  let next = iterator.next();
  function* sceneOf(first: IdentityFeatures): Generator<IdentityFeatures> {
    while (next.done !== true && next.value.scene === first.scene) {
      yield next.value;
      next = iterator.next();
    }
  }
  try {
    while (next.done !== true) yield* filterScene(sceneOf(next.value), options);
  } finally {
    iterator.return?.();
  }
}

/** One identity while it is within reach of others. */
interface Slot {
  readonly id: number;
  readonly images: readonly number[];
  readonly similarity: Float64Array;
  /** Samples that step 1 filtered out, by row; their features outlive the identity's. */
  readonly excluded: ReadonlyMap<number, Float64Array>;
  /** (D) sum of the unit vectors after step 1: its direction is the centre that step 2 looks at. */
  readonly filtered: Float64Array;
  /** Squared length of `filtered`. */
  readonly square: number;
  /** (D) the same with the samples that joined in step 2: what step 3 looks at. */
  readonly joined: Float64Array;
}

/**
 * At time t the identity at place t of the scene arrives and is filtered; place t - r_a then knows all the centres
 * in its range and is reassigned; place t - 2 r_a then has had all that can join it, and is compared with its
 * predecessors. After the last identity time runs on until the last place is compared.
 */
function* filterScene(identities: Iterable<IdentityFeatures>, options: SeedFilterOptions): Generator<SeedFilterResult> {
  const { reassignRange, mergeRange } = options;
  const window = new Map<number, Slot>();
  const components = new Components();
  const ids: number[] = [];
  for (const identity of identities) {
    window.set(ids.length, arrive(identity, options));
    yield* advance(ids.length);
    ids.push(identity.id);
  }
  for (let time = ids.length; time < ids.length + 2 * reassignRange; time++) yield* advance(time);
  for (const [place, identity] of ids.entries()) {
    yield { kind: 'identity', identity, final: ids[components.find(place)] };
  }

  function* advance(time: number): Generator<SeedFilterResult> {
    yield* reassign(window, time - reassignRange, options);
    const place = time - 2 * reassignRange;
    for (const pair of compare(window, place, options)) {
      if (pair.merged) components.join(place, pair.before);
      yield pair.result;
    }
    window.delete(place - mergeRange);
  }
}

/** Step 1. */
function arrive(identity: IdentityFeatures, options: SeedFilterOptions): Slot {
  const n = identity.images.length;
  const columns = n === 0 ? 0 : identity.features.length / n;
  if (!Number.isInteger(columns)) {
    throw new RangeError(`identity ${identity.id}: ${identity.features.length} numbers for ${n} images`);
  }
  const rows = unitRows(identity.features, columns);
  const { excluded, similarity, sum } = filterOut(rows, options.filter);
  const vectors = excluded.map((row): [number, Float64Array] => {
    const vector = new Float64Array(columns);
    addRow(vector, rows, row);
    return [row, vector];
  });
  const { id, images } = identity;
  return {
    id,
    images,
    similarity,
    excluded: new Map(vectors),
    filtered: sum,
    square: dot(sum, sum),
    joined: sum.slice(),
  };
}

/** Step 2 for the samples that step 1 filtered out of the identity at place k. */
function* reassign(window: ReadonlyMap<number, Slot>, k: number, options: SeedFilterOptions): Generator<ImageResult> {
  const slot = window.get(k);
  if (slot === undefined) return;
  for (const [row, image] of slot.images.entries()) {
    const vector = slot.excluded.get(row);
    const similarity = Number.isNaN(slot.similarity[row]) ? null : slot.similarity[row];
    const common = { kind: 'image' as const, image, from: slot.id, similarity, threshold: options.filter };
    if (vector === undefined) {
      yield { ...common, outcome: 'kept', to: slot.id, neighbour: null };
      continue;
    }
    const best = mostSimilar(window, k, { vector, range: options.reassignRange });
    const neighbour = { identity: best.slot.id, similarity: best.similarity, threshold: options.reassign };
    if (best.similarity >= options.reassign) {
      for (let d = 0; d < vector.length; d++) best.slot.joined[d] += vector[d];
      yield { ...common, outcome: 'reassigned', to: best.slot.id, neighbour };
    } else yield { ...common, outcome: 'excluded', to: null, neighbour };
  }
}

/** The most similar centre after step 1 among places k - range .. k + range; of equal ones the first. */
function mostSimilar(
  window: ReadonlyMap<number, Slot>,
  k: number,
  { vector, range }: { vector: Float64Array; range: number },
): { slot: Slot; similarity: number } {
  const square = dot(vector, vector);
  let best: { slot: Slot; similarity: number } | undefined;
  for (let place = k - range; place <= k + range; place++) {
    const slot = window.get(place);
    if (slot === undefined) continue;
    const similarity = cosine(dot(vector, slot.filtered), square * slot.square);
    if (best === undefined || similarity > best.similarity) best = { slot, similarity };
  }
  if (best === undefined) throw new Error(`no identity at place ${k}`);
  return best;
}

/** Step 3 for the pairs of the identity at `place` and its predecessors within range. */
function* compare(
  window: ReadonlyMap<number, Slot>,
  place: number,
  options: SeedFilterOptions,
): Generator<{ before: number; merged: boolean; result: PairResult }> {
  const b = window.get(place);
  if (b === undefined) return;
  for (let before = place - options.mergeRange; before < place; before++) {
    const a = window.get(before);
    if (a === undefined) continue;
    const similarity = cosine(dot(a.joined, b.joined), dot(a.joined, a.joined) * dot(b.joined, b.joined));
    const merged = similarity > options.merge;
    const threshold = options.merge;
    yield { before, merged, result: { kind: 'pair', a: a.id, b: b.id, similarity, threshold, merged } };
  }
}
