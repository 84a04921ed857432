import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { describeModel, NEVER, RESEARCH_ONLY } from '../../schemas/captioner.js';
import { readCaptioner } from '../../schemas/captionerFolder.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
async function folder() {
    const path = temporaryFolder();
    writeFileSync(join(path, 'model.onnx'), 'abc');
    const captioner = {
        format: 1,
        kind: 'attribute-classifier',
        model: await describeModel(join(path, 'model.onnx')),
        input: { height: 128, width: 64, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
        featureDimension: 64,
        heads: [{ name: 'gender', kind: 'softmax', classes: ['male', 'female'] }],
        calibration: {
            precision: 0.8,
            minimumImages: 10,
            minimumIdentities: 3,
            heads: { gender: { temperature: 1.5, classes: { male: 0.6, female: NEVER } } },
            someBag: NEVER,
            none: NEVER,
        },
        phraseRules: 1,
        training: [],
        recipe: { preset: 'tiny', epochs: 1, seed: 0, heldOut: 0.2, precision: 0.8, backend: 'onnx', annotation: 'a' },
        metrics: [{ head: 'gender', accuracy: 0.9, precision: null }],
        licence: RESEARCH_ONLY,
    };
    write(path, captioner);
    return { path, captioner };
}
const write = (path, value) => writeFileSync(join(path, 'captioner.json'), JSON.stringify(value));
async function failure(path) {
    const error = await readCaptioner(path).catch((each) => each);
    if (!(error instanceof UserError))
        throw error;
    return `${error.code} ${error.format()}`;
}
test('what is written is read back, with the path of the model', async (t) => {
    const { path, captioner } = await folder();
    t.deepEqual(await readCaptioner(path), {
        kind: 'attribute-classifier',
        captioner,
        modelPath: join(path, 'model.onnx'),
    });
    // sha256 of "abc", FIPS 180-2
    t.is(captioner.model.sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    t.is(captioner.model.bytes, 3);
});
test('a missing folder, description or model is named', async (t) => {
    const { path } = await folder();
    t.regex(await failure(join(path, 'no')), /^missing_path [^]*train classifier/);
    rmSync(join(path, 'model.onnx'));
    t.regex(await failure(path), /^missing_input [^]*model\.onnx is missing/);
    rmSync(join(path, 'captioner.json'));
    t.regex(await failure(path), /^missing_input [^]*captioner\.json is missing/);
});
test('a model of another training run is refused', async (t) => {
    const { path } = await folder();
    writeFileSync(join(path, 'model.onnx'), 'abd');
    t.regex(await failure(path), /^bad_model [^]*is not the file[^]*expected 3 bytes, ba7816bf8f01/);
});
test('descriptions that cannot be used say why', async (t) => {
    const { path, captioner } = await folder();
    const broken = [
        [/^bad_model [^]*format 2/, { ...captioner, format: 2 }],
        [/^bad_model [^]*kind "other"/, { ...captioner, kind: 'other' }],
        [/^bad_model [^]*format undefined/, null],
        [/^bad_file [^]*height/, { ...captioner, input: { ...captioner.input, height: 0 } }],
        [/^bad_file [^]*heads/, { ...captioner, heads: [] }],
        [
            /^bad_model [^]*head hat has no thresholds/,
            { ...captioner, heads: [...captioner.heads, { name: 'hat', kind: 'sigmoid', classes: ['hat'] }] },
        ],
        [
            /^bad_model [^]*class other of head gender/,
            { ...captioner, heads: [{ name: 'gender', kind: 'softmax', classes: ['male', 'other'] }] },
        ],
        [
            /^bad_model [^]*thresholds of gender, which is no head/,
            {
                ...captioner,
                heads: [{ name: 'hat', kind: 'sigmoid', classes: ['hat'] }],
                calibration: {
                    ...captioner.calibration,
                    heads: { ...captioner.calibration.heads, hat: { temperature: 1, classes: { hat: 0.5 } } },
                },
            },
        ],
    ];
    for (const [message, value] of broken) {
        write(path, value);
        t.regex(await failure(path), message);
    }
    writeFileSync(join(path, 'captioner.json'), '{');
    t.regex(await failure(path), /^bad_file [^]*no JSON/);
});
//# sourceMappingURL=captioner.test.js.map