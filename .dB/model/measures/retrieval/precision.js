/** What the ranks of a query's images are worth. Ranks count from 1 and ascend; there is at least one. */
import { mean } from '../captions/words.js';
/** Average precision: the share of right images down to each right one (IRRA, utils/metrics.py). */
export const averagePrecision = (ranks) => mean(ranks.map((rank, i) => (i + 1) / rank));
/** INP: how far down one must read for the last of them (Ye et al., 2021). */
export const inverseNegativePenalty = (ranks) => ranks.length / ranks.at(-1);
/**
 * Average precision as PLIP's released code has it: at every right image the mean of the precision with it and of that just
 * before it, which at rank 1 counts as 1.
 */
export const plipAveragePrecision = (ranks) => mean(ranks.map((rank, i) => ((i + 1) / rank + (rank === 1 ? 1 : i / (rank - 1))) / 2));
//# sourceMappingURL=precision.js.map