// What a worker thread of the image pool does with SPAC: attributes of images, and captions until one has no fault.
import { seededRandom } from '../data/random.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SPAC } from '../schemas/spac.js';
import { faultOf } from './captionGates.js';
import { speakerOf } from './openSpeaker.js';
const speakers = new Map();
async function openFolder({ folder, weights }, threads) {
    const found = await readCaptioner(folder);
    if (found.kind !== SPAC)
        throw new Error(`${folder} holds a captioner of kind ${found.kind}.`);
    return speakerOf(found, { threads, weights });
}
/** The worker's own one, opened once. */
export function speakerFor(model, threads) {
    const key = `${model.folder} ${model.sha256} ${model.weights}`;
    let speaker = speakers.get(key);
    if (!speaker)
        speakers.set(key, (speaker = openFolder(model, threads)));
    return speaker;
}
/** Six attributes an image. */
export async function sayAttributes(speaker, pictures) {
    const looked = await speaker.look(pictures);
    const said = await speaker.attributes(looked.flatMap((verdict) => (verdict.kind === 'keep' ? [verdict.value] : [])));
    let next = 0;
    return looked.map((verdict) => (verdict.kind === 'drop' ? verdict : { kind: 'keep', value: said[next++] }));
}
/** After `gates.attempts` regenerations a caption that still has a fault is dropped, with the last one's. */
export async function sayCaptions(speaker, pictures, { wishes, gates }) {
    const looked = await speaker.look(pictures);
    const results = [];
    let open = [];
    looked.forEach((verdict, i) => {
        for (const wish of wishes[i]) {
            if (verdict.kind === 'drop')
                results.push(verdict);
            else
                open.push({ at: results.push({ kind: 'drop', reason: '' }) - 1, seen: verdict.value, wish });
        }
    });
    for (let attempt = 0; attempt <= gates.attempts && open.length > 0; attempt++) {
        const texts = await write(speaker, open, attempt);
        open = open.filter(({ at, wish }, i) => {
            const fault = faultOf(texts[i], wish.attributes, gates);
            results[at] = fault ? dropFor(fault) : { kind: 'keep', value: { text: texts[i], discarded: attempt } };
            return fault !== undefined;
        });
    }
    return results;
}
const dropFor = (fault) => ({ kind: 'drop', ...fault });
/** Texts with the same way of decoding are written together. A second attempt draws its words, or it would be the first again. */
async function write(speaker, open, attempt) {
    const texts = [];
    const groups = new Map();
    open.forEach(({ wish }, i) => {
        const key = JSON.stringify(wish.decoding);
        groups.set(key, [...(groups.get(key) ?? []), i]);
    });
    for (const members of groups.values()) {
        const { decoding } = open[members[0]].wish;
        const requests = members.map((i) => {
            const { seen, wish } = open[i];
            return { seen, style: wish.style, random: seededRandom(`${wish.seed}/${attempt}`) };
        });
        const settings = attempt === 0 ? decoding : { ...decoding, method: 'nucleus' };
        const said = await speaker.captions(requests, settings);
        members.forEach((i, k) => (texts[i] = said[k]));
    }
    return texts;
}
//# sourceMappingURL=spacWorker.js.map