// Halves against the slow way: of all that there are the nearest, and of two the even one.
import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { halvesOf } from '../../../model/engine/half.js';
import { openSession } from '../../../model/engine/session.js';
import { BERT_PRESETS, bertParameters } from '../../../model/nn/bert.js';
import { exportOnnx } from '../../../model/nn/exportOnnx.js';
/** The number that 16 bits stand for. */
function valueOf(half) {
    const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
    const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    return half & 0x8000 ? -size : size;
}
/** All of one sign, by size: each is its own bits. */
const ALL = Array.from({ length: 0x7c00 }, (_, half) => valueOf(half));
function nearest(value) {
    const size = Math.abs(value);
    const above = ALL.findIndex((each) => each >= size);
    const [high, low] = [above, Math.max(0, above - 1)];
    const [up, down] = [ALL[high] - size, size - ALL[low]];
    const half = up < down || (up === down && high % 2 === 0) ? high : low;
    return half | (value < 0 || Object.is(value, -0) ? 0x8000 : 0);
}
test('the nearest half, also of small numbers, of halves themselves and of what is between two', (t) => {
    const random = seededRandom('half');
    const values = Float32Array.from([
        ...[0, -0, 1, -2, 65_504, 2 ** -24, 2 ** -25, 3 * 2 ** -25, 2 ** -14, 2 ** -14 - 2 ** -25, 1e-9, 2049, 2051, -4098],
        ...Array.from({ length: 400 }, () => randomNormal(random) * 10 ** (8 * random() - 6)),
        ...Array.from({ length: 100 }, () => valueOf(Math.floor(random() * 0x7c00))),
    ]);
    const halves = halvesOf(values);
    for (const [i, value] of values.entries())
        t.is(halves[i], nearest(value), String(value));
});
test('what no half can hold stays as it is', (t) => {
    t.is(halvesOf(Float32Array.of(1, 70_000)), undefined);
    t.is(halvesOf(Float32Array.of(NaN)), undefined);
});
test('a file of halves is half as large and gives nearly the same', async (t) => {
    const net = { ...BERT_PRESETS.tiny, vocabulary: 3000, positions: 64 };
    const network = { type: 'bert', net };
    const parameters = bertParameters(net, seededRandom('halves'));
    const [whole, half] = [
        exportOnnx(network, parameters, { length: 8 }),
        exportOnnx(network, parameters, { length: 8, weights: 'float16' }),
    ];
    t.true(half.length < 0.53 * whole.length);
    const ids = { data: Int32Array.from({ length: 16 }, (_, i) => 97 * i), dims: [2, 8] };
    const mask = { data: new Float32Array(16).fill(1), dims: [2, 8] };
    const run = async (bytes) => {
        const session = await openSession(bytes, { threads: 1 });
        const { states } = await session.run({ ids, mask });
        await session.release();
        return states.data;
    };
    const [expected, got] = [await run(whole), await run(half)];
    const off = Math.max(...expected.map((x, i) => Math.abs(x - got[i])));
    t.true(off > 0 && off < 3e-3 * Math.max(...expected.map(Math.abs)), `off by ${off}`);
});
//# sourceMappingURL=half.test.js.map