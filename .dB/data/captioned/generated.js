// Generated captions on disk: JSON lines of `{"file_path", "captions", "attributes"}`, or an exported annotation.
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { UserError } from '../../schemas/userError.js';
/**
 * Captions by image: one JSON object a line (an exported annotation has commas and brackets around them).
 * @throws UserError missing_path, bad_file
 */
export async function readGenerated(path) {
    if (!existsSync(path))
        throw new UserError('missing_path', {
            what: `There are no captions at ${path}.`,
            fix: 'give the file with --captions',
        });
    const found = new Map();
    const lines = createInterface({ input: createReadStream(path) });
    let number = 0;
    for await (const line of lines) {
        number++;
        const text = line.trim().replace(/,$/, '');
        if (text === '' || text === '[' || text === ']')
            continue;
        const { file_path: key, captions, attributes } = parseLine(path, number, text);
        if (typeof key !== 'string' || !Array.isArray(captions) || !captions.every((each) => typeof each === 'string'))
            throw badLine(path, number, text);
        const [six] = Array.isArray(attributes) ? attributes : [];
        if (six !== undefined && (typeof six !== 'string' || six.split(',').length !== 6))
            throw badLine(path, number, text);
        found.set(key, { captions, attributes: six });
    }
    return found;
}
function parseLine(path, number, text) {
    try {
        return (JSON.parse(text) ?? {});
    }
    catch {
        throw badLine(path, number, text);
    }
}
function badLine(path, number, text) {
    return new UserError('bad_file', {
        what: `${path}, line ${number}, is no generated caption.`,
        got: text.slice(0, 120),
        fix: 'one JSON object a line: {"file_path": "...", "captions": ["..."]}',
    });
}
//# sourceMappingURL=generated.js.map