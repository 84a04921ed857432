import { CACHED_ATTENTION, GELU_TANH } from '../ownOps.js';
const END = 2 ** 31 - 1;
const cachedAttention = (graph, { qkv, key, value, bias }) => {
    const [, heads, depth] = key.shape;
    const room = graph.edge(key);
    const [texts, places] = [0, 3].map((axis) => graph.node('Shape', [room], { start: axis, end: axis + 1 }));
    const shape = graph.node('Concat', [texts, graph.integers([-1, 3, heads, depth])], { axis: 0 });
    const split = graph.node('Reshape', [graph.edge(qkv), shape]); // (N, L, 3, heads, d)
    const part = (i, perm) => {
        const own = graph.node('Gather', [split, graph.scalar(i, 'int32')], { axis: 2 });
        return graph.node('Transpose', [own], { perm });
    };
    const [byToken, turned] = [
        [0, 2, 1, 3],
        [0, 2, 3, 1],
    ];
    const q = part(0, byToken);
    const k = graph.node('Mul', [part(1, turned), graph.scalar(1 / Math.sqrt(depth))]);
    const scores = [graph.node('MatMul', [q, room]), graph.node('MatMul', [q, k])];
    const raised = graph.node('Add', [graph.node('Concat', scores, { axis: 3 }), graph.edge(bias)]);
    const shares = graph.node('Softmax', [raised], { axis: 3 });
    const cut = (from, to) => graph.node('Slice', [shares, from, to, graph.integers([3])]);
    const seen = graph.node('Add', [
        graph.node('MatMul', [cut(graph.integers([0]), places), graph.edge(value)]),
        graph.node('MatMul', [cut(places, graph.integers([END])), part(2, byToken)]),
    ]);
    return rowsOf(graph, seen, { rows: qkv.shape[0], width: heads * depth });
};
/** (N, heads, L, d) -> (N*L, heads*d) */
function rowsOf(graph, seen, { rows, width }) {
    const merged = graph.node('Transpose', [seen], { perm: [0, 2, 1, 3] });
    const name = graph.node('Reshape', [merged, graph.integers([-1, width])]);
    return { shape: [rows, width], dtype: 'float32', name };
}
export const transformerKernels = {
    [CACHED_ATTENTION]: cachedAttention,
    [GELU_TANH]: (graph, { x }) => ({ ...x, name: graph.node('com.microsoft.FastGelu', [x.name]) }),
};
//# sourceMappingURL=transformer.js.map