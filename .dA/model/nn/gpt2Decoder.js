import { logShares } from '../engine/ownOps.js';
import { openGraphApart } from '../engine/session.js';
import { tf } from '../engine/tfjs.js';
import { trace } from '../engine/trace.js';
import { parameterTensors, TRACED_BATCH } from './exportOnnx.js';
import { MASKED } from './attention.js';
import { gpt2Further, gpt2Logits } from './gpt2.js';
import { createTokenCache } from './tokenCache.js';
/** Next words that are looked at: the rest of the vocabulary has a few percent of the probability at most. */
const CHOICES = 64;
/**
 * One graph serves prompts and further words, so that its weights, packed for its products, are held once. Of `parameters`
 * only the table of the words is kept.
 */
export async function openGpt2Decoder(net, parameters, { weights, ...options } = {}) {
    const onnx = await import('onnxruntime-node');
    const { bytes, apart } = traceDecoder(net, parameters, weights);
    const table = parameters['words/table'].data;
    const session = await openGraphApart(bytes, apart, options);
    const { heads, width } = net;
    /** Goes on with L words of each text, (N, L, D), which become part of the cache. */
    const goOn = async (words, cache) => {
        const { count, places, layers } = cache;
        const length = words.length / (count * width);
        const integers = (size, at) => new onnx.Tensor('int32', Int32Array.from({ length: size }, (_, i) => at(i)), [size]);
        const floats = (data, dims) => new onnx.Tensor('float32', data, [...dims]);
        const feeds = {
            words: floats(words, [count, length, width]),
            positions: integers(length, (i) => cache.length + i),
            ends: integers(count, (i) => (i + 1) * length - 1),
            bias: floats(biasOf(cache, length), [length, places + length]),
            ...Object.fromEntries(layers.flatMap(({ key, value }, i) => [
                [`key${i}`, floats(key, [count, heads, width / heads, places])],
                [`value${i}`, floats(value, [count, heads, places, width / heads])],
            ])),
        };
        const made = await session.run(feeds);
        cache.append(layers.map((_, i) => made[`qkv${i}`].data));
        return standing(tablesOf(made), cache);
    };
    const standing = (tables, cache) => {
        const { length } = cache;
        const current = () => {
            if (cache.length !== length)
                throw new Error('These texts have gone on already.');
        };
        const next = async (words) => {
            current();
            if (length >= net.positions)
                throw new Error(`GPT-2 has ${net.positions} positions, and this is a word more.`);
            return goOn(embedded(table, net.width, words), cache);
        };
        const select = (texts) => {
            current();
            return standing(selected(tables, texts), cache.select(texts));
        };
        return { ...tables, count: cache.count, next, select };
    };
    const startFrom = (prefix, length) => goOn(prefix, createTokenCache(net, prefix.length / (length * net.width)));
    return {
        startFrom,
        start: (ids, length) => startFrom(embedded(table, net.width, ids), length),
        release: () => session.release(),
    };
}
/** (N) the likeliest next words. */
export const likeliest = ({ count, choices, words }) => Int32Array.from({ length: count }, (_, i) => words[i * choices]);
/** Rows of a table of `width` columns, in the order asked for. */
function rowsOf(table, width, rows) {
    const own = table.subarray(0, 0).constructor;
    const result = new own(rows.length * width);
    rows.forEach((row, i) => result.set(table.subarray(row * width, (row + 1) * width), i * width));
    return result;
}
const tablesOf = ({ choices, logShares }) => ({
    choices: choices.dims[1],
    words: choices.data,
    logShares: logShares.data,
});
const selected = ({ choices, words, logShares }, texts) => ({
    choices,
    words: rowsOf(words, choices, texts),
    logShares: rowsOf(logShares, choices, texts),
});
/** Rows of the table of words: (M) -> (M, D) */
function embedded(table, width, ids) {
    const rows = new Float32Array(ids.length * width);
    ids.forEach((id, i) => rows.set(table.subarray(id * width, (id + 1) * width), i * width));
    return rows;
}
/** (L, T + L): new tokens look at what is there, at themselves and at new ones before them. */
function biasOf({ length, places }, tokens) {
    const bias = new Float32Array(tokens * (places + tokens));
    for (let l = 0; l < tokens; l++) {
        const row = bias.subarray(l * (places + tokens), (l + 1) * (places + tokens));
        row.fill(MASKED, length, places).fill(MASKED, places + l + 1);
    }
    return bias;
}
/** Words and places of the trace: any numbers but one, so that nothing takes them for an axis of size 1. */
const [TRACED_WORDS, TRACED_PLACES] = [3, 5];
function traceDecoder(net, parameters, weights) {
    const { heads, width, layers } = net;
    const depth = width / heads;
    const names = (name) => Array.from({ length: layers }, (_, i) => `${name}${i}`);
    const each = (name, value) => Object.fromEntries(names(name).map((own) => [own, value]));
    const integers = (size) => ({ shape: [size], dtype: 'int32' });
    const specs = {
        words: { shape: [TRACED_BATCH, TRACED_WORDS, width] },
        positions: integers(TRACED_WORDS),
        ends: integers(TRACED_BATCH),
        bias: { shape: [TRACED_WORDS, TRACED_PLACES + TRACED_WORDS] },
        ...each('key', { shape: [TRACED_BATCH, heads, depth, TRACED_PLACES] }),
        ...each('value', { shape: [TRACED_BATCH, heads, TRACED_PLACES, depth] }),
    };
    const texts = { 0: 'n' };
    const dynamic = {
        ...{ words: { 0: 'n', 1: 'l' }, positions: { 0: 'l' }, bias: { 0: 'l', 1: 'places+l' } },
        ...{ ends: texts, choices: texts, logShares: texts },
        ...{
            ...each('key', { 0: 'n', 3: 'places' }),
            ...each('value', { 0: 'n', 2: 'places' }),
            ...each('qkv', { 0: 'n*l' }),
        },
    };
    return trace((inputs) => decode(net, parameterTensors(parameters), inputs), specs, {
        ...{ dynamic, weights, isApart: true },
    });
}
/** What comes next, and queries, keys and values of the new tokens. */
function decode(net, weights, inputs) {
    const rooms = Array.from({ length: net.layers }, (_, i) => ({
        key: inputs[`key${i}`],
        value: inputs[`value${i}`],
    }));
    const { hidden, qkv } = gpt2Further(weights, { ...inputs, rooms });
    const { values, indices } = tf.topk(logShares(gpt2Logits(weights, hidden)), Math.min(CHOICES, net.vocabulary));
    return { choices: indices, logShares: values, ...Object.fromEntries(qkv.map((each, i) => [`qkv${i}`, each])) };
}
//# sourceMappingURL=gpt2Decoder.js.map