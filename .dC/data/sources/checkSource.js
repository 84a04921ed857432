/** What `doctor` says of a source's folder: quick looks, no scan. */
import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../schemas/userError.js';
import { differences } from './catalogue.js';
import { openSource } from './openSource.js';
/** Images at the head of the source that are looked at. */
const LOOKED_AT = 20;
export async function checkSource(kind, dir) {
    try {
        const reader = await openSource(kind, dir);
        const notes = [...reader.notes, ...differences(kind, { images: reader.expectedCount })];
        return { layout: reader.layout, problems: [], notes: [...notes, ...(await headNotes(reader))] };
    }
    catch (error) {
        if (error instanceof UserError)
            return { problems: [error.format()], notes: [] };
        throw error;
    }
}
async function headNotes(reader) {
    const bad = [];
    let count = 0;
    for await (const image of reader.scan()) {
        if (!startsAsImage(image))
            bad.push(image);
        if (++count === LOOKED_AT)
            break;
    }
    if (bad.length === 0)
        return [];
    return [`${bad.length} of the first ${count} images are empty, unreadable or no pictures, ${bad[0].key} first`];
}
/** The first bytes of a JPEG, PNG, WebP or BMP. */
function startsAsImage({ bytes }) {
    const head = Buffer.alloc(Math.min(4, bytes.length));
    try {
        const fd = openSync(bytes.path, 'r');
        try {
            readSync(fd, head, 0, head.length, bytes.offset);
        }
        finally {
            closeSync(fd);
        }
    }
    catch {
        return false;
    }
    return ['\xff\xd8', '\x89PNG', 'RIFF', 'BM'].some((magic) => head.toString('latin1').startsWith(magic));
}
//# sourceMappingURL=checkSource.js.map