/**
 * What a training of PLIP shows of itself at a step, of always the same pairs: colours, guessed words, similarities, and how strongly each
 * task pulls. Everything is computed by graphs that are there only for the moment, and hangs on the weights alone.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { heatMap } from '../../data/heatMap.js';
import { pngOf } from '../../data/pictureGrid.js';
import { writeWhole } from '../weights/safetensors.js';
import { chunksOf } from './feeds.js';
import { paintPairs } from './lookColours.js';
import { describeColours, describeGuesses } from './lookTexts.js';
import { seePairs } from './lookPairs.js';
import { sameIdentity } from './steps.js';
import { taskNorms } from './taskNorms.js';
import { topWords } from './topWords.js';
/** Rows of colours, and guesses for each hidden word. */
const [PAINTED, GUESSES] = [6, 5];
/** Writes `<name>-<step>.png` and `.md` into the folder, and returns them. Where the step was looked at before, the same comes again. */
export async function look(parts, step, options) {
    const { net, loss, parameters, pairs, vocabulary, targets } = parts;
    const images = pairs.identities.length;
    const plain = { ...loss, dropout: 0 };
    const settings = { net, loss: plain, chunk: images, lengths: [pairs.length], targets, seed: 0 };
    const [{ length, feeds }] = chunksOf(pairs, settings);
    const size = { images, length, targets };
    const colours = loss.tasks.tic
        ? await paintPairs({ net, parameters }, { batch: pairs, vocabulary, count: PAINTED }, options)
        : undefined;
    const { similarities, scores } = await seePairs({ net, loss, parameters }, size, feeds, options);
    const guesses = scores && topWords(scores, net.text.vocabulary, GUESSES);
    const norms = await taskNorms(parts, size, { ...feeds, same: sameIdentity(pairs.identities) }, options);
    const texts = [
        ...(colours ? [{ tag: 'colours', markdown: describeColours(colours.captions) }] : []),
        ...(guesses ? [{ tag: 'words', markdown: describeGuesses(pairs, feeds, guesses, vocabulary) }] : []),
    ];
    const sheets = { ...(colours ? { colours: colours.sheet } : {}), similarity: heatMap(similarities, images) };
    const shown = await Promise.all(Object.entries(sheets).map(async ([tag, sheet]) => ({ tag, png: await pngOf(sheet), size: sheet })));
    mkdirSync(parts.folder, { recursive: true });
    const path = (tag, ending) => join(parts.folder, `${tag}-${String(step).padStart(7, '0')}.${ending}`);
    for (const { tag, png } of shown)
        writeWhole(path(tag, 'png'), [png]);
    for (const { tag, markdown } of texts)
        writeWhole(path(tag, 'md'), [Buffer.from(markdown)]);
    const named = Object.entries(norms).map(([task, norm]) => [`norm/${task}`, norm]);
    return { images: shown, texts, numbers: { ...Object.fromEntries(named), ...ownAndOther(similarities, images) } };
}
function ownAndOther(similarities, n) {
    const own = similarities.filter((_, k) => k % (n + 1) === 0);
    const other = similarities.filter((_, k) => k % (n + 1) !== 0);
    const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;
    return { 'similarity/own': mean(own), ...(other.length > 0 ? { 'similarity/other': mean(other) } : {}) };
}
//# sourceMappingURL=look.js.map