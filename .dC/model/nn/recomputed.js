import { recompute } from '../engine/recompute.js';
/**
 * Runs a block; in a training that recomputes, so that only its inputs are kept for the backward pass.
 * @param name what its weights stand under: all that it uses, by their whole names
 * @param inputs besides the weights all that is computed of them; the first one is what the block works on
 */
export function recomputed(name, { weights, mode }, inputs, block) {
    if (!mode.training || !mode.recompute)
        return block(weights, inputs, mode);
    const names = Object.keys(weights).filter((key) => key.startsWith(`${name}/`));
    return recompute([...inputs, ...names.map((key) => weights[key])], (all, again) => {
        const own = Object.fromEntries(names.map((key, i) => [key, all[inputs.length + i]]));
        // The second time the batch's statistics are known.
        const statistics = again ? {} : mode.statistics;
        const result = block(own, all.slice(0, inputs.length), { training: true, statistics });
        if (again)
            for (const statistic of Object.values(statistics))
                statistic.dispose();
        return result;
    });
}
//# sourceMappingURL=recomputed.js.map