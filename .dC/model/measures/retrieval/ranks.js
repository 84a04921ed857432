/**
 * Where a query finds the images of its person. Ties are read against the model: of equal similarities, those of other people
 * come first. So no measure depends on the order of the gallery, and a model that finds everything alike finds nobody.
 */
/**
 * Ranks of the images of a person, from 1, ascending.
 * @param similarities (G) of the query to every image of the gallery
 * @param identities (G) whose image it is
 */
export function ranksOf(similarities, identities, wanted) {
    const own = [];
    for (let g = 0; g < identities.length; g++)
        if (identities[g] === wanted)
            own.push(similarities[g]);
    own.sort((a, b) => b - a);
    // above[i]: others that are ahead of the i-th of the person's, but not of the one before.
    const above = new Array(own.length).fill(0);
    const least = own.at(-1) ?? Infinity;
    for (let g = 0; g < identities.length; g++) {
        const similarity = similarities[g];
        if (similarity < least || identities[g] === wanted)
            continue;
        above[firstNotAbove(own, similarity)]++;
    }
    let others = 0;
    return own.map((_, i) => i + 1 + (others += above[i]));
}
/** Index of the first of descending values that is not greater than a value; there is one. */
function firstNotAbove(values, value) {
    let [low, high] = [0, values.length - 1];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (values[middle] > value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
//# sourceMappingURL=ranks.js.map