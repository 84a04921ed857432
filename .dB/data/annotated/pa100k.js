/**
 * PA-100K (Liu et al., "HydraPlus-Net", 2017): 100,000 images with 26 labels. Identities are not published, so its
 * own split is used (train + val to train, test held out), which its authors made by video.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { readMat } from '../mat.js';
import { labelsOf } from './heads.js';
import { annotatedSet, counted, folderOf, imagesBelow, layoutError } from './layout.js';
import { textsOf, valueOf } from './matAccess.js';
const PARTS = [
    ['train', 'train'],
    ['val', 'train'],
    ['test', 'heldOut'],
];
/** The common labels of an image; `holds` tells whether the file's label of that name is 1. */
export function pa100kLabels(holds) {
    const only = (table) => {
        const found = table.filter(([label]) => holds(label)).map(([, name]) => name);
        // Two at once contradict each other here (short and long sleeves): not known.
        return found.length === 1 ? found : [];
    };
    const patterns = [
        ['UpperStride', 'striped'],
        ['UpperLogo', 'logo'],
        ['UpperPlaid', 'plaid'],
    ].flatMap(([label, name]) => (holds(label) ? [name] : []));
    return labelsOf({
        gender: [holds('Female') ? 'female' : 'male'],
        hat: holds('Hat'),
        glasses: holds('Glasses'),
        upperSleeve: only([
            ['ShortSleeve', 'short'],
            ['LongSleeve', 'long'],
        ]),
        // `UpperSplice` is a garment of several fabrics, neither plain nor one of these.
        upperPattern: patterns.length > 0 ? patterns : holds('UpperSplice') ? [] : ['plain'],
        lowerType: only([
            ['Trousers', 'trousers'],
            ['Shorts', 'shorts'],
            ['Skirt&Dress', 'skirt'],
        ]),
        shoeType: [holds('boots') ? 'boots' : 'shoes'],
        backpack: holds('Backpack'),
        shoulderBag: holds('ShoulderBag'),
        handbag: holds('HandBag'),
        otherBelonging: holds('HoldObjectsInFront'),
    });
}
const USED = [
    'Female',
    'Hat',
    'Glasses',
    'HandBag',
    'ShoulderBag',
    'Backpack',
    'HoldObjectsInFront',
    'ShortSleeve',
    'LongSleeve',
    'UpperStride',
    'UpperLogo',
    'UpperPlaid',
    'UpperSplice',
    'Trousers',
    'Shorts',
    'Skirt&Dress',
    'boots',
];
/** `annotation.mat` + `data/` or `release_data/`. @throws UserError where either is missing or of another form. */
export async function readPa100k(path) {
    const folder = await folderOf(path);
    const file = join(folder, 'annotation.mat');
    if (!existsSync(file))
        throw layoutError('pa-100k', folder, ['annotation.mat beside data/ or release_data/']);
    const images = [
        join(folder, 'data'),
        join(folder, 'release_data', 'release_data'),
        join(folder, 'release_data'),
    ].find((each) => existsSync(each));
    if (!images)
        throw new UserError('bad_layout', {
            what: `${file} is there, but no folder of images.`,
            got: `looked for data/ and release_data/ in ${folder}`,
            fix: 'unpack the images 000001.jpg ... 100000.jpg into data/',
        });
    const { records, warnings } = recordsOf(await readMat(file), file, images, await imagesBelow(images));
    const layout = `annotation.mat + ${images.slice(folder.length + 1)}/, no identities: its own split`;
    return annotatedSet('pa-100k', layout, records, warnings);
}
function recordsOf(variables, file, images, names) {
    const columns = labelColumns(variables, file);
    const files = new Set(names);
    const records = [];
    const missing = [];
    for (const [part, split] of PARTS) {
        for (const { name, holds } of partRows(variables, part, columns, file)) {
            if (!files.delete(name))
                missing.push(name);
            else
                records.push({ key: name, path: join(images, name), identity: name, split, labels: pa100kLabels(holds) });
        }
    }
    const warnings = [
        ...counted('labelled images do not exist', missing),
        ...counted('images have no labels', [...files]),
    ];
    return { records, warnings };
}
/** Column of each label by its name in `attributes`. */
function labelColumns(variables, file) {
    const names = textsOf(valueOf(variables, 'attributes', 'cell', file)) ?? [];
    const columns = new Map(names.map((name, i) => [name, i]));
    const absent = USED.filter((name) => !columns.has(name));
    if (absent.length === 0)
        return columns;
    throw new UserError('bad_file', {
        what: `${file} has not the labels of PA-100K.`,
        got: `"attributes" lacks ${absent.join(', ')}`,
        fix: 'use annotation.mat as it is distributed (26 labels)',
    });
}
function partRows(variables, part, columns, file) {
    const names = textsOf(valueOf(variables, `${part}_images_name`, 'cell', file)) ?? [];
    const { dims, values } = valueOf(variables, `${part}_label`, 'numeric', file);
    if (dims[0] !== names.length || dims[1] !== columns.size)
        throw new UserError('bad_file', {
            what: `${file}: ${part}_label does not belong to ${part}_images_name.`,
            got: `${dims.join(' x ')} labels, ${names.length} names, ${columns.size} attributes`,
            fix: 'use annotation.mat as it is distributed',
        });
    return names.map((name, row) => ({
        name,
        holds: (label) => values[(columns.get(label) ?? 0) * dims[0] + row] === 1,
    }));
}
//# sourceMappingURL=pa100k.js.map