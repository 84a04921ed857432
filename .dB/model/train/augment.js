import { randomInt } from '../../data/random.js';
/** ImageNet's mean and standard deviation of RGB in [0, 1]: what Re-ID encoders are usually fed with. */
export const MEAN = [0.485, 0.456, 0.406];
export const STD = [0.229, 0.224, 0.225];
export const AUGMENT = { flip: true, shift: 0.06, zoom: 0.1, light: 0.15, erase: 0.3 };
const IDENTITY = { flip: false, top: 0, left: 0, zoom: 1, gain: 1, bias: 0 };
/** Uint8 RGB (H, W, 3) -> normalised float32 (3, H, W), written into `out` at `offset`. */
export function normalise(pixels, size, out, offset) {
    render(pixels, size, { view: IDENTITY, out, offset });
}
/** The same through a random view. */
export function augment(pixels, size, target, { random, options }) {
    const within = (range) => (2 * random() - 1) * range;
    const view = {
        flip: random() < 0.5 && options.flip,
        top: within(options.shift) * size.height,
        left: within(options.shift) * size.width,
        zoom: 1 + within(options.zoom),
        gain: 1 + within(options.light),
        bias: within(options.light) * 0.5,
    };
    render(pixels, size, { view, ...target });
    if (random() < options.erase)
        erase(size, target, random);
}
/** Nearest pixels of the view; a table a column and a row keeps the inner loop to one look-up. */
function render(pixels, { height, width }, { view, out, offset }) {
    const rows = sampled(height, view.top, view.zoom);
    const columns = sampled(width, view.left, view.zoom);
    if (view.flip)
        columns.reverse();
    const area = height * width;
    for (let c = 0; c < 3; c++) {
        const table = Float32Array.from({ length: 256 }, (_, level) => {
            const light = Math.min(1, Math.max(0, (level / 255 - 0.5) * view.gain + 0.5 + view.bias));
            return (light - MEAN[c]) / STD[c];
        });
        let to = offset + c * area;
        for (let y = 0; y < height; y++) {
            const from = rows[y] * width * 3 + c;
            for (let x = 0; x < width; x++)
                out[to++] = table[pixels[from + columns[x] * 3]];
        }
    }
}
function sampled(size, shift, zoom) {
    const middle = (size - 1) / 2;
    return Int32Array.from({ length: size }, (_, i) => Math.min(size - 1, Math.max(0, Math.round((i - middle) * zoom + middle + shift))));
}
function erase({ height, width }, { out, offset }, random) {
    const high = Math.max(1, Math.round(height * (0.1 + 0.2 * random())));
    const wide = Math.max(1, Math.round(width * (0.2 + 0.4 * random())));
    const top = randomInt(random, height - high + 1);
    const left = randomInt(random, width - wide + 1);
    for (let c = 0; c < 3; c++)
        for (let y = top; y < top + high; y++) {
            const row = offset + (c * height + y) * width;
            out.fill(0, row + left, row + left + wide);
        }
}
//# sourceMappingURL=augment.js.map