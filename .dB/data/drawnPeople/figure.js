// The figure of a person as SVG, in a box 100 wide and 200 high: head at the top, feet at y = 190.
import { randomNormal } from '../random.js';
import { bags } from './bags.js';
import { head } from './head.js';
import { css, limb } from './strokes.js';
/** Draws the figure of one picture. */
export function figure(person, view, random) {
    const side = view === 'left' || view === 'right';
    const pose = {
        view,
        girth: person.build * (side ? 0.72 : 1),
        stride: (side ? 9 : 3) * randomNormal(random) * 0.8,
        swing: (side ? 9 : 3) * randomNormal(random) * 0.7,
    };
    const behind = view === 'back' ? '' : bags(person, pose, 'behind');
    const front = view === 'back' ? bags(person, pose, 'back') : bags(person, pose, 'front');
    const farArm = side ? arm(person, pose, -1) : '';
    const arms = side ? arm(person, pose, 1) : arm(person, pose, -1) + arm(person, pose, 1);
    const body = [behind, legs(person, pose), farArm, torso(person, pose, random), arms, head(person, pose), front];
    const flip = view === 'left' ? 'translate(100 0) scale(-1 1)' : '';
    return `<g transform="${flip}">${body.join('')}</g>`;
}
function legs(person, { girth, stride, view }) {
    const { lowerType, shoeType } = person.labels;
    const side = view === 'left' || view === 'right';
    const width = 12.5 * girth;
    const skin = css(person.skin, 0.95);
    const parts = [];
    for (const [i, sign] of [-1, 1].entries()) {
        const light = side && i === 0 ? 0.78 : sign === 1 ? 1 : 0.94;
        const cloth = css(person.lower, light);
        const hip = 50 + sign * 6.2 * girth * (side ? 0.3 : 1);
        const foot = 50 + sign * 7 * girth * (side ? 0.2 : 1) + sign * stride;
        const knee = (hip + foot) / 2 + (side ? 2.2 : 0);
        const line = [
            [hip, 100],
            [knee, 142],
            [foot, 182],
        ];
        const bare = lowerType === 'shorts' || lowerType === 'skirt';
        if (bare)
            parts.push(limb(line, width * 0.68, css(person.skin, light)));
        if (lowerType === 'shorts')
            parts.push(limb([line[0], [knee, 134]], width * 1.12, cloth));
        if (!bare)
            parts.push(limb(line, width * (lowerType === 'jeans' ? 0.95 : 1.08), cloth));
        if (lowerType === 'jeans')
            parts.push(limb([
                [hip + 2, 112],
                [knee + 1, 146],
            ], 1.6, css(person.lower, light * 1.3)));
        parts.push(shoe(person, { x: foot, light, side }));
        if (shoeType === 'boots')
            parts.push(limb([
                [foot, 166],
                [foot, 183],
            ], width * 0.92, css(person.shoes, light)));
        if (shoeType === 'sandals')
            parts.push(limb([
                [foot - 3, 186],
                [foot + 3, 186],
            ], 1.6, skin));
    }
    if (lowerType === 'skirt') {
        const hem = 16 * girth;
        parts.push(`<path d="M${50 - 11.5 * girth} 94 L${50 + 11.5 * girth} 94 L${50 + hem} 142 Q50 147 ${50 - hem} 142 Z" fill="${css(person.lower)}"/>`);
        parts.push(limb([
            [50 - 4, 104],
            [50 - 6, 140],
        ], 1.2, css(person.lower, 0.75)) +
            limb([
                [50 + 5, 104],
                [50 + 7, 140],
            ], 1.2, css(person.lower, 0.8)));
    }
    return parts.join('');
}
function shoe(person, { x, light, side }) {
    const colour = css(person.shoes, light);
    const width = side ? 9 : 6.3;
    const ahead = side ? 2.5 : 0;
    const sole = person.labels.shoeType === 'sneakers' ? css([225, 225, 220], light) : css([20, 18, 18]);
    return `<ellipse cx="${x + ahead}" cy="187" rx="${width}" ry="4.6" fill="${colour}"/><rect x="${x + ahead - width}" y="189.2" width="${2 * width}" height="2.2" rx="1" fill="${sole}"/>`;
}
function torso(person, { girth, view }, random) {
    const { upperType, upperSleeve, upperPattern, gender } = person.labels;
    const side = view === 'left' || view === 'right';
    const shoulder = (side ? 13 : gender === 'male' ? 19 : 16.5) * (side ? girth / 0.72 : girth);
    const waist = (side ? 11 : gender === 'male' ? 14.5 : 11.5) * (side ? girth / 0.72 : girth);
    const hem = upperType === 'coat' ? 132 : upperType === 'jacket' ? 108 : 104;
    const hips = (upperType === 'coat' ? 17 : 14) * (side ? 0.85 : 1) * girth;
    const shape = `M${50 - shoulder * 0.55} 37 Q${50 - shoulder} 38 ${50 - shoulder} 47 L${50 - waist} 76 L${50 - hips} ${hem} L${50 + hips} ${hem} L${50 + waist} 76 L${50 + shoulder} 47 Q${50 + shoulder} 38 ${50 + shoulder * 0.55} 37 Z`;
    const parts = [`<path d="${shape}" fill="${css(person.upper)}"/>`];
    if (upperPattern === 'striped')
        parts.push(`<path d="${shape}" fill="url(#stripes)"/>`);
    if (upperPattern === 'plaid')
        parts.push(`<path d="${shape}" fill="url(#plaid)"/>`);
    if (upperPattern === 'logo' && view === 'front')
        parts.push(`<rect x="42" y="56" width="16" height="11" rx="3" fill="${css(person.accent)}"/>`);
    if (upperSleeve === 'sleeveless')
        parts.push(limb([
            [50 - shoulder * 0.9, 42],
            [50 - shoulder * 0.9, 50],
        ], 5, css(person.skin)), limb([
            [50 + shoulder * 0.9, 42],
            [50 + shoulder * 0.9, 50],
        ], 5, css(person.skin)));
    if ((upperType === 'jacket' || upperType === 'coat') && view === 'front') {
        parts.push(`<path d="M46 37 L54 37 L52 ${hem - 2} L48 ${hem - 2} Z" fill="${css(person.accent, 0.9)}"/>`, limb([
            [50, 46],
            [50, hem - 2],
        ], 0.9, css(person.upper, 0.5)));
    }
    if (upperType === 'shirt' && view === 'front')
        parts.push(limb([
            [50, 42],
            [50, 102],
        ], 1, css(person.upper, 0.7)), `<path d="M44 36 L50 43 L56 36" fill="none" stroke="${css(person.upper, 0.7)}" stroke-width="2"/>`);
    for (let fold = 0; fold < 3; fold++) {
        const x = 50 + (random() - 0.5) * 1.3 * waist;
        const y = 58 + 38 * random();
        parts.push(limb([
            [x, y],
            [x + 5 * (random() - 0.5), y + 12],
        ], 1.1, css(person.upper, 0.78)));
    }
    return parts.join('') + `<path d="${shape}" fill="url(#volume)"/>`;
}
function arm(person, { girth, swing, view }, sign) {
    const { upperSleeve, gender } = person.labels;
    const side = view === 'left' || view === 'right';
    const x = side ? 50 : 50 + sign * (gender === 'male' ? 18.5 : 16) * girth;
    const hand = [x + (side ? sign * swing : sign * 3), 101];
    const elbow = [x + (side ? sign * swing * 0.4 - 1.5 : sign * 3.5), 74];
    const width = 7.6 * Math.min(1.1, girth);
    const light = side && sign < 0 ? 0.75 : 0.9;
    const cloth = css(person.upper, light);
    const parts = [limb([[x, 46], elbow, hand], width * 0.78, css(person.skin, light))];
    if (upperSleeve === 'long')
        parts.push(limb([[x, 46], elbow, [hand[0], 95]], width, cloth));
    if (upperSleeve === 'short')
        parts.push(limb([
            [x, 46],
            [elbow[0], 64],
        ], width * 1.15, cloth));
    return parts.join('') + `<circle cx="${hand[0]}" cy="103" r="3.4" fill="${css(person.skin, light)}"/>`;
}
/** Patterns and shading that a figure refers to. */
export function definitions({ accent, upper }) {
    const light = css(accent, 0.95);
    return `<defs>
<pattern id="stripes" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="3.6" fill="${light}"/></pattern>
<pattern id="plaid" width="12" height="12" patternUnits="userSpaceOnUse"><rect width="12" height="4" fill="${light}" opacity="0.6"/><rect width="4" height="12" fill="${css(upper, 0.5)}" opacity="0.6"/></pattern>
<linearGradient id="volume"><stop offset="0" stop-color="#000" stop-opacity="0.32"/><stop offset="0.35" stop-color="#fff" stop-opacity="0.08"/><stop offset="1" stop-color="#000" stop-opacity="0.22"/></linearGradient>
</defs>`;
}
//# sourceMappingURL=figure.js.map