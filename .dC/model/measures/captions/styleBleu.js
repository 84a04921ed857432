/**
 * How alike captions are whatever they show: BLEU-4 of captions of different images. Inside one style they share its
 * turns of phrase; where they do so across styles as much, the styles are one.
 */
import { pick, randomInt } from '../../../data/random.js';
import { bleu } from './bleu.js';
import { stylesOf } from './styledCaption.js';
import { words } from './words.js';
/** Captions that are drawn: BLEU is steady within a few thousandths from a few thousand on. */
const DRAWS = 4000;
/**
 * Draws captions, all equally likely; each is compared with one of its own style and with one of another, both drawn among
 * the captions of other images. 0 where there is none.
 */
export function styleBleu(captions, random, draws = DRAWS) {
    const styles = stylesOf(captions);
    const byStyle = new Map(styles.map((style) => [style, pool(captions.filter((each) => each.style === style))]));
    const within = [];
    const across = [];
    for (let i = 0; i < draws && captions.length > 0; i++) {
        const { image, style, caption } = pick(random, captions);
        const candidate = words(caption);
        const compare = (with_, judged) => {
            const reference = with_ === undefined ? undefined : byStyle.get(with_)(image, random);
            if (reference !== undefined)
                judged.push({ candidate, references: [words(reference)] });
        };
        compare(style, within);
        compare(another(styles, style, random), across);
    }
    return { within: bleu(within)[3], across: bleu(across)[3] };
}
/** A style that is not this one. */
function another(styles, style, random) {
    if (styles.length < 2)
        return undefined;
    const step = 1 + randomInt(random, styles.length - 1);
    return styles[(styles.indexOf(style) + step) % styles.length];
}
/** Draws among captions, but none of the image that is named. */
function pool(captions) {
    const images = new Set(captions.map(({ image }) => image));
    return (but, random) => {
        if (images.size === (images.has(but) ? 1 : 0))
            return undefined;
        for (;;) {
            const { image, caption } = pick(random, captions);
            if (image !== but)
                return caption;
        }
    };
}
//# sourceMappingURL=styleBleu.js.map