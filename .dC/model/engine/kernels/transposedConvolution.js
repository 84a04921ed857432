/**
 * @param from edge (N, O, h, w) of the windows' values; @param filter edge (O, I/group, kh, kw)
 * @param sizes height and width of the windows' values, and of the map
 * @returns edge (N, I, H, W) of the map
 */
export function transposedConvolution(graph, [from, filter], sizes, { kernel, strides, pads, group = 1 }) {
    const rest = sizes.to.map((to, axis) => to - ((sizes.from[axis] - 1) * strides[axis] + kernel[axis] - pads[axis] - pads[axis + 2]));
    return graph.node('ConvTranspose', [from, filter], {
        strides,
        pads,
        kernel_shape: kernel,
        group,
        output_padding: rest,
    });
}
//# sourceMappingURL=transposedConvolution.js.map