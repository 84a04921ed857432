/**
 * PETA as `PETA.mat` + `images/00001.png`. The file's struct `peta` holds, by position, a matrix of one row an image and
 * the names of its label columns. Four columns come before the labels: the image's number, the person's number over all
 * of PETA, the number of the sub-set, and the person's number in it (as public readers of the file describe them).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { readMat } from '../mat.js';
import { counted, imagesBelow } from './layout.js';
import { onlyElement, textsOf, valueOf } from './matAccess.js';
const LEADING_COLUMNS = 4;
const IMAGE_COLUMN = 0;
const IDENTITY_COLUMN = 1;
const SUBSET_COLUMN = 2;
/** Records of the official layout; `labelsFrom` maps the names of the labels that hold. */
export async function readPetaMat(folder, labelsFrom) {
    const file = join(folder, 'PETA.mat');
    const images = join(folder, 'images');
    if (!existsSync(images))
        throw new UserError('bad_layout', {
            what: `${file} is there, but no folder of images beside it.`,
            got: `looked for ${images}`,
            fix: 'put the images 00001.png ... 19000.png into it',
        });
    const table = petaTable(await readMat(file), file);
    const byNumber = new Map((await imagesBelow(images)).map((name) => [name.replace(/\.\w+$/, ''), name]));
    const { identities, how } = identitiesOf(table);
    const records = [];
    const missing = [];
    for (let row = 0; row < table.rows; row++) {
        const stem = String(imageNumber(table, row)).padStart(5, '0');
        const name = byNumber.get(stem);
        byNumber.delete(stem);
        if (name === undefined)
            missing.push(`${stem}.png`);
        else {
            const labels = labelsFrom(tokensOf(table, row));
            const scene = `peta-${at(table, row, SUBSET_COLUMN)}`;
            records.push({ key: `images/${name}`, path: join(images, name), identity: identities[row], scene, labels });
        }
    }
    const warnings = [
        ...counted('labelled images do not exist', missing),
        ...counted('images have no labels', [...byNumber.values()]),
    ];
    return { layout: `PETA.mat + images/, identities ${how}`, records, warnings };
}
function petaTable(variables, file) {
    const fields = [...onlyElement(valueOf(variables, 'peta', 'struct', file), 'peta', file).values()];
    const [matrix] = fields;
    const names = textsOf(fields[1]);
    const columns = matrix?.kind === 'numeric' ? matrix.dims[1] : undefined;
    if (matrix?.kind !== 'numeric' || !names || columns !== names.length + LEADING_COLUMNS)
        throw new UserError('bad_file', {
            what: `${file}: the struct "peta" should hold a matrix of images first and the names of its labels second.`,
            got: `${columns ?? 'no'} columns, ${names?.length ?? 'no'} names (expected names + ${LEADING_COLUMNS} columns)`,
            fix: 'use PETA.mat as it is distributed (19000 x 109, 105 names)',
        });
    return { rows: matrix.dims[0], values: matrix.values, names };
}
const at = (table, row, column) => table.values[column * table.rows + row];
/** The first column if it numbers the images, else the row's own number. */
function imageNumber(table, row) {
    const number = at(table, row, IMAGE_COLUMN);
    return Number.isInteger(number) && number > 0 ? number : row + 1;
}
function tokensOf(table, row) {
    return new Set(table.names.filter((_, i) => at(table, row, LEADING_COLUMNS + i) === 1));
}
/**
 * Identities from the second column. A file whose second column cannot be one (all equal, all different, no whole
 * numbers) is split at changes of the label row instead: images of one person stand together and share their labels.
 */
function identitiesOf(table) {
    const numbers = Array.from({ length: table.rows }, (_, row) => at(table, row, IDENTITY_COLUMN));
    const distinct = new Set(numbers).size;
    if (numbers.every((n) => Number.isInteger(n) && n > 0) && distinct > 1 && distinct < table.rows)
        return { identities: numbers.map((n) => `peta:${n}`), how: `of its second column (${distinct})` };
    const identities = [];
    let run = 0;
    for (let row = 0; row < table.rows; row++) {
        if (row > 0 && !sameLabels(table, row - 1, row))
            run++;
        identities.push(`run:${run + 1}`);
    }
    return { identities, how: `guessed from runs of equal labels (${run + 1})` };
}
function sameLabels(table, a, b) {
    return table.names.every((_, i) => at(table, a, LEADING_COLUMNS + i) === at(table, b, LEADING_COLUMNS + i));
}
//# sourceMappingURL=petaMat.js.map