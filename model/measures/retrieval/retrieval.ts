/** The measures of text-based person retrieval over all queries, a query at a time: CMC at 1, 5 and 10, mAP and mINP. */
import { chanceOfHit, chanceOfPrecision, harmonicNumber } from './chance.js';
import { averagePrecision, inverseNegativePenalty, plipAveragePrecision } from './precision.js';
import { ranksOf } from './ranks.js';

/** Shares, 0..1. */
export interface RetrievalScores {
  /** A right image is the first, or among the first 5 or 10. */
  readonly rank1: number;
  readonly rank5: number;
  readonly rank10: number;
  readonly mAP: number;
  readonly mINP: number;
  /** The mAP of PLIP's released code, which differs a little. */
  readonly plipMAP: number;
}

export interface Retrieval {
  readonly queries: number;
  readonly scores: RetrievalScores;
  /** What a ranking at random is expected to give. */
  readonly chance: Pick<RetrievalScores, 'rank1' | 'rank5' | 'rank10' | 'mAP'>;
}

const CUTS = { rank1: 1, rank5: 5, rank10: 10 } as const;

export interface RetrievalCounter {
  /**
   * @param similarities (G) of the query to every image of the gallery
   * @param identity of the query; the gallery has an image of it
   */
  add(similarities: ArrayLike<number>, identity: number): void;
  /** Of all queries so far, at least one. */
  result(): Retrieval;
}

/** @param identities (G) whose each image of the gallery is */
export function countRetrieval(identities: ArrayLike<number>): RetrievalCounter {
  const gallery = identities.length;
  const harmonic = harmonicNumber(gallery);
  const sums = { rank1: 0, rank5: 0, rank10: 0, mAP: 0, mINP: 0, plipMAP: 0 };
  const chance = { rank1: 0, rank5: 0, rank10: 0, mAP: 0 };
  let queries = 0;
  return {
    add(similarities, identity) {
      const ranks = ranksOf(similarities, identities, identity);
      if (ranks.length === 0) throw new Error(`The gallery has no image of the query's person ${identity}.`);
      queries++;
      for (const [name, k] of Object.entries(CUTS) as Array<[keyof typeof CUTS, number]>) {
        if (ranks[0] <= k) sums[name]++;
        chance[name] += chanceOfHit(ranks.length, gallery, k);
      }
      sums.mAP += averagePrecision(ranks);
      sums.mINP += inverseNegativePenalty(ranks);
      sums.plipMAP += plipAveragePrecision(ranks);
      chance.mAP += chanceOfPrecision(ranks.length, gallery, harmonic);
    },
    result: () => ({ queries, scores: divided(sums, queries), chance: divided(chance, queries) }),
  };
}

function divided<Names extends string>(sums: Record<Names, number>, by: number): Record<Names, number> {
  const shares = Object.entries<number>(sums).map(([name, sum]) => [name, sum / by]);
  return Object.fromEntries(shares) as Record<Names, number>;
}
