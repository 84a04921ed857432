import test from 'ava';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesUpTo, openCurves } from '../../../model/train/curves.js';
import { temporaryFolder } from '../../temporary.js';
test('lines of steps after the resumed one, and torn ones, are cut off', (t) => {
    const lines = '{"step":1,"loss":2}\n{"step":2,"loss":1}\n{"epoch":1,"step":2}\n{"step":3,"loss":1}\n{"step":4,"lo';
    t.is(linesUpTo(lines, 2), '{"step":1,"loss":2}\n{"step":2,"loss":1}\n{"epoch":1,"step":2}\n');
    t.is(linesUpTo(lines, 9).split('\n').length, 5);
    t.is(linesUpTo(lines, 0), '');
    t.is(linesUpTo('', 5), '');
    t.is(linesUpTo('null\n{}\n[1]\n', 5), '', 'what is no point');
});
test('no step stands twice in the curves of a training that was stopped and went on', (t) => {
    const path = join(temporaryFolder(), 'captioner', 'metrics.jsonl');
    const read = () => readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    const first = openCurves(path);
    for (const step of [1, 2, 3, 4])
        first.append({ step, loss: 10 - step, part: 'train' });
    t.is(read().length, 4, 'flushed before it is closed');
    first.close();
    appendFileSync(path, '{"step":5,"lo');
    const second = openCurves(path, 2);
    second.append({ step: 3, loss: NaN });
    second.close();
    t.deepEqual(read(), [
        { step: 1, loss: 9, part: 'train' },
        { step: 2, loss: 8, part: 'train' },
        { step: 3, loss: null },
    ]);
    openCurves(path, 0).close();
    t.deepEqual(read(), []);
    const anew = openCurves(path);
    anew.append({ step: 1 });
    anew.close();
    openCurves(path).close();
    t.deepEqual(read(), [], 'a training from the start');
});
//# sourceMappingURL=curves.test.js.map