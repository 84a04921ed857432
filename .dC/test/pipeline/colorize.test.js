// `colorize` end to end: the heads that a pre-training leaves, against the eager network; and a PLIP that has none.
import test from 'ava';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { openResizer } from '../../data/resize.js';
import { decodeRgb } from '../../data/image.js';
import { seededRandom } from '../../data/random.js';
import { encode } from '../../data/tokens/wordPiece.js';
import { vocabularyOf } from '../../data/tokens/vocabulary.js';
import { tf } from '../../model/engine/tfjs.js';
import { parameterTensors } from '../../model/nn/exportOnnx.js';
import { trainedHeads, trainedPlip } from '../../model/plip/encoders.js';
import { writePlipFolder } from '../../model/plip/folder.js';
import { ALL_TASKS, colorized, PLIP_COLOURS } from '../../model/plip/loss.js';
import { PLIP_PRESETS, plipParameters, textEmbedding, textStates } from '../../model/plip/network.js';
import { grayPicture } from '../../model/plip/pictures.js';
import { temporaryFolder } from '../temporary.js';
import { PLIP_WORDS } from './plipFolder.js';
import { portrait, put, succeed, synthpedes } from './world.js';
const vocabulary = vocabularyOf(PLIP_WORDS);
const NET = {
    ...PLIP_PRESETS.tiny,
    text: { ...PLIP_PRESETS.tiny.text, vocabulary: PLIP_WORDS.length, positions: 12 },
};
const [HEIGHT, WIDTH] = NET.visual.picture;
const TEXT = 'a man in a red coat';
const FACTS = { trainedOn: [], source: null, licence: 'none' };
test('a picture gets the colours that the eager network gives it', async (t) => {
    const dir = temporaryFolder();
    const initial = plipParameters(NET, ALL_TASKS, seededRandom('heads'));
    // Weights of nobody's training hardly leave gray.
    const last = initial['colorization/deconv2/filter'];
    const parameters = { ...initial, 'colorization/deconv2/filter': { ...last, data: last.data.map((x) => 8 * x) } };
    const model = join(dir, 'plip');
    const heads = trainedHeads(NET, parameters);
    await writePlipFolder(model, trainedPlip(NET, parameters), vocabulary, { ...FACTS, heads });
    const bytes = await portrait(3, 0);
    const image = join(dir, 'person.jpg');
    put(image, bytes);
    const out = join(dir, 'out.png');
    const run = ['colorize', '--model', model, image, TEXT, '--out', out, '--sheet'];
    t.like(await succeed(run), { out, width: 3 * WIDTH + 8, height: HEIGHT });
    const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true });
    const column = (c) => {
        const rows = Array.from({ length: HEIGHT }, (_, y) => {
            const from = (y * info.width + c * (WIDTH + 4)) * 3;
            return [...data.subarray(from, from + WIDTH * 3)];
        });
        return Uint8Array.from(rows.flat());
    };
    const decoded = await decodeRgb(bytes);
    if (decoded.kind !== 'keep')
        return t.fail();
    const original = new Uint8Array(HEIGHT * WIDTH * 3);
    openResizer(HEIGHT, WIDTH).toBytes(decoded.value, original, 0);
    t.deepEqual(column(2), original);
    t.deepEqual(column(0), grayPicture(original));
    await tf.setBackend('cpu');
    const expected = tf.tidy(() => {
        const { mean, std } = PLIP_COLOURS;
        const pixels = tf.tensor(Float32Array.from(original, (x) => x / 255), [1, HEIGHT, WIDTH, 3]);
        const images = tf.div(tf.sub(pixels, tf.tensor1d([...mean])), tf.tensor1d([...std]));
        const { ids, mask } = encode(TEXT, 12, vocabulary);
        const row = (values, type) => tf.tensor(Array.from(values), [1, 12], type);
        const weights = parameterTensors(parameters);
        const states = textStates(NET, weights, { ids: row(ids, 'int32'), mask: row(mask, 'float32') });
        const given = { images, text: textEmbedding(NET, states) };
        const colours = colorized(NET, weights, given, { training: false });
        return tf.add(tf.mul(colours, tf.tensor1d([...std])), tf.tensor1d([...mean])).dataSync();
    });
    const worst = column(1).reduce((most, x, i) => Math.max(most, Math.abs(x - Math.min(255, Math.max(0, 255 * expected[i])))), 0);
    t.true(worst <= 0.51, `off by ${worst} levels`);
    t.true(new Set(column(1)).size > 20, `${new Set(column(1)).size} levels`);
});
test('a PLIP without a colorization head, and one whose head is another, say so', async (t) => {
    const dir = temporaryFolder();
    const image = join(dir, 'person.jpg');
    put(image, await portrait(3, 0));
    const out = join(dir, 'out.png');
    const refused = async (tasks) => {
        const parameters = plipParameters(NET, { ivlc: true, tic: false, iap: true, ...tasks }, seededRandom('heads'));
        const heads = tasks && trainedHeads(NET, parameters);
        await writePlipFolder(join(dir, 'plip'), trainedPlip(NET, parameters), vocabulary, { ...FACTS, heads });
        t.is(existsSync(join(dir, 'plip', 'heads.safetensors')), heads !== undefined);
        const { code, stderr } = await synthpedes(['colorize', '--model', join(dir, 'plip'), image, TEXT, '--out', out]);
        t.is(code, 2, stderr);
        return stderr;
    };
    t.regex(await refused({ tic: false, iap: true }), /has no colorization head[\s\S]*heads: attributes/);
    t.regex(await refused(undefined), /has no colorization head[\s\S]*heads: none at all/);
    t.false(existsSync(out));
});
//# sourceMappingURL=colorize.test.js.map