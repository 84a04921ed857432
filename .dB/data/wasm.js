// How WebAssembly modules are written down: the encodings that the hand-assembled kernels share. After the WebAssembly core
// specification 2.0, sections 5.2 to 5.5.
export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;
export const flat = (code) => code.flatMap((part) => (typeof part === 'number' ? [part] : flat(part)));
/** LEB128 of a non-negative integer. */
export function unsigned(value) {
    return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
/** LEB128 of a signed 32-bit integer. */
export function signed(value) {
    const low = value & 127;
    const rest = value >> 7;
    const done = (rest === 0 && !(low & 64)) || (rest === -1 && (low & 64) !== 0);
    return done ? [low] : [low | 128, ...signed(rest)];
}
export const get = (local) => [0x20, local];
export const set = (local, ...value) => [...value, 0x21, local];
export const number = (value) => [0x41, signed(value)];
export const add = (a, b) => [a, b, 0x6a];
export const simd = (op, ...rest) => [0xfd, unsigned(op), rest];
/** do { body } while (a < b), signed. */
export const loopWhileLess = (body, a, b) => [0x03, 0x40, body, a, b, 0x48, 0x0d, 0, 0x0b];
export const vector = (items) => [unsigned(items.length), ...items];
export const sized = (code) => {
    const bytes = flat(code);
    return [unsigned(bytes.length), bytes];
};
export const section = (id, body) => [id, sized(body)];
export const text = (name) => [unsigned(name.length), [...Buffer.from(name)]];
/** A function without results. */
export const signature = (parameters) => [0x60, vector(parameters.map((type) => [type])), 0];
/** A function's body; `locals` are runs of (count, type). */
export const body = (locals, code) => sized([vector(locals), code, 0x0b]);
export function assembleModule(...sections) {
    return Uint8Array.from(flat([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections]));
}
//# sourceMappingURL=wasm.js.map