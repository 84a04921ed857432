// A PLIP's folder: its ONNX encoders against the eager networks, padding that does not count, weights that come back, and mistakes.
import test from 'ava';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../../data/random.js';
import { vocabularyOf } from '../../../data/tokens/vocabulary.js';
import { openSession } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import { imageInference, textInference } from '../../../model/plip/exportEncoders.js';
import { trainedPlip } from '../../../model/plip/encoders.js';
import { makePlipFolder, readPlipEncoders, writePlipFolder } from '../../../model/plip/folder.js';
import { PLIP_PRESETS, plipParameters } from '../../../model/plip/network.js';
import { BERT_PRESETS, bertParameters } from '../../../model/nn/bert.js';
import { parameterTensors } from '../../../model/nn/exportOnnx.js';
import { MODIFIED_RESNET_PRESETS, modifiedResNetParameters } from '../../../model/nn/modifiedResNet.js';
import { PLIP_PARTS, readPlip, TEXT_POOLS } from '../../../schemas/plip.js';
import { UserError } from '../../../schemas/userError.js';
import { PLIP_WORDS } from '../../pipeline/plipFolder.js';
import { temporaryFolder } from '../../temporary.js';
const vocabulary = vocabularyOf(PLIP_WORDS);
const NET = { ...BERT_PRESETS.tiny, vocabulary: PLIP_WORDS.length, positions: 12 };
const ALL = Object.keys(PLIP_PARTS);
const FACTS = { trainedOn: [], source: null, licence: 'none' };
/** Norms and biases that are no ones and zeros, so that every number counts. */
function shaken(parameters, seed) {
    const random = seededRandom(seed);
    const entries = Object.entries(parameters).map(([name, each]) => {
        const data = each.data.map((x) => (each.role === 'weight' ? x : x * 0.5 + 0.3 + 0.4 * random()));
        return [name, { ...each, data }];
    });
    return Object.fromEntries(entries);
}
function makeEncoders(pool, textPool) {
    const network = { type: 'modified-resnet', net: { ...MODIFIED_RESNET_PRESETS.tiny, pool } };
    return {
        image: { network, parameters: shaken(modifiedResNetParameters(network.net, seededRandom(pool)), pool) },
        text: { net: NET, pool: textPool, parameters: shaken(bertParameters(NET, seededRandom(textPool)), textPool) },
    };
}
const close = (got, expected) => {
    const scale = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
    return got.length === expected.length && Array.from(expected).every((x, i) => Math.abs(x - got[i]) < 2e-5 * scale);
};
for (const pool of ['max', 'average', 'attention'])
    test(`images, pool ${pool}: the file gives what the eager network gives`, async (t) => {
        const dir = temporaryFolder();
        const { image, text } = makeEncoders(pool, 'average');
        await writePlipFolder(dir, { image, text }, vocabulary, FACTS);
        const session = await openSession(join(dir, PLIP_PARTS.imageEncoder), { threads: 1 });
        t.deepEqual([session.inputShapes, session.outputShapes], [{ image: ['n', 3, 64, 32] }, { embedding: ['n', 64] }]);
        const random = seededRandom('pictures');
        const data = Float32Array.from({ length: 3 * 3 * 64 * 32 }, random);
        const { embedding } = await session.run({ image: { data, dims: [3, 3, 64, 32] } });
        await tf.setBackend('cpu');
        tf.tidy(() => {
            const pictures = tf.transpose(tf.tensor(data, [3, 3, 64, 32]), [0, 2, 3, 1]);
            const run = imageInference(image.network.net, 3).run(parameterTensors(image.parameters), { image: pictures });
            t.true(close(embedding.data, run.embedding.dataSync()));
        });
        await session.release();
    });
for (const pooling of TEXT_POOLS)
    test(`texts, ${pooling}: the file gives what the eager network gives, and padding changes nothing`, async (t) => {
        const dir = temporaryFolder();
        const { image, text } = makeEncoders('max', pooling);
        await writePlipFolder(dir, { image, text }, vocabulary, FACTS);
        const session = await openSession(join(dir, PLIP_PARTS.textEncoder), { threads: 1 });
        t.deepEqual(session.inputShapes, { input_ids: ['n', 12], attention_mask: ['n', 12] });
        const words = [2, 9, 7, 30, 11, 3];
        const rows = [0, 17, 35].map((padding) => Array.from({ length: 12 }, (_, i) => words[i] ?? padding));
        const ids = Int32Array.from(rows.flat());
        const mask = Int32Array.from(rows.flatMap((row) => row.map((_, i) => (i < words.length ? 1 : 0))));
        const dims = [3, 12];
        const { embedding } = await session.run({ input_ids: { data: ids, dims }, attention_mask: { data: mask, dims } });
        const got = [0, 1, 2].map((n) => embedding.data.slice(n * 64, (n + 1) * 64));
        t.true(close(got[1], got[0]) && close(got[2], got[0]));
        await tf.setBackend('cpu');
        tf.tidy(() => {
            const weights = parameterTensors(text.parameters);
            const eager = (length) => textInference(text, { batch: 1, tokens: length }).run(weights, {
                input_ids: tf.tensor(ids.slice(0, length), [1, length], 'int32'),
                attention_mask: tf.tensor(mask.slice(0, length), [1, length], 'int32'),
            }).embedding;
            t.true(close(got[0], eager(12).dataSync()));
            t.true(close(got[0], eager(words.length).dataSync()), 'without any padding');
        });
        await session.release();
    });
test('what was written comes back, and a training may write into its own folder again', async (t) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'curves'), 'of the training');
    const captioner = {
        weights: ['w'],
        trainedOn: [{ kind: 'cuhk-pedes', folder: 'CUHK', fingerprint: 'f' }],
    };
    const data = { kind: 'synth-pedes', folder: 'out', fingerprint: 'g', parts: ['train'], images: 3, captions: 6 };
    const facts = { ...FACTS, tokens: 8, trainedOn: [{ ...data, captioner }] };
    await writePlipFolder(dir, makeEncoders('average', 'pooler'), vocabulary, FACTS);
    const encoders = makeEncoders('max', 'average');
    const written = await writePlipFolder(dir, encoders, vocabulary, facts);
    const folder = await readPlip(dir, ALL);
    t.deepEqual(folder.plip, written);
    t.like(folder.plip, { tokens: 8, textPool: 'average', trainedOn: facts.trainedOn, embedding: 64 });
    t.deepEqual(readPlipEncoders(folder), encoders);
    t.is(readFileSync(join(dir, 'curves'), 'utf8'), 'of the training');
});
test("a pre-training's encoders are its parameters without the heads", (t) => {
    const net = { ...PLIP_PRESETS.tiny, text: NET };
    const parameters = plipParameters(net, { ivlc: true, tic: true, iap: true }, seededRandom('training'));
    const { image, text } = trainedPlip(net, parameters);
    const names = (own, prefix) => Object.keys(own).map((name) => `${prefix}/${name}`);
    const all = Object.keys(parameters).filter((name) => /^(visual|text)\//.test(name));
    t.deepEqual([...names(image.parameters, 'visual'), ...names(text.parameters, 'text')], all);
    t.is(text.parameters['pooler/bias'], parameters['text/pooler/bias']);
    t.is(text.pool, 'average');
});
test('what does not belong together is refused', async (t) => {
    const dir = temporaryFolder();
    const encoders = makeEncoders('max', 'average');
    const refused = async (made) => (await t.throwsAsync(made, { instanceOf: UserError })).format();
    const other = { ...encoders, text: { ...encoders.text, net: { ...NET, width: 32 } } };
    t.regex(await refused(writePlipFolder(dir, other, vocabulary, FACTS)), /no pair[\s\S]*64 of images, 32 of texts/);
    const short = vocabularyOf(PLIP_WORDS.slice(0, 30));
    t.regex(await refused(writePlipFolder(dir, encoders, short, FACTS)), /30 pieces, a text encoder of 40/);
    t.regex(await refused(readPlip(join(dir, 'nowhere'), ALL)), /no PLIP folder[\s\S]*--kind plip/);
    t.regex(await refused(readPlip(dir, ALL)), /has no plip\.json/);
    await writePlipFolder(dir, encoders, vocabulary, FACTS);
    t.throws(() => makePlipFolder(dir), { instanceOf: UserError, message: /was trained: it is not overwritten/ });
    const description = join(dir, 'plip.json');
    const text = readFileSync(description, 'utf8');
    writeFileSync(description, text.replace('"embedding": 64', '"embedding": 63'));
    t.regex(await refused(readPlip(dir, [])), /64 and 64 numbers, not of 63/);
    writeFileSync(description, text.slice(0, 100));
    t.regex(await refused(readPlip(dir, [])), /no description of PLIP/);
    writeFileSync(description, text);
    appendFileSync(join(dir, PLIP_PARTS.vocabulary), 'more\n');
    t.regex(await refused(readPlip(dir, ['vocabulary'])), /not the file that plip\.json describes/);
    rmSync(join(dir, PLIP_PARTS.textEncoder));
    t.regex(await refused(readPlip(dir, ['textEncoder'])), /has no text_encoder\.onnx/);
});
//# sourceMappingURL=folder.test.js.map