/** Labels that people gave, as the six phrases that a captioner learns to say. */
import { commonHead } from '../../data/annotated/heads.js';
import { SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import { BAGS } from './decide.js';
import { compose } from './phrases.js';
/** A slot is null where the labels do not settle what a person would say of it. */
export function attributesOfLabels(labels) {
    const said = {};
    for (const [name, target] of Object.entries(labels)) {
        const { kind, classes } = commonHead(name);
        const held = classes.filter((_, i) => target[i] > 0);
        if (held.length > 0 && (kind === 'sigmoid' || held.length <= 2))
            said[name] = { kind: held.length === 2 ? 'pair' : 'class', classes: held, confidence: 1 };
    }
    const heads = new Set(Object.keys(labels));
    const toldBags = BAGS.filter((name) => heads.has(name));
    const noBag = toldBags.length > 0 && toldBags.every((name) => !said[name]) ? 1 : undefined;
    const { attributes, used } = compose(said, heads, noBag);
    // Who sees a top says its colour: Market-1501 has sleeves for every top, and no name for many a colour.
    const isUntold = (slot) => attributes[slot] === UNKNOWN || used[slot].join() === 'upperSleeve';
    return Object.fromEntries(SLOTS.map((slot) => [slot, isUntold(slot) ? null : attributes[slot]]));
}
//# sourceMappingURL=labelPhrases.js.map