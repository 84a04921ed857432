/** A picture as PLIP sees it, and its gray copy as people look at it. */

/** `uint8` as decoded, a quarter of the memory; `float32` normalised. */
export type Pixels = Float32Array | Uint8Array;

type Triple = readonly [number, number, number];

/** What is written for each level 0..255 of each channel. */
export type Levels = readonly [Float32Array, Float32Array, Float32Array];

/** (level / 255 - mean) / std. */
export function normalisedLevels(mean: Triple, std: Triple): Levels {
  const table = (c: number): Float32Array =>
    Float32Array.from({ length: 256 }, (_, level) => (level / 255 - mean[c]) / std[c]);
  return [table(0), table(1), table(2)];
}

/** Levels as they are. */
export function plainLevels(): Levels {
  const table = Float32Array.from({ length: 256 }, (_, level) => level);
  return [table, table, table];
}

/** `nchw`: a plane a channel, as the compiled graphs take them; `nhwc`: a pixel's channels together. */
export type PixelLayout = 'nchw' | 'nhwc';

export interface PictureTarget {
  readonly layout: PixelLayout;
  readonly colour: Pixels;
  /** First element of the picture. */
  readonly offset: number;
}

const lightness = (r: number, g: number, b: number): number => (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;

/** (H, W, 3) -> the same in gray, as torchvision's Grayscale(3) makes it: PIL's `L`, ITU-R 601 in 16-bit fixed point. */
export function grayPicture(rgb: Uint8Array): Uint8Array {
  const gray = new Uint8Array(rgb.length);
  for (let i = 0; i < rgb.length; i += 3) gray.fill(lightness(rgb[i], rgb[i + 1], rgb[i + 2]), i, i + 3);
  return gray;
}

/** Writes a picture (H, W, 3) in the target's layout, flipped from left to right or not. @param width W, pixels */
export function writePicture(
  rgb: Uint8Array,
  { width, flip, levels }: { width: number; flip: boolean; levels: Levels },
  { layout, colour, offset }: PictureTarget,
): void {
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
