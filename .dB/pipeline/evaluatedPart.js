// What an evaluation would judge: what its dry run looks at and says.
import { existsSync } from 'node:fs';
import { CAPTIONED } from '../data/captioned/catalogue.js';
import { openCaptioned } from '../data/captioned/read.js';
import { openDualEncoder } from './dualEncoder.js';
/** @throws UserError those of the set and of the model */
export async function foreseeEvaluation(context, { kind, path, split, encoders }) {
    if (encoders)
        await openDualEncoder(context, encoders);
    let [images, captions, missing] = [0, 0, 0];
    for await (const record of openCaptioned(kind, path).records()) {
        context.signal.throwIfAborted();
        if (record.split !== split)
            continue;
        images++;
        captions += record.captions.length;
        if (!existsSync(record.path))
            missing++;
    }
    return { kind, split, images, captions, missing };
}
export function describePart({ kind, split, images, captions, missing }) {
    const number = (n) => n.toLocaleString('en-US');
    const lost = missing > 0 ? `; ${number(missing)} of their files are not there` : '';
    return `would judge on ${number(images)} images and ${number(captions)} captions of ${CAPTIONED[kind].title}, ${split}${lost}`;
}
//# sourceMappingURL=evaluatedPart.js.map