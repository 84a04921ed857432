/** What a training of PLIP leaves to look at: TensorBoard's event file and `metrics.jsonl`. */
import { join } from 'node:path';
import { openCurves } from '../train/curves.js';
import { openEventFile } from '../train/eventFile.js';
/** Steps between two points of the curves. */
const EVERY = 10;
/** @param resumedStep the step that a training goes on from; undefined: a new one */
export function openWatch(folder, resumedStep) {
    const events = openEventFile(folder, { resumedStep });
    const curves = openCurves(join(folder, 'metrics.jsonl'), resumedStep);
    const noteStep = ({ step, loss, tasks, rate, norm, masked, seconds, waited, images }) => {
        const numbers = {
            ...{ loss, ...tasks, rate, gradientNorm: norm, masked },
            imagesPerSecond: images / seconds,
            waitedShare: waited / seconds,
        };
        for (const [name, value] of Object.entries(numbers))
            events.scalar(`train/${name}`, step, value);
        curves.append({ step, ...numbers });
    };
    const noteEpoch = ({ step, epoch, epochEnd }) => {
        if (!epochEnd)
            return;
        const { trainLoss, val, isBest } = epochEnd;
        const { losses, rank1, rank10, mAP } = val ?? { losses: {}, rank1: undefined, rank10: undefined, mAP: undefined };
        const named = Object.entries(losses).map(([name, value]) => [`val_${name}`, value]);
        const numbers = {
            trainLoss,
            ...Object.fromEntries(named),
            ...(mAP === undefined ? {} : { valRank1: rank1, valRank10: rank10, valMAP: mAP }),
        };
        for (const [name, value] of Object.entries(numbers))
            events.scalar(`epoch/${name}`, step, value);
        curves.append({ step, epoch, ...numbers, isBest: isBest ? 1 : 0 });
    };
    return {
        note: (progress) => {
            if (progress.step % EVERY === 0 || progress.step === 1)
                noteStep(progress);
            noteEpoch(progress);
        },
        show: (step, { images, texts, numbers }) => {
            for (const { tag, png, size } of images)
                events.image(`look/${tag}`, step, png, size);
            for (const { tag, markdown } of texts)
                events.text(`look/${tag}`, step, markdown);
            for (const [name, value] of Object.entries(numbers))
                events.scalar(name, step, value);
            curves.append({ step, ...numbers });
        },
        close: () => {
            events.close();
            curves.close();
        },
    };
}
//# sourceMappingURL=watch.js.map