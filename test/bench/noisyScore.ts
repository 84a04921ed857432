/** How well a filter undid the noise of `noisyMarket.ts`. */
import type { NoisyImage } from './noisyMarket.js';

export interface NoisyScore {
  /** Over pairs of the images that are kept: same final identity against same person. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** The same over all images under their noisy labels. */
  readonly f1Before: number;
  /** Share of the clean images that are in no identity. */
  readonly cleanLost: number;
  /** Share of the clean images that are in an identity whose majority is somebody else. */
  readonly cleanMisplaced: number;
  /** Share of the moved images that are in an identity whose majority is their person. */
  readonly movedRepaired: number;
  /** Share of the moved images that are in no identity. */
  readonly movedRemoved: number;
  /** Share of the cut people whose two labels' own images are, by majority, in one identity. */
  readonly cutJoined: number;
  /** Share of the images in the second label of a cut person that are in no identity. */
  readonly cutLost: number;
  readonly farRemoved: number;
  /** Final identities whose majority is a person who is the majority of one of their labels, and somebody else of another. */
  readonly wronglyMerged: number;
  readonly kept: number;
  readonly images: number;
}

/**
 * @param images with the truth
 * @param final the identity in which the filter left the image, after mergers; null for an excluded one. One name for
 *   one identity, whatever the name.
 */
export function scoreNoisy(images: readonly NoisyImage[], final: (image: NoisyImage) => number | null): NoisyScore {
  const rows = images.map((image) => ({ ...image, final: final(image) }));
  const kept = rows.filter((row): row is typeof row & { final: number } => row.final !== null);
  const majority = majorities(kept.map((row) => [row.final, row.person]));
  const isHome = (row: (typeof rows)[number]): boolean => row.final !== null && majority.get(row.final) === row.person;
  const share = (kind: NoisyImage['kind'], test: (row: (typeof rows)[number]) => boolean): number => {
    const of = rows.filter((row) => row.kind === kind);
    return of.length === 0 ? NaN : of.filter(test).length / of.length;
  };
  const isLost = (row: (typeof rows)[number]): boolean => row.final === null;
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
function majorities(pairs: readonly (readonly [group: number, member: number])[]): Map<number, number> {
  const counts = new Map<number, Map<number, number>>();
  for (const [group, member] of pairs) {
    const own = counts.get(group) ?? new Map<number, number>();
    counts.set(group, own.set(member, (own.get(member) ?? 0) + 1));
  }
  return new Map([...counts].map(([group, own]) => [group, [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0]]));
}

/** Precision, recall and F1 over pairs of items: together in `a` against together in `b`. No pairs at all count as right. */
export function pairF1(items: readonly (readonly [a: number, b: number])[]): {
  precision: number;
  recall: number;
  f1: number;
} {
  const pairsIn = (names: readonly (number | string)[]): number => {
    const counts = new Map<number | string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  };
  const both = pairsIn(items.map(([a, b]) => `${a} ${b}`));
  const together = pairsIn(items.map(([a]) => a));
  const same = pairsIn(items.map(([, b]) => b));
  const precision = together === 0 ? 1 : both / together;
  const recall = same === 0 ? 1 : both / same;
  return { precision, recall, f1: both === 0 ? Number(together + same === 0) : (2 * both) / (together + same) };
}

function cutJoined(kept: readonly (NoisyImage & { final: number })[]): number {
  const cut = new Set(kept.filter((row) => row.kind === 'cut').map((row) => row.person));
  const home = (kind: 'clean' | 'cut'): Map<number, number> =>
    majorities(kept.filter((row) => row.kind === kind).map((row) => [row.person, row.final]));
  const first = home('clean');
  const second = home('cut');
  const joined = [...cut].filter((person) => first.has(person) && first.get(person) === second.get(person));
  return cut.size === 0 ? NaN : joined.length / cut.size;
}

function wronglyMerged(rows: readonly NoisyImage[], kept: readonly (NoisyImage & { final: number })[]): number {
  const owner = majorities(rows.map((row) => [row.label, row.person]));
  const finalOf = majorities(kept.map((row) => [row.label, row.final]));
  const owners = new Map<number, Set<number>>();
  for (const [label, final] of finalOf) {
    owners.set(final, (owners.get(final) ?? new Set()).add(owner.get(label) as number));
  }
  return [...owners.values()].filter((people) => people.size > 1).length;
}
