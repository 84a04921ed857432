const BLANK = /[\t\n\r\p{Z}]/u;
/** Control, format, private and unassigned characters, and what stands for an undecodable one. */
const DROPPED = /[\p{C}\uFFFD]/u;
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u;
const ACCENT = /\p{Mn}/gu;
/** Chinese characters, each a word by itself; not Japanese and Korean syllables, which come with blanks or go on. */
const IDEOGRAPH = /[\u{4E00}-\u{9FFF}\u{3400}-\u{4DBF}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B820}-\u{2CEAF}\u{F900}-\u{FAFF}\u{2F800}-\u{2FA1F}]/u;
/** A longer word is unknown as a whole. */
const LONGEST_WORD = 100;
/** The tokens of a text. */
export function tokenize(text, vocabulary) {
    return splitWords(text).flatMap((word) => pieces(word, vocabulary));
}
/** @param length L, at least 2; a longer text loses its end */
export function encode(text, length, vocabulary) {
    const tokens = tokenize(text, vocabulary).slice(0, length - 2);
    const ids = new Int32Array(length).fill(vocabulary.pad);
    const row = [vocabulary.start, ...tokens.map(({ id }) => id), vocabulary.end];
    ids.set(row);
    return { ids, mask: new Int32Array(length).fill(1, 0, row.length), tokens };
}
function splitWords(text) {
    const words = [];
    let word = [];
    const close = () => {
        if (word.length > 0)
            words.push(word);
        word = [];
    };
    let start = 0;
    for (const raw of text) {
        const end = start + raw.length;
        if (BLANK.test(raw))
            close();
        else if (!DROPPED.test(raw)) {
            const alone = IDEOGRAPH.test(raw);
            if (alone)
                close();
            for (const each of raw.toLowerCase().normalize('NFD').replace(ACCENT, '')) {
                if (PUNCTUATION.test(each)) {
                    close();
                    words.push([{ text: each, start, end }]);
                }
                else
                    word.push({ text: each, start, end });
            }
            if (alone)
                close();
        }
        start = end;
    }
    close();
    return words;
}
/** Longest match first; one unmatched rest makes the whole word unknown. */
function pieces(word, { ids, unknown }) {
    const place = (from, to) => ({ start: word[from].start, end: word[to - 1].end });
    const whole = [{ id: unknown, ...place(0, word.length) }];
    if (word.length > LONGEST_WORD)
        return whole;
    const found = [];
    for (let from = 0; from < word.length;) {
        let to = word.length;
        let id;
        for (; to > from; to--) {
            const piece = word
                .slice(from, to)
                .map((each) => each.text)
                .join('');
            id = ids.get(from === 0 ? piece : `##${piece}`);
            if (id !== undefined)
                break;
        }
        if (id === undefined)
            return whole;
        found.push({ id, ...place(from, to) });
        from = to;
    }
    return found;
}
//# sourceMappingURL=wordPiece.js.map