/**
 * From what the heads say to the six attributes of an image, as phrases that a person would write. No phrase holds a
 * comma: the annotation format joins the six with commas.
 */
import { NONE, SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import { absence, BAGS, columnsOf, decide, OTHER_BELONGING } from './decide.js';
/** Raise it when a rule changes what is said; it is part of what `annotate` depends on. */
export const PHRASE_RULES = 3;
/** Not a head: that some bag is carried, where no head is sure of its own. */
export const SOME_BAG = 'some bag';
/** Heads of each slot. A slot without any of them in the model is null: the captioner has no say in it. */
export const SLOT_HEADS = {
    gender: ['gender'],
    head: ['hairLength', 'hairColor', 'hat', 'glasses'],
    upper: ['upperColor', 'upperType', 'upperSleeve', 'upperPattern'],
    lower: ['lowerColor', 'lowerType'],
    shoes: ['shoeColor', 'shoeType'],
    belongings: [...BAGS, OTHER_BELONGING],
};
/**
 * The six attributes of one image.
 * @param probabilities (C) of the heads side by side, after temperature scaling
 */
export function phrasesOf(probabilities, heads, calibration) {
    const columns = columnsOf(heads);
    const said = {};
    for (const { head, start } of columns) {
        const p = head.classes.map((_, i) => probabilities[start + i]);
        const own = calibration.heads[head.name];
        const decision = head.kind === 'softmax'
            ? decide(head, p, own)
            : p[0] >= own.classes[head.classes[0]]
                ? { kind: 'class', classes: head.classes, confidence: p[0] }
                : undefined;
        if (decision)
            said[head.name] = decision;
    }
    const none = absence(probabilities, columns);
    const bags = heads.flatMap(({ name }) => (BAGS.includes(name) ? [name] : []));
    if (none !== undefined && 1 - none >= calibration.someBag && !bags.some((name) => said[name]))
        said[SOME_BAG] = { kind: 'group', classes: bags, confidence: 1 - none };
    const noBag = none !== undefined && none >= calibration.none ? none : undefined;
    return compose(said, new Set(heads.map((head) => head.name)), noBag);
}
/**
 * Puts what was said into words. `heads` are the names that the model has at all; `noBag` is the confidence that there
 * is no bag, where it is high enough to say `none`.
 */
export function compose(said, heads, noBag) {
    const attributes = {};
    const confidence = {};
    const usedHeads = {};
    for (const slot of SLOTS) {
        const parts = SLOT_HEADS[slot].some((name) => heads.has(name)) ? COMPOSERS[slot](said) : null;
        const isNone = slot === 'belongings' && parts === UNSAID && noBag !== undefined && !said[OTHER_BELONGING];
        attributes[slot] = isNone ? NONE : (parts?.phrase ?? null);
        usedHeads[slot] = (parts?.used ?? []).filter((name) => said[name]);
        const sure = usedHeads[slot].map((name) => said[name].confidence);
        confidence[slot] = isNone ? noBag : sure.length > 0 ? Math.min(...sure) : null;
    }
    return { attributes, confidence, used: usedHeads, said };
}
const UNSAID = { phrase: UNKNOWN, used: [] };
const join = (...words) => words.filter(Boolean).join(' ');
const wordOf = (said, name) => said[name]?.classes[0];
/** A colour, two of them, or the word for the group of dark ones. */
const colorOf = (said, name) => said[name]?.kind === 'group' ? 'dark' : said[name]?.classes.join(' and ');
const COMPOSERS = {
    gender: (said) => {
        const gender = wordOf(said, 'gender');
        return gender ? { phrase: gender === 'female' ? 'woman' : 'man', used: ['gender'] } : UNSAID;
    },
    head,
    upper,
    lower,
    shoes,
    belongings,
};
/** A hat is what one sees first and hides the hair; glasses are said only where nothing else is known. */
function head(said) {
    if (said.hat)
        return { phrase: 'hat', used: ['hat'] };
    const length = wordOf(said, 'hairLength');
    if (length === 'bald')
        return { phrase: 'bald head', used: ['hairLength'] };
    if (length !== undefined || said.hairColor)
        return { phrase: join(length, wordOf(said, 'hairColor'), 'hair'), used: ['hairLength', 'hairColor'] };
    return said.glasses ? { phrase: 'glasses', used: ['glasses'] } : UNSAID;
}
const UPPER_PATTERNS = new Set(['striped', 'plaid']);
/** Garments of which a person would mention that the sleeves are short. */
const SLEEVE_IS_NEWS = new Set(['top', 'shirt']);
/** "black and white striped shirt", "red short-sleeved top"; the general word is `top`. */
function upper(said) {
    const color = colorOf(said, 'upperColor');
    const type = wordOf(said, 'upperType');
    const pattern = wordOf(said, 'upperPattern');
    const garment = type ?? 'top';
    const sleeve = wordOf(said, 'upperSleeve');
    const isPattern = pattern !== undefined && UPPER_PATTERNS.has(pattern);
    // Long sleeves are the usual ones: said only where there is nothing else to say.
    const onlySleeve = sleeve === 'long' && color === undefined && garment === 'top' && !isPattern;
    const isSleeve = onlySleeve || (SLEEVE_IS_NEWS.has(garment) && (sleeve === 'short' || sleeve === 'sleeveless'));
    // "a top" alone says nothing.
    if (color === undefined && garment === 'top' && !isPattern && !isSleeve)
        return UNSAID;
    const sleeves = isSleeve ? (sleeve === 'sleeveless' ? sleeve : `${sleeve}-sleeved`) : undefined;
    const used = [
        'upperColor',
        // The general word claims nothing.
        ...(garment === 'top' ? [] : ['upperType']),
        ...(isPattern ? ['upperPattern'] : []),
        ...(isSleeve ? ['upperSleeve'] : []),
    ];
    return { phrase: join(color, isPattern ? pattern : undefined, sleeves, garment), used };
}
/** Trousers that may be jeans are pants, and so are trousers; with no idea of the garment only its colour is said. */
function lower(said) {
    const color = colorOf(said, 'lowerColor');
    const type = said.lowerType;
    if (color === undefined && !type)
        return UNSAID;
    const word = type?.classes[0];
    const garment = !type ? 'bottoms' : type.kind === 'group' || word === 'trousers' ? 'pants' : word;
    return { phrase: join(color, garment), used: ['lowerColor', 'lowerType'] };
}
function shoes(said) {
    const color = colorOf(said, 'shoeColor');
    const type = wordOf(said, 'shoeType');
    // That a person wears shoes of some kind is no news.
    if (color === undefined && (type === undefined || type === 'shoes'))
        return UNSAID;
    return { phrase: join(color, type ?? 'shoes'), used: type === 'shoes' ? ['shoeColor'] : ['shoeColor', 'shoeType'] };
}
/** At most two things, the surest first, in one phrase. `bag` gives way to a bag that has a name; some bag is a bag. */
function belongings(said) {
    const carried = BAGS.filter((name) => said[name]).sort((a, b) => said[b].confidence - said[a].confidence);
    const named = carried.filter((name) => name !== 'bag');
    const used = (named.length > 0 ? named : carried).slice(0, 2);
    if (used.length === 0)
        return said[SOME_BAG] ? { phrase: 'bag', used: [SOME_BAG] } : UNSAID;
    return { phrase: used.map((name) => wordOf(said, name)).join(' and '), used };
}
//# sourceMappingURL=phrases.js.map