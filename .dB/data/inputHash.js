import { hash32 } from './random.js';
/**
 * 52-bit hash of what a result depends on: it fits a double, and two states of one item will not meet in it.
 * Values are those of a manifest row: numbers, text, null.
 */
export function inputHash(inputs, more = '') {
    const text = JSON.stringify(inputs) + more;
    return hash32(text, 1) * 2 ** 20 + (hash32(text, 2) >>> 12);
}
//# sourceMappingURL=inputHash.js.map