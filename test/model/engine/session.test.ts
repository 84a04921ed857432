import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { openSession } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import { trace } from '../../../model/engine/trace.js';
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

test('a traced graph with a named batch axis runs at any batch size and reports its shapes', async (t) => {
  const { bytes } = trace(
    ({ x }) => ({ y: tf.sum(tf.square(x), 1) }),
    { x: { shape: [2, 3] } },
    { dynamic: { x: { 0: 'n' }, y: { 0: 'n' } } },
  );
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
