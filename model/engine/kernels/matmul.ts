/** Matrix products and softmax. */
import { broadcastShape } from '../broadcast.js';
import type { Graph, Value } from '../graph.js';
import type { Kernel, Kernels } from '../kernel.js';
import { LINEAR } from '../ownOps.js';

/** The edge with its last two axes exchanged. ONNX Runtime fuses this into the product. */
function transposed(graph: Graph, value: Value): string {
  const rank = value.shape.length;
  const perm = value.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
  return graph.node('Transpose', [graph.edge(value)], { perm });
}

/** (…, M, K) x (…, K, N) -> (…, M, N), either operand transposed on request. */
const batchMatMul: Kernel = (graph, { a, b }, { transposeA, transposeB }) => {
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const shape = [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
  if (a.shape.length === 2 && b.shape.length === 2) {
    const flags = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
    return { shape, dtype: 'float32', name: graph.node('Gemm', [graph.edge(a), graph.edge(b)], flags) };
  }
  const left = transposeA ? transposed(graph, a) : graph.edge(a);
  const right = transposeB ? transposed(graph, b) : graph.edge(b);
  return { shape, dtype: 'float32', name: graph.node('MatMul', [left, right]) };
};

export const matmulKernels: Kernels = {
  BatchMatMul: batchMatMul,
  [LINEAR]: (graph, { x, matrix, bias }) => ({
    shape: [x.shape[0], matrix.shape[1]],
    dtype: 'float32',
    name: graph.node('Gemm', [graph.edge(x), graph.edge(matrix), graph.edge(bias)]),
  }),
  Softmax: (graph, { logits }, { dim }) => ({
    shape: logits.shape,
    dtype: 'float32',
    name: graph.node('Softmax', [graph.edge(logits)], { axis: dim as number }),
  }),
  LogSoftmax: (graph, { logits }, { axis }) => ({
    shape: logits.shape,
    dtype: 'float32',
    name: graph.node('LogSoftmax', [graph.edge(logits)], { axis: axis as number }),
  }),
};
