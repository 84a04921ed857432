// `engine explain` tells where a step's time goes and how its expressions do beside their rivals.
import test from 'ava';
import { describeEngine } from '../../pipeline/explainEngine.js';
import { succeed, synthpedes } from './world.js';
test('parts of a step by op, and rivals of its expressions', async (t) => {
    const args = ['engine', 'explain', 'tiny', '--batch', '2', '--set', 'threads=1'];
    const explained = (await succeed(args));
    t.like(explained, { preset: 'tiny', images: 2 });
    t.true(explained.seconds > 0);
    for (const op of ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'BatchMatMul', 'LayerNorm'])
        t.true(explained.parts.find((part) => part.op === op).milliseconds > 0, op);
    const problems = Object.entries(explained.expressions);
    t.true(problems.length > 10);
    for (const [key, { count, times }] of problems) {
        t.true(count > 0 && Object.keys(times).length > 1, key);
        t.true(Object.values(times).every((time) => time > 0), key);
    }
    const text = describeEngine(explained);
    t.regex(text, /Conv2DBackpropInput, dy 2x16x8x\d+, filter 3x3x\d+x\d+, strides 1, pad 1\n +convolution\* [\d.]+/);
    t.regex(text, /shifts\* [\d.]+.*pictures [\d.]+/);
});
test('a preset that there is not is named', async (t) => {
    const { code, stderr } = await synthpedes(['engine', 'explain', 'huge']);
    t.is(code, 2);
    t.regex(stderr, /paper-rn50/);
});
//# sourceMappingURL=engine.test.js.map