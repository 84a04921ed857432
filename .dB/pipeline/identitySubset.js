import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inputHash } from '../data/inputHash.js';
import { subsetSchema } from '../schemas/subset.js';
import { UserError } from '../schemas/userError.js';
import { exportLevel, selectImages } from './export/selection.js';
/** All identities of the data set, as the last stage that has been run left it. @throws UserError missing_input */
export function keptIdentities(database) {
    const level = exportLevel(database);
    const kept = level === undefined ? [] : identitiesOf(database, selectImages(level));
    if (kept.length > 0)
        return kept;
    throw new UserError('missing_input', {
        what: 'There are no identities in this workspace.',
        fix: 'ingest a source, then denoise, annotate, distribute and caption it (or all of it: synthpedes rebuild)',
    });
}
/** All identities that the sources have labelled. */
export const sourceNames = (database) => identitiesOf(database, 'SELECT id AS identity_id FROM identities');
const identitiesOf = (database, selected) => database
    .prepare(`SELECT i.id, s.kind AS source, c.name AS scene, i.label, s.root
         FROM (SELECT DISTINCT identity_id FROM (${selected})) x JOIN identities i ON i.id = x.identity_id
         JOIN scenes c ON c.id = i.scene_id JOIN sources s ON s.id = c.source_id`)
    .all();
/** The identity's name as one text: source, scene, label. */
export const nameOf = ({ source, scene, label }) => JSON.stringify([source, scene, label]);
/** In the order of their hashes. @param purpose keeps draws with the same seed apart */
export function ranked(identities, purpose, seed) {
    return identities
        .map((each) => ({ each, rank: inputHash([purpose, seed, each.source, each.scene, each.label]) }))
        .sort((a, b) => a.rank - b.rank || compare(nameOf(a.each), nameOf(b.each)) || compare(a.each.root, b.each.root))
        .map(({ each }) => each);
}
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
/** @throws UserError bad_usage: there are not so many; missing_path, bad_file; missing_input: the file's are not here */
export function chooseIdentities(kept, choice) {
    if (choice.kind === 'file')
        return identitiesIn(choice.path, kept);
    if (choice.count <= kept.length)
        return ranked(kept, 'subset', choice.seed).slice(0, choice.count);
    throw new UserError('bad_usage', {
        what: 'There are not so many identities.',
        got: `${choice.count} asked for, ${kept.length} there`,
        fix: `--identities ${kept.length} at most`,
    });
}
function identitiesIn(path, kept) {
    const names = new Set(readSubset(path).identities.map(nameOf));
    const found = kept.filter((each) => names.has(nameOf(each)));
    const there = new Set(found.map(nameOf));
    const missing = [...names].filter((name) => !there.has(name));
    if (missing.length === 0)
        return found;
    throw new UserError('missing_input', {
        what: `The subset is of another data set: ${missing.length} of its ${names.size} identities are not in this one.`,
        got: `${path}: ${missing[0]}`,
        fix: 'choose one anew: synthpedes subset',
    });
}
/** @throws UserError missing_path, bad_file */
function readSubset(path) {
    const fail = (code, got, cause) => new UserError(code, { what: `${path} is no subset.`, got, fix: 'write one: synthpedes subset --out <file>' }, { cause });
    let text;
    try {
        text = readFileSync(path, 'utf8');
    }
    catch (cause) {
        throw fail('missing_path', cause.message, cause);
    }
    try {
        return subsetSchema.parse(JSON.parse(text));
    }
    catch (cause) {
        throw fail('bad_file', cause.message.split('\n')[0], cause);
    }
}
/** SHA-256 of the names, whatever order they come in: two choices are the same where it is. */
export function subsetHash(identities) {
    return createHash('sha256').update(identities.map(nameOf).sort().join('\n')).digest('hex');
}
//# sourceMappingURL=identitySubset.js.map