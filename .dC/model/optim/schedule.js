/** Learning-rate schedules as factors of the base rate; steps count from 0. */
/** Linear warm-up: 1/warmup at the first step, 1 from the last one of the warm-up on. */
function warmUp(step, warmup) {
    return step < warmup ? (step + 1) / warmup : 1;
}
/** Linear warm-up over `warmup` steps, then half a cosine down to 0 at `total` steps (Loshchilov & Hutter, SGDR). */
export function warmupCosine(step, { warmup, total }) {
    if (step < warmup)
        return warmUp(step, warmup);
    const progress = Math.min(1, (step - warmup) / Math.max(1, total - warmup));
    return 0.5 * (1 + Math.cos(Math.PI * progress));
}
/** Linear warm-up over `warmup` steps; times `factor` from each of the `milestones` (steps) on (PLIP, implementation details). */
export function warmupMultiStep(step, { warmup, milestones, factor }) {
    const passed = milestones.filter((milestone) => step >= milestone).length;
    return warmUp(step, warmup) * factor ** passed;
}
//# sourceMappingURL=schedule.js.map