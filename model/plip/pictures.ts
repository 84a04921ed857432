/**
 * A picture as PLIP sees it: in colour, and for text-guided colorization (section 2.1) in gray on three channels, as
 * torchvision's Grayscale(3) makes it: PIL's `L`, ITU-R 601 in 16-bit fixed point.
 */

/** The data set's statistics of RGB in [0, 1], as the released code has them. */
export const PLIP_MEAN = [0.357, 0.323, 0.328] as const;
export const PLIP_STD = [0.252, 0.242, 0.239] as const;

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

export interface PictureTarget {
  readonly colour: Pixels;
  /** Left out where there is no colorization. */
  readonly gray?: Pixels;
  /** First element of the picture in both. */
  readonly offset: number;
}

/** Writes a picture (H, W, 3) as (H, W, 3), flipped from left to right or not. @param width W, pixels */
export function writePicture(
  rgb: Uint8Array,
  { width, flip, levels }: { width: number; flip: boolean; levels: Levels },
  { colour, gray, offset }: PictureTarget,
): void {
  const [red, green, blue] = levels;
  for (let at = 0, x = 0; at < rgb.length; at += 3, x = x + 1 === width ? 0 : x + 1) {
    const to = offset + at + (flip ? 3 * (width - 1 - 2 * x) : 0);
    const [r, g, b] = [rgb[at], rgb[at + 1], rgb[at + 2]];
    colour[to] = red[r];
    colour[to + 1] = green[g];
    colour[to + 2] = blue[b];
    if (gray === undefined) continue;
    const light = (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
    gray[to] = red[light];
    gray[to + 1] = green[light];
    gray[to + 2] = blue[light];
  }
}
