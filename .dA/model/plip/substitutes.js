/** Who stands in for an image that cannot be read. */
/**
 * The places after `place`, in a circle: first those of its own identity, then all others; without those that are taken.
 *
 * @param identities (n) of each place; those of one identity stand together
 * @param taken places of the batch
 */
export function* substitutes(identities, place, taken) {
    const n = identities.length;
    let [from, to] = [place, place + 1];
    while (from > 0 && identities[from - 1] === identities[place])
        from--;
    while (to < n && identities[to] === identities[place])
        to++;
    const own = to - from;
    for (let i = 1; i < own; i++) {
        const next = from + ((place - from + i) % own);
        if (!taken.has(next))
            yield next;
    }
    for (let i = 0; i < n - own; i++) {
        const next = (to + i) % n;
        if (!taken.has(next))
            yield next;
    }
}
//# sourceMappingURL=substitutes.js.map