import test from 'ava';
import { readFileSync } from 'node:fs';
import { bicubicTaps, openResizer } from '../../data/resize.js';
import { randomInt, seededRandom } from '../../data/random.js';
function noise(random, width, height) {
    return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => randomInt(random, 256)) };
}
/** The definition, slowly: two passes of fixed-point sums, each rounded and clipped to a byte. */
function slowResize({ data, width, height }, toHeight, toWidth) {
    const pass = (from, [rows, columns, to]) => {
        if (columns === to)
            return from;
        const { first, count, weights, size } = bicubicTaps(columns, to);
        const out = new Uint8Array(rows * to * 3);
        for (let y = 0; y < rows; y++) {
            for (let x = 0; x < to; x++) {
                for (let c = 0; c < 3; c++) {
                    let sum = 2 ** 21;
                    for (let k = 0; k < count[x]; k++)
                        sum += weights[x * size + k] * from[(y * columns + first[x] + k) * 3 + c];
                    out[(y * to + x) * 3 + c] = Math.min(255, Math.max(0, Math.floor(sum / 2 ** 22)));
                }
            }
        }
        return out;
    };
    const turn = (from, rows, columns) => Uint8Array.from({ length: from.length }, (_, i) => {
        const [x, y] = [Math.floor(i / 3 / rows), Math.floor(i / 3) % rows];
        return from[(y * columns + x) * 3 + (i % 3)];
    });
    const across = pass(data, [height, width, toWidth]);
    const turned = pass(turn(across, height, toWidth), [toWidth, height, toHeight]);
    return turn(turned, toWidth, toHeight);
}
test('the vector kernels equal the definition, up, down and unchanged, for sizes that fill no vector', (t) => {
    const random = seededRandom('resize');
    for (const [height, width] of [
        [256, 128],
        [31, 17],
        [7, 5],
        [1, 1],
    ]) {
        const resizer = openResizer(height, width);
        for (let round = 0; round < 12; round++) {
            const picture = round === 0
                ? noise(random, width, height)
                : noise(random, 1 + randomInt(random, 90), 1 + randomInt(random, 200));
            const out = new Uint8Array(height * width * 3 + 8).fill(77);
            resizer.toBytes(picture, out, 4);
            t.deepEqual(out.slice(4, -4), slowResize(picture, height, width), `${picture.width}x${picture.height} to ${width}x${height}`);
            t.deepEqual([...out.slice(0, 4), ...out.slice(-4)], new Array(8).fill(77));
        }
    }
});
test("equal to Pillow's bicubic to the bit (reference made by test/peers/pillow_resize.py)", (t) => {
    const cases = JSON.parse(readFileSync(new URL('../../../test/peers/pillow_resize.json', import.meta.url), 'utf8'));
    t.true(cases.length >= 6);
    for (const { from, to, pixels } of cases) {
        const [width, height] = from;
        // The same formula as in the script: no two neighbours alike, every value met.
        const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i * 31 + i * 17) % 256);
        const out = new Uint8Array(to[0] * to[1] * 3);
        openResizer(to[1], to[0]).toBytes({ data, width, height }, out, 0);
        t.is(Buffer.from(out).toString('base64'), pixels, `${from.join('x')} to ${to.join('x')}`);
    }
});
test('weights of every output add up to one, and follow the sizes', (t) => {
    for (const [from, to] of [
        [64, 128],
        [301, 128],
        [5, 1],
        [1, 5],
    ]) {
        const { count, weights, size } = bicubicTaps(from, to);
        for (let i = 0; i < to; i++) {
            const sum = weights.slice(i * size, i * size + count[i]).reduce((a, b) => a + b, 0);
            t.true(Math.abs(sum - 2 ** 22) <= size, `${from} to ${to}, output ${i}: ${sum}`);
        }
    }
});
//# sourceMappingURL=resize.test.js.map