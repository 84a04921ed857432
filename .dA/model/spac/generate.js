import { generateByBeams } from './beams.js';
import { drawNucleus, sayable } from './decoding.js';
/** Of the texts in a batch so many must have ended before they leave it: leaving costs a copy of what all have seen. */
const LEAVING = 0.2;
/**
 * @param prefix (N, L, D)
 * @param randoms one a text; only drawn from by `nucleus`
 */
export async function generate(decoder, { prefix, length, randoms }, rules) {
    const count = randoms.length;
    if (count === 0)
        return [];
    // A single row goes another road through ONNX Runtime's products: with a twin it does not depend on who comes along.
    const rows = count === 1 ? twice(prefix) : prefix;
    const start = await decoder.startFrom(rows, length);
    if (rules.settings.method === 'beam')
        return generateByBeams(start, count, rules);
    return oneByOne(start, randoms, rules);
}
function twice(prefix) {
    const both = new Float32Array(2 * prefix.length);
    both.set(prefix);
    both.set(prefix, prefix.length);
    return both;
}
async function oneByOne(start, randoms, rules) {
    const texts = randoms.map(() => ({ words: [], sum: 0, state: 'open' }));
    // Which text each row of the batch is; a row whose text has ended goes on idly until it leaves.
    let rows = Array.from({ length: start.count }, (_, i) => Math.min(i, texts.length - 1));
    let decoding = start;
    for (;;) {
        const chosen = new Map();
        rows.forEach((t, row) => {
            if (texts[t].state !== 'open' || chosen.has(t))
                return;
            chosen.set(t, say(texts[t], candidatesOf(decoding, row), randoms[t], rules));
        });
        const open = rows.filter((t) => texts[t].state === 'open');
        if (open.length === 0)
            break;
        if (rows.length - open.length >= LEAVING * rows.length) {
            const stay = atLeastTwo(rows.flatMap((t, row) => (texts[t].state === 'open' ? [row] : [])));
            decoding = decoding.select(Int32Array.from(stay));
            rows = stay.map((row) => rows[row]);
        }
        decoding = await decoding.next(Int32Array.from(rows, (t) => chosen.get(t) ?? rules.end));
    }
    return texts.map(({ words, sum, state }) => ({
        words,
        logShare: sum / Math.max(1, words.length + (state === 'ended' ? 1 : 0)),
        ended: state === 'ended',
    }));
}
const atLeastTwo = (rows) => (rows.length === 1 ? [rows[0], rows[0]] : [...rows]);
/** The row's candidates, the likeliest first. */
export function candidatesOf({ choices, words, logShares }, row) {
    return Array.from({ length: choices }, (_, i) => ({
        word: words[row * choices + i],
        logShare: logShares[row * choices + i],
    }));
}
/** Adds the next word to the text, or ends it, and returns what was said. */
function say(text, candidates, random, rules) {
    const { settings, end } = rules;
    const allowed = sayable(candidates, text.words, rules);
    const chosen = allowed.length === 0
        ? { word: end, logShare: candidates[0].logShare }
        : settings.method === 'greedy'
            ? allowed[0]
            : drawNucleus(allowed, settings, random);
    text.sum += chosen.logShare;
    if (chosen.word === end)
        text.state = 'ended';
    else {
        text.words.push(chosen.word);
        if (text.words.length >= settings.maxWords)
            text.state = 'cut';
    }
    return chosen.word;
}
//# sourceMappingURL=generate.js.map