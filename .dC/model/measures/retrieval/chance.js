/** What a ranking at random gives: the level that a model is to be compared with. */
/** Expected share of hits among the first k: 1 - C(G - R, k) / C(G, k), for R right images of G. */
export function chanceOfHit(right, gallery, k) {
    let miss = 1;
    for (let i = 0; i < Math.min(k, gallery); i++)
        miss *= Math.max(0, gallery - right - i) / (gallery - i);
    return 1 - miss;
}
/**
 * Expected average precision: an image at rank r is right with R / G, and then (R - 1) / (G - 1) of the r - 1 before it are.
 * @param harmonic 1 + 1/2 + ... + 1/G
 */
export function chanceOfPrecision(right, gallery, harmonic) {
    if (gallery === 1)
        return 1;
    return (harmonic + ((right - 1) / (gallery - 1)) * (gallery - harmonic)) / gallery;
}
export function harmonicNumber(n) {
    let sum = 0;
    for (let i = n; i > 0; i--)
        sum += 1 / i;
    return sum;
}
//# sourceMappingURL=chance.js.map