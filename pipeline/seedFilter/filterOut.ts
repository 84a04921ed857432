import { addRow, cosine, dot, dotRow, type UnitRows } from './vectors.js';

/** Step 1 of the Seed Filter Strategy for one identity. */
export interface FilteredOut {
  /** Rows moved to the excluded set, in the order in which they left. */
  readonly excluded: number[];
  /**
   * (n) similarity of each row to the centre of the others: when it left, or, for a row that stays, at the end;
   * NaN for the only row of an identity, which has no others.
   */
  readonly similarity: Float64Array;
  /** (D) sum of the unit vectors of the rows that stay. */
  readonly sum: Float64Array;
}

/** Of each row that is still in: u_i . S, with S the sum of the unit vectors still in. */
interface Sums {
  readonly sum: Float64Array;
  readonly toSum: Float64Array;
  square: number;
}

/**
 * Filter-out (appendix A.7, Algorithm 1, step 1): the sample least similar to the centre of the *other* samples leaves
 * while its similarity is below `sigma`, one at a time. Of equally similar ones the later row leaves.
 *
 * The others' centre of row i points along S - u_i, so its cosine needs only u_i . S and |S|^2, and both are
 * updated in O(D) a row when one leaves. Rounding errors of the updates cannot pile up: the sums are made
 * anew whenever half of the rows have left.
 */
export function filterOut(rows: UnitRows, sigma: number): FilteredOut {
  const n = rows.scale.length;
  const similarity = new Float64Array(n).fill(NaN);
  const excluded: number[] = [];
  let inside = Array.from({ length: n }, (_, row) => row);
  let sums = sumsOf(rows, inside);
  let fresh = n;
  const leaving = new Float64Array(rows.columns);
  while (inside.length > 1) {
    const row = leastSimilar(rows, sums, { inside, similarity });
    if (!(similarity[row] < sigma)) break;
    excluded.push(row);
    inside = inside.filter((other) => other !== row);
    if (inside.length * 2 <= fresh) {
      sums = sumsOf(rows, inside);
      fresh = inside.length;
    } else remove(rows, sums, { row, inside, leaving });
  }
  if (inside.length === 1) similarity[inside[0]] = NaN;
  return { excluded, similarity, sum: sums.sum };
}

function sumsOf(rows: UnitRows, inside: readonly number[]): Sums {
  const sum = new Float64Array(rows.columns);
  for (const row of inside) addRow(sum, rows, row);
  const toSum = new Float64Array(rows.scale.length);
  for (const row of inside) toSum[row] = dotRow(rows, row, sum);
  return { sum, toSum, square: dot(sum, sum) };
}

/** Writes the similarity of every row that is in, and returns the smallest one's row, the last of equals. */
function leastSimilar(
  rows: UnitRows,
  sums: Sums,
  { inside, similarity }: { inside: readonly number[]; similarity: Float64Array },
): number {
  let least = inside[0];
  for (const row of inside) {
    const self = rows.scale[row] === 0 ? 0 : 1;
    similarity[row] = cosine(sums.toSum[row] - self, sums.square - 2 * sums.toSum[row] + self);
    if (similarity[row] <= similarity[least]) least = row;
  }
  return least;
}

function remove(
  rows: UnitRows,
  sums: Sums,
  { row, inside, leaving }: { row: number; inside: readonly number[]; leaving: Float64Array },
): void {
  if (rows.scale[row] === 0) return;
  leaving.fill(0);
  addRow(leaving, rows, row);
  for (const other of inside) sums.toSum[other] -= dotRow(rows, other, leaving);
  sums.square += 1 - 2 * sums.toSum[row];
  addRow(sums.sum, rows, row, -1);
}
