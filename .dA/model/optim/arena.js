/** Elements of a piece at most: it stays in a core's own cache, and handing it over costs little beside it. A multiple of 16. */
export const PIECE = 32768;
/** Elements: arrays begin at multiples of 64 bytes, and a kernel may touch an element past the end. */
const ALIGNMENT = 16;
const PAGE = 65536;
const MAX_PAGES = 65536;
const padded = (size) => Math.ceil((size + 1) / ALIGNMENT) * ALIGNMENT;
/** @throws Error where the state needs more than the 4 GiB that a WebAssembly memory can have */
export function createArena({ sizes, slots, desks, shared }) {
    const elements = sizes.reduce((sum, size) => sum + slots * padded(size), 2 * desks * padded(PIECE));
    const pages = Math.ceil((4 * elements) / PAGE);
    if (pages > MAX_PAGES)
        throw new Error(`The optimizer needs ${pages} pages of memory; there can be ${MAX_PAGES}.`);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
    let at = 0;
    const floats = (size) => {
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
export function putOnDesk(desk, { weights, gradient }, { from, to }) {
    desk.weights.set(weights.subarray(from, to));
    desk.gradient.set(gradient.subarray(from, to));
}
/** Updates the weights on the desk and the state of their parameter. */
export function updateOnDesk(kernel, desk, { slots, scalars }, { from, to }) {
    const addresses = slots.map((slot) => slot.byteOffset + 4 * from);
    kernel(to - from, desk.weights.byteOffset, desk.gradient.byteOffset, ...addresses, ...Array.from(scalars));
}
export function takeOffDesk(desk, weights, { from, to }) {
    weights.set(desk.weights.subarray(0, to - from), from);
}
//# sourceMappingURL=arena.js.map