/** Pixels of a square. */
const SQUARE = 16;
/** Viridis (van der Walt & Smith, 2015) at 0, 1/4, 1/2, 3/4 and 1. */
const COLOURS = [
    [68, 1, 84],
    [59, 82, 139],
    [33, 145, 140],
    [94, 201, 98],
    [253, 231, 37],
];
/** @param values (rows, columns); the least has the first colour, the greatest the last, and equal ones all the first */
export function heatMap(values, columns) {
    const all = Array.from(values);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const [height, width] = [(all.length / columns) * SQUARE, columns * SQUARE];
    const data = new Uint8Array(height * width * 3);
    for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
            const value = all[Math.floor(y / SQUARE) * columns + Math.floor(x / SQUARE)];
            data.set(colourAt(most > least ? (value - least) / (most - least) : 0), (y * width + x) * 3);
        }
    return { data, height, width };
}
function colourAt(x) {
    const place = x * (COLOURS.length - 1);
    const i = Math.min(COLOURS.length - 2, Math.floor(place));
    return COLOURS[i].map((from, c) => Math.round(from + (place - i) * (COLOURS[i + 1][c] - from)));
}
//# sourceMappingURL=heatMap.js.map