import { randomNormal } from '../../data/random.js';
const filled = (size, value, role) => ({
    shape: [size],
    layout: 'plain',
    data: new Float32Array(size).fill(value),
    role,
});
/** Filter of a convolution, He's normal initialisation over the fan-out; on request a bias that starts at 0. */
export function convParameters(random, { kernel, from, to, bias = false }) {
    const deviation = Math.sqrt(2 / (kernel * kernel * to));
    const data = Float32Array.from({ length: kernel * kernel * from * to }, () => deviation * randomNormal(random));
    const filter = { shape: [kernel, kernel, from, to], layout: 'oihw', data, role: 'weight' };
    return bias ? { filter, bias: filled(to, 0, 'bias') } : { filter };
}
/** Batch norm; `scale` 0 on the last one of a residual block makes the block start as the identity. */
export function batchNormParameters(channels, scale = 1) {
    return {
        scale: filled(channels, scale, 'bias'),
        shift: filled(channels, 0, 'bias'),
        mean: filled(channels, 0, 'statistic'),
        variance: filled(channels, 1, 'statistic'),
    };
}
/** (rows, columns) of normal numbers. */
export function matrixParameter(random, shape, deviation) {
    const data = Float32Array.from({ length: shape[0] * shape[1] }, () => deviation * randomNormal(random));
    return { shape, layout: 'plain', data, role: 'weight' };
}
/** (from, to) matrix and (to) bias. */
export function linearParameters(random, from, to, deviation = Math.sqrt(1 / from)) {
    return { matrix: matrixParameter(random, [from, to], deviation), bias: filled(to, 0, 'bias') };
}
/** A table of `rows` embeddings of `width` numbers. */
export function embeddingParameters(random, rows, width, deviation) {
    return { table: matrixParameter(random, [rows, width], deviation) };
}
export function layerNormParameters(width) {
    return { scale: filled(width, 1, 'bias'), shift: filled(width, 0, 'bias') };
}
/** `{a: {w}}` -> `{'a/w'}`. */
export function underName(name, parameters) {
    return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [`${name}/${key}`, value]));
}
//# sourceMappingURL=parameters.js.map