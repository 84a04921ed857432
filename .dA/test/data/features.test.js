import test from 'ava';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFeatureReader, openFeatureWriter, readFeatureHeader } from '../../data/features.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
const HEADER = { columns: 3, model: 'abc' };
function newFile() {
    return join(temporaryFolder(), 'features.f32');
}
/** Row r is [r, r + 0.25, r + 0.5]. */
function rowsOf(...rows) {
    return Float32Array.from(rows.flatMap((r) => [r, r + 0.25, r + 0.5]));
}
function filled(path, count) {
    const writer = openFeatureWriter(path, HEADER, 0);
    writer.append(rowsOf(...Array(count).keys()));
    writer.close();
}
function codeOf(error) {
    return error instanceof UserError ? error.code : undefined;
}
test('rows come back by number, alone, as a range, and in any order', (t) => {
    const path = newFile();
    const writer = openFeatureWriter(path, HEADER, 0);
    t.is(writer.append(rowsOf(0, 1)), 0);
    t.is(writer.append(new Float32Array()), 2);
    t.is(writer.append(rowsOf(9, 2, 3, 4, 9).subarray(3, 12)), 2, 'a view into a larger array');
    writer.flush();
    const reader = openFeatureReader(path, HEADER);
    t.deepEqual(reader.range(1, 2), rowsOf(1, 2));
    t.deepEqual(reader.rows([4, 0, 1, 2, 1]), rowsOf(4, 0, 1, 2, 1));
    t.deepEqual(reader.rows([]), new Float32Array());
    t.is(writer.append(rowsOf(5)), 5);
    t.deepEqual(reader.rows([5]), rowsOf(5), 'a reader sees what is appended later');
    reader.close();
    writer.close();
});
test('the file is bare little-endian float32, its header is JSON beside it', (t) => {
    const path = newFile();
    filled(path, 2);
    const bytes = readFileSync(path);
    t.is(bytes.length, 2 * 3 * 4);
    t.deepEqual(Array.from({ length: 6 }, (_, i) => bytes.readFloatLE(4 * i)), [0, 0.25, 0.5, 1, 1.25, 1.5]);
    t.deepEqual(JSON.parse(readFileSync(`${path}.json`, 'utf8')), HEADER);
    t.deepEqual(readFeatureHeader(path), HEADER);
});
test('what lies past the committed rows, whole or torn, is cut off and written again', (t) => {
    const path = newFile();
    filled(path, 5);
    appendFileSync(path, Buffer.from([1, 2, 3, 4, 5, 6, 7]));
    const writer = openFeatureWriter(path, HEADER, 2);
    t.is(statSync(path).size, 2 * 12);
    t.is(writer.append(rowsOf(7)), 2);
    writer.close();
    const reader = openFeatureReader(path, HEADER);
    t.deepEqual(reader.range(0, 3), rowsOf(0, 1, 7));
    reader.close();
});
test('with nothing committed a file of another model is started over', (t) => {
    const path = newFile();
    filled(path, 5);
    openFeatureWriter(path, { columns: 2, model: 'other' }, 0).close();
    t.is(statSync(path).size, 0);
    t.deepEqual(readFeatureHeader(path), { columns: 2, model: 'other' });
});
test('with rows committed another model or width is refused, and the file stays as it is', (t) => {
    const path = newFile();
    filled(path, 5);
    for (const header of [
        { columns: 3, model: 'other' },
        { columns: 2, model: 'abc' },
    ]) {
        t.is(codeOf(t.throws(() => openFeatureWriter(path, header, 1))), 'bad_file');
        t.is(codeOf(t.throws(() => openFeatureReader(path, header))), 'bad_file');
    }
    t.is(statSync(path).size, 60);
});
test('a file that lost committed rows is an error that says how many', (t) => {
    const path = newFile();
    filled(path, 5);
    truncateSync(path, 30);
    const error = t.throws(() => openFeatureWriter(path, HEADER, 5), { instanceOf: UserError });
    t.is(error.got, '2 rows (expected at least 5)');
    const reader = openFeatureReader(path, HEADER);
    t.is(codeOf(t.throws(() => reader.range(1, 2))), 'bad_file');
    t.deepEqual(reader.range(1, 1), rowsOf(1));
    reader.close();
});
test('a header that is missing, torn or of another kind is an error', (t) => {
    const path = newFile();
    t.is(codeOf(t.throws(() => openFeatureReader(path, HEADER))), 'bad_file');
    filled(path, 1);
    for (const text of ['', '{"columns": 3', '{"columns": 0, "model": "abc"}', '[]']) {
        writeFileSync(`${path}.json`, text);
        t.is(codeOf(t.throws(() => readFeatureHeader(path))), 'bad_file', text);
    }
});
test('half a row cannot be appended', (t) => {
    const path = newFile();
    const writer = openFeatureWriter(path, HEADER, 0);
    t.throws(() => writer.append(new Float32Array(4)), { message: '4 numbers are no rows of 3' });
    t.is(writer.append(rowsOf(0)), 0);
    writer.close();
});
test('a writer that is killed does no harm: the committed rows are there, the next run goes on after them', async (t) => {
    const path = newFile();
    const module = new URL('../../data/features.js', import.meta.url).href;
    // Commits (prints) a row only after it is flushed, and writes as fast as it can until it is killed.
    const script = `
    import { openFeatureWriter } from ${JSON.stringify(module)};
    const writer = openFeatureWriter(${JSON.stringify(path)}, ${JSON.stringify(HEADER)}, 0);
    for (let r = 0; ; r++) {
      writer.append(Float32Array.from([r, r + 0.25, r + 0.5]));
      writer.flush();
      process.stdout.write(r + 1 + '\\n');
      if (r % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk) => {
        printed += chunk.toString();
        if (printed.length > 2000)
            child.kill('SIGKILL');
    });
    await once(child, 'close');
    const committed = Number(printed.split('\n').at(-2));
    t.true(committed > 100);
    const writer = openFeatureWriter(path, HEADER, committed);
    t.is(writer.append(rowsOf(-1)), committed);
    writer.close();
    const reader = openFeatureReader(path, HEADER);
    t.deepEqual(reader.range(0, committed + 1), rowsOf(...Array(committed).keys(), -1));
    reader.close();
});
//# sourceMappingURL=features.test.js.map