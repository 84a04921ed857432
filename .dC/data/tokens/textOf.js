/** Stands for a piece that is unknown, and is itself unknown to a vocabulary that does not have it. */
const UNKNOWN = '\u25a1';
/** [CLS], [SEP] and padding are left out. Tokenized again it gives the same tokens, unless it says [MASK]. */
export function textOf(ids, vocabulary) {
    const { pieces, pad, start, end, unknown } = vocabulary;
    let text = '';
    for (const id of ids) {
        if (id === pad || id === start || id === end)
            continue;
        const piece = id === unknown ? UNKNOWN : pieces[id];
        const isTogether = text === '' || /^[-/',.;:!?)]$/.test(piece) || /[-/'(]$/.test(text);
        text += piece.startsWith('##') ? piece.slice(2) : isTogether ? piece : ` ${piece}`;
    }
    return text;
}
//# sourceMappingURL=textOf.js.map