// Where a video was taken: its background and its light are the same for all people in it.
import { pick, randomInt } from '../random.js';
import { css } from './strokes.js';
const WALLS = [
    [150, 146, 138],
    [176, 170, 160],
    [112, 116, 122],
    [138, 120, 102],
    [96, 108, 96],
    [190, 190, 192],
    [120, 132, 146],
];
const GROUNDS = [
    [142, 140, 136],
    [118, 118, 120],
    [160, 150, 134],
    [98, 112, 78],
    [174, 170, 166],
];
export function randomScene(random) {
    const warm = 0.14 * (random() - 0.5);
    const bright = 0.78 + 0.4 * random();
    return {
        wall: pick(random, WALLS),
        ground: pick(random, GROUNDS),
        horizon: 0.3 + 0.4 * random(),
        things: Array.from({ length: 2 + randomInt(random, 4) }, () => ({
            box: [90 * random(), 60 * random(), 8 + 30 * random(), 15 + 50 * random()],
            colour: [60 + 140 * random(), 60 + 140 * random(), 60 + 140 * random()],
        })),
        light: [bright * (1 + warm), bright, bright * (1 - warm)],
    };
}
/** The background as SVG in a box 100 wide and 200 high; each picture sees another part of the place. */
export function background({ wall, ground, horizon, things }, random) {
    const y = 200 * Math.min(0.85, Math.max(0.15, horizon + 0.1 * (random() - 0.5)));
    const shift = 60 * (random() - 0.5);
    const blocks = things.map(({ box: [x, top, width, height], colour }) => {
        const at = (((x + shift) % 100) + 100) % 100;
        return `<rect x="${at - 10}" y="${top * 1.6}" width="${width}" height="${height * 1.5}" fill="${css(colour)}" opacity="0.55" filter="url(#soft)"/>`;
    });
    const shade = 0.9 + 0.2 * random();
    return `<defs><filter id="soft"><feGaussianBlur stdDeviation="2.5"/></filter></defs>
<rect width="100" height="200" fill="${css(wall, shade)}"/>${blocks.join('')}<rect y="${y}" width="100" height="${200 - y}" fill="${css(ground, shade)}"/>
<path d="M0 ${y + 30 * random()} L100 ${y + 30 * random()}" stroke="${css(ground, 0.8)}" stroke-width="1.4"/>
<ellipse cx="50" cy="190" rx="24" ry="4" fill="#000" opacity="0.3" filter="url(#soft)"/>`;
}
//# sourceMappingURL=scene.js.map