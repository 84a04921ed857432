// Pixels in their places, and gray, against a slow reading of the definitions.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { grayPicture, normalisedLevels, plainLevels, writePicture } from '../../../model/plip/pictures.js';
const [HEIGHT, WIDTH] = [3, 5];
const MEAN = [0.357, 0.323, 0.328];
const STD = [0.252, 0.242, 0.239];
const random = seededRandom('pixels');
const RGB = Uint8Array.from({ length: HEIGHT * WIDTH * 3 }, () => Math.floor(256 * random()));
for (const [layout, flip] of [
    ['nhwc', false],
    ['nhwc', true],
    ['nchw', false],
    ['nchw', true],
])
    test(`each pixel by itself: ${layout}, flipped ${flip}`, (t) => {
        const colour = new Float32Array(RGB.length + 6);
        const levels = normalisedLevels(MEAN, STD);
        writePicture(RGB, { width: WIDTH, flip, levels }, { layout, colour, offset: 6 });
        for (let y = 0; y < HEIGHT; y++)
            for (let x = 0; x < WIDTH; x++) {
                const from = [0, 1, 2].map((c) => RGB[(y * WIDTH + (flip ? WIDTH - 1 - x : x)) * 3 + c]);
                for (let c = 0; c < 3; c++) {
                    const pixel = y * WIDTH + x;
                    const at = 6 + (layout === 'nhwc' ? 3 * pixel + c : c * HEIGHT * WIDTH + pixel);
                    t.true(Math.abs(colour[at] - (from[c] / 255 - MEAN[c]) / STD[c]) < 1e-5);
                }
            }
        t.deepEqual([...colour.subarray(0, 6)], [0, 0, 0, 0, 0, 0]);
    });
test('bytes stay bytes, and gray is 0.299 R + 0.587 G + 0.114 B, rounded', (t) => {
    const known = [
        [255, 255, 255, 255],
        [255, 0, 0, 76],
        [0, 255, 0, 150],
        [0, 0, 255, 29],
        [12, 200, 77, 130],
        [254, 1, 128, 91],
    ];
    for (const [r, g, b, light] of known) {
        const colour = new Uint8Array(3);
        writePicture(Uint8Array.of(r, g, b), { width: 1, flip: true, levels: plainLevels() }, { layout: 'nchw', colour, offset: 0 });
        t.deepEqual([...colour], [r, g, b]);
        t.deepEqual([...grayPicture(Uint8Array.of(r, g, b))], [light, light, light], `${[r, g, b]}`);
    }
});
//# sourceMappingURL=pictures.test.js.map