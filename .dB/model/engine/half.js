/** Half precision (IEEE 754 binary16), as files store it. */
const LARGEST = 65_504;
const floats = new Float32Array(1);
const bits = new Uint32Array(floats.buffer);
/** The nearest halves, of two that are as near the even one; undefined where one is too large for any. */
export function halvesOf(values) {
    const halves = new Uint16Array(values.length);
    for (let i = 0; i < values.length; i++) {
        if (!(Math.abs(values[i]) <= LARGEST))
            return undefined;
        halves[i] = halfOf(values[i]);
    }
    return halves;
}
function halfOf(value) {
    floats[0] = value;
    const sign = (bits[0] >>> 16) & 0x8000;
    const magnitude = bits[0] & 0x7fffffff;
    // Below 2^-14 halves are multiples of 2^-24.
    if (magnitude < 0x38800000)
        return sign | roundEven(Math.abs(value) * 2 ** 24);
    // 13 bits of the fraction go; a carry goes up into the exponent, where it belongs.
    const kept = magnitude - 0x38000000;
    return sign | ((kept + 0xfff + ((kept >>> 13) & 1)) >>> 13);
}
function roundEven(x) {
    const floor = Math.floor(x);
    const rest = x - floor;
    return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
//# sourceMappingURL=half.js.map