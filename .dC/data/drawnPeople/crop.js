// One crop as a surveillance camera and a detector would have made it: framing, light, blur, noise, JPEG.
import sharp from 'sharp';
import { pick, randomInt, randomNormal } from '../random.js';
import { definitions, figure } from './figure.js';
import { background } from './scene.js';
const VIEWS = ['front', 'front', 'back', 'back', 'left', 'right'];
/** JPEG bytes of one picture of a person in a scene. The same arguments give the same bytes. */
export async function drawCrop(person, scene, random, options = {}) {
    const height = options.size?.height ?? 128 + randomInt(random, 72);
    const width = options.size?.width ?? Math.round(height * (0.38 + 0.14 * random()));
    const svg = compose(person, scene, random, { width, height });
    const blur = 0.3 + 0.6 * random();
    const { data } = await sharp(Buffer.from(svg)).removeAlpha().blur(blur).raw().toBuffer({ resolveWithObject: true });
    expose(data, scene, random);
    const quality = 60 + randomInt(random, 36);
    return sharp(data, { raw: { width, height, channels: 3 } })
        .jpeg({ quality })
        .toBuffer();
}
function compose(person, scene, random, { width, height }) {
    const view = pick(random, VIEWS);
    // The detector's box is never quite right: a little off, a little too large or too small.
    const scale = person.height * (0.9 + 0.14 * random());
    const x = 5 * randomNormal(random) * 0.7;
    const y = 3 * randomNormal(random) * 0.7;
    // The box has the picture's proportions, the figure its own.
    const stretch = (200 * width) / height / 100;
    const place = `translate(${50 + x} ${100 + y}) scale(${scale / stretch} ${scale}) translate(-50 -100)`;
    const pole = random() < 0.06 ? `<rect x="${15 + 70 * random()}" y="0" width="7" height="200" fill="rgb(90,90,92)"/>` : '';
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 200" preserveAspectRatio="none">
${background(scene, random)}${definitions(person)}<g transform="${place}">${figure(person, view, random)}</g>${pole}</svg>`;
}
/** Light of the scene and of the moment, a gradient across, and the sensor's noise, in place. */
function expose(data, { light }, random) {
    const moment = 0.9 + 0.2 * random();
    const slope = 0.24 * (random() - 0.5);
    const grain = 3 + 6 * random();
    // A cheap triangular noise: two uniform draws from one small generator.
    let state = Math.floor(random() * 2 ** 31) | 1;
    for (let i = 0; i < data.length; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        const noise = (((state >>> 8) & 255) + ((state >>> 16) & 255)) / 255 - 1;
        const value = data[i] * light[i % 3] * moment * (1 + slope * (i / data.length - 0.5)) + grain * noise;
        data[i] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
}
//# sourceMappingURL=crop.js.map