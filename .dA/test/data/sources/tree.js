import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';
/** A temporary folder with these files; those of a list are empty, those of an object have the given content. */
export function makeTree(files) {
    const root = temporaryFolder();
    const contents = Array.isArray(files)
        ? files.map((file) => [file, ''])
        : Object.entries(files);
    for (const [file, content] of contents) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), content);
    }
    return root;
}
export async function scanAll(reader) {
    const images = [];
    const ignored = [];
    for await (const image of reader.scan((path) => ignored.push(path)))
        images.push(image);
    return { images, keys: images.map(({ key }) => key), ignored };
}
/** What the user sees when something is refused, with the temporary folder's name taken out. */
export async function complaint(root, action) {
    try {
        await action();
    }
    catch (error) {
        if (error instanceof UserError)
            return `${error.code}: ${error.format().replaceAll(root, 'DIR')}`;
        throw error;
    }
    return 'none';
}
/** Bytewise order of UTF-8, by Buffer. */
export function isAscending(keys) {
    return keys.every((key, i) => i === 0 || Buffer.compare(Buffer.from(keys[i - 1]), Buffer.from(key)) < 0);
}
//# sourceMappingURL=tree.js.map