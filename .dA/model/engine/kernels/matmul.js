/** Matrix products, softmax and cross-entropy. */
import { broadcastShape } from '../broadcast.js';
import { sizeOf } from '../layout.js';
import { isWorthInt8, productInt8 } from './int8.js';
import { CROSS_ENTROPY, CROSS_ENTROPY_GRADIENT, LINEAR } from '../ownOps.js';
/** The edge with its last two axes exchanged. ONNX Runtime fuses this into the product. */
function transposed(graph, value) {
    const rank = value.shape.length;
    const perm = value.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
    return graph.node('Transpose', [graph.edge(value)], { perm });
}
/** Elements of a left factor from which on exchanging its axes first is faster than ONNX Runtime's product with the flag. */
const WORTH_TURNING = 2 ** 16;
/** (M, N) -> (N, M) */
const turned = (graph, matrix) => graph.node('Transpose', [matrix], { perm: [1, 0] });
/** Flattening what is flat: ONNX Runtime would exchange the axes of a neighbour inside the product again, which takes longer. */
const apart = (graph, matrix) => graph.node('Flatten', [matrix]);
/**
 * a^T b: (K, M), (K, N) -> (M, N). With more rows than columns as (b^T a)^T: ONNX Runtime's threads share the longer side, and where these
 * are rows each packs the whole of the other factor, and reads it again for every strip of columns (50257 x 768 from 1024: 0.6 of the time).
 */
function productOfTurned(graph, a, b) {
    const [left, right] = a.shape[1] > b.shape[1] ? [b, a] : [a, b];
    const product = graph.node('Gemm', [apart(graph, turned(graph, graph.edge(left))), graph.edge(right)]);
    return left === a ? product : turned(graph, apart(graph, product));
}
/** (…, M, K) x (…, K, N) -> (…, M, N), either operand transposed on request. */
const batchMatMul = (graph, { a, b }, { transposeA, transposeB }) => {
    const rows = a.shape.at(transposeA ? -1 : -2);
    const columns = b.shape.at(transposeB ? -2 : -1);
    const shape = [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
    if (!transposeA && a.shape.length === 2 && isWorthInt8(graph, b))
        return { shape, dtype: 'float32', name: productInt8(graph, a, { matrix: b, transposed: transposeB === true }) };
    if (a.shape.length === 2 && b.shape.length === 2) {
        if (transposeA === true && !transposeB && !graph.isForGpu && sizeOf(a.shape) >= WORTH_TURNING)
            return { shape, dtype: 'float32', name: productOfTurned(graph, a, b) };
        const flags = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
        return { shape, dtype: 'float32', name: graph.node('Gemm', [graph.edge(a), graph.edge(b)], flags) };
    }
    const left = transposeA ? transposed(graph, a) : graph.edge(a);
    const right = transposeB ? transposed(graph, b) : graph.edge(b);
    return { shape, dtype: 'float32', name: graph.node('MatMul', [left, right]) };
};
/** WebGPU has no LogSoftmax: x - max - log(sum(exp(x - max))). */
function logSoftmax(graph, logits, axis) {
    if (!graph.isForGpu)
        return graph.node('LogSoftmax', [logits], { axis });
    const axes = graph.integers([axis]);
    const below = graph.node('Sub', [logits, graph.node('ReduceMax', [logits, axes])]);
    const sums = graph.node('ReduceSum', [graph.node('Exp', [below]), axes]);
    return graph.node('Sub', [below, graph.node('Log', [sums])]);
}
/** Two outputs: the loss of each row, and log softmax, which the gradient needs. */
const crossEntropy = (graph, { logits, targets }) => {
    const shares = logSoftmax(graph, graph.edge(logits), 1);
    const picked = graph.node('GatherElements', [shares, column(graph, targets)], { axis: 1 });
    const rows = graph.node('Reshape', [graph.node('Neg', [picked]), graph.integers([-1])]);
    return [
        { shape: targets.shape, dtype: 'float32', name: rows },
        { shape: logits.shape, dtype: 'float32', name: shares },
    ];
};
/** (exp(log shares) - one-hot) * dy, the one-hot subtracted in place. */
const crossEntropyGradient = (graph, { logShares, targets, dy }) => {
    const factor = column(graph, dy);
    const scaled = graph.node('Mul', [graph.node('Exp', [graph.edge(logShares)]), factor]);
    const updates = graph.node('Neg', [factor]);
    const flags = { axis: 1, reduction: 'add' };
    const name = graph.node('ScatterElements', [scaled, column(graph, targets), updates], flags);
    return { shape: logShares.shape, dtype: 'float32', name };
};
/** (M) -> (M, 1) */
const column = (graph, value) => graph.node('Reshape', [graph.edge(value), graph.integers([-1, 1])]);
export const matmulKernels = {
    [CROSS_ENTROPY]: crossEntropy,
    [CROSS_ENTROPY_GRADIENT]: crossEntropyGradient,
    BatchMatMul: batchMatMul,
    [LINEAR]: (graph, { x, matrix, bias }) => ({
        shape: [x.shape[0], matrix.shape[1]],
        dtype: 'float32',
        name: isWorthInt8(graph, matrix)
            ? productInt8(graph, x, { matrix, bias, transposed: false })
            : graph.node('Gemm', [graph.edge(x), graph.edge(matrix), graph.edge(bias)]),
    }),
    Softmax: (graph, { logits }, { dim }) => ({
        shape: logits.shape,
        dtype: 'float32',
        name: graph.node('Softmax', [graph.edge(logits)], { axis: dim }),
    }),
    LogSoftmax: (graph, { logits }, { axis }) => ({
        shape: logits.shape,
        dtype: 'float32',
        name: logSoftmax(graph, graph.edge(logits), axis),
    }),
};
//# sourceMappingURL=matmul.js.map