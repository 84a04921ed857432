/** A training's curves as `metrics.jsonl`: one JSON object a step and line, for scripts, beside what TensorBoard shows. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from '../weights/safetensors.js';
/**
 * Opens the file to append. A training that goes on from `resumedStep` writes later steps anew, so their lines, and a
 * last line that a kill has torn, are cut off first; without one the file starts empty.
 */
export function openCurves(path, resumedStep) {
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
export function linesUpTo(text, step) {
    const lines = text.split('\n').filter((line) => stepOf(line) <= step);
    return lines.map((line) => `${line}\n`).join('');
}
function stepOf(line) {
    try {
        return JSON.parse(line).step;
    }
    catch {
        return Infinity; // torn
    }
}
//# sourceMappingURL=curves.js.map