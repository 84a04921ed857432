/** A picture as PLIP sees it, and its gray copy as people look at it. */
/** (level / 255 - mean) / std. */
export function normalisedLevels(mean, std) {
    const table = (c) => Float32Array.from({ length: 256 }, (_, level) => (level / 255 - mean[c]) / std[c]);
    return [table(0), table(1), table(2)];
}
/** Levels as they are. */
export function plainLevels() {
    const table = Float32Array.from({ length: 256 }, (_, level) => level);
    return [table, table, table];
}
const lightness = (r, g, b) => (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
/** (H, W, 3) -> the same in gray, as torchvision's Grayscale(3) makes it: PIL's `L`, ITU-R 601 in 16-bit fixed point. */
export function grayPicture(rgb) {
    const gray = new Uint8Array(rgb.length);
    for (let i = 0; i < rgb.length; i += 3)
        gray.fill(lightness(rgb[i], rgb[i + 1], rgb[i + 2]), i, i + 3);
    return gray;
}
/** Writes a picture (H, W, 3) in the target's layout, flipped from left to right or not. @param width W, pixels */
export function writePicture(rgb, { width, flip, levels }, { layout, colour, offset }) {
    const [red, green, blue] = levels;
    const pixels = rgb.length / 3;
    /** Steps from a pixel to the next, and from a channel to the next. */
    const [step, plane] = layout === 'nchw' ? [1, pixels] : [3, 1];
    for (let i = 0, x = 0; i < pixels; i++, x = x + 1 === width ? 0 : x + 1) {
        const to = offset + step * (flip ? i + width - 1 - 2 * x : i);
        const [r, g, b] = [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]];
        colour[to] = red[r];
        colour[to + plane] = green[g];
        colour[to + 2 * plane] = blue[b];
    }
}
//# sourceMappingURL=pictures.js.map