// Pictures come in: bytes are decoded to RGB by libjpeg-turbo where they are an ordinary JPEG, by sharp otherwise.
import sharp from 'sharp';
import { openJpegDecoder } from './jpegTurbo.js';
const jpegDecoder = openJpegDecoder();
/** Permanent names of why an image cannot be used. */
export const MISSING = 'unreadable';
export const EMPTY = 'empty';
export const TRUNCATED = 'truncated';
export const FOREIGN = 'foreign';
export const UNDECODABLE = 'undecodable';
export const TOO_LARGE = 'too_large';
/** 64 megapixels: far above any crop of a person, far below what a hostile file could ask for. */
const PIXELS_AT_MOST = 64e6;
/** By the first bytes; undefined for what is no picture that we read. */
export function formatOf(bytes) {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.byteLength)).toString('latin1');
    if (head.startsWith('\xff\xd8'))
        return 'jpeg';
    if (head.startsWith('\x89PNG'))
        return 'png';
    if (head.startsWith('RIFF') && (head.length < 12 || head.slice(8, 12) === 'WEBP'))
        return 'webp';
    if (head.startsWith('GIF8'))
        return 'gif';
    if (head.startsWith('II*\0') || head.startsWith('MM\0*'))
        return 'tiff';
    return undefined;
}
/** Decodes the whole image: what is cut off, broken or no picture is a verdict, never an exception. */
export async function decodeRgb(bytes) {
    if (bytes.length === 0)
        return { kind: 'drop', reason: EMPTY };
    const format = formatOf(bytes);
    if (!format)
        return { kind: 'drop', reason: FOREIGN };
    if (isCut(bytes, format))
        return { kind: 'drop', reason: TRUNCATED };
    if (format === 'jpeg') {
        const size = jpegSize(bytes);
        if (!size)
            return { kind: 'drop', reason: UNDECODABLE };
        if (size.width * size.height > PIXELS_AT_MOST)
            return { kind: 'drop', reason: TOO_LARGE };
        if (size.channels !== 4) {
            const decoded = jpegDecoder.decode(bytes);
            if (!decoded)
                return { kind: 'drop', reason: UNDECODABLE };
            return { kind: 'keep', value: { ...decoded, format } };
        }
    }
    return decodeWithSharp(bytes, format);
}
async function decodeWithSharp(bytes, format) {
    try {
        const { data, info } = await sharp(bytes, { failOn: 'warning', limitInputPixels: PIXELS_AT_MOST })
            .removeAlpha()
            .toColourspace('srgb')
            .raw({ depth: 'uchar' })
            .toBuffer({ resolveWithObject: true });
        const rgb = info.channels === 3 ? data : replicate(data, info.channels);
        return { kind: 'keep', value: { data: rgb, width: info.width, height: info.height, format } };
    }
    catch (error) {
        const tooLarge = error instanceof Error && /pixel limit/.test(error.message);
        return { kind: 'drop', reason: tooLarge ? TOO_LARGE : UNDECODABLE };
    }
}
/** The first of `channels` in all three. */
function replicate(data, channels) {
    const rgb = new Uint8Array((data.length / channels) * 3);
    for (let i = 0; i < rgb.length; i++)
        rgb[i] = data[Math.floor(i / 3) * channels];
    return rgb;
}
/** Does a file end before its format says that it may? */
function isCut(bytes, format) {
    switch (format) {
        case 'jpeg':
            return bytes.lastIndexOf('\xff\xd9', undefined, 'latin1') < 2;
        case 'png':
            return !(bytes.lastIndexOf('IEND', bytes.length - 8, 'latin1') >= 8); // the name, and a checksum of 4 bytes
        case 'webp':
            return bytes.length < 12 || bytes.length < 8 + bytes.readUInt32LE(4);
        default:
            return false;
    }
}
/** Size and channels of a JPEG from its frame header; undefined where it has none. */
export function jpegSize(bytes) {
    let at = 2;
    while (at + 9 < bytes.length) {
        if (bytes[at] !== 0xff)
            return undefined;
        const marker = bytes[at + 1];
        if (marker === 0xff) {
            at++;
            continue;
        }
        const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
        if (isFrame)
            return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), channels: bytes[at + 9] };
        if (marker === 0xda)
            return undefined;
        const standalone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
        at += 2 + (standalone ? 0 : bytes.readUInt16BE(at + 2));
    }
    return undefined;
}
/** Re-encodes any picture as a JPEG of quality 95, for an export whose source is no JPEG. */
export function toJpeg(bytes) {
    return sharp(bytes).removeAlpha().toColourspace('srgb').jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
}
//# sourceMappingURL=image.js.map