import test from 'ava';
import sharp from 'sharp';
import { decodeRgb, EMPTY, FOREIGN, formatOf, jpegSize, TOO_LARGE, toJpeg, TRUNCATED, UNDECODABLE, } from '../../data/image.js';
const WIDTH = 37;
const HEIGHT = 53;
/** A smooth picture, so that JPEG keeps it nearly as it is. */
const pixels = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % WIDTH, Math.floor(i / 3 / WIDTH), i % 3];
    return [4 * x, 3 * y, 255 - 2 * x - 2 * y][c];
});
const picture = () => sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
const jpeg = await picture().jpeg({ quality: 95 }).toBuffer();
const png = await picture().png().toBuffer();
async function reasonOf(bytes) {
    const verdict = await decodeRgb(bytes);
    return verdict.kind === 'drop' ? verdict.reason : undefined;
}
async function decoded(bytes) {
    const verdict = await decodeRgb(bytes);
    if (verdict.kind === 'drop')
        throw new Error(verdict.reason);
    return verdict.value;
}
test('a JPEG comes out as sharp, which has libjpeg-turbo too, decodes it: equal to the bit', async (t) => {
    for (const options of [
        { quality: 95 },
        { quality: 60 },
        { quality: 80, chromaSubsampling: '4:4:4' },
        { progressive: true },
    ]) {
        const bytes = await picture().jpeg(options).toBuffer();
        const { data, width, height, format } = await decoded(bytes);
        t.deepEqual([width, height, format], [WIDTH, HEIGHT, 'jpeg']);
        t.deepEqual(Buffer.from(data), await sharp(bytes).raw().toBuffer());
    }
});
test('PNG and WebP without loss give their pixels back; a grey picture has three equal channels', async (t) => {
    for (const bytes of [png, await picture().webp({ lossless: true }).toBuffer()]) {
        t.deepEqual(Buffer.from((await decoded(bytes)).data), Buffer.from(pixels));
    }
    for (const grey of [await picture().greyscale().jpeg().toBuffer(), await picture().greyscale().png().toBuffer()]) {
        const { data } = await decoded(grey);
        t.is(data.length, pixels.length);
        for (let i = 0; i < data.length; i += 3)
            t.true(data[i] === data[i + 1] && data[i] === data[i + 2]);
    }
});
test('transparency is dropped, not blended, as PIL does', async (t) => {
    const rgba = Buffer.from([200, 100, 50, 0, 10, 20, 30, 128]);
    const bytes = await sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } })
        .png()
        .toBuffer();
    t.deepEqual([...(await decoded(bytes)).data], [200, 100, 50, 10, 20, 30]);
});
test('an orientation tag is not applied, as in the readers of the field', async (t) => {
    const { width, height } = await decoded(await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer());
    t.deepEqual([width, height], [WIDTH, HEIGHT]);
});
test('a CMYK JPEG is read too', async (t) => {
    const { data } = await decoded(await picture().toColourspace('cmyk').jpeg().toBuffer());
    t.is(data.length, pixels.length);
});
test('empty, foreign and corrupt bytes have their own reasons', async (t) => {
    t.is(await reasonOf(Buffer.alloc(0)), EMPTY);
    t.is(await reasonOf(Buffer.from('<html>404</html>')), FOREIGN);
    t.is(await reasonOf(Buffer.from([0xff])), FOREIGN);
    const broken = Buffer.from(png);
    broken.fill(0x55, 60, broken.length - 40);
    t.is(await reasonOf(broken), UNDECODABLE);
    t.is(await reasonOf(Buffer.from([0xff, 0xd8, 0xff, 0xd9])), UNDECODABLE);
});
test('cut off anywhere, a picture is a verdict and never an exception', async (t) => {
    for (const whole of [jpeg, png]) {
        for (let length = 1; length < whole.length; length += 7) {
            const reason = await reasonOf(whole.subarray(0, length));
            t.true([TRUNCATED, FOREIGN, UNDECODABLE].includes(reason ?? ''), `${length} of ${whole.length}: ${reason}`);
            if (length > 16)
                t.is(reason, TRUNCATED, `${length} of ${whole.length}`);
        }
    }
    t.is(await reasonOf(jpeg.subarray(0, jpeg.length - 2)), TRUNCATED);
});
test('a cut picture does not spoil the next one', async (t) => {
    const before = await decoded(jpeg);
    const corrupt = Buffer.from(jpeg);
    corrupt.fill(0xff, 300, 400);
    await reasonOf(corrupt);
    await reasonOf(Buffer.concat([jpeg.subarray(0, 700), Buffer.from([0xff, 0xd9])]));
    t.deepEqual(await decoded(jpeg), before);
});
test('what follows the end of a JPEG does not matter', async (t) => {
    t.deepEqual((await decoded(Buffer.concat([jpeg, Buffer.from('trailer')]))).data, (await decoded(jpeg)).data);
});
test('a picture that asks for gigabytes is refused before they are taken', async (t) => {
    const huge = Buffer.from(jpeg);
    const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
    huge.writeUInt16BE(60_000, frame + 5);
    huge.writeUInt16BE(60_000, frame + 7);
    t.deepEqual(jpegSize(huge), { width: 60_000, height: 60_000, channels: 3 });
    t.is(await reasonOf(huge), TOO_LARGE);
});
test('formats are told by their first bytes', (t) => {
    t.is(formatOf(jpeg), 'jpeg');
    t.is(formatOf(png), 'png');
    t.is(formatOf(Buffer.from('GIF89a')), 'gif');
    t.is(formatOf(Buffer.from('BM')), undefined);
});
test('re-encoding as JPEG keeps the picture', async (t) => {
    const { data, format } = await decoded(await toJpeg(png));
    t.is(format, 'jpeg');
    const error = data.reduce((sum, value, i) => sum + Math.abs(value - pixels[i]), 0) / data.length;
    t.true(error < 2, `mean difference ${error}`);
});
//# sourceMappingURL=image.test.js.map