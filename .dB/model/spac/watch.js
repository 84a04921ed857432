/** What a training of SPAC leaves to look at: TensorBoard's event file, `metrics.jsonl` and `samples.jsonl`. */
import { join } from 'node:path';
import { openCurves } from '../train/curves.js';
import { openEventFile } from '../train/eventFile.js';
/** Steps between two points of the curves. */
const EVERY = 10;
/** @param resumedStep the step that a training goes on from; undefined: a new one */
export function openWatch(folder, resumedStep) {
    const events = openEventFile(folder, { resumedStep });
    const curves = openCurves(join(folder, 'metrics.jsonl'), resumedStep);
    const samples = openCurves(join(folder, 'samples.jsonl'), resumedStep);
    const noteEpoch = ({ step, epoch, epochEnd }) => {
        if (!epochEnd)
            return;
        const { trainLoss, val, isBest } = epochEnd;
        const numbers = { trainLoss, ...(val ? { valCaption: val.caption, valAttribute: val.attribute } : {}) };
        for (const [name, value] of Object.entries(numbers))
            events.scalar(`epoch/${name}`, step, value);
        curves.append({ step, epoch, ...numbers, isBest: isBest ? 1 : 0 });
        if (epochEnd.samples.length > 0)
            events.text('samples', step, sampleTable(epochEnd.samples));
        for (const { row, attributes, captions } of epochEnd.samples) {
            const styles = Object.fromEntries(captions.map((caption, i) => [`style${i + 1}`, caption]));
            samples.append({ step, epoch, row, attributes, ...styles });
        }
    };
    return {
        note: (progress) => {
            const { phase, step, loss, rate, caption, attribute } = progress;
            if (step % EVERY === 0 || step === 1) {
                const numbers = { loss, rate, ...(caption === undefined ? {} : { caption, attribute: attribute }) };
                for (const [name, value] of Object.entries(numbers))
                    events.scalar(`${phase}/${name}`, step, value);
                curves.append({ step, phase, ...numbers });
            }
            noteEpoch(progress);
        },
        close: () => {
            events.close();
            curves.close();
            samples.close();
        },
    };
}
/** Markdown; what is said may hold no bar. */
function sampleTable(samples) {
    const styles = samples[0].captions.map((_, i) => `style ${i + 1}`);
    const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
    return [
        row(['picture', 'attributes', ...styles]),
        row(['picture', 'attributes', ...styles].map(() => '---')),
        ...samples.map(({ row: picture, attributes, captions }) => row([String(picture), attributes, ...captions])),
    ].join('\n');
}
//# sourceMappingURL=watch.js.map