import { ATTRIBUTE_PREFIX, STYLE_PREFIX, wordsBehind } from '../model/spac/prefix.js';
import { STYLES_AT_MOST } from '../schemas/choices.js';
import { UserError } from '../schemas/userError.js';
/** Words of a caption at most, where the settings leave it open. */
const MAX_WORDS = 64;
/**
 * One a style, style 1 first; styles beyond the settings write as the last one.
 * @throws UserError bad_config where more words are asked for than the generator has positions for
 */
export function decodingsOf({ styles }, { net }) {
    const room = wordsBehind(net, STYLE_PREFIX);
    const count = Math.min(net.styles, STYLES_AT_MOST);
    return Array.from({ length: count }, (_, i) => {
        const own = styles[Math.min(i, styles.length - 1)];
        const maxWords = own.maxWords ?? Math.min(MAX_WORDS, room);
        if (maxWords > room)
            throw new UserError('bad_config', {
                what: `The captioner has no room for so long a caption in style ${i + 1}.`,
                got: `caption.styles.maxWords ${maxWords}; its generator has ${net.generator.positions} positions, of which the prefix takes ${STYLE_PREFIX}`,
                fix: `set maxWords to ${room} or less, or leave it out`,
            });
        if (own.minWords > maxWords)
            throw new UserError('bad_config', {
                what: `No caption can have the words that style ${i + 1} must have.`,
                got: `caption.styles.minWords ${own.minWords}, at most ${maxWords} words`,
                fix: `set minWords to ${maxWords} or less`,
            });
        return { ...own, maxWords };
    });
}
/** @throws UserError bad_model where a folder speaks of longer phrases than its generator has positions for */
export function requireRoomForPhrases({ net, phraseWords }) {
    const room = wordsBehind(net, ATTRIBUTE_PREFIX);
    if (phraseWords <= room)
        return;
    throw new UserError('bad_model', {
        what: 'The captioner has no room for phrases as long as its description says.',
        got: `phraseWords ${phraseWords}; its generator has ${net.generator.positions} positions, of which the prefix takes ${ATTRIBUTE_PREFIX}`,
        fix: 'restore its captioner.json, or train it again',
    });
}
//# sourceMappingURL=decodings.js.map