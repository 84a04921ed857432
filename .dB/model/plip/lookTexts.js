/** The texts beside a training's pictures, as Markdown. */
import { textOf } from '../../data/tokens/textOf.js';
/** @param captions of each row, as its pictures stand beside each other */
export const describeColours = (captions) => ['Each row: gray; coloured by each of its captions; original.', '']
    .concat(captions.map((row, n) => `${n + 1}. ${row.join(' / ')}`))
    .join('\n')
    .concat('\n');
/**
 * Each caption with [MASK] in its hidden places, and below for each place the hidden word and the guesses.
 * @param feeds with the `positions`, `labels` and `shares` (T) of the batch; a share of 0 is no place
 */
export function describeGuesses({ count, length, masked }, { positions, labels, shares }, guesses, vocabulary) {
    const { pieces } = vocabulary;
    const percent = (share) => `${(100 * share).toFixed(0)} %`;
    const lines = Array.from({ length: count }, (_, n) => {
        const places = [...positions.keys()].filter((t) => shares[t] > 0 && Math.floor(positions[t] / length) === n);
        const caption = textOf(masked.ids.subarray(n * length, (n + 1) * length), vocabulary);
        return [
            `${n + 1}. ${caption}`,
            ...places.map((t) => {
                const said = guesses[t].map(({ id, share }) => `${pieces[id]} ${percent(share)}`);
                return `   - **${pieces[labels[t]]}**: ${said.join(', ')}`;
            }),
        ];
    });
    return `${lines.flat().join('\n')}\n`;
}
//# sourceMappingURL=lookTexts.js.map