/**
 * (1 + s*s, D), a mean token before a square of places -> (1 + height*width, D) flat; undefined where it is no square.
 */
export function resizeGrid(from, [height, width]) {
    const [rows, depth] = from.shape;
    const side = Math.sqrt(rows - 1);
    if (from.shape.length !== 2 || !Number.isInteger(side))
        return undefined;
    const data = from.load();
    const out = new Float32Array((1 + height * width) * depth);
    out.set(data.subarray(0, depth));
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const to = (1 + y * width + x) * depth;
            for (const [row, down] of shares(y, height, side)) {
                for (const [column, across] of shares(x, width, side)) {
                    const at = (1 + row * side + column) * depth;
                    for (let d = 0; d < depth; d++)
                        out[to + d] += down * across * data[at + d];
                }
            }
        }
    }
    return out;
}
/** The two places that a place lies between, pixel centres at halves, and the share of each. */
function shares(to, count, side) {
    const exact = Math.max(0, ((to + 0.5) * side) / count - 0.5);
    const low = Math.min(side - 1, Math.floor(exact));
    const share = exact - low;
    return [
        [low, 1 - share],
        [Math.min(side - 1, low + 1), share],
    ];
}
//# sourceMappingURL=grid.js.map