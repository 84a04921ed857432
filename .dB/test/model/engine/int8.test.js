// Weights of eight bits: near to what they stand for, and each row by itself.
import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { affineRows } from '../../../model/engine/ownOps.js';
import { openSession } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import { trace } from '../../../model/engine/trace.js';
import { GPT2_PRESETS, gpt2Parameters } from '../../../model/nn/gpt2.js';
import { likeliest, openGpt2Decoder } from '../../../model/nn/gpt2Decoder.js';
const [ROWS, INPUTS, OUTPUTS] = [6, 96, 80];
const random = seededRandom('int8');
const normal = (size) => Float32Array.from({ length: size }, () => randomNormal(random));
const MATRIX = normal(INPUTS * OUTPUTS);
const BIAS = normal(OUTPUTS);
// Rows of very different sizes, and one of zeros.
const X = normal(ROWS * INPUTS).map((x, i) => x * [1, 100, 0.01, 0, 1, 3][Math.floor(i / INPUTS)]);
/** x times the matrix, which the graph holds as it is or transposed. */
async function product(weights, transposed) {
    const { bytes, nodes } = trace(({ x }) => {
        if (!transposed)
            return { y: affineRows(x, tf.tensor2d(MATRIX, [INPUTS, OUTPUTS]), tf.tensor1d(BIAS)) };
        const turned = Float32Array.from(MATRIX, (_, i) => MATRIX[(i % INPUTS) * OUTPUTS + Math.floor(i / INPUTS)]);
        return { y: tf.add(tf.matMul(x, tf.tensor2d(turned, [OUTPUTS, INPUTS]), false, true), BIAS) };
    }, { x: { shape: [ROWS, INPUTS] } }, { weights, dynamic: { x: { 0: 'n' }, y: { 0: 'n' } } });
    const session = await openSession(bytes, { threads: 1 });
    const run = async (x) => (await session.run({ x: { data: x, dims: [x.length / INPUTS, INPUTS] } })).y.data;
    return { run, nodes, size: bytes.length, release: () => session.release() };
}
for (const transposed of [false, true])
    test(`a product with ${transposed ? 'a transposed matrix' : 'a matrix and a bias'}`, async (t) => {
        const [exact, small] = [await product('float32', transposed), await product('int8', transposed)];
        t.is(small.nodes['com.microsoft.MatMulIntegerToFloat'], 1);
        t.true(small.size < 0.4 * exact.size);
        const [expected, got] = [await exact.run(X), await small.run(X)];
        for (let row = 0; row < ROWS; row++) {
            const part = (all) => all.subarray(row * OUTPUTS, (row + 1) * OUTPUTS);
            const size = Math.hypot(...X.subarray(row * INPUTS, (row + 1) * INPUTS)) + 1e-9;
            const off = Math.max(...part(expected).map((y, i) => Math.abs(y - part(got)[i])));
            // Half a level of 127 of each of 96 products, at random signs, is a hundredth of the row's length; three times that at most.
            t.true(off < 0.06 * size, `row ${row}: off by ${off / size} of its length`);
            t.deepEqual(await small.run(X.slice(row * INPUTS, (row + 1) * INPUTS)), part(got).slice(), 'alone it is the same');
        }
        await exact.release();
        await small.release();
    });
test('a decoder with such weights says nearly the same', async (t) => {
    const net = { ...GPT2_PRESETS.tiny, vocabulary: 90, positions: 12, width: 64, layers: 2, heads: 2 };
    const parameters = gpt2Parameters(net, seededRandom('decoder'));
    const prompts = Int32Array.of(3, 14, 15, 9, 26, 53);
    const [exact, small] = [
        await openGpt2Decoder(net, parameters, { threads: 1 }),
        await openGpt2Decoder(net, parameters, { threads: 1, weights: 'int8' }),
    ];
    let [a, b] = [await exact.start(prompts, 3), await small.start(prompts, 3)];
    for (let i = 0; i < 4; i++) {
        for (let row = 0; row < 2; row++) {
            const table = ({ words, logShares, choices }) => new Map([...words.subarray(row * choices, (row + 1) * choices)].map((word, k) => [
                word,
                logShares[row * choices + k],
            ]));
            const [expected, got] = [table(a), table(b)];
            const both = [...expected.keys()].filter((word) => got.has(word));
            t.true(both.length > 0.8 * expected.size);
            for (const word of both)
                t.true(Math.abs(expected.get(word) - got.get(word)) < 0.05);
        }
        const words = likeliest(a);
        [a, b] = [await a.next(words), await b.next(words)];
    }
    await exact.release();
    await small.release();
});
//# sourceMappingURL=int8.test.js.map