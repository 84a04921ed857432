/** Counts of cosine similarities, what a calibration prints and stores: bin i holds [-1 + i * width, -1 + (i + 1) * width). */
export interface Histogram {
  /** What the similarities are between. */
  readonly of: string;
  readonly width: number;
  readonly counts: readonly number[];
}

const WIDTH = 0.05;

/** 40 bins of width 0.05 from -1 to 1; 1 itself is in the last one. */
export function histogram(of: string, similarities: Iterable<number>): Histogram {
  const bins = Math.round(2 / WIDTH);
  const counts = new Array<number>(bins).fill(0);
  for (const similarity of similarities) {
    counts[Math.min(bins - 1, Math.max(0, Math.floor((similarity + 1) / WIDTH + 1e-9)))]++;
  }
  return { of, width: WIDTH, counts };
}
