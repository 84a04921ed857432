/** Of a mailbox. The caller turns `empty` and `done` into `posted`, the helper `posted` into `done` or `failed`. */
export const STATE = { empty: 0, posted: 1, done: 2, failed: 3, closed: 4 };
/** Where things are in `control`. */
const FIELDS = { state: 0, index: 1, from: 2, to: 3, words: 4 };
const MESSAGE_BYTES = 1024;
/** Around a desk in shared memory. */
export function createMailbox(desk, scalars) {
    return {
        control: new Int32Array(new SharedArrayBuffer(4 * FIELDS.words)),
        scalars: new Float64Array(new SharedArrayBuffer(8 * scalars)),
        desk,
        message: new Uint8Array(new SharedArrayBuffer(MESSAGE_BYTES)),
    };
}
export function stateOf({ control }) {
    return Atomics.load(control, FIELDS.state);
}
/** Everything else that was written to the box before is visible to the thread that sees the new state. */
export function setState({ control }, state) {
    Atomics.store(control, FIELDS.state, state);
    Atomics.notify(control, FIELDS.state);
}
/** The longest single wait, ms: a process that was suspended meanwhile loses no more of its patience than this. */
const SLICE = 1000;
/** Waits until the state is no longer `state`; false where that takes longer than `milliseconds`. */
export function waitWhile({ control }, state, milliseconds = Infinity) {
    for (let waited = 0; waited < milliseconds; waited += SLICE) {
        const slice = Math.min(SLICE, milliseconds - waited);
        if (Atomics.wait(control, FIELDS.state, state, slice) !== 'timed-out')
            return true;
    }
    return false;
}
/** `index`: which parameter the piece is of. */
export function writePiece({ control }, index, { from, to }) {
    control[FIELDS.index] = index;
    control[FIELDS.from] = from;
    control[FIELDS.to] = to;
}
export function readPiece({ control }) {
    return { index: control[FIELDS.index], from: control[FIELDS.from], to: control[FIELDS.to] };
}
export function writeMessage({ message }, text) {
    message.fill(0);
    message.set(new TextEncoder().encode(text).subarray(0, MESSAGE_BYTES - 1));
}
export function readMessage({ message }) {
    return Buffer.from(message.slice(0, message.indexOf(0))).toString();
}
//# sourceMappingURL=mailbox.js.map