import { css, limb } from './strokes.js';
/** What is carried, in the layer that a view shows it in. */
export function bags(person, { view, girth, swing }, layer) {
    const { backpack, shoulderBag, handbag, plasticBag, suitcase } = person.labels;
    const colour = css(person.bag);
    const dark = css(person.bag, 0.6);
    const side = view === 'left' || view === 'right';
    const hand = side ? 50 + swing : 50 + 20 * girth;
    if (layer === 'behind')
        return backpack && side
            ? `<rect x="28" y="42" width="17" height="40" rx="7" fill="${colour}"/><rect x="30" y="62" width="11" height="15" rx="3" fill="${dark}"/>`
            : '';
    const parts = [];
    if (backpack && layer === 'back')
        parts.push(`<rect x="36" y="41" width="28" height="44" rx="8" fill="${colour}"/><rect x="40" y="62" width="20" height="18" rx="4" fill="${dark}"/>`);
    if (backpack && layer === 'front')
        parts.push(side
            ? limb([
                [47, 41],
                [46, 62],
            ], 3.4, dark)
            : limb([
                [41, 39],
                [40, 66],
            ], 3.6, colour) +
                limb([
                    [59, 39],
                    [60, 66],
                ], 3.6, colour));
    if (shoulderBag)
        parts.push(limb([
            [42, 39],
            [62, 88],
        ], 2.2, dark), `<rect x="57" y="84" width="15" height="19" rx="3" fill="${colour}"/>`);
    if (handbag)
        parts.push(`<path d="M${hand - 5} 112 Q${hand} 101 ${hand + 5} 112" stroke="${dark}" stroke-width="1.6" fill="none"/><rect x="${hand - 7.5}" y="111" width="15" height="12" rx="3" fill="${colour}"/>`);
    if (plasticBag)
        parts.push(`<path d="M${hand - 3} 104 L${hand + 3} 104 L${hand + 8.5} 134 L${hand - 8.5} 134 Z" fill="rgb(238,238,240)" stroke="rgb(180,180,186)" stroke-width="0.8"/>`);
    if (suitcase)
        parts.push(limb([
            [hand, 104],
            [hand + 7, 148],
        ], 1.6, '#333'), `<rect x="${hand - 2}" y="147" width="21" height="38" rx="3" fill="${colour}"/><rect x="${hand + 1}" y="152" width="15" height="2" fill="${dark}"/>`);
    return parts.join('');
}
//# sourceMappingURL=bags.js.map