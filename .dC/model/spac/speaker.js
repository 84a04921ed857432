import { NONE, SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import { openInference } from '../engine/inference.js';
import { openGpt2Decoder } from '../nn/gpt2Decoder.js';
import { unsayable } from './decoding.js';
import { generate } from './generate.js';
import { ATTRIBUTE_PREFIX, STYLE_PREFIX } from './prefix.js';
export const ENCODER_OUTPUTS = ['attributes', 'styles'];
/** Texts written at once. */
const TEXTS = 96;
export async function openSpeaker(parts, options = {}) {
    const { net, vocabulary, phraseWords } = parts;
    const { width } = net.generator;
    const encoder = await openInference({ ...parts.encoder, outputs: ENCODER_OUTPUTS }, options.threads, parts.encoderBytes);
    const decoder = await openGpt2Decoder(net.generator, generatorOf(parts.parameters), options);
    const banned = unsayable(vocabulary);
    const nothing = new Set([UNKNOWN, NONE].flatMap((phrase) => vocabulary.encode(phrase).slice(0, 1)));
    const write = async (prefixes, { length, randoms, ...own }) => {
        const texts = [];
        for (let i = 0; i < prefixes.length; i += TEXTS) {
            const part = prefixes.slice(i, i + TEXTS);
            const request = { prefix: joined(part), length, randoms: randoms.slice(i, i + TEXTS) };
            texts.push(...(await generate(decoder, request, { banned, end: vocabulary.end, ...own })));
        }
        return texts;
    };
    return {
        look: async (pictures) => (await encoder.run(pictures)).map((verdict) => verdict.kind === 'drop'
            ? verdict
            : { kind: 'keep', value: { attributes: verdict.value[0], styles: verdict.value[1] } }),
        attributes: async (seen) => {
            const size = ATTRIBUTE_PREFIX * width;
            const prefixes = seen.flatMap((own) => SLOTS.map((_, s) => own.attributes.subarray(s * size, (s + 1) * size)));
            const settings = { ...PHRASES, maxWords: phraseWords };
            const randoms = prefixes.map(() => never);
            const texts = await write(prefixes, { length: ATTRIBUTE_PREFIX, randoms, settings, nothing });
            return seen.map((_, i) => attributesFrom(texts.slice(i * SLOTS.length, (i + 1) * SLOTS.length), vocabulary));
        },
        captions: async (requests, settings) => {
            const size = STYLE_PREFIX * width;
            const prefixes = requests.map(({ seen, style }) => seen.styles.subarray(style * size, (style + 1) * size));
            const randoms = requests.map(({ random }) => random);
            const texts = await write(prefixes, { length: STYLE_PREFIX, randoms, settings });
            return texts.map(({ words, ended }) => (ended ? vocabulary.decode(words) : undefined));
        },
        release: async () => {
            await encoder.release();
            await decoder.release();
        },
    };
}
const never = () => {
    throw new Error('Greedy decoding draws nothing.');
};
/** Of attribute phrases, which are short and need no variety. */
const PHRASES = {
    method: 'greedy',
    topP: 1,
    temperature: 1,
    beams: 1,
    minWords: 1,
    noRepeat: 0,
};
/** The generator's own parameters, which all of them hold under `generator/`. */
export function generatorOf(parameters) {
    const name = 'generator/';
    const own = Object.entries(parameters).filter(([key]) => key.startsWith(name));
    return Object.fromEntries(own.map(([key, parameter]) => [key.slice(name.length), parameter]));
}
function joined(rows) {
    const all = new Float32Array(rows.length * rows[0].length);
    rows.forEach((row, i) => all.set(row, i * row.length));
    return all;
}
/** A phrase that does not come to an end, or to nothing, is not known; commas would break the annotation's format. */
function attributesFrom(texts, vocabulary) {
    const attributes = {};
    const confidence = {};
    SLOTS.forEach((slot, i) => {
        const { words, logShare, ended } = texts[i];
        const phrase = vocabulary.decode(words).toLowerCase().replaceAll(',', '').replace(/\s+/g, ' ').trim();
        attributes[slot] = ended && phrase !== '' ? phrase : UNKNOWN;
        confidence[slot] = attributes[slot] === UNKNOWN ? null : Math.exp(logShare);
    });
    // Only a belonging can be seen to be absent.
    for (const slot of SLOTS)
        if (attributes[slot] === NONE && slot !== 'belongings' && slot !== 'head')
            attributes[slot] = UNKNOWN;
    return { attributes, confidence };
}
//# sourceMappingURL=speaker.js.map