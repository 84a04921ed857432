/**
 * Market-1501 attributes (Lin et al., "Improving person re-identification by attribute and identity learning", 2019):
 * 27 labels of each identity. The values of `market_attribute.mat` as its authors' table lists them.
 */
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../schemas/userError.js';
import { readMat } from '../mat.js';
import { COLORS, labelsOf } from './heads.js';
import { annotatedSet, counted, findIn, folderOf, imagesBelow, layoutError, readJsonObject } from './layout.js';
import { onlyElement, textsOf, valueOf } from './matAccess.js';
const colorName = (name) => (name === 'gray' ? 'grey' : name);
const colors = z.array(z.string().transform(colorName).pipe(z.enum(COLORS)));
/** One identity, decoded; also the form of `attributes.json`. */
const personSchema = z.object({
    gender: z.enum(['male', 'female']).optional(),
    hair: z.enum(['short', 'long']).optional(),
    sleeve: z.enum(['short', 'long']).optional(),
    lower_length: z.enum(['short', 'long']).optional(),
    lower_type: z.enum(['dress', 'pants']).optional(),
    hat: z.boolean().optional(),
    backpack: z.boolean().optional(),
    bag: z.boolean().optional(),
    handbag: z.boolean().optional(),
    upper_color: colors.optional(),
    lower_color: colors.optional(),
});
/** The common labels. No colour means another or several colours, which is not known and so left out. */
export function marketLabels(person) {
    return labelsOf({
        gender: person.gender && [person.gender],
        hairLength: person.hair && [person.hair],
        hat: person.hat,
        upperColor: person.upper_color,
        upperSleeve: person.sleeve && [person.sleeve],
        lowerColor: person.lower_color,
        lowerType: lowerType(person),
        backpack: person.backpack,
        handbag: person.handbag,
        bag: person.bag,
    });
}
/** `dress` covers skirts and dresses; short pants are shorts; jeans are not told from other trousers. */
function lowerType(person) {
    if (person.lower_type === 'dress')
        return ['skirt'];
    if (person.lower_type === undefined || person.lower_length === undefined)
        return undefined;
    return [person.lower_length === 'short' ? 'shorts' : 'trousers'];
}
const MAT = 'market_attribute.mat';
const JSON_NAME = 'attributes.json';
const IMAGES = 'bounding_box_train';
/**
 * The training identities. Test identities are left alone, so that a captioner trained here never saw the people that
 * Re-ID is evaluated on.
 * @throws UserError where the annotation or `bounding_box_train` is not found.
 */
export async function readMarket1501Attributes(path) {
    const folder = await folderOf(path);
    const file = (await findIn(folder, MAT)) ?? (await findIn(folder, JSON_NAME));
    if (!file)
        throw layoutError('market-1501-attributes', folder, [`${MAT} or ${JSON_NAME}, in it or in a folder of it`]);
    const images = (await findIn(folder, IMAGES)) ?? (await findIn(dirname(folder), IMAGES));
    if (!images)
        throw new UserError('bad_layout', {
            what: `${file} is there, but not Market-1501's images.`,
            got: `looked for ${IMAGES} in and beside ${folder}`,
            fix: `unpack Market-1501 so that ${join(folder, IMAGES)} exists`,
        });
    const people = file.endsWith('.mat') ? peopleOfMat(await readMat(file), file) : await peopleOfJson(file);
    const { records, warnings } = await trainingRecords(images, people);
    return annotatedSet('market-1501-attributes', `${basename(file)} + ${relative(folder, images)}/`, records, warnings);
}
async function trainingRecords(images, people) {
    const records = [];
    const unlabelled = [];
    const seen = new Set();
    for (const name of await imagesBelow(images)) {
        const pid = /^(-?\d+)_/.exec(basename(name))?.[1];
        // Official names of detections of nobody (-1) and of people outside the set (0000).
        if (pid === '-1' || pid === '0000')
            continue;
        const person = pid === undefined ? undefined : people.get(pid);
        if (pid === undefined || !person)
            unlabelled.push(name);
        else {
            seen.add(pid);
            const identity = `market:${pid}`;
            records.push({ key: `${IMAGES}/${name}`, path: join(images, name), identity, labels: marketLabels(person) });
        }
    }
    const unseen = [...people.keys()].filter((pid) => !seen.has(pid));
    return {
        records,
        warnings: [
            ...counted('images have no labels', unlabelled),
            ...counted('labelled identities have no image', unseen),
        ],
    };
}
async function peopleOfJson(file) {
    const people = new Map();
    for (const [key, value] of Object.entries(await readJsonObject(file))) {
        const parsed = personSchema.safeParse(value);
        if (!parsed.success)
            throw new UserError('bad_file', {
                what: `${file} has an identity that cannot be read.`,
                got: `${key}: ${z.prettifyError(parsed.error).split('\n').join(' ')}`,
                fix: 'write it as { "gender": "male", "upper_color": ["red"], "hat": false, ... }',
            });
        people.set(key.replace(/^market:/, ''), parsed.data);
    }
    return people;
}
/** Decodes the struct `market_attribute`, field `train`: rows of numbers 1, 2, ..., and `image_index` with the pids. */
function peopleOfMat(variables, file) {
    const whole = onlyElement(valueOf(variables, 'market_attribute', 'struct', file), 'market_attribute', file);
    const train = onlyElement(valueOf(whole, 'train', 'struct', file), 'train', file);
    const pids = textsOf(train.get('image_index'));
    if (!pids)
        throw new UserError('bad_file', {
            what: `${file}: "image_index" should be a cell array of identities such as 0002.`,
            got: train.get('image_index')?.kind ?? `fields ${[...train.keys()].join(', ')}`,
            fix: `use ${MAT} as its authors distribute it`,
        });
    const read = (field) => {
        const { values } = valueOf(train, field, 'numeric', file);
        if (values.length === pids.length)
            return (i) => values[i];
        throw new UserError('bad_file', {
            what: `${file}: "${field}" has not one value an identity.`,
            got: `${values.length} values, ${pids.length} identities`,
            fix: `use ${MAT} as its authors distribute it`,
        });
    };
    const decode = decoder([...train.keys()], read);
    return new Map(pids.map((pid, i) => [pid, decode(i)]));
}
/** Value 1 is the first of two words, 2 the second; anything else is not known. */
function decoder(fields, read) {
    const word = (field, words) => {
        const value = fields.includes(field) ? read(field) : () => 0;
        return (i) => words[value(i) - 1];
    };
    const colorsOf = (region) => {
        const columns = fields
            .filter((field) => field.startsWith(region) && COLORS.includes(colorName(field.slice(region.length))))
            .map((field) => ({ color: field.slice(region.length), value: read(field) }));
        return (i) => columns.filter(({ value }) => value(i) === 2).map(({ color }) => color);
    };
    const parts = {
        gender: word('gender', ['male', 'female']),
        hair: word('hair', ['short', 'long']),
        sleeve: word('up', ['long', 'short']),
        lower_length: word('down', ['long', 'short']),
        lower_type: word('clothes', ['dress', 'pants']),
        hat: word('hat', [false, true]),
        backpack: word('backpack', [false, true]),
        bag: word('bag', [false, true]),
        handbag: word('handbag', [false, true]),
        upper_color: colorsOf('up'),
        lower_color: colorsOf('down'),
    };
    return (i) => personSchema.parse(Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, part(i)])));
}
//# sourceMappingURL=market1501Attributes.js.map