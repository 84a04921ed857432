// The phase of looking: what it feeds and its loss by hand, and that it moves what looks and nothing else.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { tf } from '../../../model/engine/tfjs.js';
import { parameterTensors } from '../../../model/nn/exportOnnx.js';
import { fillLooking } from '../../../model/spac/batches.js';
import { lookingLoss, LOOKS } from '../../../model/spac/looking.js';
import { SPAC_PRESETS, spacParameters, spacPrefixes } from '../../../model/spac/network.js';
import { compileSpacSteps } from '../../../model/spac/steps.js';
import { plainLearner } from '../train/plainLearner.js';
const WORDS = 6;
const NET = {
    ...SPAC_PRESETS.tiny,
    ...{ picture: [32, 32], body: { width: 4, blocks: [1, 1, 1, 1] }, channels: 6 },
    generator: { vocabulary: WORDS, positions: 40, width: 8, layers: 1, heads: 2 },
};
const END = WORDS - 1;
const FILE = { read: (row, out) => void out.fill(60 * row + 20), close: () => undefined };
/** Two phrases and a caption of one picture; one phrase of the other. Words come twice, and the end is no word. */
const PICTURES = [
    {
        row: 0,
        phrases: [[1, END], undefined, [2, 3, END], undefined, undefined, undefined],
        captions: [{ words: [1, 1, 2, END] }, { words: [4, 2, 0, END] }],
    },
    { row: 1, phrases: [[4, END], undefined, undefined, undefined, undefined, undefined], captions: [] },
];
const filled = () => fillLooking(NET, PICTURES, { file: FILE, view: { random: seededRandom('view'), augment: AS_IT_IS } });
const AS_IT_IS = { flip: false, shift: 0, zoom: 0, light: 0, erase: 0 };
test('each row of which something is said weighs the same, and so does each of its different words', (t) => {
    const { said } = filled();
    const row = (index) => [...said.slice(index * WORDS, (index + 1) * WORDS)];
    const near = (got, expected) => got.forEach((x, i) => t.true(Math.abs(x - expected[i]) < 1e-7, `${got.join()}, ${expected.join()}`));
    // Four rows: man's phrase, the upper body's, the sentence, and the other picture's first phrase.
    near(row(0), [0, 1 / 4, 0, 0, 0, 0]);
    near(row(2), [0, 0, 1 / 8, 1 / 8, 0, 0]);
    near(row(LOOKS - 1), [1 / 16, 1 / 16, 1 / 16, 0, 1 / 16, 0]);
    near(row(LOOKS), [0, 0, 0, 0, 1 / 4, 0]);
    near([said.reduce((sum, x) => sum + x, 0)], [1]);
});
test('the loss is the cross-entropy of the words under the mean of a prefix times the table of words', async (t) => {
    await tf.setBackend('cpu');
    const weights = parameterTensors(spacParameters(NET, seededRandom('weights')));
    const { said, images } = filled();
    const picture = tf.transpose(tf.tensor4d(images, [2, 3, ...NET.picture]), [0, 2, 3, 1]);
    const inputs = { images: picture, said: tf.tensor2d(said, [2 * LOOKS, WORDS]) };
    const got = lookingLoss(NET, weights, inputs, { training: false }).dataSync()[0];
    const prefixes = spacPrefixes(NET, weights, picture, { mode: { training: false } });
    const table = weights['generator/words/table'].arraySync();
    let expected = 0;
    [...prefixes.attributes, prefixes.sentence].forEach((prefix, slot) => prefix.arraySync().forEach((tokens, n) => {
        const logits = table.map((word) => word.reduce((sum, x, d) => sum + (x * tokens.reduce((all, token) => all + token[d], 0)) / tokens.length, 0));
        const total = Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0));
        logits.forEach((logit, word) => (expected -= said[(n * LOOKS + slot) * WORDS + word] * (logit - total)));
    }));
    t.true(Math.abs(got - expected) < 1e-5, `${got}, ${expected} by hand`);
});
test('what looks is learned, what speaks is not', async (t) => {
    const parameters = spacParameters(NET, seededRandom('weights'));
    const size = { images: 1, captioned: 1, phraseWords: 3, captionWords: 4 };
    const parts = { ...{ net: NET, parameters, size, end: END, lambda: 1 }, ...{ texts: 0, looking: PICTURES.length } };
    const learner = await plainLearner(parameters);
    const steps = await compileSpacSteps(parts, learner);
    await steps.looking.run(filled());
    const gradients = await learner.gradients();
    const moved = new Set(Object.keys(gradients).map((name) => name.split('/')[0]));
    t.deepEqual([...moved].sort(), ['attribute', 'body', 'pyramid', 'sentence']);
    for (const slot of ['gender', 'upper'])
        t.true(gradients[`attribute/${slot}/linear2/matrix`].some((x) => x !== 0), slot);
    // Nobody says anything of the shoes.
    t.true(gradients['attribute/shoes/linear2/matrix'].every((x) => x === 0));
    await steps.release();
    await learner.close();
});
//# sourceMappingURL=looking.test.js.map