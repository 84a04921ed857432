// What is loaded before a command runs: a slow import at the top of a file is paid by every --help.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
const BUILT = fileURLToPath(new URL('../../', import.meta.url));
/** Packages that a built file and all that it imports at their tops import. */
function packagesOf(file) {
    const seen = new Set();
    const packages = new Set();
    const visit = (path) => {
        if (seen.has(path))
            return;
        seen.add(path);
        for (const [, name] of readFileSync(path, 'utf8').matchAll(/^(?:import|export)\b[^=(';]*'([^']+)';/gm)) {
            if (name.startsWith('.'))
                visit(resolve(dirname(path), name));
            else if (!name.startsWith('node:'))
                packages.add(name);
        }
    };
    visit(resolve(BUILT, file));
    return [...packages].sort();
}
test('the command line itself stands on its parser alone', (t) => {
    t.deepEqual(packagesOf('pipeline/cli.js'), ['commander']);
});
test('a worker that only decodes loads no networks, and a look at the workspace no codecs either', (t) => {
    t.deepEqual(packagesOf('pipeline/imageWorker.js'), ['sharp']);
    t.deepEqual(packagesOf('pipeline/status.js'), ['better-sqlite3', 'zod']);
    // What the walk is to find where it is.
    t.true(packagesOf('pipeline/trainCaptioner.js').includes('@tensorflow/tfjs'));
});
//# sourceMappingURL=startup.test.js.map