// Where every image of an export is from: one JSON line an image, read back to find an image by its exported path.
import { createReadStream, existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
export const PROVENANCE = 'provenance.jsonl';
export function originLine(origin) {
    return `${JSON.stringify(origin)}\n`;
}
/** The first origin of an export that matches; streams, as an export may have millions. */
export async function findOrigin(out, matches) {
    const path = join(out, PROVENANCE);
    if (!existsSync(path))
        return undefined;
    const input = createReadStream(path);
    try {
        for await (const line of createInterface({ input })) {
            const origin = JSON.parse(line);
            if (matches(origin))
                return origin;
        }
    }
    finally {
        input.destroy();
    }
    return undefined;
}
/** Notes in the workspace where its last export went. */
export async function rememberExport(paths, out) {
    await writeFile(paths.lastExport, `${out}\n`);
}
/** Undefined where nothing has been exported yet. */
export async function lastExport(paths) {
    return existsSync(paths.lastExport) ? (await readFile(paths.lastExport, 'utf8')).trimEnd() : undefined;
}
//# sourceMappingURL=provenance.js.map