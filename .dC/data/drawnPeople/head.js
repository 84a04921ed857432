import { css, limb } from './strokes.js';
export function head(person, { view }) {
    const { hairLength, hat } = person.labels;
    const skin = css(person.skin);
    const hair = css(person.hair);
    const side = view === 'left' || view === 'right';
    const parts = [
        limb([
            [50, 32],
            [50, 39],
        ], 8, css(person.skin, 0.86)),
    ];
    if (hairLength === 'long' && view !== 'back')
        parts.push(`<path d="M38 20 Q38 7 50 7 Q62 7 62 20 L${side ? 56 : 63} 47 L${side ? 36 : 37} 47 Z" fill="${css(person.hair, 0.9)}"/>`);
    parts.push(`<ellipse cx="${side ? 51 : 50}" cy="22" rx="9.2" ry="12" fill="${view === 'back' && hairLength !== 'bald' ? hair : skin}"/>`);
    if (view === 'front')
        parts.push(face(50, person));
    if (side)
        parts.push(`<path d="M59 21 L62 25 L59 26 Z" fill="${skin}"/><circle cx="56" cy="20" r="0.9" fill="#222"/>`);
    if (hairLength !== 'bald' && view !== 'back')
        parts.push(`<path d="M40 ${side ? 26 : 21} Q38 8 51 8 Q61 8 ${side ? 58 : 60} ${side ? 16 : 21} Q${side ? 50 : 56} 14 50 14.5 Q44 14 ${side ? 46 : 43} ${side ? 26 : 17} Z" fill="${hair}"/>`);
    if (hairLength === 'long')
        parts.push(view === 'back'
            ? `<path d="M40 18 Q39 9 50 9 Q61 9 60 18 L63 50 Q50 54 37 50 Z" fill="${hair}"/>`
            : side
                ? ''
                : limb([
                    [39.5, 20],
                    [38.5, 44],
                ], 4.4, hair) +
                    limb([
                        [60.5, 20],
                        [61.5, 44],
                    ], 4.4, hair));
    if (hat)
        parts.push(`<path d="M39 17 Q39 4 50 4 Q61 4 61 17 Z" fill="${css(person.hatColor)}"/><rect x="${side ? 46 : 38}" y="15" width="${side ? 22 : 24}" height="3" rx="1.5" fill="${css(person.hatColor, 0.7)}"/>`);
    return parts.join('');
}
function face(x, person) {
    const dark = css(person.skin, 0.55);
    return `<circle cx="${x - 3.6}" cy="21" r="1.1" fill="#201a18"/><circle cx="${x + 3.6}" cy="21" r="1.1" fill="#201a18"/><path d="M${x} 22 L${x - 0.8} 26 L${x + 0.9} 26" stroke="${dark}" stroke-width="0.8" fill="none"/><path d="M${x - 2.6} 29 Q${x} 30.4 ${x + 2.6} 29" stroke="${css([150, 60, 60])}" stroke-width="1" fill="none"/>`;
}
//# sourceMappingURL=head.js.map