/**
 * The generator's words: GPT-2's byte pairs (Radford et al., 2019, section 2.2), all of them or those that a corpus uses. A
 * network that starts from nothing learns a few thousand of them faster than fifty thousand.
 */
import { Tiktoken } from 'js-tiktoken/lite';
import gpt2 from 'js-tiktoken/ranks/gpt2';
/** GPT-2's number of `<|endoftext|>`, its last. */
export const END_OF_TEXT = 50_256;
let shared;
const bytePairs = () => (shared ??= new Tiktoken(gpt2));
/** A text begins with a blank, as if it went on: its first word is then the same as inside of a sentence. */
const encode = (text) => bytePairs().encode(` ${text.trim()}`, [], []);
/** GPT-2's numbers that these texts use, and the end, ascending. */
export function tokensOf(texts) {
    const used = new Set([END_OF_TEXT]);
    for (const text of texts)
        for (const token of encode(text))
            used.add(token);
    return [...used].sort((a, b) => a - b);
}
/** @param tokens GPT-2's numbers, ascending, the last of them `END_OF_TEXT`; default: all */
export function openVocabulary(tokens = allTokens()) {
    if (tokens.at(-1) !== END_OF_TEXT)
        throw new Error('A vocabulary ends with the end of text.');
    const own = new Map(tokens.map((token, i) => [token, i]));
    return {
        tokens,
        end: tokens.length - 1,
        encode: (text) => encode(text).flatMap((token) => {
            const id = own.get(token);
            return id === undefined ? [] : [id];
        }),
        decode: (ids) => {
            const known = [...ids].map((id) => tokens[id]).filter((token) => token !== END_OF_TEXT);
            return bytePairs().decode(known).trim();
        },
    };
}
const allTokens = () => Array.from({ length: END_OF_TEXT + 1 }, (_, token) => token);
//# sourceMappingURL=bytePairs.js.map