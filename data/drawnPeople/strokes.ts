// The strokes that figures are made of, as SVG.
import type { Rgb } from './person.js';

export function css([r, g, b]: Rgb, light = 1): string {
  const clip = (value: number): number => Math.round(Math.min(255, Math.max(0, value * light)));
  return `rgb(${clip(r)},${clip(g)},${clip(b)})`;
}

/** A limb: a line through points that is as thick as a limb is. */
export function limb(points: ReadonlyArray<readonly [number, number]>, width: number, colour: string): string {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
  return `<path d="${d}" stroke="${colour}" stroke-width="${width.toFixed(1)}" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`;
}
