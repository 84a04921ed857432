/** Pictures of one size side by side, row by row, and as a PNG: what a training shows of itself. */
import sharp from 'sharp';
/** Pixels between two pictures. */
const GAP = 4;
/**
 * On white; a row may be shorter than others.
 * @param rows of pictures (height, width, 3)
 */
export function pictureGrid(rows, { height, width }) {
    const columns = Math.max(...rows.map(({ length }) => length));
    const whole = { height: rows.length * (height + GAP) - GAP, width: columns * (width + GAP) - GAP };
    const data = new Uint8Array(whole.height * whole.width * 3).fill(255);
    rows.forEach((row, r) => row.forEach((picture, c) => {
        for (let y = 0; y < height; y++) {
            const to = ((r * (height + GAP) + y) * whole.width + c * (width + GAP)) * 3;
            data.set(picture.subarray(y * width * 3, (y + 1) * width * 3), to);
        }
    }));
    return { data, ...whole };
}
export const pngOf = ({ data, height, width }) => sharp(data, { raw: { height, width, channels: 3 } })
    .png()
    .toBuffer();
//# sourceMappingURL=pictureGrid.js.map