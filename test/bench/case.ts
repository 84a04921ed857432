/** One measured case. `ratio` is always our time / the peer's time: below 1 is faster. */
export interface Case {
  readonly suite: string;
  readonly case: string;
  readonly ours: number;
  readonly peer: number | null;
  readonly ratio: number | null;
  /** Of `ours` and `peer`. */
  readonly unit: string;
  /** What must be known beside the numbers. */
  readonly note?: string;
}

/** Runs two things in turns, so that a noisy machine is noisy for both, and gives the median seconds of each. */
export async function inTurns(
  rounds: number,
  ours: () => Promise<unknown>,
  peer: () => Promise<unknown>,
): Promise<{ ours: number; peer: number }> {
  const times: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of [['ours', ours] as const, ['peer', peer] as const]) {
      const started = performance.now();
      await run();
      if (round > 0) times[name].push((performance.now() - started) / 1000); // the first round warms up
    }
  }
  return { ours: median(times.ours), peer: median(times.peer) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
