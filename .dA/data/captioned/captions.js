/** Captions by themselves, whatever file they are in: for what needs no image. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { UserError } from '../../schemas/userError.js';
import { CAPTIONED_KINDS } from './catalogue.js';
import { openCaptioned } from './read.js';
/**
 * A captioned set (its folder or annotation), JSON lines of `{"captions": [...]}`, or plain text of a caption a line.
 * @param kind the set's kind where it is one; otherwise the first whose layout fits
 * @throws UserError missing_path, bad_layout, bad_file (also while reading)
 */
export async function openCaptions(path, kind) {
    if (!existsSync(path))
        throw new UserError('missing_path', { what: `There is no ${path}.`, fix: 'give a file or folder of captions' });
    if (kind !== undefined)
        return ofSet(kind, path);
    const first = statSync(path).isDirectory() ? '[' : await firstCharacter(path);
    if (first === '[')
        return ofSet(await detect(path), path);
    const isJson = first === '{';
    return { layout: isJson ? 'JSON lines' : 'text lines', images: () => readLines(path, isJson) };
}
function ofSet(kind, path) {
    const set = openCaptioned(kind, path);
    return {
        layout: kind,
        async *images() {
            for await (const { captions } of set.records())
                yield captions;
        },
    };
}
/** The first kind whose reader takes the first record. */
async function detect(path) {
    const reasons = [];
    for (const kind of CAPTIONED_KINDS) {
        try {
            const { done } = await openCaptioned(kind, path).records().next();
            if (!done)
                return kind;
        }
        catch (error) {
            if (!(error instanceof UserError))
                throw error;
            reasons.push(error.got ?? error.message);
        }
    }
    throw new UserError('bad_layout', {
        what: `${path} is no captioned set that is known.`,
        got: reasons[0],
        fix: `name its kind with --kind (${CAPTIONED_KINDS.join(', ')}), or give JSON lines or plain text`,
    });
}
async function firstCharacter(path) {
    for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
        const text = chunk.trimStart();
        if (text !== '')
            return text[0];
    }
    throw new UserError('bad_file', { what: `${path} is empty.`, fix: 'give a file with captions' });
}
async function* readLines(path, isJson) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
        number++;
        const text = line.trim();
        if (text !== '')
            yield isJson ? parsed(path, number, text) : [text];
    }
}
function parsed(path, number, text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        value = undefined;
    }
    const captions = value?.captions;
    if (Array.isArray(captions) && captions.every((each) => typeof each === 'string'))
        return captions;
    throw new UserError('bad_file', {
        what: `${path}, line ${number}, has no captions.`,
        got: text.slice(0, 120),
        fix: 'one JSON object a line: {"captions": ["...", "..."]}',
    });
}
//# sourceMappingURL=captions.js.map