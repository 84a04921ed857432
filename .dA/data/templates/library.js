/**
 * The template library of Attributes Prompt Engineering (appendix A.8 of the paper): masked sentences, grouped by gender
 * form and by which attributes are known.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UserError } from '../../schemas/userError.js';
import { hash32 } from '../random.js';
import { formOf, isReachable, MASKS, SITUATIONS, slotsOf } from './situations.js';
const OWN_FILE = new URL('../../../data/templates/templates.json', import.meta.url);
const FORMAT = z.record(z.string(), z.array(z.string()));
const FIX = 'mend the file; data/templates/templates.json of the package shows how it is written';
const KNOWN_MASKS = new Set(['person', ...Object.values(MASKS)]);
/** Pronouns that a sentence of the form may not hold. */
const FOREIGN_PRONOUNS = {
    female: /\b(?:he|his|him|himself|they|their|them|themselves)\b/i,
    male: /\b(?:she|her|hers|herself|they|their|them|themselves)\b/i,
    person: /\b(?:he|his|him|himself|she|her|hers|herself)\b/i,
};
/**
 * Reads the library: the project's own, or a file of the user's, JSON `{"female:head+upper": ["...", ...], ...}`. Such a
 * file must have sentences for the 36 situations that the distribution strategy leaves; what it does not say of the
 * other 60 is taken from the project's own.
 * @throws UserError `missing_path`, `bad_file` (no JSON of this form, a situation that does not exist or has no
 * sentence, a sentence that does not fit its situation)
 */
export function loadTemplates(path) {
    const own = parseTemplates(readFileSync(OWN_FILE, 'utf8'), 'templates.json');
    const given = path === undefined ? own : parseTemplates(readUserFile(path), path);
    return new Map(SITUATIONS.map((key) => [key, (given.get(key) ?? own.get(key))]));
}
/** Checks and groups a library's text; situations outside the 36 may be absent. `name` is for messages. */
export function parseTemplates(text, name) {
    const groups = parseJson(text, name);
    const known = new Set(SITUATIONS);
    const stray = Object.keys(groups).find((key) => !known.has(key));
    if (stray !== undefined)
        throw badFile(`${name} names a situation that does not exist.`, `${stray} (expected such as ${SITUATIONS[0]})`);
    const library = new Map();
    for (const key of SITUATIONS) {
        const sentences = groups[key] ?? [];
        if (sentences.length > 0)
            library.set(key, group(key, sentences, name));
        else if (isReachable(key))
            throw badFile(`${name} has no sentence for ${key}.`, '0 sentences (expected at least 1)');
    }
    return library;
}
/** What is wrong with a sentence in its situation, or undefined. */
export function templateFault(key, text) {
    const masks = [...text.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1]);
    const stray = masks.find((mask) => !KNOWN_MASKS.has(mask));
    if (stray !== undefined)
        return `there is no slot [${stray}]`;
    const wanted = new Set(['person', ...slotsOf(key).map((slot) => MASKS[slot])]);
    for (const mask of KNOWN_MASKS) {
        const times = masks.filter((each) => each === mask).length;
        const expected = wanted.has(mask) ? 1 : 0;
        if (times !== expected)
            return `[${mask}] stands in it ${times} times (expected ${expected})`;
    }
    if (!/^(?:\p{Lu}|\[)/u.test(text))
        return 'it does not begin with a capital or a slot';
    if (!text.endsWith('.'))
        return 'it does not end with a full stop';
    if (/\s\s|[^\S ]|\.(?=[^\s])|\s[.,]/.test(text))
        return 'its blanks are not single, or missing after a full stop';
    const pronoun = FOREIGN_PRONOUNS[formOf(key)].exec(text);
    return pronoun ? `"${pronoun[0]}" does not agree with ${formOf(key)}` : undefined;
}
function group(key, sentences, name) {
    const seen = new Set();
    for (const text of sentences) {
        const fault = seen.has(text) ? 'it stands there twice' : templateFault(key, text);
        if (fault !== undefined)
            throw badFile(`${name}: a sentence of ${key} cannot be used: ${fault}.`, text);
        seen.add(text);
    }
    return sentences
        .map((text) => ({ text, hash: hash32(text) }))
        .sort((a, b) => a.hash - b.hash || (a.text < b.text ? -1 : 1));
}
function parseJson(text, name) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw badFile(`${name} is no JSON.`, error.message, error);
    }
    const parsed = FORMAT.safeParse(json);
    if (parsed.success)
        return parsed.data;
    throw badFile(`${name} is no template library.`, z.prettifyError(parsed.error).split('\n').join(' '));
}
function readUserFile(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch (error) {
        const what = `Cannot read the template library ${path}.`;
        const fix = 'give the path of a JSON file, or leave the setting out for the own library';
        throw new UserError('missing_path', { what, got: error.message, fix }, { cause: error });
    }
}
function badFile(what, got, cause) {
    return new UserError('bad_file', { what, got, fix: FIX }, { cause });
}
//# sourceMappingURL=library.js.map