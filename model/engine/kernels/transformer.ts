/** What transformers need at inference, as operators of ONNX Runtime's own. */
import type { Kernel, Kernels } from '../kernel.js';
import { CACHED_ATTENTION, GELU_TANH } from '../ownOps.js';

/** Three outputs: what is seen, and both rooms. The batch may have any size, and so may the number of tokens. */
const cachedAttention: Kernel = (graph, { qkv, key, value, last, total }) => {
  const [, heads, , depth] = key.shape;
  if (depth % 8 !== 0) throw new Error(`ONNX Runtime's attention takes heads of 8, 16, ... numbers, not ${depth}.`);
  const texts = graph.node('Shape', [graph.edge(key)], { start: 0, end: 1 });
  const shape = graph.node('Concat', [texts, graph.integers([-1, 3 * heads * depth])], { axis: 0 });
  const byText = graph.node('Reshape', [graph.edge(qkv), shape]);
  const edges = [byText, '', '', ...[key, value, last, total].map((each) => graph.edge(each))];
  const flags = { num_heads: heads, kv_num_heads: heads };
  const [seen, ...rooms] = graph.nodeOf('com.microsoft.GroupQueryAttention', edges, flags, 3);
  const rows = graph.node('Reshape', [seen, graph.integers([-1, heads * depth])]);
  return [
    { shape: [qkv.shape[0], heads * depth], dtype: 'float32', name: rows },
    ...rooms.map((name) => ({ shape: key.shape, dtype: 'float32' as const, name })),
  ];
};

export const transformerKernels: Kernels = {
  [CACHED_ATTENTION]: cachedAttention,
  [GELU_TANH]: (graph, { x }) => ({ ...x, name: graph.node('com.microsoft.FastGelu', [x.name!]) }),
};
