import { add, assembleModule, body, get, I32, loopWhileLess, number, section, set, signature, simd, text, V128, vector, } from './wasm.js';
/** A fresh module with its own memory. */
export function instantiateResizeKernel() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble()));
    return exports;
}
const step = (local, by) => set(local, add(get(local), by));
const load = (at) => [at, simd(0x00, 0, 0)];
const loadSplat32 = (at) => [at, simd(0x09, 2, 0)];
const loadZero32 = (at) => [at, simd(0x5c, 0, 0)];
const loadInt = (at) => [at, 0x28, 2, 0];
const storeVector = (at, value) => [at, value, simd(0x0b, 0, 0)];
const storeLane0 = (at, value) => [at, value, simd(0x5a, 0, 0, 0)];
const splat = (value) => [value, simd(0x11)];
const narrow8 = (a, b) => [a, b, simd(0x66)];
const narrow16 = (a, b) => [a, b, simd(0x85)];
const low16 = (v) => [v, simd(0x89)];
const high16 = (v) => [v, simd(0x8a)];
const low32 = (v) => [v, simd(0xa9)];
const high32 = (v) => [v, simd(0xaa)];
const add32 = (a, b) => [a, b, simd(0xae)];
const multiply32 = (a, b) => [a, b, simd(0xb5)];
const scaleDown = (v) => [v, number(22), simd(0xac)];
/** Half of the fixed point's one: rounds the shift. */
const HALF = number(1 << 21);
function vertical() {
    const [target, source, stride, count, weights] = [0, 1, 2, 3, 4];
    const [i, at, k, weightAt] = [5, 6, 7, 8];
    const [bytes, weight, half] = [9, 10, 11];
    const sums = [12, 13, 14, 15];
    const quarter = [
        low32(low16(get(bytes))),
        high32(low16(get(bytes))),
        low32(high16(get(bytes))),
        high32(high16(get(bytes))),
    ];
    const taps = loopWhileLess([
        set(bytes, load(get(at))),
        set(weight, loadSplat32(get(weightAt))),
        sums.map((sum, q) => set(sum, add32(get(sum), multiply32(quarter[q], get(weight))))),
        step(at, get(stride)),
        step(weightAt, number(4)),
        step(k, number(1)),
    ], get(k), get(count));
    const [a, b, c, d] = sums.map((sum) => scaleDown(get(sum)));
    return [
        set(half, splat(HALF)),
        loopWhileLess([
            sums.map((sum) => set(sum, get(half))),
            set(at, add(get(source), get(i))),
            set(weightAt, get(weights)),
            set(k, number(0)),
            taps,
            storeVector(add(get(target), get(i)), narrow8(narrow16(a, b), narrow16(c, d))),
            step(i, number(16)),
        ], get(i), get(stride)),
    ];
}
function horizontal() {
    const [target, source, columns, first, count, weights, size] = [0, 1, 2, 3, 4, 5, 6];
    const [x, at, end, weightAt] = [7, 8, 9, 10];
    const [sum, half] = [11, 12];
    const taps = loopWhileLess([
        set(sum, add32(get(sum), multiply32(low32(low16(loadZero32(get(at)))), loadSplat32(get(weightAt))))),
        step(at, number(3)),
        step(weightAt, number(4)),
    ], get(at), get(end));
    const pixel = narrow16(scaleDown(get(sum)), scaleDown(get(sum)));
    return [
        set(half, splat(HALF)),
        loopWhileLess([
            set(sum, get(half)),
            set(at, add(get(source), loadInt(get(first)))),
            set(end, add(get(at), [loadInt(get(count)), number(3), 0x6c])),
            set(weightAt, get(weights)),
            taps,
            storeLane0(get(target), narrow8(pixel, pixel)),
            step(target, number(3)),
            step(first, number(4)),
            step(count, number(4)),
            step(weights, [get(size), number(4), 0x6c]),
            step(x, number(1)),
        ], get(x), get(columns)),
    ];
}
function assemble() {
    const integers = (count) => new Array(count).fill(I32);
    return assembleModule(section(1, vector([signature(integers(5)), signature(integers(7))])), section(3, vector([[0], [1]])), section(5, vector([[0, 1]])), section(7, vector([
        [text('memory'), 2, 0],
        [text('vertical'), 0, 0],
        [text('horizontal'), 0, 1],
    ])), section(10, vector([
        body([
            [4, I32],
            [7, V128],
        ], vertical()),
        body([
            [4, I32],
            [2, V128],
        ], horizontal()),
    ])));
}
//# sourceMappingURL=resizeKernel.js.map