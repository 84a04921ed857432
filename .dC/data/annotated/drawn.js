/**
 * A set in the project's own words, as drawn people are stored: `images.tsv` (header `image<TAB>identity`) beside
 * `labels.json`: identity -> { head: class | [classes] | true | false } with the common heads and classes.
 */
import { join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { COMMON_HEADS, labelsOf } from './heads.js';
import { isLabelTable, readLabelTable } from './labelTable.js';
import { annotatedSet, folderOf, layoutError } from './layout.js';
const FILE = 'labels.json';
/** @throws UserError for a missing layout, and for a head or class that is none of the common ones. */
export async function readDrawn(path) {
    const folder = await folderOf(path);
    if (!isLabelTable(folder, FILE))
        throw layoutError('drawn', folder, [`images.tsv beside ${FILE}`]);
    const fail = (what, got, fix) => new UserError('bad_file', { what: `${join(folder, FILE)}: ${what}`, got, fix });
    const { records, warnings } = await readLabelTable(folder, FILE, (value, identity) => drawnLabels(value, identity, fail));
    return annotatedSet('drawn', `images.tsv + ${FILE}`, records, warnings);
}
function drawnLabels(value, identity, fail) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw fail('an identity has no labels.', `${identity}: ${JSON.stringify(value)}`, 'write it as { head: class }');
    const held = {};
    for (const [name, said] of Object.entries(value)) {
        const head = COMMON_HEADS.find((each) => each.name === name);
        if (!head)
            throw fail('unknown head.', `${identity}: ${name}`, `use one of ${COMMON_HEADS.map((h) => h.name).join(', ')}`);
        if (typeof said === 'boolean' && head.kind === 'sigmoid')
            held[name] = said ? [...head.classes] : [];
        else {
            const classes = Array.isArray(said) ? said : [said];
            const wrong = classes.find((each) => !head.classes.includes(each));
            if (wrong !== undefined)
                throw fail('unknown class.', `${identity}: ${name} = ${JSON.stringify(wrong)}`, `use one of ${head.classes.join(', ')}`);
            held[name] = classes;
        }
    }
    return labelsOf(held);
}
//# sourceMappingURL=drawn.js.map