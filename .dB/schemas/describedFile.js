/** Folders of trained models: a description in JSON that names the files beside it by size and hash. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { UserError } from './userError.js';
export const describedFile = z.strictObject({
    bytes: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
/**
 * The text of a folder's description.
 * @param fix what to do where there is no such folder
 * @throws UserError missing_path (no folder), missing_input (no description in it)
 */
export async function readDescription(kind, folder, fix) {
    const isFolder = await stat(folder).then((found) => found.isDirectory(), () => false);
    if (!isFolder)
        throw new UserError('missing_path', { what: `There is no ${kind.title} folder ${folder}.`, fix });
    return readFile(join(folder, kind.description), 'utf8').catch((error) => {
        if (error.code === 'ENOENT')
            throw missingFile(kind, folder, kind.description);
        throw error;
    });
}
/** @throws UserError missing_input where the file is not there, bad_model where it is another one */
export async function requireFile(kind, folder, name, expected) {
    const path = join(folder, name);
    const found = await describeFile(path).catch((error) => {
        if (error.code === 'ENOENT')
            throw missingFile(kind, folder, name);
        throw error;
    });
    if (found.sha256 !== expected.sha256)
        throw new UserError('bad_model', {
            what: `${path} is not the file that ${kind.description} describes.`,
            got: `${found.bytes} bytes, sha256 ${found.sha256.slice(0, 12)}... (expected ${expected.bytes} bytes, ${expected.sha256.slice(0, 12)}...)`,
            fix: 'copy all files from one training run',
        });
}
export async function describeFile(path) {
    const hash = createHash('sha256');
    let bytes = 0;
    await pipeline(createReadStream(path), async (chunks) => {
        for await (const chunk of chunks) {
            bytes += chunk.length;
            hash.update(chunk);
        }
    });
    return { bytes, sha256: hash.digest('hex') };
}
function missingFile({ title, remedy }, folder, file) {
    return new UserError('missing_input', {
        what: `The ${title} folder ${folder} has no ${file}.`,
        got: `${file} is missing`,
        fix: `copy the whole folder, or ${remedy}`,
    });
}
//# sourceMappingURL=describedFile.js.map