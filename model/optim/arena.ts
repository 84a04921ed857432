/** The memory that an optimizer's kernel works in: the state of all parameters, and room for the pieces that are worked on. */
import type { Kernel } from './kernel.js';

/** Elements of a piece at most: it stays in a core's own cache, and handing it over costs little beside it. A multiple of 16. */
export const PIECE = 32768;

/** Elements: arrays begin at multiples of 64 bytes, and a kernel may touch an element past the end. */
const ALIGNMENT = 16;

const PAGE = 65536;
const MAX_PAGES = 65536;

const padded = (size: number): number => Math.ceil((size + 1) / ALIGNMENT) * ALIGNMENT;

export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** By parameter and slot. */
  readonly slots: readonly (readonly Float32Array[])[];
  readonly desks: readonly Desk[];
}

/** Room for one piece of weights and their gradients. */
export interface Desk {
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
}

export interface ArenaSize {
  /** Elements of each parameter. */
  readonly sizes: readonly number[];
  readonly slots: number;
  readonly desks: number;
  /** Whether other threads see it too. */
  readonly shared: boolean;
}

/** @throws Error where the state needs more than the 4 GiB that a WebAssembly memory can have */
export function createArena({ sizes, slots, desks, shared }: ArenaSize): Arena {
  const elements = sizes.reduce((sum, size) => sum + slots * padded(size), 2 * desks * padded(PIECE));
  const pages = Math.ceil((4 * elements) / PAGE);
  if (pages > MAX_PAGES) throw new Error(`The optimizer needs ${pages} pages of memory; there can be ${MAX_PAGES}.`);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  let at = 0;
  const floats = (size: number): Float32Array => {
    const array = new Float32Array(memory.buffer, at, size);
    at += 4 * padded(size);
    return array;
  };
  return {
    memory,
    desks: Array.from({ length: desks }, () => ({ weights: floats(PIECE), gradient: floats(PIECE) })),
    slots: sizes.map((size) => Array.from({ length: slots }, () => floats(size))),
  };
}

/** A piece of one parameter: its elements `from` to `to` (exclusive), at most `PIECE`, from a multiple of it on. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

export function putOnDesk(
  desk: Desk,
  { weights, gradient }: { weights: Float32Array; gradient: Float32Array },
  { from, to }: Piece,
): void {
  desk.weights.set(weights.subarray(from, to));
  desk.gradient.set(gradient.subarray(from, to));
}

/** Updates the weights on the desk and the state of their parameter. */
export function updateOnDesk(
  kernel: Kernel,
  desk: Desk,
  { slots, scalars }: { slots: readonly Float32Array[]; scalars: ArrayLike<number> },
  { from, to }: Piece,
): void {
  const addresses = slots.map((slot) => slot.byteOffset + 4 * from);
  kernel(to - from, desk.weights.byteOffset, desk.gradient.byteOffset, ...addresses, ...Array.from(scalars));
}

export function takeOffDesk(desk: Desk, weights: Float32Array, { from, to }: Piece): void {
  weights.set(desk.weights.subarray(0, to - from), from);
}
