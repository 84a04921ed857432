/** Typed access to what a MAT file holds; what is missing or of another class is a UserError that names it. */
import { UserError } from '../../schemas/userError.js';
/** A variable or field of the given class. */
export function valueOf(values, name, kind, file) {
    const value = values.get(name);
    if (value?.kind === kind)
        return value;
    throw new UserError('bad_file', {
        what: `${file} has no ${kind} array named "${name}".`,
        got: value ? `"${name}" is ${value.kind}` : `names: ${[...values.keys()].join(', ')}`,
        fix: 'use the annotation file as its authors distribute it',
    });
}
/** The single element of a 1 x 1 struct. */
export function onlyElement(value, name, file) {
    if (value.elements.length === 1)
        return value.elements[0];
    throw new UserError('bad_file', {
        what: `${file}: the struct "${name}" should have one element.`,
        got: String(value.elements.length),
        fix: 'use the annotation file as its authors distribute it',
    });
}
/** A cell array of texts, or a character matrix whose rows are padded with spaces. */
export function textsOf(value) {
    if (value?.kind === 'char')
        return value.rows.map((row) => row.trim());
    if (value?.kind !== 'cell')
        return undefined;
    const texts = value.cells.map((cell) => textsOf(cell)?.[0]);
    return texts.every((text) => text !== undefined) ? texts : undefined;
}
//# sourceMappingURL=matAccess.js.map