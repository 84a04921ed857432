// Word by word with a cache gives what the whole text at once gives.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { parameterTensors } from '../../../model/nn/exportOnnx.js';
import { gpt2, gpt2Logits, gpt2Parameters, gpt2Words } from '../../../model/nn/gpt2.js';
import { likeliest, openGpt2Decoder } from '../../../model/nn/gpt2Decoder.js';
const NET = { vocabulary: 50, positions: 9, width: 32, layers: 3, heads: 4 };
const random = seededRandom('decoder');
// Larger than they start, so that attention attends.
const PARAMETERS = Object.fromEntries(Object.entries(gpt2Parameters(NET, random)).map(([name, p]) => [name, { ...p, data: p.data.map((x) => 12 * x) }]));
/** (N, V) log probabilities after texts of one length, all words at once. */
async function whole(texts) {
    await tf.setBackend('cpu');
    return tf.tidy(() => {
        const weights = parameterTensors(PARAMETERS);
        const [n, length] = [texts.length, texts[0].length];
        const ids = tf.tensor2d(texts.flat(), [n, length], 'int32');
        const logits = gpt2Logits(weights, gpt2(NET, weights, gpt2Words(weights, ids)).hidden);
        const last = tf.slice(tf.reshape(logits, [n, length, NET.vocabulary]), [0, length - 1, 0], [-1, 1, -1]);
        return tf.logSoftmax(tf.reshape(last, [n, NET.vocabulary])).dataSync();
    });
}
test('greedy decoding with the cache equals the network without one, for any number of texts and up to its last position', async (t) => {
    const decoder = await openGpt2Decoder(NET, PARAMETERS, { threads: 1 });
    for (const [count, length] of [
        [1, 1],
        [3, 4],
        [5, 4],
    ]) {
        const texts = Array.from({ length: count }, () => Array.from({ length }, () => Math.floor(50 * random())));
        let state = await decoder.start(Int32Array.from(texts.flat()), length);
        for (;;) {
            const expected = await whole(texts);
            t.is(state.choices, NET.vocabulary, 'all of a small vocabulary');
            const given = Float32Array.from(expected, (_, i) => {
                const row = NET.vocabulary * Math.floor(i / NET.vocabulary);
                return state.logShares[row + state.words.subarray(row, row + NET.vocabulary).indexOf(i - row)];
            });
            const off = Math.max(...expected.map((x, i) => Math.abs(x - given[i])));
            t.true(off < 1e-4 * Math.max(...expected.map(Math.abs)), `${count} texts of ${texts[0].length}: off by ${off}`);
            texts.forEach((text, i) => {
                const own = expected.subarray(i * NET.vocabulary, (i + 1) * NET.vocabulary);
                t.is(likeliest(state)[i], own.indexOf(Math.max(...own)));
                text.push(likeliest(state)[i]);
            });
            if (texts[0].length > NET.positions)
                break;
            state = await state.next(likeliest(state));
        }
        await t.throwsAsync(state.next(likeliest(state)), { message: /9 positions/ });
    }
    await decoder.release();
});
test('a prefix of embeddings starts texts as the words would whose embeddings they are', async (t) => {
    const decoder = await openGpt2Decoder(NET, PARAMETERS, { threads: 1 });
    const ids = Int32Array.of(3, 14, 15, 9);
    const table = PARAMETERS['words/table'].data;
    const prefix = Float32Array.from([...ids].flatMap((id) => [...table.subarray(id * NET.width, (id + 1) * NET.width)]));
    const [a, b] = [await decoder.start(ids, 2), await decoder.startFrom(prefix, 2)];
    t.deepEqual(b.logShares, a.logShares);
    t.deepEqual((await b.next(likeliest(b))).logShares, (await a.next(likeliest(a))).logShares);
    await decoder.release();
});
test('texts that are selected go on as they would have alone, in any order and more than once', async (t) => {
    const decoder = await openGpt2Decoder(NET, PARAMETERS, { threads: 1 });
    const prompts = [
        [3, 14],
        [15, 9],
        [26, 5],
    ];
    const words = [7, 8, 9];
    const go = async (texts) => {
        const state = await decoder.start(Int32Array.from(texts.flatMap((i) => prompts[i])), 2);
        const first = await state.next(Int32Array.from(texts, (i) => words[i]));
        const second = await first.next(likeliest(first));
        return [first.logShares, second.logShares];
    };
    const state = await decoder.start(Int32Array.from(prompts.flat()), 2);
    const first = (await state.next(Int32Array.from(words))).select(Int32Array.of(2, 0, 2));
    const second = await first.next(likeliest(first));
    const expected = await go([2, 0, 2]);
    t.deepEqual([first.logShares, second.logShares], expected);
    // What was selected leaves the rest as it was.
    const rest = await go([0, 1, 2]);
    const all = await decoder.start(Int32Array.from(prompts.flat()), 2);
    const one = await all.next(Int32Array.from(words));
    one.select(Int32Array.of(1));
    t.deepEqual((await one.next(likeliest(one))).logShares, rest[1]);
    await decoder.release();
});
//# sourceMappingURL=gpt2Decoder.test.js.map