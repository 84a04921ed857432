// `evaluate captions`: styles, and captions against their images under encoders that can be worked out by hand.
import test from 'ava';
import { join } from 'node:path';
import sharp from 'sharp';
import { seededRandom } from '../../data/random.js';
import { tokenize } from '../../data/tokens/wordPiece.js';
import { vocabularyOf } from '../../data/tokens/vocabulary.js';
import { BERT_PRESETS } from '../../model/nn/bert.js';
import { exportOnnx } from '../../model/nn/exportOnnx.js';
import { MODIFIED_RESNET_PRESETS } from '../../model/nn/modifiedResNet.js';
import { initialParameters } from '../../model/nn/network.js';
import { textInputs } from '../../model/engine/textInference.js';
import { loadConfig } from '../../pipeline/config.js';
import { openContext } from '../../pipeline/context.js';
import { planDualEncoder } from '../../pipeline/dualEncoder.js';
import { describeEvaluation, evaluateCaptions } from '../../pipeline/evaluateCaptions.js';
import { openReporter } from '../../pipeline/progress.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
import { COLOUR_WORDS, writeColourEncoders } from './colourEncoders.js';
import { put, succeed, synthpedes } from './world.js';
const COLOURS = { red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255] };
/** Pictures of one colour, captions that people wrote (right), and generated ones. */
async function makeSet(generated) {
    const dir = temporaryFolder();
    const records = [];
    for (const [name, background] of Object.entries(COLOURS)) {
        const [r, g, b] = background;
        const picture = sharp({ create: { width: 20, height: 40, channels: 3, background: { r, g, b } } });
        put(join(dir, 'imgs', `${name}.png`), await picture.png().toBuffer());
        records.push({ split: 'val', captions: [`A ${name} coat.`], file_path: `${name}.png`, id: records.length + 1 });
    }
    put(join(dir, 'reid_raw.json'), JSON.stringify(records));
    const lines = Object.entries(generated).map(([name, captions]) => JSON.stringify({ file_path: `${name}.png`, captions }));
    put(join(dir, 'generated.jsonl'), lines.join('\n'));
    return dir;
}
let context;
test.before(() => {
    const settings = { config: loadConfig(undefined, ['threads=2']), workspace: temporaryFolder(), dryRun: false };
    const { signal } = new AbortController();
    context = openContext({ ...settings, signal, report: openReporter(true), resume: 'changed' });
});
test.after.always(() => context.close());
const evaluate = (dir, encoders = {}) => evaluateCaptions(context, {
    ...{ kind: 'cuhk-pedes', path: dir, split: 'val', generated: { captions: join(dir, 'generated.jsonl') } },
    encoders: {
        ...{ image: join(dir, 'image.onnx'), text: join(dir, 'text.onnx'), vocabulary: join(dir, 'vocab.txt') },
        ...{ mean: [0, 0, 0], std: [1, 1, 1], ...encoders },
    },
});
test('captions are held against their images, in styles, with people as the yardstick', async (t) => {
    const dir = await makeSet({
        red: ['A red coat.', 'red red green'],
        green: ['A green coat.', 'a coat'],
        blue: ['A blue coat.', 'green'],
    });
    writeColourEncoders(dir, { size: [32, 16], length: 8 });
    const evaluation = await evaluate(dir);
    const { fit, apart } = evaluation;
    const near = (got, expected) => void t.true(Math.abs(got - expected) < 1e-5, `${got}, ${expected}`);
    t.deepEqual([fit.images, fit.unreadable, Object.keys(fit.captions).join()], [3, 0, 'people,style 1,style 2']);
    for (const name of ['people', 'style 1']) {
        near(fit.captions[name].matching, 1);
        near(fit.captions[name].shuffled, 0);
    }
    // (2, 1, 0) and red: 2 / sqrt 5. No colour is like nothing, and green is unlike blue.
    near(fit.captions['style 2'].matching, 2 / Math.sqrt(5) / 3);
    t.true(apart.separation >= 0 && apart.separation <= 1);
    t.true(apart.bleu.across < 1e-3);
    const text = describeEvaluation(evaluation);
    t.regex(text, /cosine of captions with their images, 3 of them\n {2}people {5}1\.000, with other images 0\.000/);
    t.regex(text, /styles told apart in \d+\.\d% of captions/);
});
test('sizes that a model leaves open are asked for; a missing image is left out and counted', async (t) => {
    const dir = await makeSet({ red: ['a red coat'], green: ['a red coat'], blue: ['a blue coat'] });
    writeColourEncoders(dir, { type: 'int32' });
    const open = await t.throwsAsync(evaluate(dir), { instanceOf: UserError });
    t.regex(open.format(), /does not say how large its pictures are[\s\S]*--image-size/);
    put(join(dir, 'imgs', 'blue.png'), 'no picture');
    const { fit, apart } = await evaluate(dir, { size: [32, 16] });
    t.is(apart, undefined, 'one style is not apart');
    t.deepEqual([fit.images, fit.unreadable], [2, 1]);
    t.true(Math.abs(fit.captions['style 1'].matching - 0.5) < 1e-5);
    t.true(Math.abs(fit.captions['style 1'].shuffled - 0.5) < 1e-5);
});
test('encoders that are no pair are refused, and options that do not go together', async (t) => {
    const dir = await makeSet({ red: ['a red coat'], green: [], blue: [] });
    writeColourEncoders(dir, { size: [32, 16], width: 4 });
    const error = await t.throwsAsync(evaluate(dir), { instanceOf: UserError });
    t.regex(error.format(), /no pair[\s\S]*3 of images, 4 of texts/);
    const command = ['evaluate', 'captions', 'cuhk-pedes', dir, '--captions', join(dir, 'generated.jsonl')];
    const alone = await synthpedes([...command, '--vocabulary', join(dir, 'vocab.txt')]);
    t.is(alone.code, 2);
    t.regex(alone.stderr, /no --image-encoder, no --text-encoder/);
});
test('the command line hands its encoders on', async (t) => {
    const dir = await makeSet({ red: ['a red coat'], green: ['a green coat'], blue: ['a blue coat'] });
    writeColourEncoders(dir);
    const { fit } = (await succeed([
        ...['evaluate', 'captions', 'cuhk-pedes', dir, '--captions', join(dir, 'generated.jsonl')],
        ...['--image-encoder', join(dir, 'image.onnx'), '--text-encoder', join(dir, 'text.onnx')],
        // A mean of one colour's share: each picture is (2, -1, -1) and so on, and 2 / sqrt 6 like its caption.
        ...['--vocabulary', join(dir, 'vocab.txt'), '--image-size', '32x16'],
        ...['--mean', '0.33333333,0.33333333,0.33333333', '--std', '0.33333333,0.33333333,0.33333333'],
    ]));
    t.true(Math.abs(fit.captions['style 1'].matching - 2 / Math.sqrt(6)) < 1e-5);
    t.true(Math.abs(fit.captions['style 1'].shuffled + 1 / Math.sqrt(6)) < 1e-5);
});
test('inputs and outputs of a pair are told by name and shape', (t) => {
    t.deepEqual(textInputs('m', ['ids']), { ids: 'ids', mask: undefined, types: undefined });
    t.deepEqual(textInputs('m', ['input_ids', 'token_type_ids', 'attention_mask']), {
        ...{ ids: 'input_ids', mask: 'attention_mask', types: 'token_type_ids' },
    });
    t.throws(() => textInputs('m', ['ids', 'positions']), { instanceOf: UserError, message: /no text encoder/ });
    const encoder = { image: 'i', text: 't', vocabulary: 'v', mean: [0, 0, 0], std: [1, 1, 1] };
    const image = { inputs: { x: ['n', 3, 224, 192] }, outputs: { maps: ['n', 8, 7, 7], e: ['n', 5] } };
    const text = { inputs: { ids: ['n', 77] }, outputs: { states: ['n', 77, 5], e: ['n', 'd'] } };
    t.like(planDualEncoder(encoder, image, text), {
        image: { height: 224, width: 192, outputs: ['e'] },
        text: { output: 'e' },
        length: 77,
    });
    t.is(planDualEncoder(encoder, image, { ...text, inputs: { ids: ['n', 'l'] } }).length, 64);
    const refused = (a, b) => t.throws(() => planDualEncoder(encoder, a, b), { instanceOf: UserError }).format();
    t.regex(refused({ ...image, inputs: { x: [1, 3, 224, 192] } }, text), /one size only/);
    t.regex(refused({ ...image, outputs: { maps: ['n', 8, 7, 7], e: [] } }, text), /gives no embeddings/);
    t.regex(refused({ inputs: { x: ['n', 5] }, outputs: image.outputs }, text), /does not take pictures/);
});
test('the workers give each text its own row, in order, whatever comes along and whatever ids hold', async (t) => {
    const vocabulary = vocabularyOf(COLOUR_WORDS);
    const texts = Array.from({ length: 150 }, (_, i) => `${'red '.repeat(i % 5)}${'blue '.repeat(i % 3)}`);
    const rows = texts.map((text) => {
        const own = tokenize(text, vocabulary).map(({ id }) => id);
        const pad = (values) => Int32Array.from([...values, ...Array(8)].slice(0, 8));
        return { ids: pad(own), mask: pad(own.map(() => 1)) };
    });
    for (const type of ['int32', 'int64', 'float32']) {
        const dir = temporaryFolder();
        writeColourEncoders(dir, { type });
        const path = join(dir, 'text.onnx');
        const { inputs } = await context.pool().describe(path);
        const model = { path, inputs: textInputs(path, Object.keys(inputs)), output: 'embedding' };
        const embeddings = await context.pool().embed(rows, model);
        t.deepEqual(embeddings.map((each) => [...each]), texts.map((_, i) => [i % 5, 0, i % 3]), type);
    }
    await t.throwsAsync(context.pool().describe(join(temporaryFolder(), 'nothing.onnx')), { instanceOf: UserError });
});
test("the project's own networks are such a pair", async (t) => {
    const dir = temporaryFolder();
    const image = { type: 'modified-resnet', net: MODIFIED_RESNET_PRESETS.tiny };
    const text = { type: 'bert', net: { ...BERT_PRESETS.tiny, vocabulary: 20, positions: 16 } };
    for (const [name, network] of Object.entries({ image, text }))
        put(join(dir, `${name}.onnx`), exportOnnx(network, initialParameters(network, seededRandom(name))));
    const [images, texts] = await Promise.all([join(dir, 'image.onnx'), join(dir, 'text.onnx')].map((path) => context.pool().describe(path)));
    const encoder = { image: 'i', text: join(dir, 'text.onnx'), vocabulary: 'v', mean: [0, 0, 0], std: [1, 1, 1] };
    const plan = planDualEncoder(encoder, images, {
        ...texts,
        outputs: { ...texts.outputs, pooled: ['n', 'd'] },
    });
    t.like(plan, { image: { outputs: ['embedding'] }, text: { output: 'pooled' }, length: 16 });
    // A row alone and the same one among others, whose padding holds other tokens: the mask counts.
    const row = (padding) => ({
        ids: Int32Array.from({ length: 16 }, (_, i) => (i < 6 ? i + 2 : padding)),
        mask: new Int32Array(16).fill(1, 0, 6),
    });
    const [alone] = await context.pool().embed([row(0)], plan.text);
    const among = await context.pool().embed([row(1), row(7), row(0)], plan.text);
    for (const each of among)
        t.true(each.every((value, i) => Math.abs(value - alone[i]) < 1e-5));
    t.deepEqual(among[2], alone);
    t.true(alone.some((value) => Math.abs(value) > 1e-3));
});
//# sourceMappingURL=evaluateCaptions.test.js.map