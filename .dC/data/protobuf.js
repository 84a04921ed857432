/**
 * Protobuf's wire format (https://protobuf.dev/programming-guides/encoding), as far as messages are written here: fields
 * are pieces of bytes, joined once at the very end, so that what is large is copied once.
 */
const [EIGHT_BYTES, LENGTH, FOUR_BYTES] = [1, 2, 5];
function varint(value) {
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes = [];
    for (; rest > 127n; rest >>= 7n)
        bytes.push(Number(rest & 127n) | 128);
    bytes.push(Number(rest));
    return Uint8Array.from(bytes);
}
const tag = (field, wire) => varint(field * 8 + wire);
/** A whole number, also an enum's or a boolean's. @throws RangeError for a fraction */
export const integer = (field, value) => [tag(field, 0), varint(value)];
/** A string or bytes. */
export function bytesField(field, value) {
    const body = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return [tag(field, LENGTH), varint(body.length), body];
}
const lengthOf = (pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0);
/** A message inside a message. */
export const message = (field, pieces) => [
    tag(field, LENGTH),
    varint(lengthOf(pieces)),
    ...pieces,
];
export function float(field, value) {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return [tag(field, FOUR_BYTES), bytes];
}
export function double(field, value) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    return [tag(field, EIGHT_BYTES), bytes];
}
export function join(pieces) {
    const out = new Uint8Array(lengthOf(pieces));
    let offset = 0;
    for (const piece of pieces) {
        out.set(piece, offset);
        offset += piece.length;
    }
    return out;
}
//# sourceMappingURL=protobuf.js.map