import { compileForward } from '../train/forward.js';
import { colorized, PLIP_COLOURS } from './loss.js';
import { textEmbedding, textStates } from './network.js';
/** @param size N and L */
export async function compileColouring({ net, parameters }, { images, length }, options) {
    const compiled = await compileForward({
        parameters,
        inputs: {
            images: { shape: [images, ...net.visual.picture, 3], layout: 'nchw' },
            ids: { shape: [images, length], dtype: 'int32' },
            mask: { shape: [images, length] },
        },
        run: (weights, { images: pictures, ids, mask }) => {
            const states = textStates(net, weights, { ids: ids, mask: mask });
            const given = { images: pictures, text: textEmbedding(net, states) };
            return { colours: colorized(net, weights, given, { training: false }) };
        },
    }, options);
    return {
        run: async (feeds) => picturesOf((await compiled.run(feeds)).colours, images, 'nhwc'),
        release: () => compiled.release(),
    };
}
/** Normalised numbers -> levels 0..255 of N pictures (H, W, 3). */
export function picturesOf(values, count, layout) {
    const { mean, std } = PLIP_COLOURS;
    const area = values.length / count;
    const pixels = area / 3;
    return Array.from({ length: count }, (_, n) => 
    // A Uint8ClampedArray rounds, and stops at 0 and 255.
    new Uint8Array(Uint8ClampedArray.from({ length: area }, (_, i) => {
        const [c, pixel] = [i % 3, Math.floor(i / 3)];
        const value = values[n * area + (layout === 'nchw' ? c * pixels + pixel : i)];
        return 255 * (value * std[c] + mean[c]);
    }).buffer));
}
//# sourceMappingURL=colouring.js.map