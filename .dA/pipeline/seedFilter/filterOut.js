import { addRow, cosine, dot, dotRow } from './vectors.js';
/**
 * Filter-out (appendix A.7, Algorithm 1, step 1): the sample least similar to the centre of the *other* samples leaves
 * while its similarity is below `sigma`, one at a time. Of equally similar ones the later row leaves.
 *
 * The others' centre of row i points along S - u_i, so its cosine needs only u_i . S and |S|^2, and both are
 * updated in O(D) a row when one leaves. Rounding errors of the updates cannot pile up: the sums are made
 * anew whenever half of the rows have left.
 */
export function filterOut(rows, sigma) {
    const n = rows.scale.length;
    const similarity = new Float64Array(n).fill(NaN);
    const excluded = [];
    let inside = Array.from({ length: n }, (_, row) => row);
    let sums = sumsOf(rows, inside);
    let fresh = n;
    const leaving = new Float64Array(rows.columns);
    while (inside.length > 1) {
        const row = leastSimilar(rows, sums, { inside, similarity });
        if (!(similarity[row] < sigma))
            break;
        excluded.push(row);
        inside = inside.filter((other) => other !== row);
        if (inside.length * 2 <= fresh) {
            sums = sumsOf(rows, inside);
            fresh = inside.length;
        }
        else
            remove(rows, sums, { row, inside, leaving });
    }
    if (inside.length === 1)
        similarity[inside[0]] = NaN;
    return { excluded, similarity, sum: sums.sum };
}
function sumsOf(rows, inside) {
    const sum = new Float64Array(rows.columns);
    for (const row of inside)
        addRow(sum, rows, row);
    const toSum = new Float64Array(rows.scale.length);
    for (const row of inside)
        toSum[row] = dotRow(rows, row, sum);
    return { sum, toSum, square: dot(sum, sum) };
}
/** Writes the similarity of every row that is in, and returns the smallest one's row, the last of equals. */
function leastSimilar(rows, sums, { inside, similarity }) {
    let least = inside[0];
    for (const row of inside) {
        const self = rows.scale[row] === 0 ? 0 : 1;
        similarity[row] = cosine(sums.toSum[row] - self, sums.square - 2 * sums.toSum[row] + self);
        if (similarity[row] <= similarity[least])
            least = row;
    }
    return least;
}
function remove(rows, sums, { row, inside, leaving }) {
    if (rows.scale[row] === 0)
        return;
    leaving.fill(0);
    addRow(leaving, rows, row);
    for (const other of inside)
        sums.toSum[other] -= dotRow(rows, other, leaving);
    sums.square += 1 - 2 * sums.toSum[row];
    addRow(sums.sum, rows, row, -1);
}
//# sourceMappingURL=filterOut.js.map