// A training's process: whatever its end, the caller hears of it, and it never outlives the caller.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { runApart } from '../../../model/train/process.js';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';
const SCRIPT = new URL('./script.js', import.meta.url);
const run = (start, options = {}) => runApart(SCRIPT, start, options);
test('a result comes back with its arrays, after the progress, from under the tuned allocator', async (t) => {
    const progress = [];
    const numbers = Float32Array.of(1, 2.5);
    const result = await run({ end: 'done', numbers }, { onProgress: (n) => progress.push(n) });
    t.deepEqual(result, { doubled: Float32Array.of(2, 5), allocator: '0' });
    t.deepEqual(progress, [1]);
});
test('asked to stop, it stops and gives nothing', async (t) => {
    const controller = new AbortController();
    t.is(await run({ end: 'stopped' }, { signal: controller.signal, onProgress: () => controller.abort() }), undefined);
});
test("a user's mistake keeps its words, a crash its cause, and an end without a result is an error", async (t) => {
    const mistake = await t.throwsAsync(run({ end: 'mistake' }), { instanceOf: UserError });
    t.deepEqual([mistake.code, mistake.message, mistake.got, mistake.fix], ['bad_file', 'wrong', 'this', 'that']);
    const crash = await t.throwsAsync(run({ end: 'crash' }));
    t.is(crash.cause.message, 'broken');
    t.regex(crash.cause.stack, /script\.[jt]s/);
    await t.throwsAsync(run({ end: 'exit' }), { message: /ended with exit code 3/ });
    await t.throwsAsync(run({ end: 'killed' }), { message: /ended with SIGKILL/ });
    await t.throwsAsync(runApart(new URL('./nothing.js', import.meta.url), {}, {}), {
        message: /ended with exit code 1/,
    });
});
const isAlive = (pid) => {
    try {
        return process.kill(pid, 0);
    }
    catch {
        return false;
    }
};
test('a caller that is killed takes it along', async (t) => {
    const file = join(temporaryFolder(), 'pid');
    const code = `import { runApart } from ${JSON.stringify(new URL('../../../model/train/process.js', import.meta.url).href)};
    await runApart(new URL(${JSON.stringify(SCRIPT.href)}), { end: 'stopped', file: ${JSON.stringify(file)} }, {});`;
    const caller = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
    while (!existsSync(file) || readFileSync(file, 'utf8') === '')
        await setTimeout(20);
    const pid = Number(readFileSync(file, 'utf8'));
    t.true(isAlive(pid));
    caller.kill('SIGKILL');
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 20)
        await setTimeout(20);
    t.false(isAlive(pid));
});
//# sourceMappingURL=process.test.js.map