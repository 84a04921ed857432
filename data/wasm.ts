// How WebAssembly modules are written down: the encodings that the hand-assembled kernels share. After the WebAssembly core
// specification 2.0, sections 5.2 to 5.5.

/** Bytes, nested as their structure is. */
export type Code = ReadonlyArray<number | Code>;

export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;

export const flat = (code: Code): number[] => code.flatMap((part) => (typeof part === 'number' ? [part] : flat(part)));

/** LEB128 of a non-negative integer. */
export function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** LEB128 of a signed 32-bit integer. */
export function signed(value: number): number[] {
  const low = value & 127;
  const rest = value >> 7;
  const done = (rest === 0 && !(low & 64)) || (rest === -1 && (low & 64) !== 0);
  return done ? [low] : [low | 128, ...signed(rest)];
}

export const get = (local: number): Code => [0x20, local];
export const set = (local: number, ...value: Code): Code => [...value, 0x21, local];
export const number = (value: number): Code => [0x41, signed(value)];
export const add = (a: Code, b: Code): Code => [a, b, 0x6a];
export const simd = (op: number, ...rest: number[]): Code => [0xfd, unsigned(op), rest];

/** do { body } while (a < b), signed. */
export const loopWhileLess = (body: Code, a: Code, b: Code): Code => [0x03, 0x40, body, a, b, 0x48, 0x0d, 0, 0x0b];

export const vector = (items: readonly Code[]): Code => [unsigned(items.length), ...items];

export const sized = (code: Code): Code => {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
};

export const section = (id: number, body: Code): Code => [id, sized(body)];
export const text = (name: string): Code => [unsigned(name.length), [...Buffer.from(name)]];

/** A function without results. */
export const signature = (parameters: readonly number[]): Code => [0x60, vector(parameters.map((type) => [type])), 0];

/** A function's body; `locals` are runs of (count, type). */
export const body = (locals: readonly Code[], code: Code): Code => sized([vector(locals), code, 0x0b]);

export function assembleModule(...sections: Code[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(flat([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections]));
}
