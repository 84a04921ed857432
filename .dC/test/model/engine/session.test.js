import { readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { openSession } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import { compile, trace } from '../../../model/engine/trace.js';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';
test('a file that is no ONNX model is a bad_model, a missing one a missing_path', async (t) => {
    const folder = temporaryFolder();
    const path = join(folder, 'model.onnx');
    await writeFile(path, 'not a model');
    const bad = await t.throwsAsync(openSession(path), { instanceOf: UserError });
    t.like(bad, { code: 'bad_model' });
    t.true(bad.message.includes(path));
    const missing = await t.throwsAsync(openSession(join(folder, 'none.onnx')), { instanceOf: UserError });
    t.like(missing, { code: 'missing_path' });
});
test('a graph that is cached is opened from the cache, gives the same bits, and is made again where the file is damaged', async (t) => {
    const cache = temporaryFolder();
    const random = seededRandom('cache');
    const specs = {
        images: { shape: [2, 16, 8, 3], layout: 'nchw' },
        filter: { shape: [3, 3, 3, 8], layout: 'oihw' },
    };
    const fn = ({ images, filter }) => {
        const loss = (f) => tf.mean(tf.relu(tf.conv2d(images, f, 1, 1)));
        return { gradient: tf.grad(loss)(filter) };
    };
    const feeds = {
        images: Float32Array.from({ length: 2 * 16 * 8 * 3 }, random),
        filter: Float32Array.from({ length: 27 * 8 }, random),
    };
    const gradient = async (options) => {
        const compiled = await compile(fn, specs, options);
        const result = await compiled.run(feeds);
        await compiled.release();
        return result.gradient;
    };
    const expected = await gradient({ threads: 1 });
    t.deepEqual(await gradient({ cache, threads: 1 }), expected);
    const [name, ...more] = readdirSync(cache);
    t.deepEqual(more, []);
    const made = statSync(join(cache, name)).mtimeMs;
    t.deepEqual(await gradient({ cache, threads: 1 }), expected);
    t.is(statSync(join(cache, name)).mtimeMs, made, 'nothing is made a second time');
    await writeFile(join(cache, name), 'damaged');
    t.deepEqual(await gradient({ cache, threads: 1 }), expected);
    t.true(statSync(join(cache, name)).size > 100);
    await gradient({ cache, threads: 2 });
    t.is(readdirSync(cache).length, 2, 'another number of threads is another graph');
});
test('a traced graph with a named batch axis runs at any batch size and reports its shapes', async (t) => {
    const { bytes } = trace(({ x }) => ({ y: tf.sum(tf.square(x), 1) }), { x: { shape: [2, 3] } }, { dynamic: { x: { 0: 'n' }, y: { 0: 'n' } } });
    const session = await openSession(bytes, { threads: 1 });
    t.deepEqual(session.inputShapes, { x: ['n', 3] });
    t.deepEqual(session.outputNames, ['y']);
    for (const rows of [1, 2, 5]) {
        const data = Float32Array.from({ length: rows * 3 }, (_, i) => i);
        const { y } = await session.run({ x: { data, dims: [rows, 3] } });
        const sums = Array.from({ length: rows }, (_, r) => (3 * r) ** 2 + (3 * r + 1) ** 2 + (3 * r + 2) ** 2);
        t.deepEqual([...y.data], sums);
    }
});
//# sourceMappingURL=session.test.js.map