/** Smaller ones are not worth it. */
const NUMBERS_AT_LEAST = 4096;
/** Unsigned: products of signed bytes overflow in pairs where the processor has no dot products of bytes. */
const [MIDDLE, LEVELS] = [128, 127];
/** A row of zeros has some scale, too. */
const SMALLEST = 1e-30;
export const isWorthInt8 = (graph, matrix) => graph.weights === 'int8' && matrix.shape.length === 2 && (matrix.constant?.length ?? 0) >= NUMBERS_AT_LEAST;
/** x (M, I) times a constant matrix (I, O), or (O, I) where it is transposed -> the edge (M, O). */
export function productInt8(graph, x, { matrix, transposed, bias }) {
    const { bytes, scales, dims } = quantized(matrix, transposed);
    const size = graph.node('ReduceMax', [graph.node('Abs', [graph.edge(x)]), graph.integers([1])], { keepdims: 1 });
    const largest = graph.node('Max', [size, graph.scalar(SMALLEST)]); // (M, 1)
    const byte = (value) => graph.initializer('uint8', [], Uint8Array.of(value));
    const [step, middle] = [graph.scalar(1 / LEVELS), byte(MIDDLE)];
    const rows = graph.node('QuantizeLinear', [graph.node('Div', [graph.edge(x), largest]), step, middle]);
    const product = graph.node('com.microsoft.MatMulIntegerToFloat', [
        ...[rows, graph.initializer('uint8', dims, bytes), step],
        graph.initializer('float32', [dims[1]], new Uint8Array(scales.buffer)),
        ...[middle, graph.initializer('uint8', [dims[1]], new Uint8Array(dims[1]).fill(MIDDLE))],
    ]);
    const scaled = graph.node('Mul', [product, largest]);
    return bias ? graph.node('Add', [scaled, graph.edge(bias)]) : scaled;
}
/** (I, O) bytes, of which 128 is zero, and how much one level of each column is. */
function quantized({ shape, constant }, transposed) {
    const [first, second] = shape;
    const [inputs, outputs] = transposed ? [second, first] : [first, second];
    const at = (i, o) => constant[transposed ? o * inputs + i : i * outputs + o];
    const scales = new Float32Array(outputs).fill(SMALLEST);
    for (let i = 0; i < inputs; i++)
        for (let o = 0; o < outputs; o++)
            scales[o] = Math.max(scales[o], Math.abs(at(i, o)) / LEVELS);
    const bytes = new Uint8Array(inputs * outputs);
    for (let i = 0; i < inputs; i++)
        for (let o = 0; o < outputs; o++)
            bytes[i * outputs + o] = MIDDLE + Math.round(at(i, o) / scales[o]);
    return { bytes, scales, dims: [inputs, outputs] };
}
//# sourceMappingURL=int8.js.map