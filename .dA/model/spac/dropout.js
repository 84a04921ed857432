import { DROPOUT, dropoutSizes } from './network.js';
const PREFIX = 'dropout/';
const nameOf = (branch, place) => `${PREFIX}${branch}/${place}`;
export const isDropout = (input) => input.startsWith(PREFIX);
export function dropoutInputs(net, images) {
    const named = Object.entries(dropoutSizes(net)).flatMap(([branch, widths]) => widths.map((width, i) => [nameOf(branch, i), { shape: [images, width] }]));
    return Object.fromEntries(named);
}
export function dropoutOf(net, inputs) {
    const factors = Object.keys(dropoutSizes(net)).map((branch) => {
        const at = (place) => inputs[nameOf(branch, place)];
        return [branch, [at(0), at(1)]];
    });
    return Object.fromEntries(factors);
}
/** 0 where something is dropped, 1 / (1 - p) where it stays; without a generator of random numbers all stays. */
export function fillDropout(factors, random) {
    const keep = 1 - DROPOUT;
    for (let i = 0; i < factors.length; i++)
        factors[i] = random === undefined ? 1 : random() < keep ? 1 / keep : 0;
}
//# sourceMappingURL=dropout.js.map