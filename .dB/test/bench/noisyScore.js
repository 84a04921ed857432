/**
 * @param images with the truth
 * @param final the identity in which the filter left the image, after mergers; null for an excluded one. One name for
 *   one identity, whatever the name.
 */
export function scoreNoisy(images, final) {
    const rows = images.map((image) => ({ ...image, final: final(image) }));
    const kept = rows.filter((row) => row.final !== null);
    const majority = majorities(kept.map((row) => [row.final, row.person]));
    const isHome = (row) => row.final !== null && majority.get(row.final) === row.person;
    const share = (kind, test) => {
        const of = rows.filter((row) => row.kind === kind);
        return of.length === 0 ? NaN : of.filter(test).length / of.length;
    };
    const isLost = (row) => row.final === null;
    return {
        ...pairF1(kept.map((row) => [row.final, row.person])),
        f1Before: pairF1(rows.map((row) => [row.label, row.person])).f1,
        cleanLost: share('clean', isLost),
        cleanMisplaced: share('clean', (row) => !isLost(row) && !isHome(row)),
        movedRepaired: share('moved', isHome),
        movedRemoved: share('moved', isLost),
        cutJoined: cutJoined(kept),
        cutLost: share('cut', isLost),
        farRemoved: share('far', isLost),
        wronglyMerged: wronglyMerged(rows, kept),
        kept: kept.length,
        images: rows.length,
    };
}
/** Group -> its most frequent member; of equal ones the smallest. */
function majorities(pairs) {
    const counts = new Map();
    for (const [group, member] of pairs) {
        const own = counts.get(group) ?? new Map();
        counts.set(group, own.set(member, (own.get(member) ?? 0) + 1));
    }
    return new Map([...counts].map(([group, own]) => [group, [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0]]));
}
/** Precision, recall and F1 over pairs of items: together in `a` against together in `b`. No pairs at all count as right. */
export function pairF1(items) {
    const pairsIn = (names) => {
        const counts = new Map();
        for (const name of names)
            counts.set(name, (counts.get(name) ?? 0) + 1);
        return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
    };
    const both = pairsIn(items.map(([a, b]) => `${a} ${b}`));
    const together = pairsIn(items.map(([a]) => a));
    const same = pairsIn(items.map(([, b]) => b));
    const precision = together === 0 ? 1 : both / together;
    const recall = same === 0 ? 1 : both / same;
    return { precision, recall, f1: both === 0 ? Number(together + same === 0) : (2 * both) / (together + same) };
}
function cutJoined(kept) {
    const cut = new Set(kept.filter((row) => row.kind === 'cut').map((row) => row.person));
    const home = (kind) => majorities(kept.filter((row) => row.kind === kind).map((row) => [row.person, row.final]));
    const first = home('clean');
    const second = home('cut');
    const joined = [...cut].filter((person) => first.has(person) && first.get(person) === second.get(person));
    return cut.size === 0 ? NaN : joined.length / cut.size;
}
function wronglyMerged(rows, kept) {
    const owner = majorities(rows.map((row) => [row.label, row.person]));
    const finalOf = majorities(kept.map((row) => [row.label, row.final]));
    const owners = new Map();
    for (const [label, final] of finalOf) {
        owners.set(final, (owners.get(final) ?? new Set()).add(owner.get(label)));
    }
    return [...owners.values()].filter((people) => people.size > 1).length;
}
//# sourceMappingURL=noisyScore.js.map