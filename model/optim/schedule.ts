/** Learning-rate schedules as factors of the base rate. */

/** Linear warm-up over `warmup` steps, then half a cosine down to 0 at `total` steps (Loshchilov & Hutter, SGDR). */
export function warmupCosine(step: number, { warmup, total }: { warmup: number; total: number }): number {
  if (step < warmup) return (step + 1) / warmup;
  const progress = Math.min(1, (step - warmup) / Math.max(1, total - warmup));
  return 0.5 * (1 + Math.cos(Math.PI * progress));
}
