import { nchw } from '../kernel.js';
import { NCHW, OIHW } from '../layout.js';
import { convolution, isFlat, isSpread } from './convolution.js';
import { byColumns, byPicture, flatShifts, isPointwise, phasedShifts, usualGradient } from './filterGradients.js';
import { byPhases } from './phases.js';
import { transposedConvolution } from './transposedConvolution.js';
import { turn } from './turn.js';
const conv2D = (graph, { x, filter }, attributes) => {
    const shapes = convolution(x.shape, filter.shape, attributes);
    const { strides, dilations, pads, kernel } = shapes;
    const [height, width] = [0, 1].map((axis) => {
        const field = (kernel[axis] - 1) * dilations[axis] + 1;
        return Math.floor((x.shape[axis + 1] + pads[axis] + pads[axis + 2] - field) / strides[axis]) + 1;
    });
    const flags = { strides, dilations, pads, kernel_shape: kernel };
    const name = graph.node('Conv', [nchw(graph, x), graph.edge(filter, OIHW)], flags);
    return { shape: [x.shape[0], height, width, filter.shape[3]], dtype: 'float32', order: NCHW, name };
};
/** dX. At stride 1 a convolution with the filter turned by half a turn; else, or instead, a transposed convolution. */
const backpropInput = (graph, { dy, filter }, attributes) => {
    const shape = attributes.inputShape;
    const convolved = convolution(shape, filter.shape, attributes);
    const { strides, pads, kernel, dilations } = convolved;
    if (!isFlat(dilations))
        throw new Error('The gradient of a dilated convolution to its maps is not traced.');
    const gradient = nchw(graph, dy);
    const weights = graph.edge(filter, OIHW);
    const asConvolution = () => {
        const around = pads.map((pad, i) => kernel[i % 2] - 1 - pad);
        const flags = { pads: around, kernel_shape: kernel, strides };
        return graph.node('Conv', [gradient, turn(graph, weights, kernel)], flags);
    };
    const sizes = { from: dy.shape.slice(1, 3), to: shape.slice(1, 3) };
    const transposed = () => transposedConvolution(graph, [gradient, weights], sizes, { kernel, strides, pads });
    const isPlain = isFlat(strides) && pads.every((pad, i) => pad <= kernel[i % 2] - 1);
    const phases = isFlat(strides) ? undefined : byPhases(graph, [gradient, weights], sizes, convolved);
    const expressions = {
        ...(isPlain ? { convolution: asConvolution } : {}),
        // Of few channels there is more to put together than to multiply.
        ...(phases && shape[3] >= MANY ? { phases, transposed } : { transposed, phases }),
    };
    const name = chosen(graph, expressions, {
        kernel: 'Conv2DBackpropInput',
        inputs: { dy: { shape: dy.shape, layout: 'nchw' }, filter: { shape: filter.shape, layout: 'oihw' } },
        ...{ attributes, output: 'nchw' },
    });
    return { shape, dtype: 'float32', order: NCHW, name };
};
/** Channels; measured on two cores with AVX2. */
const MANY = 128;
/** What the chosen one of the expressions makes. */
function chosen(graph, expressions, problem) {
    const given = Object.keys(expressions).filter((name) => expressions[name] !== undefined);
    return expressions[graph.choose({ ...problem, expressions: given })]();
}
/** dW: the product of dY with each of the kh x kw shifted views of X, summed over pictures and places. */
const backpropFilter = (graph, { x, dy }, attributes) => {
    const filterShape = attributes.filterShape;
    const shapes = convolution(x.shape, filterShape, attributes);
    const [kh, kw, inputs, outputs] = filterShape;
    const result = { shape: filterShape, dtype: 'float32', order: OIHW };
    const given = { x, dy, shapes };
    const ordered = (product) => {
        if (kh * kw === 1)
            return graph.node('Reshape', [product, graph.integers([outputs, inputs, kh, kw])]);
        // (O, kh*kw*I) -> (O, I, kh, kw)
        const split = graph.node('Reshape', [product, graph.integers([outputs, kh * kw, inputs])]);
        const turned = graph.node('Transpose', [split], { perm: [0, 2, 1] });
        return graph.node('Reshape', [turned, graph.integers([outputs, inputs, kh, kw])]);
    };
    const expressions = {
        ...(isFlat(shapes.strides) ? { shifts: () => ordered(flatShifts(graph, given)) } : {}),
        ...(isFlat(shapes.dilations) ? { phases: () => ordered(phasedShifts(graph, given)) } : {}),
        ...(isPointwise(shapes) ? { pictures: () => ordered(byPicture(graph, given)) } : {}),
        ...(isSpread(shapes.kernel) ? { columns: () => byColumns(graph, given) } : {}),
    };
    const usual = usualGradient(given);
    const name = chosen(graph, { [usual]: expressions[usual], ...expressions }, {
        kernel: 'Conv2DBackpropFilter',
        inputs: { x: { shape: x.shape, layout: 'nchw' }, dy: { shape: dy.shape, layout: 'nchw' } },
        ...{ attributes, output: 'oihw' },
    });
    return { ...result, name };
};
export const convKernels = {
    Conv2D: conv2D,
    Conv2DBackpropInput: backpropInput,
    Conv2DBackpropFilter: backpropFilter,
};
//# sourceMappingURL=conv.js.map