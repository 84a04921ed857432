// An annotated set as the training reads it: pixels in one flat file, labels in two tables.
import { open } from 'node:fs/promises';
import { wholeFile } from '../data/sources/imageTree.js';
import { logitCount } from '../schemas/heads.js';
/** Records decoded at once. */
const CHUNK = 512;
/** Decodes and resizes the images into one flat file of (h, w, 3) bytes; bad ones are left out, with a warning. */
export async function packPixels(context, records, { path, height, width }) {
    const file = await open(path, 'w');
    const progress = context.report.start('decode', records.length, 'images');
    const good = [];
    try {
        for (let i = 0; i < records.length; i += CHUNK) {
            context.signal.throwIfAborted();
            const chunk = records.slice(i, i + CHUNK);
            const verdicts = await context.pool().decode(chunk.map((each) => wholeFile('', each.path).bytes), height, width);
            const pixels = verdicts.flatMap((verdict, n) => {
                if (verdict.kind === 'drop') {
                    context.report.warn(`${chunk[n].path}: ${verdict.reason}, left out`);
                    return [];
                }
                good.push(chunk[n]);
                return [verdict.value];
            });
            await file.appendFile(Buffer.concat(pixels));
            progress.advance(chunk.length);
        }
    }
    finally {
        progress.end();
        await file.close();
    }
    return good;
}
/** (N, K) targets and (N, heads) mask of labelled images. */
export function labelTables(records, heads) {
    const columns = logitCount(heads);
    const targets = new Float32Array(records.length * columns);
    const mask = new Uint8Array(records.length * heads.length);
    records.forEach(({ labels }, n) => {
        let at = n * columns;
        heads.forEach(({ name, classes }, h) => {
            const target = labels[name];
            if (target) {
                targets.set(target, at);
                mask[n * heads.length + h] = 1;
            }
            at += classes.length;
        });
    });
    return { heads, targets, mask, count: records.length };
}
//# sourceMappingURL=trainingSet.js.map