import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { COMMON_HEADS, commonHead, targetOf } from '../../../data/annotated/heads.js';
import { marketLabels } from '../../../data/annotated/market1501Attributes.js';
import { petaLabels } from '../../../data/annotated/peta.js';
import { readAnnotated } from '../../../data/annotated/read.js';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';
const FIXTURES = fileURLToPath(new URL('../../../../test/data/fixtures/', import.meta.url));
/** A folder with these files; a value of null is an empty image, `@name` a fixture. */
function folder(files) {
    const root = temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        if (content?.startsWith('@'))
            copyFileSync(join(FIXTURES, content.slice(1)), join(root, name));
        else
            writeFileSync(join(root, name), content ?? '');
    }
    return root;
}
/** Classes that hold, joined with `+`; nothing for a yes/no head that is 0. */
function held(labels) {
    return Object.fromEntries(Object.entries(labels).map(([name, target]) => [
        name,
        commonHead(name)
            .classes.filter((_, i) => target[i] > 0)
            .join('+'),
    ]));
}
async function failure(kind, path) {
    try {
        await readAnnotated(kind, path);
    }
    catch (error) {
        if (error instanceof UserError)
            return `${error.code} ${error.format()}`;
        throw error;
    }
    throw new Error('it was read');
}
test('a softmax target shares its weight, a yes/no target does not', (t) => {
    t.deepEqual(targetOf('upperPattern', ['plain', 'logo']), [0.5, 0, 0, 0.5]);
    t.deepEqual(targetOf('hat', ['hat']), [1]);
    t.deepEqual(targetOf('hat', []), [0]);
    t.is(targetOf('gender', []), undefined);
    t.throws(() => targetOf('gender', ['neither']));
});
test('PETA labels become the common ones, the more telling garment first', (t) => {
    const tokens = 'personalFemale hairBald hairShort hairYellow upperBodyBlack upperBodyWhite upperBodyJacket upperBodyThinStripes ' +
        'upperBodyLongSleeve lowerBodyBlue lowerBodyJeans lowerBodyShorts footwearBrown footwearBoots footwearStocking ' +
        'carryingMessengerBag carryingFolder accessorySunglasses';
    t.deepEqual(held(petaLabels(new Set(tokens.split(' ')))), {
        gender: 'female',
        hairLength: 'bald',
        hairColor: 'blonde',
        hat: '',
        glasses: 'glasses',
        upperColor: 'black+white',
        upperType: 'jacket',
        upperSleeve: 'long',
        upperPattern: 'striped',
        lowerColor: 'blue',
        lowerType: 'shorts',
        shoeColor: 'brown',
        shoeType: 'boots',
        backpack: '',
        shoulderBag: 'shoulder bag',
        plasticBag: '',
        suitcase: '',
        otherBelonging: 'other belonging',
    });
});
test('groups that PETA says nothing on are masked, and formal wear without a suit is a shirt', (t) => {
    t.deepEqual(petaLabels(new Set()), {});
    t.deepEqual(held(petaLabels(new Set(['personalMale', 'personalFemale']))), {});
    t.is(held(petaLabels(new Set(['upperBodyFormal']))).upperType, 'shirt');
    t.is(held(petaLabels(new Set(['upperBodyFormal', 'upperBodyOther']))).upperType, 'top');
    t.is(held(petaLabels(new Set(['upperBodyFormal', 'upperBodySuit']))).upperType, 'suit jacket');
    t.is(held(petaLabels(new Set(['carryingNothing']))).otherBelonging, '');
    t.false('lowerType' in petaLabels(new Set(['lowerBodyCapri'])));
});
test('short pants of Market-1501 are shorts, its dresses skirts, and no colour is not known', (t) => {
    const of = (lower_type, lower_length) => held(marketLabels({ lower_type, lower_length })).lowerType;
    t.deepEqual([of('pants', 'short'), of('pants', 'long'), of('dress', 'long')], ['shorts', 'trousers', 'skirt']);
    t.deepEqual(held(marketLabels({ upper_color: [], lower_color: ['pink'] })), { lowerColor: 'pink' });
});
test('PETA.mat is mapped by the names in it, with the identities of its second column', async (t) => {
    const root = folder({
        'PETA.mat': '@PETA.mat',
        'images/00001.png': null,
        'images/00002.png': null,
        'images/00003.png': null,
        'images/00009.png': null,
    });
    const set = await readAnnotated('peta', root);
    t.is(set.layout, 'PETA.mat + images/, identities of its second column (3)');
    t.deepEqual(set.records.map(({ key, path, identity, scene }) => [key, path, identity, scene]), [
        ['images/00001.png', join(root, 'images/00001.png'), 'peta:5', 'peta-1'],
        ['images/00002.png', join(root, 'images/00002.png'), 'peta:5', 'peta-1'],
        ['images/00003.png', join(root, 'images/00003.png'), 'peta:6', 'peta-1'],
    ]);
    t.deepEqual(held(set.records[0].labels), {
        gender: 'male',
        hat: '',
        glasses: '',
        upperColor: 'white+red',
        upperType: 't-shirt',
        upperPattern: 'plain',
        lowerColor: 'grey',
        lowerType: 'jeans',
        shoeType: 'sneakers',
        backpack: '',
        shoulderBag: '',
        plasticBag: '',
        suitcase: '',
        otherBelonging: '',
    });
    t.is(held(set.records[2].labels).backpack, 'backpack');
    t.deepEqual(set.warnings, [
        '1 labelled images do not exist (such as 00004.png)',
        '1 images have no labels (such as 00009.png)',
    ]);
    t.deepEqual(set.heads.map((head) => head.name), COMMON_HEADS.map((head) => head.name).filter((name) => name in set.records[0].labels));
});
test('PETA.mat without identities is split where the labels change, and says so', async (t) => {
    const images = Object.fromEntries(['00001', '00002', '00003', '00004'].map((stem) => [`images/${stem}.png`, null]));
    const set = await readAnnotated('peta', folder({ 'PETA.mat': '@PETA_no_identities.mat', ...images }));
    t.is(set.layout, 'PETA.mat + images/, identities guessed from runs of equal labels (2)');
    t.deepEqual(set.records.map((record) => record.identity), ['run:1', 'run:1', 'run:2', 'run:2']);
});
test('PETA in its plain form counts what does not fit together', async (t) => {
    const root = folder({
        'images.tsv': 'image\tidentity\r\nb/1.jpg\tX:1\na.png\tX:2\ngone.png\tX:1\na.png\tX:2\nc.jpg\tX:9\n',
        'attributes.json': JSON.stringify({ 'X:1': ['personalMale'], 'X:2': ['personalFemale'], 'X:3': ['hairLong'] }),
        'b/1.jpg': null,
        'a.png': null,
        'c.jpg': null,
    });
    const set = await readAnnotated('peta', join(root, 'images.tsv'));
    t.deepEqual(set.records.map(({ key, identity, scene, labels }) => [key, identity, scene, labels.gender]), [
        ['a.png', 'X:2', 'X', [0, 1]],
        ['b/1.jpg', 'X:1', 'X', [1, 0]],
    ]);
    t.deepEqual(set.warnings, [
        '1 images of images.tsv do not exist (such as gone.png)',
        '1 images have no labels (such as c.jpg)',
        '1 images are listed twice (such as a.png)',
        '1 labelled identities have no image in images.tsv (such as X:3)',
    ]);
});
test("PETA as its authors pack it is read from the sub-sets' Label.txt", async (t) => {
    const root = folder({
        'CUHK/archive/Label.txt': '0001.png personalMale\n',
        'CUHK/archive/0001.png': null,
        'VIPeR/archive/Label.txt': '000 personalFemale upperBodyRed \n001 personalMale\n',
        'VIPeR/archive/000_45_1.bmp': null,
        'VIPeR/archive/000_45_2.bmp': null,
        'VIPeR/archive/777_0.bmp': null,
    });
    const set = await readAnnotated('peta', root);
    t.deepEqual(set.records.map(({ key, identity }) => [key, identity]), [
        ['CUHK/archive/0001.png', 'CUHK:0001'],
        ['VIPeR/archive/000_45_1.bmp', 'VIPeR:000'],
        ['VIPeR/archive/000_45_2.bmp', 'VIPeR:000'],
    ]);
    t.is(set.warnings.length, 2);
    t.is(set.layout, '2 sub-sets with archive/Label.txt');
});
const marketImages = {
    'bounding_box_train/0002_c1s1_000451_03.jpg': null,
    'bounding_box_train/0007_c3s3_077419_03.jpg': null,
    'bounding_box_train/-1_c1s1_000401_03.jpg': null,
    'bounding_box_train/0099_c1s1_000401_03.jpg': null,
};
test('market_attribute.mat gives its training identities', async (t) => {
    const files = { 'attribute/market_attribute.mat': '@market_attribute.mat', ...marketImages };
    const set = await readAnnotated('market-1501-attributes', folder(files));
    t.is(set.layout, 'market_attribute.mat + bounding_box_train/');
    t.deepEqual(set.records.map((record) => record.identity), ['market:0002', 'market:0007']);
    t.deepEqual(held(set.records[0].labels), {
        gender: 'female',
        hairLength: 'long',
        hat: '',
        upperColor: 'grey',
        upperSleeve: 'short',
        lowerType: 'skirt',
        backpack: '',
        handbag: 'handbag',
        bag: '',
    });
    t.deepEqual(held(set.records[1].labels), {
        gender: 'male',
        hairLength: 'short',
        hat: 'hat',
        upperSleeve: 'long',
        lowerColor: 'black',
        lowerType: 'trousers',
        backpack: 'backpack',
        handbag: '',
        bag: '',
    });
    t.deepEqual(set.warnings, ['1 images have no labels (such as 0099_c1s1_000401_03.jpg)']);
});
test("Market-1501's plain form gives the same labels, with the images beside it", async (t) => {
    const person = { gender: 'male', upper_color: ['gray'], age: 'adult', bag: true };
    const root = folder({
        'annotation/attributes.json': JSON.stringify({ 'market:0002': person, 'market:0500': person }),
        ...marketImages,
    });
    const set = await readAnnotated('market-1501-attributes', join(root, 'annotation'));
    t.deepEqual(held(set.records[0].labels), { gender: 'male', upperColor: 'grey', bag: 'bag' });
    t.deepEqual(set.warnings, [
        '2 images have no labels (such as 0007_c3s3_077419_03.jpg)',
        '1 labelled identities have no image (such as 0500)',
    ]);
});
test('PA-100K keeps its own split, and each image is an identity', async (t) => {
    const root = folder({
        'annotation.mat': '@annotation.mat',
        'release_data/release_data/000001.jpg': null,
        'release_data/release_data/000002.jpg': null,
        'release_data/release_data/000003.jpg': null,
        'release_data/release_data/000004.jpg': null,
    });
    const set = await readAnnotated('pa-100k', root);
    t.deepEqual(set.records.map(({ key, identity, split }) => [key, identity, split]), [
        ['000001.jpg', '000001.jpg', 'train'],
        ['000002.jpg', '000002.jpg', 'train'],
        ['000003.jpg', '000003.jpg', 'train'],
        ['000004.jpg', '000004.jpg', 'heldOut'],
    ]);
    t.deepEqual(held(set.records[0].labels), {
        gender: 'female',
        hat: '',
        glasses: '',
        upperSleeve: 'short',
        upperPattern: 'striped',
        lowerType: 'skirt',
        shoeType: 'shoes',
        backpack: '',
        shoulderBag: '',
        handbag: 'handbag',
        otherBelonging: '',
    });
    // both sleeves, a splice and no legwear: not known
    t.deepEqual(Object.keys(set.records[2].labels), [
        'gender',
        'hat',
        'glasses',
        'shoeType',
        'backpack',
        'shoulderBag',
        'handbag',
        'otherBelonging',
    ]);
    t.is(held(set.records[1].labels).shoeType, 'boots');
    t.regex(set.layout, /no identities: its own split/);
});
test('a drawn set speaks in common heads and classes', async (t) => {
    const root = folder({
        'images.tsv': 'image\tidentity\n1/0.jpg\t1\n',
        'labels.json': JSON.stringify({
            1: { gender: 'male', upperColor: ['black', 'white'], backpack: true, hat: false, bag: [] },
        }),
        '1/0.jpg': null,
    });
    const { records, layout } = await readAnnotated('drawn', root);
    t.is(layout, 'images.tsv + labels.json');
    t.deepEqual(records[0].labels, {
        gender: [1, 0],
        upperColor: [0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        backpack: [1],
        hat: [0],
        bag: [0],
    });
});
test('unknown heads and classes of a drawn set are named with the known ones', async (t) => {
    const drawn = (labels) => folder({
        'images.tsv': 'image\tidentity\na.jpg\t1\n',
        'labels.json': JSON.stringify({ 1: labels }),
        'a.jpg': null,
    });
    t.regex(await failure('drawn', drawn({ trousers: 'red' })), /bad_file .*unknown head[^]*1: trousers[^]*lowerType/);
    t.regex(await failure('drawn', drawn({ gender: 'm' })), /unknown class[^]*gender = "m"[^]*male, female/);
    t.regex(await failure('drawn', drawn({ gender: true })), /unknown class/);
    t.regex(await failure('drawn', drawn([])), /has no labels/);
});
test('what is missing is named by each kind', async (t) => {
    const empty = folder({});
    t.regex(await failure('peta', join(empty, 'nowhere')), /^missing_path There is no /);
    t.regex(await failure('peta', empty), /^bad_layout [^]*PETA\.mat beside images\/[^]*images\.tsv[^]*Label\.txt/);
    t.regex(await failure('market-1501-attributes', empty), /^bad_layout [^]*market_attribute\.mat or attributes\.json/);
    t.regex(await failure('pa-100k', empty), /^bad_layout [^]*annotation\.mat/);
    t.regex(await failure('drawn', empty), /^bad_layout [^]*labels\.json/);
    const market = folder({ 'a/attributes.json': '{}' });
    t.regex(await failure('market-1501-attributes', join(market, 'a')), /^bad_layout [^]*looked for bounding_box_train/);
    t.regex(await failure('peta', folder({ 'PETA.mat': '@PETA.mat' })), /^bad_layout [^]*looked for .*images/);
    t.regex(await failure('pa-100k', folder({ 'annotation.mat': '@annotation.mat' })), /^bad_layout [^]*release_data/);
});
test('files of another form are errors that say what was found', async (t) => {
    const plain = (tsv, json) => folder({ 'images.tsv': tsv, 'attributes.json': json, 'a.png': null });
    t.regex(await failure('peta', plain('file\tid\n', '{}')), /^bad_file [^]*another header[^]*"file\\tid"/);
    t.regex(await failure('peta', plain('image\tidentity\na.png\n', '{}')), /^bad_file [^]*bad row 2/);
    t.regex(await failure('peta', plain('image\tidentity\na.png\t1\n', '[]')), /^bad_file [^]*no JSON object/);
    t.regex(await failure('peta', plain('image\tidentity\na.png\t1\n', '{')), /^bad_file [^]*no JSON object/);
    t.regex(await failure('peta', plain('image\tidentity\na.png\t1\n', '{"1": "x"}')), /^bad_file [^]*no list of names/);
    t.regex(await failure('peta', plain('image\tidentity\na.png\t2\n', '{"1": []}')), /^bad_layout No image [^]*no labels/);
    const swapped = { 'annotation.mat': '@PETA.mat', 'data/1.jpg': null };
    t.regex(await failure('pa-100k', folder(swapped)), /^bad_file [^]*no cell array named "attributes"[^]*names: peta/);
    const red = JSON.stringify({ 'market:0002': { gender: 'x' } });
    t.regex(await failure('market-1501-attributes', folder({ 'attributes.json': red, ...marketImages })), /market:0002/);
});
//# sourceMappingURL=annotated.test.js.map