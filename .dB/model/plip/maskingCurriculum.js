/** How much is masked for image-guided attribute prediction as training goes on (section 2.2: G(x) = 0.2 + 0.6 sqrt(x)). */
export const MASKING_CURVES = ['constant', 'linear', 'square', 'sqrt'];
export const PAPER_MASKING = { curve: 'sqrt', from: 0.2, to: 0.8 };
const CURVES = {
    constant: () => 0,
    linear: (x) => x,
    square: (x) => x * x,
    sqrt: Math.sqrt,
};
/** G(x). @param progress x, the part of the training that is done, 0..1 */
export function maskedShare({ curve, from, to }, progress) {
    return from + (to - from) * CURVES[curve](progress);
}
//# sourceMappingURL=maskingCurriculum.js.map