// Grids and heat maps, pixel by pixel.
import test from 'ava';
import sharp from 'sharp';
import { heatMap } from '../../data/heatMap.js';
import { pictureGrid, pngOf } from '../../data/pictureGrid.js';
test('pictures stand side by side on white, a short row ends early', async (t) => {
    const plain = (level) => new Uint8Array(2 * 3 * 3).fill(level);
    const grid = pictureGrid([[plain(1), plain(2)], [plain(3)]], { height: 2, width: 3 });
    t.deepEqual([grid.height, grid.width], [2 + 4 + 2, 3 + 4 + 3]);
    const { data, info } = await sharp(await pngOf(grid))
        .raw()
        .toBuffer({ resolveWithObject: true });
    t.deepEqual([info.height, info.width, info.channels], [8, 10, 3]);
    const at = (y, x) => data[(y * 10 + x) * 3 + 1];
    t.deepEqual([at(0, 0), at(1, 2), at(0, 3), at(1, 7), at(5, 0), at(6, 2), at(7, 7)], [1, 1, 255, 2, 255, 3, 255]);
});
test('a heat map goes from violet to yellow', (t) => {
    const map = heatMap([-1, 0, 1, -1], 2);
    const at = (y, x) => [...map.data.subarray((y * 32 + x) * 3, (y * 32 + x) * 3 + 3)];
    t.deepEqual([map.height, map.width], [32, 32]);
    t.deepEqual([at(0, 0), at(15, 16), at(16, 0), at(31, 31)], [
        [68, 1, 84],
        [33, 145, 140],
        [253, 231, 37],
        [68, 1, 84],
    ]);
    t.deepEqual([...heatMap([2, 2], 2).data.subarray(0, 3)], [68, 1, 84]);
});
//# sourceMappingURL=pictureGrid.test.js.map