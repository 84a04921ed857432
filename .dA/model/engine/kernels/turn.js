/**
 * (O, I, kh, kw) -> (I, O, kh, kw), both spatial axes backwards: by a matrix product, which takes half as long as slicing backwards and
 * gives the same bits.
 */
export function turn(graph, weights, [height, width]) {
    const area = height * width;
    if (area === 1)
        return graph.node('Transpose', [weights], { perm: [1, 0, 2, 3] });
    const backwards = Float32Array.from({ length: area * area }, (_, i) => Math.floor(i / area) + (i % area) === area - 1 ? 1 : 0);
    const rows = graph.node('Flatten', [weights], { axis: 2 }); // (O*I, kh*kw)
    const exchange = graph.initializer('float32', [area, area], new Uint8Array(backwards.buffer));
    const turned = graph.node('MatMul', [rows, exchange]);
    const filters = graph.node('Reshape', [turned, graph.node('Shape', [weights])]);
    return graph.node('Transpose', [filters], { perm: [1, 0, 2, 3] });
}
//# sourceMappingURL=turn.js.map