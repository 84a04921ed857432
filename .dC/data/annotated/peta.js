/**
 * PETA (Deng et al., "Pedestrian attribute recognition at far distance", 2014): 19,000 images of 8,705 people from ten
 * sets, 61 binary labels and 11 colours of four regions, all of an identity and not of an image.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { COLORS, labelsOf } from './heads.js';
import { isLabelTable, readLabelTable } from './labelTable.js';
import { annotatedSet, counted, folderOf, imagesBelow, layoutError, namesIn } from './layout.js';
import { readPetaMat } from './petaMat.js';
const HAIR_COLORS = { Black: 'black', Brown: 'brown', Grey: 'grey', White: 'white', Yellow: 'blonde', Red: 'red' };
/** Where several labels of a garment hold, the more telling one is taken: shorts of denim are shorts. */
const LOWER_TYPES = [
    ['lowerBodyShorts', 'shorts'],
    ['lowerBodyHotPants', 'shorts'],
    ['lowerBodyShortSkirt', 'skirt'],
    ['lowerBodyLongSkirt', 'skirt'],
    ['lowerBodyJeans', 'jeans'],
    ['lowerBodySuits', 'trousers'],
    ['lowerBodyTrousers', 'trousers'],
];
const UPPER_TYPES = [
    ['upperBodySuit', 'suit jacket'],
    ['upperBodyJacket', 'jacket'],
    ['upperBodySweater', 'sweater'],
    ['upperBodyTshirt', 't-shirt'],
    ['upperBodyNoSleeve', 'tank top'],
];
const SHOE_TYPES = [
    ['footwearBoots', 'boots'],
    ['footwearSandals', 'sandals'],
    ['footwearSneakers', 'sneakers'],
    // PETA.mat writes the singular.
    ['footwearSneaker', 'sneakers'],
    ['footwearLeatherShoes', 'leather shoes'],
    ['footwearShoes', 'shoes'],
];
const SLEEVES = [
    ['upperBodyNoSleeve', 'sleeveless'],
    ['upperBodyShortSleeve', 'short'],
    ['upperBodyLongSleeve', 'long'],
];
const PATTERNS = [
    ['upperBodyPlaid', 'plaid'],
    ['upperBodyThinStripes', 'striped'],
    ['upperBodyThickStripes', 'striped'],
    ['upperBodyLogo', 'logo'],
];
const HAIR_LENGTHS = [
    ['hairBald', 'bald'],
    ['hairLong', 'long'],
    ['hairShort', 'short'],
];
/** The common labels of a person with these PETA labels. Of the 61, age, style and rare accessories are not used. */
export function petaLabels(tokens) {
    const first = (table) => table
        .filter(([token]) => tokens.has(token))
        .map(([, name]) => name)
        .slice(0, 1);
    const colors = (region) => COLORS.filter((color) => tokens.has(region + color[0].toUpperCase() + color.slice(1)));
    return labelsOf({
        gender: oneOfTwo(tokens, ['personalMale', 'male'], ['personalFemale', 'female']),
        hairLength: first(HAIR_LENGTHS),
        hairColor: Object.entries(HAIR_COLORS).flatMap(([token, name]) => (tokens.has(`hair${token}`) ? [name] : [])),
        upperColor: colors('upperBody'),
        upperType: upperType(tokens, first(UPPER_TYPES)),
        upperSleeve: first(SLEEVES),
        upperPattern: tokenOf(tokens, 'upperBody') ? atLeast(first(PATTERNS), 'plain') : undefined,
        lowerColor: colors('lowerBody'),
        lowerType: first(LOWER_TYPES),
        shoeColor: colors('footwear'),
        shoeType: first(SHOE_TYPES),
        ...accessories(tokens),
        ...belongings(tokens),
    });
}
function oneOfTwo(tokens, a, b) {
    if (tokens.has(a[0]) === tokens.has(b[0]))
        return undefined;
    return tokens.has(a[0]) ? [a[1]] : [b[1]];
}
const atLeast = (found, otherwise) => (found.length > 0 ? found : [otherwise]);
const tokenOf = (tokens, region) => [...tokens].some((token) => token.startsWith(region));
/** Formal without a suit is a shirt; nothing special, or `upperBodyOther`, is some other top. */
function upperType(tokens, special) {
    if (special.length > 0)
        return special;
    if (!tokenOf(tokens, 'upperBody'))
        return undefined;
    return tokens.has('upperBodyFormal') && !tokens.has('upperBodyOther') ? ['shirt'] : ['top'];
}
/** Hat and sunglasses; not known where the annotators left the whole group out. */
function accessories(tokens) {
    if (!tokenOf(tokens, 'accessory'))
        return {};
    return { hat: tokens.has('accessoryHat'), glasses: tokens.has('accessorySunglasses') };
}
const SUITCASES = ['carryingSuitcase', 'carryingLuggageCase'];
const NAMED = ['carryingBackpack', 'carryingMessengerBag', 'carryingPlasticBags', 'carryingNothing', ...SUITCASES];
function belongings(tokens) {
    const carried = [...tokens].filter((token) => token.startsWith('carrying'));
    if (carried.length === 0)
        return {};
    return {
        backpack: tokens.has('carryingBackpack'),
        shoulderBag: tokens.has('carryingMessengerBag'),
        plasticBag: tokens.has('carryingPlasticBags'),
        suitcase: SUITCASES.some((token) => tokens.has(token)),
        otherBelonging: carried.some((token) => !NAMED.includes(token)),
    };
}
/** PETA in any of its three layouts. @throws UserError where none is found. */
export async function readPeta(path) {
    const folder = await folderOf(path);
    if (existsSync(join(folder, 'PETA.mat'))) {
        const { layout, records, warnings } = await readPetaMat(folder, petaLabels);
        return annotatedSet('peta', layout, records, warnings);
    }
    if (isLabelTable(folder, 'attributes.json')) {
        const { records, warnings } = await readLabelTable(folder, 'attributes.json', tokenList(folder));
        return annotatedSet('peta', 'images.tsv + attributes.json', records, warnings);
    }
    const archives = (await namesIn(folder)).filter((name) => existsSync(join(folder, name, 'archive', 'Label.txt')));
    if (archives.length > 0)
        return readArchives(folder, archives);
    throw layoutError('peta', folder, [
        'PETA.mat beside images/',
        'images.tsv beside attributes.json',
        '*/archive/Label.txt',
    ]);
}
const tokenList = (folder) => (value, identity) => {
    if (Array.isArray(value) && value.every((token) => typeof token === 'string'))
        return petaLabels(new Set(value));
    throw new UserError('bad_file', {
        what: `${join(folder, 'attributes.json')} has an identity whose labels are no list of names.`,
        got: `${identity}: ${JSON.stringify(value).slice(0, 60)}`,
        fix: 'write each identity as a list of PETA labels ("upperBodyRed")',
    });
};
/** The download of the authors: `<sub-set>/archive/Label.txt` with `<id> <label> <label> ...` and images `<id>_*`. */
async function readArchives(folder, subsets) {
    const records = [];
    const unlabelled = [];
    const unseen = [];
    for (const subset of subsets) {
        const archive = join(folder, subset, 'archive');
        const labels = new Map();
        for (const line of (await readFile(join(archive, 'Label.txt'), 'utf8')).split(/\r?\n/)) {
            const [id, ...tokens] = line.trim().split(/\s+/);
            // CUHK's lines are named after image files.
            if (id)
                labels.set(id.replace(/\.\w+$/, ''), petaLabels(new Set(tokens)));
        }
        const seen = new Set();
        for (const image of await imagesBelow(archive)) {
            const stem = image.replace(/\.\w+$/, '');
            const id = labels.has(stem) ? stem : stem.replace(/_.*$/, '');
            const own = labels.get(id);
            seen.add(id);
            const key = `${subset}/archive/${image}`;
            if (!own || Object.keys(own).length === 0)
                unlabelled.push(key);
            else
                records.push({ key, path: join(archive, image), identity: `${subset}:${id}`, scene: subset, labels: own });
        }
        unseen.push(...[...labels.keys()].filter((id) => !seen.has(id)).map((id) => `${subset}:${id}`));
    }
    const warnings = [
        ...counted('images have no labels', unlabelled),
        ...counted('labelled identities have no image', unseen),
    ];
    return annotatedSet('peta', `${subsets.length} sub-sets with archive/Label.txt`, records, warnings);
}
//# sourceMappingURL=peta.js.map