/** Reads captioned sets in their official layouts, a record at a time: SYNTH-PEDES has five million. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { UserError } from '../../schemas/userError.js';
import { CAPTIONED, SPLITS } from './catalogue.js';
/** An older file of CUHK-PEDES: the same captions, but no usable split. */
const UNSPLIT = 'caption_all.json';
/**
 * @param path the set's folder, or its annotation
 * @throws UserError missing_path, bad_layout
 */
export function openCaptioned(kind, path) {
    const facts = CAPTIONED[kind];
    const { title, files, home, terms } = facts;
    if (!existsSync(path))
        throw new UserError('missing_path', {
            what: `There is no ${path}.`,
            fix: `give the folder of ${title}, which is had from ${home} (${terms})`,
        });
    const folder = statSync(path).isDirectory() ? path : dirname(path);
    const names = folder === path ? files : [basename(path)];
    const name = names.find((each) => each !== UNSPLIT && existsSync(join(folder, each)));
    if (name === undefined) {
        const unsplit = existsSync(join(folder, UNSPLIT));
        throw new UserError('bad_layout', {
            what: `${title}: its annotation is not in ${folder}.`,
            got: unsplit ? `${UNSPLIT}, which has no official split` : `no ${files.join(', no ')}`,
            fix: `the file is ${files[0]}, from ${home} (${terms})`,
        });
    }
    const annotation = join(folder, name);
    return { kind, annotation, records: () => readRecords(annotation, join(folder, facts.images), facts) };
}
async function* readRecords(annotation, images, facts) {
    const fail = (got, cause) => new UserError('bad_file', { what: `${annotation} is not an annotation of ${facts.title}.`, got, fix: 'fetch the file again' }, { cause });
    const { streamArray } = await import('stream-json/streamers/stream-array.js');
    const items = streamArray.withParserAsStream();
    // An error of either end comes out of the loop.
    pipeline(createReadStream(annotation), items, () => undefined);
    let count = 0;
    try {
        for await (const { key, value } of items) {
            count++;
            yield recordOf(value, images, facts, (got) => fail(`record ${key}: ${got}`));
        }
    }
    catch (error) {
        throw error instanceof UserError ? error : fail(error.message, error);
    }
    if (count === 0)
        throw fail('no records');
}
function recordOf(value, images, { pathField, hasSplit }, fail) {
    const { [pathField]: key, id, split, captions } = (value ?? {});
    const shown = JSON.stringify(value).slice(0, 200);
    if (typeof key !== 'string' || key === '')
        throw fail(`no ${pathField} in ${shown}`);
    if (key.split(/[\\/]/).includes('..') || /^([\\/]|\w:)/.test(key))
        throw fail(`a path out of the set: ${key}`);
    if (!['number', 'string'].includes(typeof id))
        throw fail(`no id in ${shown}`);
    if (!Array.isArray(captions) || !captions.every((each) => typeof each === 'string'))
        throw fail(`no captions in ${shown}`);
    const own = hasSplit ? SPLITS.find((each) => each === split) : 'train';
    if (!own)
        throw fail(`split ${JSON.stringify(split)}, which is none of ${SPLITS.join(', ')}`);
    const texts = captions.map((each) => each.trim()).filter((each) => each !== '');
    if (texts.length === 0)
        throw fail(`only empty captions in ${shown}`);
    return { key, path: join(images, key), identity: String(id), split: own, captions: texts };
}
/** A sentence for each split whose counts differ from the published ones: subsets are common, and worth saying. */
export function captionedDifferences(kind, counted) {
    const { title, published } = CAPTIONED[kind];
    return SPLITS.flatMap((split) => {
        const [expected, found] = [published[split], counted[split]];
        if (!expected || !found || expected.join() === found.join())
            return [];
        const say = ([images, captions]) => `${images.toLocaleString('en')} images with ${captions.toLocaleString('en')} captions`;
        return [`${title} ${split}: ${say(found)}, ${say(expected)} published`];
    });
}
//# sourceMappingURL=read.js.map