// `annotate --images`: answers come one by one, in order, and a picture that is none is said in its place.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { temporaryFolder } from '../temporary.js';
import { portrait, put, succeed, synthpedes, writeCaptioner } from './world.js';
const CLI = fileURLToPath(new URL('../../pipeline/cli.js', import.meta.url));
/** As many pictures as are given, `2.jpg` of them broken. */
async function pictures(count) {
    const dir = temporaryFolder();
    const [folder, captioner] = [join(dir, 'pictures'), join(dir, 'captioner')];
    const some = await Promise.all([0, 1, 2, 3].map((person) => portrait(person, 0)));
    for (let i = 0; i < count; i++)
        put(join(folder, `${i}.jpg`), i === 2 ? 'no picture' : some[i % 4]);
    put(join(folder, 'notes.txt'), 'left alone');
    await writeCaptioner(captioner);
    return { folder, captioner };
}
test('an array with an answer a line; a broken picture has its reason in its place', async (t) => {
    const { folder, captioner } = await pictures(5);
    const args = ['annotate', '--captioner', captioner, '--images', folder];
    const { code, stdout } = await synthpedes([...args, '--json', '--quiet']);
    t.is(code, 0);
    const lines = stdout.trimEnd().split('\n');
    t.is(lines.length, 7);
    const described = JSON.parse(stdout);
    t.deepEqual(lines.slice(1, -1).map((line) => JSON.parse(line.replace(/,$/, '')).file_path), [0, 1, 2, 3, 4].map((i) => `${i}.jpg`));
    t.deepEqual(described.map(({ attributes, dropped }) => [attributes?.[0].split(',').length, typeof dropped]), [0, 1, 2, 3, 4].map((i) => (i === 2 ? [undefined, 'string'] : [6, 'undefined'])));
    const text = await synthpedes([...args, '--quiet']);
    t.regex(text.stdout, /^0\.jpg\n {2}gender: [^]*\n2\.jpg\n {2}not described: .+\n3\.jpg\n/);
    t.deepEqual(await succeed(args), described);
});
test('answers are there while others are still to come: a run that is stopped has printed the first ones', async (t) => {
    const { folder, captioner } = await pictures(3000);
    const child = spawn(process.execPath, [CLI, 'annotate', '--captioner', captioner, '--images', folder, '--json'], {
        stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const seen = [];
    for await (const line of createInterface({ input: child.stdout }))
        if (seen.push(line) === 2)
            child.kill('SIGINT');
    t.is(await ended, 130);
    const answers = seen.slice(1).map((line) => JSON.parse(line.replace(/,$/, '')));
    t.true(answers.length > 0 && answers.length < 3000, `${answers.length} of 3000`);
    t.is(answers[0].file_path, '0.jpg');
});
//# sourceMappingURL=describeImages.test.js.map