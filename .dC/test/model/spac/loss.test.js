// SPAC's loss against PyTorch's (test/peers/spac.py) with its gradients, against a case worked by hand, and what val sees of it.
import test from 'ava';
import { openVocabulary } from '../../../data/tokens/bytePairs.js';
import { SLOTS } from '../../../schemas/attributes.js';
import { fillBatch, fillTexts } from '../../../model/spac/batches.js';
import { spacInputs, textLoss } from '../../../model/spac/loss.js';
import { SPAC_RECIPES } from '../../../model/spac/recipes.js';
import { compileSpacSteps } from '../../../model/spac/steps.js';
import { tf } from '../../../model/engine/tfjs.js';
import { parameterTensors } from '../../../model/nn/exportOnnx.js';
import { gpt2Parameters } from '../../../model/nn/gpt2.js';
import { seededRandom } from '../../../data/random.js';
import { phraseWords, textWords } from '../../../model/spac/trainingSet.js';
import { sizeOf } from '../../../model/engine/layout.js';
import { REFERENCE, referenceImages, referenceParameters } from './pytorch.js';
import { plainLearner } from '../train/plainLearner.js';
const { captions, attributes, style, images: count, net } = REFERENCE;
const SIZE = {
    images: count,
    captioned: count,
    phraseWords: attributes.shape[2],
    captionWords: captions.shape[1],
};
/** Masks as shares of the mean over all words. */
const shares = (mask) => {
    const words = mask.reduce((sum, each) => sum + each, 0);
    return Float32Array.from(mask, (each) => each / words);
};
/** The reference has slot after slot; ours has an image's six phrases together. */
function byImage(values) {
    const length = SIZE.phraseWords;
    return Array.from({ length: count }, (_, n) => SLOTS.flatMap((_slot, s) => values.slice((s * count + n) * length, (s * count + n + 1) * length))).flat();
}
function feeds() {
    const dropouts = Object.entries(spacInputs(net, SIZE)).filter(([name]) => name.startsWith('dropout/'));
    const styles = new Float32Array(count * net.styles);
    style.forEach((s, i) => (styles[i * net.styles + s] = 1));
    return {
        images: referenceImages(),
        phrases: Int32Array.from(byImage(attributes.ids)),
        phraseShares: shares(byImage(attributes.mask)),
        captions: Int32Array.from(captions.ids),
        given: Int32Array.from(captions.ids),
        captionShares: shares(captions.mask),
        styles,
        ...Object.fromEntries(dropouts.map(([name, { shape }]) => [name, new Float32Array(sizeOf(shape)).fill(1)])),
    };
}
test('the loss, its two parts and the gradients of every part of the network are those of PyTorch', async (t) => {
    const parameters = referenceParameters();
    const { lambda } = SPAC_RECIPES.paper;
    const parts = { ...{ net, parameters, lambda }, size: SIZE, ...{ texts: 0, looking: 0, end: 49 } };
    const learner = await plainLearner(parameters);
    const steps = await compileSpacSteps(parts, learner);
    const { loss, outputs } = await steps.captions.run(feeds());
    const gradients = await learner.gradients();
    const near = (got, expected, what) => t.true(Math.abs(got - expected) < 1e-4 * Math.abs(expected), `${what}: ${got}, ${expected} in PyTorch`);
    near(outputs.caption[0], REFERENCE.loss.captions, 'captions');
    near(outputs.attribute[0], REFERENCE.loss.attributes, 'attributes');
    near(loss, REFERENCE.loss.total, 'total');
    t.is(lambda, 0.15);
    for (const [group, expected] of Object.entries(REFERENCE.gradients)) {
        const own = Object.entries(gradients).filter(([name]) => name.startsWith(`${group}/`));
        const norm = Math.sqrt(own.reduce((sum, [, data]) => sum + data.reduce((s, x) => s + x * x, 0), 0));
        near(norm, expected, `gradient of ${group}`);
    }
    await steps.release();
    await learner.close();
});
test('two words of equal chances cost the logarithm of the vocabulary, weighted by their shares', async (t) => {
    await tf.setBackend('cpu');
    const tiny = { vocabulary: 4, positions: 32, width: 8, layers: 1, heads: 1 };
    const parameters = gpt2Parameters(tiny, seededRandom('loss'));
    // A table of zeros gives all words the logit 0: each has the probability 1/4.
    parameters['words/table'].data.fill(0);
    const loss = (texts, length) => {
        const ids = new Int32Array(texts.length * length);
        const textShares = new Float32Array(ids.length);
        fillTexts(texts, length, { ids, shares: textShares });
        const inputs = { texts: tf.tensor2d(ids, [texts.length, length], 'int32'), textShares: tf.tensor1d(textShares) };
        return textLoss(tiny, parameterTensors(parameters), inputs, 3).dataSync()[0];
    };
    t.true(Math.abs(loss([[1, 3]], 2) - Math.log(4)) < 1e-6);
    // Filling counts nothing, however much of it there is.
    t.true(Math.abs(loss([
        [1, 3],
        [2, 0, 1, 3],
    ], 6) - Math.log(4)) < 1e-6);
});
test('one word that is known costs nothing: a two-token example by hand', async (t) => {
    await tf.setBackend('cpu');
    const tiny = { vocabulary: 3, positions: 32, width: 2, layers: 0, heads: 1 };
    const parameters = gpt2Parameters(tiny, seededRandom('hand'));
    // Without layers a word's state is the norm of its embedding and position: (x, y) -> (+1, -1) or (-1, +1).
    parameters['positions/table'].data.fill(0);
    parameters['words/table'].data.set([2, -2, -1, 1, 0.5, -0.5]);
    const inputs = {
        texts: tf.tensor2d([[1, 2]], [1, 2], 'int32'),
        textShares: tf.tensor1d([0.5, 0.5]),
    };
    const got = textLoss(tiny, parameterTensors(parameters), inputs, 2).dataSync()[0];
    // After the end (0.5, -0.5) -> (1, -1): logits 4, -2, 1; the word is 1. After word 1 (-1, 1) -> (-1, 1): logits -4, 2, -1; the word is 2.
    const cost = (logits, word) => Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0)) - logits[word];
    const expected = (cost([4, -2, 1], 1) + cost([-4, 2, -1], 2)) / 2;
    t.true(Math.abs(got - expected) < 1e-3, `${got}, ${expected} by hand`);
});
test('what is not told, and places without a picture, count nothing', (t) => {
    const vocabulary = openVocabulary();
    const attributes = {
        gender: 'man',
        head: null,
        upper: 'red shirt',
        lower: null,
        shoes: 'unknown',
        belongings: 'none',
    };
    const phrases = phraseWords(vocabulary, attributes, 4);
    t.deepEqual(phrases.map((words) => words && vocabulary.decode(words)), ['man', undefined, 'red shirt', undefined, 'unknown', 'none']);
    const size = { images: 3, captioned: 2, phraseWords: 4, captionWords: 5 };
    const file = { read: (_, out) => void out.fill(128), close: () => undefined };
    const pair = { row: 0, phrases, words: [5, 6, vocabulary.end], style: 1 };
    const batch = fillBatch(net, size, { pairs: [pair], labelled: [{ row: 1, phrases }] }, { file });
    t.deepEqual([...batch.styles], [0, 1, 0, 0]);
    t.deepEqual([...batch.captions].slice(0, 5), [5, 6, vocabulary.end, 0, 0]);
    t.deepEqual(batch.given, batch.captions);
    // Hidden words are hidden from the generator, but are still to be said.
    const augment = { flip: false, shift: 0, zoom: 0, light: 0, erase: 0 };
    const view = { random: seededRandom('view'), augment, hidden: { share: 1, by: 7 } };
    const hidden = fillBatch(net, size, { pairs: [pair], labelled: [] }, { file, view });
    t.true(hidden.given.every((word) => word === 7));
    t.deepEqual(hidden.captions, batch.captions);
    const third = Math.fround(1 / 3);
    t.deepEqual([...batch.captionShares], [third, third, third, 0, 0, 0, 0, 0, 0, 0]);
    const told = phrases.reduce((n, words) => n + (words?.length ?? 0), 0);
    const counting = [...batch.phraseShares].filter((share) => share > 0);
    t.is(counting.length, 2 * told);
    t.true(counting.every((share) => Math.abs(share - 1 / (2 * told)) < 1e-7));
    // The second caption's picture is not there: its rows are empty, and the labelled picture is the third.
    t.true([...batch.phraseShares].slice(24, 48).every((share) => share === 0));
});
test('a text that is too long keeps the sentences that fit, and ends; or is cut without an end', (t) => {
    const vocabulary = openVocabulary();
    const text = 'A man walks. He has a bag. It is red and very large indeed.';
    t.is(vocabulary.decode(textWords(vocabulary, text, 64)), text);
    const shorter = textWords(vocabulary, text, 12);
    t.is(vocabulary.decode(shorter), 'A man walks. He has a bag.');
    t.is(shorter.at(-1), vocabulary.end);
    const cut = textWords(vocabulary, 'A man walks along a street with his bag', 4);
    t.is(vocabulary.decode(cut), 'A man walks along');
    t.not(cut.at(-1), vocabulary.end);
});
//# sourceMappingURL=loss.test.js.map