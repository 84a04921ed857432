/** Text-guided colorization as it is used: pictures in, the colours that a caption gives them out. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Elements } from '../engine/layout.js';
import type { Parameters } from '../nn/parameters.js';
import { compileForward } from '../train/forward.js';
import type { StepOptions } from '../train/step.js';
import { colorized, PLIP_COLOURS } from './loss.js';
import { type ColorizingNet, textEmbedding, textStates } from './network.js';
import type { PixelLayout } from './pictures.js';

export interface Colouring {
  /**
   * @param images (N, 3, H, W) normalised, of which only the lightness is seen; `ids` and `mask` (N, L)
   * @returns N pictures (H, W, 3)
   */
  run(feeds: { images: Elements; ids: Int32Array; mask: Float32Array }): Promise<Uint8Array[]>;
  release(): Promise<void>;
}

/** @param size N and L */
export async function compileColouring(
  { net, parameters }: { readonly net: ColorizingNet; readonly parameters: Parameters },
  { images, length }: { readonly images: number; readonly length: number },
  options: StepOptions,
): Promise<Colouring> {
  const compiled = await compileForward(
    {
      parameters,
      inputs: {
        images: { shape: [images, ...net.visual.picture, 3], layout: 'nchw' },
        ids: { shape: [images, length], dtype: 'int32' },
        mask: { shape: [images, length] },
      },
      run: (weights, { images: pictures, ids, mask }) => {
        const states = textStates(net, weights, { ids: ids as Tensor2D, mask: mask as Tensor2D });
        const given = { images: pictures as Tensor4D, text: textEmbedding(net, states) };
        return { colours: colorized(net, weights, given, { training: false }) };
      },
    },
    options,
  );
  return {
    run: async (feeds) => picturesOf((await compiled.run(feeds)).colours, images, 'nhwc'),
    release: () => compiled.release(),
  };
}

/** Normalised numbers -> levels 0..255 of N pictures (H, W, 3). */
export function picturesOf(values: Elements, count: number, layout: PixelLayout): Uint8Array[] {
  const { mean, std } = PLIP_COLOURS;
  const area = values.length / count;
  const pixels = area / 3;
  return Array.from(
    { length: count },
    (_, n) =>
      // A Uint8ClampedArray rounds, and stops at 0 and 255.
      new Uint8Array(
        Uint8ClampedArray.from({ length: area }, (_, i) => {
          const [c, pixel] = [i % 3, Math.floor(i / 3)];
          const value = values[n * area + (layout === 'nchw' ? c * pixels + pixel : i)];
          return 255 * (value * std[c] + mean[c]);
        }).buffer,
      ),
  );
}
