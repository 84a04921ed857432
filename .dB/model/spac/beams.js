import { sayable } from './decoding.js';
import { candidatesOf } from './generate.js';
/** @param count texts; rows of `start` beyond them are twins that nobody follows */
export async function generateByBeams(start, count, rules) {
    const { beams, maxWords } = rules.settings;
    const searches = Array.from({ length: count }, (_, row) => ({
        open: [{ words: [], sum: 0, row }],
        ended: [],
    }));
    let decoding = start;
    for (let length = 1;; length++) {
        for (const search of searches)
            advance(search, decoding, rules);
        if (length === maxWords || searches.every((search) => isDecided(search, beams)))
            break;
        const going = searches.filter((search) => !isDecided(search, beams));
        const all = going.flatMap(({ open }) => open);
        // Never a single row: see generate.ts.
        const rows = all.length === 1 ? [all[0], all[0]] : all;
        decoding = await decoding
            .select(Int32Array.from(rows, ({ row }) => row))
            .next(Int32Array.from(rows, ({ words }) => words.at(-1)));
        let next = 0;
        for (const search of going)
            search.open = search.open.map((beam) => ({ ...beam, row: next++ }));
        for (const search of searches)
            if (!going.includes(search))
                search.open = [];
    }
    return searches.map(best);
}
/** Every beam goes on with its likeliest words; of all that come of it the `beams` likeliest stay. */
function advance(search, decoding, rules) {
    const { settings, end } = rules;
    const next = search.open.flatMap(({ words, sum, row }) => {
        const allowed = sayable(candidatesOf(decoding, row), words, rules).slice(0, 2 * settings.beams);
        return allowed.map(({ word, logShare }) => ({ words: [...words, word], sum: sum + logShare, row }));
    });
    next.sort((a, b) => b.sum - a.sum);
    const likeliest = next.slice(0, settings.beams);
    for (const { words, sum } of likeliest)
        if (words.at(-1) === end)
            search.ended.push({ words: words.slice(0, -1), logShare: sum / words.length, ended: true });
    search.open = likeliest.filter(({ words }) => words.at(-1) !== end);
}
const isDecided = ({ open, ended }, beams) => open.length === 0 || ended.length >= beams;
function best({ open, ended }) {
    if (ended.length > 0)
        return ended.reduce((a, b) => (b.logShare > a.logShare ? b : a));
    const [longest] = open;
    if (!longest)
        return { words: [], logShare: -Infinity, ended: false };
    return { words: longest.words, logShare: longest.sum / longest.words.length, ended: false };
}
//# sourceMappingURL=beams.js.map