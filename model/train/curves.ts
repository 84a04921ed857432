/** A training's curves as `metrics.jsonl`: one JSON object a step and line, for scripts, beside what TensorBoard shows. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from '../weights/safetensors.js';

export interface CurvePoint {
  readonly step: number;
  readonly [name: string]: number | string | null;
}

export interface Curves {
  /** The line is in the file when the call returns. Numbers that JSON has not (NaN, infinities) become null. */
  append(point: CurvePoint): void;
  close(): void;
}

/**
 * Opens the file to append. A training that goes on from `resumedStep` writes later steps anew, so their lines, and a
 * last line that a kill has torn, are cut off first; without one the file starts empty.
 */
export function openCurves(path: string, resumedStep?: number): Curves {
  mkdirSync(dirname(path), { recursive: true });
  const old = resumedStep !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeWhole(path, [new TextEncoder().encode(linesUpTo(old, resumedStep ?? 0))]);
  const file = openSync(path, 'a');
  return {
    append: (point) => {
      writeSync(file, `${JSON.stringify(point)}\n`);
    },
    close: () => closeSync(file),
  };
}

/** The whole lines of steps up to this one, as they are. */
export function linesUpTo(text: string, step: number): string {
  const lines = text.split('\n').filter((line) => stepOf(line) <= step);
  return lines.map((line) => `${line}\n`).join('');
}

function stepOf(line: string): number {
  try {
    return (JSON.parse(line) as CurvePoint).step;
  } catch {
    return Infinity; // torn
  }
}
