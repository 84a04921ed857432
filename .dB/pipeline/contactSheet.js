// Images side by side in one picture, row by row in their order: what a search has found, at a glance.
import sharp from 'sharp';
import { decodeRgb } from '../data/image.js';
import { openByteReader } from '../data/readBytes.js';
/** Pixels of a place, the gap between two, and places in a row. */
const [WIDTH, HEIGHT, GAP, COLUMNS] = [96, 192, 8, 10];
const WHITE = { r: 255, g: 255, b: 255 };
/** The bytes of a PNG. An image that cannot be read leaves its place white. */
export async function contactSheet(ranges) {
    const reader = openByteReader();
    const places = [];
    try {
        for (const [i, range] of ranges.entries()) {
            const bytes = reader.read(range);
            const decoded = bytes && (await decodeRgb(bytes));
            if (decoded?.kind !== 'keep')
                continue;
            const { data, width, height } = decoded.value;
            const input = await sharp(data, { raw: { width, height, channels: 3 } })
                .resize(WIDTH, HEIGHT, { fit: 'contain', background: WHITE })
                .png()
                .toBuffer();
            const [row, column] = [Math.floor(i / COLUMNS), i % COLUMNS];
            places.push({ input, left: GAP + column * (WIDTH + GAP), top: GAP + row * (HEIGHT + GAP) });
        }
    }
    finally {
        reader.close();
    }
    const columns = Math.min(COLUMNS, ranges.length);
    const rows = Math.ceil(ranges.length / COLUMNS);
    const size = { width: GAP + columns * (WIDTH + GAP), height: GAP + rows * (HEIGHT + GAP) };
    const sheet = sharp({ create: { ...size, channels: 3, background: WHITE } });
    return sheet.composite(places).removeAlpha().png().toBuffer();
}
//# sourceMappingURL=contactSheet.js.map