// SPAC learns eight pictures by heart, and a training that is stopped goes on to the bit.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { openVocabulary, tokensOf } from '../../../data/tokens/bytePairs.js';
import { exportSpacEncoder } from '../../../model/spac/exportEncoder.js';
import { spacParameters } from '../../../model/spac/network.js';
import { SPAC_RECIPES } from '../../../model/spac/recipes.js';
import { openSpeaker } from '../../../model/spac/speaker.js';
import { trainSpac } from '../../../model/spac/train.js';
import { phraseWords, textWords } from '../../../model/spac/trainingSet.js';
import { MEAN, STD } from '../../../model/train/augment.js';
import { readParameters } from '../../../model/weights/folder.js';
import { SLOTS } from '../../../schemas/attributes.js';
import { temporaryFolder } from '../../temporary.js';
const [HEIGHT, WIDTH] = [64, 32];
const COLOURS = { red: [200, 20, 20], green: [20, 160, 40], blue: [30, 40, 200], white: [240, 240, 240] };
const NAMES = Object.keys(COLOURS);
const PEOPLE = Array.from({ length: 8 }, (_, i) => ({
    upper: NAMES[i % 4],
    lower: NAMES[(i + 1 + (i >> 2)) % 4],
}));
const captionsOf = ({ upper, lower }) => [
    `A person in a ${upper} shirt and ${lower} pants.`,
    `She wears ${lower} pants. Her shirt is ${upper}.`,
];
const attributesOf = ({ upper, lower }) => ({
    ...{ gender: 'woman', head: 'unknown', shoes: 'unknown', belongings: 'none' },
    ...{ upper: `${upper} shirt`, lower: `${lower} pants` },
});
const TEXTS = PEOPLE.flatMap((person) => [
    ...captionsOf(person),
    ...SLOTS.map((slot) => attributesOf(person)[slot] ?? ''),
]);
const TOKENS = tokensOf(TEXTS);
const VOCABULARY = openVocabulary(TOKENS);
const NET = {
    ...{ picture: [HEIGHT, WIDTH], body: { width: 8, blocks: [1, 1, 1, 1] }, channels: 16, level: 1, styles: 2 },
    generator: { vocabulary: TOKENS.length, positions: 48, width: 32, layers: 2, heads: 2 },
};
const RECIPE = {
    ...SPAC_RECIPES.tiny,
    ...{
        captioned: 8,
        labelled: 0,
        texts: 8,
        captionWords: 16,
        phraseWords: 4,
        languageEpochs: 1,
        looking: { epochs: 1, pictures: 8, rate: 4e-3 },
        rate: 4e-3,
        hiddenWords: 0,
    },
    augment: { flip: true, shift: 0, zoom: 0, light: 0, erase: 0 },
};
/** Pictures of two colours, as a flat file. */
function writeSet(dir) {
    const path = join(dir, 'pixels');
    const noise = seededRandom('noise');
    const pictures = PEOPLE.map(({ upper, lower }) => Uint8Array.from({ length: HEIGHT * WIDTH * 3 }, (_, i) => {
        const half = i < (HEIGHT * WIDTH * 3) / 2 ? upper : lower;
        return COLOURS[half][i % 3] + 12 * noise();
    }));
    writeFileSync(path, Buffer.concat(pictures));
    const all = PEOPLE.map((person, row) => ({
        row,
        captions: captionsOf(person).map((text, style) => ({ words: textWords(VOCABULARY, text, 16), style })),
        phrases: phraseWords(VOCABULARY, attributesOf(person), 4),
    }));
    const texts = TEXTS.filter((text) => text.endsWith('.')).map((text) => textWords(VOCABULARY, text, 16));
    // Each picture several times: an epoch of a few steps would be mostly its end.
    const train = Array.from({ length: 10 }, () => all).flat();
    return { pixels: { path, count: PEOPLE.length }, train, val: all, labelled: [], texts };
}
const settingsIn = (dir, epochs) => ({
    ...{ net: NET, tokens: TOKENS, seed: 7, threads: 1, initial: {} },
    recipe: { ...RECIPE, epochs },
    checkpoint: { path: join(dir, 'training.checkpoint'), recipe: 'a recipe' },
    best: join(dir, 'best.safetensors'),
    watch: join(dir, 'curves'),
});
test('eight pictures are learned by heart: their attributes and captions are said again, each style in its own words', async (t) => {
    const dir = temporaryFolder();
    const set = writeSet(dir);
    const settings = settingsIn(dir, 28);
    const seen = [];
    const best = await trainSpac(set, settings, { onProgress: (progress) => seen.push(progress) });
    t.true(best.val.caption < 0.05, `${best.val.caption} a word`);
    const parameters = readParameters(settings.best, spacParameters(NET, () => 0.5));
    const speaker = await openSpeaker({
        ...{ net: NET, parameters, vocabulary: VOCABULARY, phraseWords: 4 },
        encoder: { path: 'encoder', height: HEIGHT, width: WIDTH, mean: MEAN, std: STD, outputs: [] },
        encoderBytes: exportSpacEncoder(NET, parameters),
    });
    const pixels = readFileSync(set.pixels.path);
    const size = HEIGHT * WIDTH * 3;
    const pictures = PEOPLE.map((_, i) => ({ kind: 'keep', value: pixels.subarray(i * size, (i + 1) * size) }));
    const looked = (await speaker.look(pictures)).flatMap((verdict) => (verdict.kind === 'keep' ? [verdict.value] : []));
    const said = await speaker.attributes(looked);
    const phrases = (all) => all.flatMap((each) => SLOTS.map((slot) => each[slot]));
    const right = agreement(phrases(said.map(({ attributes }) => attributes)), phrases(PEOPLE.map(attributesOf)));
    t.true(right > 0.9, `${right} of the phrases`);
    t.is(said[0].confidence.head, null);
    t.true(said[0].confidence.upper > 0.9);
    const decoding = {
        ...{ method: 'greedy', topP: 1, temperature: 1, beams: 1 },
        ...{ minWords: 1, maxWords: 15, noRepeat: 0 },
    };
    const requests = looked.flatMap((own) => [0, 1].map((style) => ({ seen: own, style, random: () => 0 })));
    const alike = agreement(await speaker.captions(requests, decoding), PEOPLE.flatMap(captionsOf));
    t.true(alike > 0.8, `${alike} of the captions`);
    await speaker.release();
    // The curves hold the losses that were reported, and every epoch's samples.
    const lines = readFileSync(join(settings.watch, 'metrics.jsonl'), 'utf8').trim().split('\n');
    const last = seen.filter(({ epochEnd }) => epochEnd).at(-1);
    t.is(JSON.parse(lines.at(-1)).trainLoss, last.epochEnd.trainLoss);
    t.true(readFileSync(join(settings.watch, 'samples.jsonl'), 'utf8').includes('shirt'));
});
/** Share of texts that are the expected ones, to the letter. */
const agreement = (said, expected) => said.filter((text, i) => text === expected[i]).length / expected.length;
test('a training that was stopped anywhere goes on to the bit', async (t) => {
    const calm = temporaryFolder();
    const whole = writeSet(calm);
    const set = { ...whole, train: whole.train.slice(0, 16) };
    const expected = await trainSpac(set, settingsIn(calm, 2));
    const restless = temporaryFolder();
    const settings = settingsIn(restless, 2);
    let stops = 0;
    let trained;
    while (trained === undefined && stops < 30) {
        const controller = new AbortController();
        const { signal } = controller;
        const onProgress = () => controller.abort();
        trained = await trainSpac(set, settings, { signal, onProgress }).catch(() => undefined);
        stops++;
    }
    t.true(stops > 3, `${stops} stops`);
    t.deepEqual(trained, expected);
    t.deepEqual(readFileSync(settings.best), readFileSync(settingsIn(calm, 2).best));
});
//# sourceMappingURL=train.test.js.map