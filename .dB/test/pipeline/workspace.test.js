import test from 'ava';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openWorkspace, readWorkspace } from '../../pipeline/workspace.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
function withDir(body) {
    const dir = temporaryFolder();
    body(dir);
}
const silent = () => undefined;
test('a second writer is refused with the first one named', (t) => {
    withDir((dir) => {
        openWorkspace(dir, silent).close();
        // Process 1 lives on every machine that has processes.
        writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 1, host: hostname() }));
        const error = t.throws(() => openWorkspace(dir, silent), { instanceOf: UserError });
        t.is(error.code, 'workspace_locked');
        t.is(error.got, `process 1 on ${hostname()}`);
        writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 999_999_999, host: 'elsewhere' }));
        t.throws(() => openWorkspace(dir, silent), { instanceOf: UserError, message: /Another process/ });
    });
});
test("a dead writer's lock is taken over with a note, and so is one that was never finished", (t) => {
    withDir((dir) => {
        const { pid } = spawnSync(process.execPath, ['-e', '']);
        const notes = [];
        for (const text of [JSON.stringify({ pid, host: hostname() }), '']) {
            writeFileSync(join(dir, 'lock'), text);
            openWorkspace(dir, (note) => notes.push(note)).close();
        }
        t.regex(notes[0], new RegExp(`process ${pid}`));
        t.regex(notes[1], /died early/);
        t.false(existsSync(join(dir, 'lock')));
    });
});
test('a reader needs a manifest, and may look beside a writer', (t) => {
    withDir((dir) => {
        const error = t.throws(() => readWorkspace(dir), { instanceOf: UserError });
        t.is(error.code, 'missing_input');
        const writer = openWorkspace(dir, silent);
        const reader = readWorkspace(dir);
        t.is(reader.database.prepare('SELECT count(*) FROM images').pluck().get(), 0);
        t.throws(() => reader.database.prepare('DELETE FROM images').run(), { any: true, message: /readonly/ });
        reader.close();
        writer.close();
    });
});
test('a failure while opening leaves no lock behind', (t) => {
    withDir((dir) => {
        writeFileSync(join(dir, 'manifest.sqlite'), 'not a database, but long enough to look like a file of one, perhaps');
        t.throws(() => openWorkspace(dir, silent), { instanceOf: UserError, message: /not a manifest/ });
        t.false(existsSync(join(dir, 'lock')));
    });
});
//# sourceMappingURL=workspace.test.js.map