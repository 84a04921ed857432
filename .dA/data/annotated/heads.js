/** PETA's eleven colours (Deng et al. 2014), from which Market-1501's eight and nine are taken too. */
export const COLORS = [
    'black',
    'white',
    'grey',
    'red',
    'blue',
    'green',
    'yellow',
    'brown',
    'purple',
    'pink',
    'orange',
];
const softmax = (name, classes) => ({ name, kind: 'softmax', classes });
const yesNo = (name, what) => ({ name, kind: 'sigmoid', classes: [what] });
/** In the order in which their logits stand. */
export const COMMON_HEADS = [
    softmax('gender', ['male', 'female']),
    softmax('hairLength', ['short', 'long', 'bald']),
    softmax('hairColor', ['black', 'brown', 'grey', 'white', 'blonde', 'red']),
    yesNo('hat', 'hat'),
    yesNo('glasses', 'glasses'),
    softmax('upperColor', COLORS),
    // `top` is every other garment: without it a classifier would have to call a blouse a jacket.
    softmax('upperType', ['t-shirt', 'shirt', 'jacket', 'coat', 'sweater', 'hoodie', 'suit jacket', 'tank top', 'top']),
    softmax('upperSleeve', ['short', 'long', 'sleeveless']),
    softmax('upperPattern', ['plain', 'striped', 'plaid', 'logo']),
    softmax('lowerColor', COLORS),
    // Sets that do not tell jeans from other long legwear call both `trousers`; `skirt` includes a dress's skirt.
    softmax('lowerType', ['trousers', 'jeans', 'shorts', 'skirt']),
    softmax('shoeColor', COLORS),
    // `shoes` is every other footwear.
    softmax('shoeType', ['sneakers', 'leather shoes', 'boots', 'sandals', 'shoes']),
    yesNo('backpack', 'backpack'),
    yesNo('shoulderBag', 'shoulder bag'),
    yesNo('handbag', 'handbag'),
    yesNo('bag', 'bag'),
    yesNo('plasticBag', 'plastic bag'),
    yesNo('suitcase', 'suitcase'),
    // Never named in a phrase, but whoever carries it does not carry nothing.
    yesNo('otherBelonging', 'other belonging'),
];
/** The common head of a name; an unknown name is a bug of the caller. */
export function commonHead(name) {
    const head = COMMON_HEADS.find((each) => each.name === name);
    if (!head)
        throw new Error(`no common head is named ${name}`);
    return head;
}
/** The common heads of these names, in the common order. */
export function commonHeads(names) {
    const wanted = new Set(names);
    return COMMON_HEADS.filter((head) => wanted.has(head.name));
}
/**
 * Target of a head in which these classes hold: for softmax the weight is shared ("black and white" is 0.5 each),
 * for sigmoid each is 1. Undefined (masked) where a softmax head is told nothing.
 */
export function targetOf(name, held) {
    const { kind, classes } = commonHead(name);
    const set = new Set(held);
    for (const each of set)
        if (!classes.includes(each))
            throw new Error(`head ${name} has no class ${each}`);
    if (kind === 'softmax' && set.size === 0)
        return undefined;
    const weight = kind === 'softmax' ? 1 / set.size : 1;
    return classes.map((each) => (set.has(each) ? weight : 0));
}
/** Labels from head name -> classes that hold; a head with `undefined` or nothing to say is left out. */
export function labelsOf(held) {
    const labels = {};
    for (const [name, value] of Object.entries(held)) {
        if (value === undefined)
            continue;
        const classes = typeof value === 'boolean' ? (value ? commonHead(name).classes : []) : value;
        const target = targetOf(name, classes);
        if (target)
            labels[name] = target;
    }
    return labels;
}
//# sourceMappingURL=heads.js.map