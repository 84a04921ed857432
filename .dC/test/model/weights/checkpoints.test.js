// Checkpoints in every form against what PyTorch wrote into them (test/peers/checkpoints.py), and hostile ones.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { openSession } from '../../../model/engine/session.js';
import { exportOnnx } from '../../../model/nn/exportOnnx.js';
import { swinParameters } from '../../../model/nn/swin.js';
import { readNetworks, writeNetworks } from '../../../model/weights/folder.js';
import { resizeGrid } from '../../../model/weights/grid.js';
import { loadCheckpoint } from '../../../model/weights/networks.js';
import { openCheckpoint } from '../../../model/weights/open.js';
import { PUBLISHED } from '../../../model/weights/published.js';
import { readSafetensors, writeSafetensors } from '../../../model/weights/safetensors.js';
import { UserError } from '../../../schemas/userError.js';
import { writePlipVocabulary } from '../../pipeline/plipFolder.js';
import { synthpedes } from '../../pipeline/world.js';
import { temporaryFolder } from '../../temporary.js';
import { turned } from '../nn/formula.js';
const HERE = fileURLToPath(new URL('../../../../test/model/weights/', import.meta.url));
const at = (...names) => join(HERE, ...names);
const EXPECTED = JSON.parse(readFileSync(at('checkpoints.json'), 'utf8'));
/** As Python prints a float. */
const asNumber = (text) => Number(text.replace('inf', 'Infinity'));
for (const [file, form, expected] of [
    ['tensors.pth', 'torch', EXPECTED.tensors],
    ['tensors.legacy.pth', 'torch, before 1.6', EXPECTED.tensors],
    ['tensors.safetensors', 'safetensors', EXPECTED.tensors],
    ['big.pth', 'torch', EXPECTED.big],
])
    test(`${file}: every tensor has the shape and the numbers that PyTorch gave it`, async (t) => {
        const checkpoint = await openCheckpoint(at(file));
        t.is(checkpoint.form, form);
        t.deepEqual([...checkpoint.tensors.keys()].sort(), Object.keys(expected).sort());
        for (const [name, { shape, values }] of Object.entries(expected)) {
            const tensor = checkpoint.tensors.get(name);
            t.deepEqual([...tensor.shape], shape, name);
            t.deepEqual([...tensor.load()], [...Float32Array.from(values, asNumber)], name);
        }
    });
const REFUSED = {
    'system.pth': /posix\.system, which no weights need/,
    'system.legacy.pth': /posix\.system, which no weights need/,
    'bomb.pth': /compressed/,
    'compressed.pth': /compressed/,
    'script.pth': /TorchScript/,
    'expanded.pth': /shape \[1000000,1000000\]/,
    'missing.pth': /without its storage 0/,
    'short.pth': /a storage of/,
    'oldest.pth': /tar archive/,
    'page.pth': /a page or a pointer/,
    'plain.pth': /torch\.save has not made/,
    'overlap.safetensors': /tensor b begins at 4, and the one before it ends at 8/,
    'hole.safetensors': /begins at 4/,
    'beyond.safetensors': /its header speaks of/,
    'negative.safetensors': /shape \[-1, -1\]/,
    'overflow.safetensors': /shape \[1099511627776, 1099511627776\]/,
    'kind.safetensors': /toString/,
    'null.safetensors': /tensor a: null/,
    'header.safetensors': /a header of 4611686018427388000 bytes in a file of 10/,
};
test('hostile files are refused with a message, and nothing of them runs', async (t) => {
    t.deepEqual(readdirSync(at('hostile')).sort(), Object.keys(REFUSED).sort());
    for (const [file, message] of Object.entries(REFUSED)) {
        const error = await t.throwsAsync(openCheckpoint(at('hostile', file)), { instanceOf: UserError }, file);
        t.regex(error.format(), message, file);
        t.is(error.code, 'bad_file', file);
    }
    t.false(existsSync('/tmp/synthpedes-was-here'));
});
/** Opens and reads everything; only a mistake of the user may be thrown. */
async function reads(path) {
    try {
        const { tensors } = await openCheckpoint(path);
        for (const tensor of tensors.values())
            tensor.load();
        return true;
    }
    catch (error) {
        if (error instanceof UserError)
            return false;
        throw error;
    }
}
for (const file of ['tensors.pth', 'tensors.legacy.pth', 'tensors.safetensors']) {
    test(`${file}, cut anywhere, is refused`, async (t) => {
        const whole = readFileSync(at(file));
        const path = join(temporaryFolder(), 'cut');
        for (let length = 0; length < whole.length; length += 1 + Math.floor(whole.length / 400)) {
            writeFileSync(path, whole.subarray(0, length));
            t.false(await reads(path), `${length} of ${whole.length} bytes`);
        }
        writeFileSync(path, whole);
        t.true(await reads(path));
    });
    test(`${file} with broken bytes reads or is refused, and never does anything else`, async (t) => {
        const whole = readFileSync(at(file));
        const random = seededRandom(file);
        const path = join(temporaryFolder(), 'broken');
        for (let round = 0; round < 1500; round++) {
            const bytes = Buffer.from(whole);
            for (let i = 0; i < 1 + 3 * random(); i++)
                bytes[Math.floor(random() * bytes.length)] = 256 * random();
            writeFileSync(path, bytes);
            await t.notThrowsAsync(reads(path));
        }
    });
}
test("PLIP's own file: both encoders give what PyTorch gives, what is left is named, and the folder reads back", async (t) => {
    const path = at('plip.pth.tar');
    const { tensors } = await openCheckpoint(path);
    const { networks, extra } = loadCheckpoint('plip', { path, tensors, seed: 0 });
    t.deepEqual(extra, ['Decoder_state_dict.up.weight']);
    const dir = temporaryFolder();
    writeNetworks(dir, networks, { kind: 'plip', file: 'plip.pth.tar', sha256: '' });
    const { image, text } = readNetworks(dir);
    t.deepEqual({ image: image.parameters, text: text.parameters }, {
        image: networks.image.parameters,
        text: networks.text.parameters,
    });
    const visual = await openSession(exportOnnx(image.network, image.parameters), { threads: 1 });
    const pictures = { dims: [2, 3, 256, 128], data: fill('images', 2 * 3 * 256 * 128) };
    const { embedding } = await visual.run({ images: pictures }, ['embedding']);
    close(t, embedding.data, EXPECTED.plip.embedding);
    const textual = await openSession(exportOnnx(text.network, text.parameters, { length: 10 }), { threads: 1 });
    const ids = { dims: [3, 10], data: Int32Array.from({ length: 30 }, (_, i) => (i * 7) % 40) };
    const mask = { dims: [3, 10], data: new Float32Array(30).fill(1).fill(0, 16, 20) };
    const { pooled } = await textual.run({ ids, mask }, ['pooled']);
    close(t, pooled.data, EXPECTED.plip.pooled);
    await Promise.all([visual.release(), textual.release()]);
});
function close(t, got, expected) {
    const scale = Math.max(...expected.map(Math.abs));
    const off = Math.max(...expected.map((value, i) => Math.abs(value - got[i])));
    t.true(got.length === expected.length && off < 1e-4 * scale, `off by ${off} of ${scale}`);
}
/** The formula of the script. */
function fill(name, size) {
    const h = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 97;
    return Float32Array.from({ length: size }, (_, i) => {
        const value = 43758.5453 * Math.sin(12.9898 * i + h);
        return 2 * (value - Math.floor(value)) - 1;
    });
}
const tensor = (shape, data) => ({
    type: 'F32',
    shape,
    load: () => data,
});
test("CLIP's 7 x 7 places become 8 x 4 as PyTorch's interpolate does it", (t) => {
    const grid = fill('grid', 3 * 49); // (3, 7, 7)
    const rows = new Float32Array(50 * 3);
    rows.set([9, 8, 7]);
    for (let place = 0; place < 49; place++)
        for (let d = 0; d < 3; d++)
            rows[(1 + place) * 3 + d] = grid[d * 49 + place];
    const resized = resizeGrid(tensor([50, 3], rows), [8, 4]);
    t.deepEqual([...resized.subarray(0, 3)], [9, 8, 7], 'the mean token stays');
    close(t, resized.subarray(3), EXPECTED.grid);
    t.is(resizeGrid(tensor([51, 3], new Float32Array(153)), [8, 4]), undefined);
});
/** PLIP's text encoder under other names. */
async function bertUnder(rename) {
    const { tensors } = await openCheckpoint(at('plip.pth.tar'));
    const prefix = 'TxtEncoder_state_dict.encoder.';
    const own = [...tensors].filter(([name]) => name.startsWith(prefix));
    return new Map(own.flatMap(([name, each]) => rename(name.slice(prefix.length)).map((to) => [to, each])));
}
test('BERT is found under any prefix and in both spellings of its norms, but not in both at once', async (t) => {
    const plain = loadCheckpoint('bert', { path: 'x', tensors: await bertUnder((name) => [name]), seed: 0 });
    const old = (name) => `bert.${name}`.replace('LayerNorm.weight', 'LayerNorm.gamma').replace('LayerNorm.bias', 'LayerNorm.beta');
    const spelled = await bertUnder((name) => [old(name)]);
    const extra = new Map([
        ...spelled,
        ['cls.predictions.bias', tensor([1], new Float32Array(1))],
        ['head.weight', tensor([1], new Float32Array(1))],
    ]);
    const loaded = loadCheckpoint('bert', { path: 'x', tensors: extra, seed: 0 });
    t.deepEqual(loaded.networks.text.parameters, plain.networks.text.parameters);
    t.deepEqual(loaded.extra, ['head.weight']);
    const both = await bertUnder((name) => [old(name), `bert.${name}`]);
    t.throws(() => loadCheckpoint('bert', { path: 'x', tensors: both, seed: 0 }), { message: /Cannot read/ });
    const twice = await bertUnder((name) => [`student.${name}`, `teacher.${name}`]);
    const error = t.throws(() => loadCheckpoint('bert', { path: 'x', tensors: twice, seed: 0 }), {
        instanceOf: UserError,
    });
    t.regex(error.format(), /networks under "student\.", "teacher\."[\s\S]*--prefix/);
    const chosen = loadCheckpoint('bert', { path: 'x', tensors: twice, prefix: 'teacher.', seed: 0 });
    t.deepEqual(chosen.networks.text.parameters, plain.networks.text.parameters);
});
test('missing and misshapen tensors are listed by name, all of them', async (t) => {
    const tensors = new Map(await bertUnder((name) => [name]));
    tensors.delete('encoder.layer.1.output.dense.bias');
    tensors.delete('pooler.dense.weight');
    tensors.set('embeddings.LayerNorm.weight', tensor([3], new Float32Array(3)));
    const error = t.throws(() => loadCheckpoint('bert', { path: 'x', tensors, seed: 0 }), { instanceOf: UserError });
    t.regex(error.format(), /encoder\.layer\.1\.output\.dense\.bias is missing/);
    t.regex(error.format(), /embeddings\.LayerNorm\.weight is \[3\], not \[64\]/);
    t.notRegex(error.format(), /pooler/, 'a text encoder may be without its pooler');
    const { networks } = loadCheckpoint('bert', {
        path: 'x',
        tensors: await bertUnder((name) => (name.startsWith('pooler') ? [] : [name])),
        seed: 0,
    });
    t.deepEqual(networks.text.initial, ['pooler.dense.weight is missing', 'pooler.dense.bias is missing']);
});
test("timm's ResNet-D: its stem and its downsampling have other names", async (t) => {
    const path = at('plip.pth.tar');
    const { tensors } = await openCheckpoint(path);
    const prefix = 'ImgEncoder_state_dict.';
    const names = [
        [/^conv1\./, 'conv1.0.'],
        [/^bn1\./, 'conv1.1.'],
        [/^conv2\./, 'conv1.3.'],
        [/^bn2\./, 'conv1.4.'],
        [/^conv3\./, 'conv1.6.'],
        [/^bn3\./, 'bn1.'],
        [/downsample\.1\./, 'downsample.2.'],
        [/downsample\.0\./, 'downsample.1.'],
    ];
    const timm = [...tensors].flatMap(([name, each]) => {
        const own = name.slice(prefix.length);
        if (!name.startsWith(prefix) || own.startsWith('attnpool'))
            return [];
        const [pattern, to] = names.find(([pattern]) => pattern.test(own)) ?? [];
        return [[pattern ? own.replace(pattern, to) : own, each]];
    });
    const converted = loadCheckpoint('timm-resnet-d', {
        path,
        tensors: new Map([...timm, ['fc.weight', tensor([1], new Float32Array(1))]]),
        seed: 0,
    });
    const { parameters, initial } = converted.networks.image;
    const plip = loadCheckpoint('plip', { path, tensors, seed: 0 }).networks.image.parameters;
    for (const [name, { data }] of Object.entries(parameters))
        if (!name.startsWith('pool/'))
            t.deepEqual(data, plip[name].data, name);
    t.is(initial.length, 2);
    t.deepEqual(converted.extra, []);
});
test('Swin: each library merges neighbours at another place of its names, and both are the same network', (t) => {
    const net = {
        ...{ width: 32, blocks: [1, 1, 2, 1], heads: [1, 2, 2, 4], window: 7 },
        ...{ pool: 'max', output: 768, picture: [256, 128] },
    };
    const parameters = swinParameters(net, seededRandom('swin'));
    for (const kind of ['timm-swin', 'microsoft-swin']) {
        const { nameOf } = PUBLISHED[kind];
        const stored = Object.entries(parameters).flatMap(([name, { shape, layout, data }]) => {
            if (name.startsWith('pool/'))
                return [];
            const dims = layout === 'oihw' ? [shape[3], shape[2], shape[0], shape[1]] : [...shape];
            const isMatrix = name.endsWith('/matrix');
            const own = isMatrix ? tensor([dims[1], dims[0]], turned(data, shape)) : tensor(dims, data);
            return [[nameOf(name), own]];
        });
        const merged = stored.map(([name]) => name).filter((name) => name.includes('downsample.reduction'));
        t.is(merged[0], `layers.${kind === 'timm-swin' ? 1 : 0}.downsample.reduction.weight`);
        const tensors = new Map([...stored, ['head.fc.weight', tensor([1], new Float32Array(1))]]);
        const { networks, extra } = loadCheckpoint(kind, { path: 'swin.pth', tensors, seed: 0 });
        t.deepEqual(networks.image.network, { type: 'swin', net });
        t.is(networks.image.initial.length, 2);
        t.deepEqual(extra, []);
        for (const [name, { data }] of Object.entries(networks.image.parameters))
            if (!name.startsWith('pool/'))
                t.deepEqual(data, parameters[name].data, name);
        const other = kind === 'timm-swin' ? 'microsoft-swin' : 'timm-swin';
        const error = t.throws(() => loadCheckpoint(other, { path: 'swin.pth', tensors, seed: 0 }), {
            instanceOf: UserError,
        });
        t.regex(error.format(), /downsample\.reduction\.weight/);
    }
});
test('safetensors that are written read back, and the same tensors give the same bytes', (t) => {
    const dir = temporaryFolder();
    const tensors = {
        b: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
        'a/ü': { shape: [], data: Float32Array.of(0.1) },
        none: { shape: [0, 3], data: new Float32Array(0) },
    };
    writeSafetensors(join(dir, 'x'), tensors, { made: 'here' });
    const { b, none } = tensors;
    writeSafetensors(join(dir, 'y'), { none, 'a/ü': tensors['a/ü'], b }, { made: 'here' });
    t.deepEqual(readFileSync(join(dir, 'x')), readFileSync(join(dir, 'y')));
    t.deepEqual(readdirSync(dir).sort(), ['x', 'y']);
    const read = readSafetensors(join(dir, 'x'));
    t.deepEqual([...read.keys()], ['a/ü', 'b', 'none']);
    for (const [name, { shape, data }] of Object.entries(tensors)) {
        t.deepEqual([...read.get(name).shape], shape);
        t.deepEqual(read.get(name).load(), data);
    }
});
test('synthpedes convert: a folder of networks with ONNX files, and mistakes are explained', async (t) => {
    const { tensors } = await openCheckpoint(at('plip.pth.tar'));
    const bert = [...tensors].filter(([name]) => name.startsWith('TxtEncoder_state_dict'));
    const path = join(temporaryFolder(), 'bert.safetensors');
    writeSafetensors(path, Object.fromEntries(bert.map(([name, { shape, load }]) => [name, { shape, data: load() }])));
    const out = join(temporaryFolder(), 'bert');
    const run = ['convert', path, '--kind', 'bert', '--out', out];
    const dry = await synthpedes([...run, '--dry-run']);
    t.is(dry.code, 0, dry.stderr);
    t.false(existsSync(out));
    const { code, stdout, stderr } = await synthpedes([...run, '--onnx']);
    t.is(code, 0, stderr);
    t.regex(stdout, /text: bert/);
    t.deepEqual(readdirSync(out).sort(), ['network.json', 'text.onnx', 'text.safetensors']);
    t.is((await synthpedes(run)).code, 0);
    t.false(existsSync(join(out, 'text.onnx')), 'nothing of an earlier conversion is left');
    const wrong = await synthpedes(['convert', at('tensors.pth'), '--kind', 'gpt2', '--out', out]);
    t.is(wrong.code, 2);
    t.regex(wrong.stderr, /no tensor wte\.weight among state_dict\.plain[\s\S]*is --kind right/);
    const models = temporaryFolder();
    writeFileSync(join(models, 'image.onnx'), 'mine');
    t.is((await synthpedes([...run.slice(0, -1), models])).code, 2);
    t.deepEqual(readdirSync(models), ['image.onnx']);
    const foreign = await synthpedes([...run.slice(0, -1), HERE]);
    t.is(foreign.code, 2);
    t.regex(foreign.stderr, /holds no networks/);
});
test('synthpedes convert --kind plip: a model that is complete, and knows what it is', async (t) => {
    const out = join(temporaryFolder(), 'plip');
    const run = ['convert', at('plip.pth.tar'), '--kind', 'plip', '--out', out];
    const foreign = await synthpedes(run);
    t.is(foreign.code, 2);
    t.regex(foreign.stderr, /a vocabulary of 30522 pieces, a text encoder of 40[\s\S]*--vocabulary/);
    const vocabulary = writePlipVocabulary();
    const dry = await synthpedes([...run, '--vocabulary', vocabulary, '--dry-run']);
    t.is(dry.code, 0, dry.stderr);
    t.false(existsSync(out));
    const { code, stdout, stderr } = await synthpedes([...run, '--vocabulary', vocabulary]);
    t.is(code, 0, stderr);
    t.regex(stdout, /image: modified-resnet[\s\S]*text: bert[\s\S]*not used: Decoder_state_dict/);
    const files = ['image_encoder.onnx', 'plip.json', 'text_encoder.onnx', 'vocab.txt', 'weights.safetensors'];
    t.deepEqual(readdirSync(out).sort(), files);
    t.deepEqual(readFileSync(join(out, 'vocab.txt')), readFileSync(vocabulary));
    const sha256 = createHash('sha256')
        .update(readFileSync(at('plip.pth.tar')))
        .digest('hex');
    t.like(JSON.parse(readFileSync(join(out, 'plip.json'), 'utf8')), {
        textPool: 'pooler',
        embedding: 64,
        tokens: 16,
        input: { height: 256, width: 128, mean: [0.357, 0.323, 0.328], std: [0.252, 0.242, 0.239] },
        trainedOn: null,
        source: { file: 'plip.pth.tar', sha256 },
    });
    // What users run gives PyTorch's numbers.
    const image = await openSession(join(out, 'image_encoder.onnx'), { threads: 1 });
    const pictures = { dims: [2, 3, 256, 128], data: fill('images', 2 * 3 * 256 * 128) };
    close(t, (await image.run({ image: pictures })).embedding.data, EXPECTED.plip.embedding);
    const text = await openSession(join(out, 'text_encoder.onnx'), { threads: 1 });
    const row = (of) => ({
        dims: [3, 16],
        data: Int32Array.from({ length: 48 }, (_, i) => (i % 16 < 10 ? of(Math.floor(i / 16) * 10 + (i % 16)) : 0)),
    });
    const feeds = { input_ids: row((i) => (i * 7) % 40), attention_mask: row((i) => (i >= 16 && i < 20 ? 0 : 1)) };
    close(t, (await text.run(feeds)).embedding.data, EXPECTED.plip.pooled);
    await Promise.all([image.release(), text.release()]);
    t.is((await synthpedes([...run, '--vocabulary', vocabulary])).code, 0, 'an earlier conversion is replaced');
    const full = await synthpedes([...run.slice(0, -1), HERE, '--vocabulary', vocabulary]);
    t.is(full.code, 2);
    t.regex(full.stderr, /holds no PLIP/);
});
//# sourceMappingURL=checkpoints.test.js.map