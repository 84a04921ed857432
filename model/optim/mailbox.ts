/** Shared memory through which the calling thread hands one piece of a parameter at a time to a helper thread. */
import type { Desk, Piece } from './arena.js';

/** Of a mailbox. The caller turns `empty` and `done` into `posted`, the helper `posted` into `done` or `failed`. */
export const STATE = { empty: 0, posted: 1, done: 2, failed: 3, closed: 4 } as const;

/** Where things are in `control`. */
const FIELDS = { state: 0, index: 1, from: 2, to: 3, words: 4 };

const MESSAGE_BYTES = 1024;

export interface Mailbox {
  readonly control: Int32Array;
  readonly scalars: Float64Array;
  readonly desk: Desk;
  /** What a helper that failed says: UTF-8, ends at the first 0. */
  readonly message: Uint8Array;
}

/** Around a desk in shared memory. */
export function createMailbox(desk: Desk, scalars: number): Mailbox {
  return {
    control: new Int32Array(new SharedArrayBuffer(4 * FIELDS.words)),
    scalars: new Float64Array(new SharedArrayBuffer(8 * scalars)),
    desk,
    message: new Uint8Array(new SharedArrayBuffer(MESSAGE_BYTES)),
  };
}

export function stateOf({ control }: Mailbox): number {
  return Atomics.load(control, FIELDS.state);
}

/** Everything else that was written to the box before is visible to the thread that sees the new state. */
export function setState({ control }: Mailbox, state: number): void {
  Atomics.store(control, FIELDS.state, state);
  Atomics.notify(control, FIELDS.state);
}

/** The longest single wait, ms: a process that was suspended meanwhile loses no more of its patience than this. */
const SLICE = 1000;

/** Waits until the state is no longer `state`; false where that takes longer than `milliseconds`. */
export function waitWhile({ control }: Mailbox, state: number, milliseconds = Infinity): boolean {
  for (let waited = 0; waited < milliseconds; waited += SLICE) {
    const slice = Math.min(SLICE, milliseconds - waited);
    if (Atomics.wait(control, FIELDS.state, state, slice) !== 'timed-out') return true;
  }
  return false;
}

/** `index`: which parameter the piece is of. */
export function writePiece({ control }: Mailbox, index: number, { from, to }: Piece): void {
  control[FIELDS.index] = index;
  control[FIELDS.from] = from;
  control[FIELDS.to] = to;
}

export function readPiece({ control }: Mailbox): Piece & { readonly index: number } {
  return { index: control[FIELDS.index], from: control[FIELDS.from], to: control[FIELDS.to] };
}

export function writeMessage({ message }: Mailbox, text: string): void {
  message.fill(0);
  message.set(new TextEncoder().encode(text).subarray(0, MESSAGE_BYTES - 1));
}

export function readMessage({ message }: Mailbox): string {
  return Buffer.from(message.slice(0, message.indexOf(0))).toString();
}
