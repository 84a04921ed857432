import { nchw } from '../kernel.js';
import { NCHW } from '../layout.js';
/** Height and width factors. */
function factors(from, to) {
    const [tall, wide] = [to[0] / from[1], to[1] / from[2]];
    if (!Number.isInteger(tall) || !Number.isInteger(wide))
        throw new Error(`Only enlarging by whole factors is traced, not [${from.slice(1, 3).join()}] to [${to.join()}].`);
    return [tall, wide];
}
const nearest = (graph, { images }, { size, alignCorners }) => {
    if (alignCorners)
        throw new Error('ResizeNearestNeighbor with alignCorners is not traced.');
    const [height, width] = size;
    const [tall, wide] = factors(images.shape, [height, width]);
    const scales = new Uint8Array(Float32Array.of(1, 1, tall, wide).buffer);
    const flags = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
    const name = graph.node('Resize', [nchw(graph, images), '', graph.initializer('float32', [4], scales)], flags);
    return { shape: [images.shape[0], height, width, images.shape[3]], dtype: 'float32', order: NCHW, name };
};
export const resizeKernels = { ResizeNearestNeighbor: nearest };
//# sourceMappingURL=resize.js.map