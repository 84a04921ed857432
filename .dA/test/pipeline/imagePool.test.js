import test from 'ava';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { openImagePool } from '../../pipeline/imagePool.js';
import { UserError } from '../../schemas/userError.js';
import { portrait, put, writeCaptioner } from './world.js';
import { temporaryFolder } from '../temporary.js';
const dir = temporaryFolder();
const pictures = await Promise.all(Array.from({ length: 150 }, (_, i) => portrait(i, 0)));
// All pictures in one container, one after the other, as an LMDB holds them; and a few as files.
put(join(dir, 'container'), Buffer.concat([Buffer.from('head'), ...pictures]));
let offset = 4;
const ranges = pictures.map(({ length }) => {
    const range = { path: join(dir, 'container'), offset, length };
    offset += length;
    return range;
});
pictures.slice(0, 3).forEach((bytes, i) => put(join(dir, `${i}.jpg`), bytes));
put(join(dir, 'empty.jpg'), '');
await writeCaptioner(join(dir, 'captioner'));
const model = {
    path: join(dir, 'captioner', 'model.onnx'),
    height: 32,
    width: 16,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
    outputs: ['feature'],
};
let pool;
test.before(() => void (pool = openImagePool({ threads: 2 })));
test.after.always(async () => {
    await pool.close();
});
test('verdicts come in the order of the ranges, with size and hash of the very bytes', async (t) => {
    const verdicts = await pool.verify(ranges);
    verdicts.forEach((verdict, i) => {
        const sha256 = new Uint8Array(createHash('sha256').update(pictures[i]).digest());
        t.deepEqual(verdict, { kind: 'keep', value: { width: 24, height: 48, format: 'jpeg', sha256 } });
    });
});
test('a bad image is a drop with its reason, and the ones around it are what they would be without it', async (t) => {
    const alone = await pool.infer(ranges.slice(0, 3), model);
    const bad = [
        { path: join(dir, 'nobody.jpg'), offset: 0, length: 10 },
        { path: join(dir, 'empty.jpg'), offset: 0, length: 0 },
        { path: join(dir, 'container'), offset: offset - 100, length: 5000 },
        { path: join(dir, 'container'), offset: 1, length: 500 },
    ];
    const mixed = await pool.infer([bad[0], ranges[0], bad[1], ranges[1], bad[2], ranges[2], bad[3]], model);
    t.deepEqual(mixed.map((verdict) => (verdict.kind === 'drop' ? verdict.reason : 'kept')), ['unreadable', 'kept', 'empty', 'kept', 'truncated', 'kept', 'foreign']);
    t.deepEqual([mixed[1], mixed[3], mixed[5]], alone);
});
test('a result does not depend on what came along in the batch, to the bit', async (t) => {
    const all = await pool.infer(ranges, model);
    for (const i of [0, 17, 64, 149])
        t.deepEqual((await pool.infer([ranges[i]], model))[0], all[i]);
});
test('the model sees RGB / 255 minus mean over std: the feature of a plain picture, by hand', async (t) => {
    const [verdict] = await pool.decode([ranges[5]], 32, 16);
    const [feature] = await pool.infer([ranges[5]], model);
    if (verdict.kind === 'drop' || feature.kind === 'drop')
        return t.fail();
    for (let channel = 0; channel < 3; channel++) {
        for (let half = 0; half < 2; half++) {
            let sum = 0;
            for (let p = half * 256; p < half * 256 + 256; p++)
                sum += (verdict.value[p * 3 + channel] / 255 - 0.5) / 0.25;
            t.true(Math.abs(feature.value[0][channel * 2 + half] - sum / 256) < 1e-5);
        }
    }
});
test('one file can be asked for different outputs', async (t) => {
    const [feature] = await pool.infer([ranges[0]], model);
    const [logits] = await pool.infer([ranges[0]], { ...model, outputs: ['logits'] });
    t.is(feature.kind === 'keep' && feature.value[0].length, 6);
    t.true(logits.kind === 'keep' && logits.value[0].length > 40);
});
test("a model that cannot run is the user's mistake, across threads", async (t) => {
    const wrong = async (change) => t.throwsAsync(pool.infer(ranges.slice(0, 1), { ...model, ...change }), { instanceOf: UserError });
    t.regex((await wrong({ path: join(dir, '0.jpg') })).message, /Cannot open .* as an ONNX model/);
    t.regex((await wrong({ height: 64 })).got ?? '', /3, 32, 16/);
    const noOutput = await wrong({ outputs: ['features'] });
    t.is(noOutput.code, 'bad_model');
    t.regex(noOutput.got ?? '', /logits, feature/);
    t.is((await pool.verify(ranges.slice(0, 1)))[0].kind, 'keep', 'the pool lives on');
});
//# sourceMappingURL=imagePool.test.js.map