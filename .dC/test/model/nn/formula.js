// Weights of the networks that PyTorch's references were made with: the formula of test/peers/networks.py, by published name.
import { sizeOf } from '../../../model/engine/layout.js';
export function fill(name, size, scale, shift = 0) {
    const h = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 97;
    return Float32Array.from({ length: size }, (_, i) => {
        const value = 43758.5453 * Math.sin(12.9898 * i + h);
        return shift + scale * (2 * (value - Math.floor(value)) - 1);
    });
}
function published(name, shape) {
    const size = sizeOf(shape);
    if (name.endsWith('running_var'))
        return fill(name, size, 0.3, 1);
    if (shape.length === 1)
        return name.endsWith('weight') ? fill(name, size, 0.2, 1) : fill(name, size, 0.1);
    const fanIn = shape.length === 4 ? size / shape[0] : shape.at(-1);
    return fill(name, size, (shape.length === 4 ? 2.4 : 1.7) / Math.sqrt(fanIn));
}
/** The transpose of rows that are stored one after another. */
export function turned(data, [rows, columns]) {
    return Float32Array.from({ length: data.length }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]);
}
export const isTurned = (name, { isTurned: yes }) => yes && name.endsWith('/matrix');
/** Our parameters with the script's weights; `shapes` are those of the published names. */
export function filled(parameters, naming, shapes) {
    const entries = Object.entries(parameters).map(([name, parameter]) => {
        const theirs = naming.nameOf(name);
        const shape = shapes[theirs];
        const raw = published(theirs, shape);
        return [name, { ...parameter, data: isTurned(name, naming) ? turned(raw, shape) : raw }];
    });
    return Object.fromEntries(entries);
}
//# sourceMappingURL=formula.js.map