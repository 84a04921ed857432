import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
const folders = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
/** A new temporary folder, removed when this process ends. */
export function temporaryFolder() {
    const folder = mkdtempSync(join(tmpdir(), 'synthpedes-'));
    folders.push(folder);
    return folder;
}
//# sourceMappingURL=temporary.js.map