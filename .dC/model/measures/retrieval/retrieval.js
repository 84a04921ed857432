/** The measures of text-based person retrieval over all queries, a query at a time: CMC at 1, 5 and 10, mAP and mINP. */
import { chanceOfHit, chanceOfPrecision, harmonicNumber } from './chance.js';
import { averagePrecision, inverseNegativePenalty, plipAveragePrecision } from './precision.js';
import { ranksOf } from './ranks.js';
const CUTS = { rank1: 1, rank5: 5, rank10: 10 };
/** @param identities (G) whose each image of the gallery is */
export function countRetrieval(identities) {
    const gallery = identities.length;
    const harmonic = harmonicNumber(gallery);
    const sums = { rank1: 0, rank5: 0, rank10: 0, mAP: 0, mINP: 0, plipMAP: 0 };
    const chance = { rank1: 0, rank5: 0, rank10: 0, mAP: 0 };
    let queries = 0;
    return {
        add(similarities, identity) {
            const ranks = ranksOf(similarities, identities, identity);
            if (ranks.length === 0)
                throw new Error(`The gallery has no image of the query's person ${identity}.`);
            queries++;
            for (const [name, k] of Object.entries(CUTS)) {
                if (ranks[0] <= k)
                    sums[name]++;
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
function divided(sums, by) {
    const shares = Object.entries(sums).map(([name, sum]) => [name, sum / by]);
    return Object.fromEntries(shares);
}
//# sourceMappingURL=retrieval.js.map