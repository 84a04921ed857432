// Captions that say something else than the attributes, and those that only say it differently.
import test from 'ava';
import { contradictions } from '../../../data/lexicon/contradict.js';
const UNKNOWN = {
    ...{ gender: 'unknown', head: 'unknown', upper: 'unknown' },
    ...{ lower: 'unknown', shoes: 'unknown', belongings: 'unknown' },
};
const found = (attributes, caption) => contradictions({ ...UNKNOWN, ...attributes }, caption).map(({ kind, slot, said, found: other }) => `${kind} ${slot}: ${said} / ${other}`);
test('the garment of the sample in the README of the paper', (t) => {
    t.deepEqual(found({ gender: 'man', lower: 'pink shorts' }, 'A man in a black shirt and light pink trousers.'), [
        'garment lower: pink shorts / light pink trousers',
    ]);
});
const YES = [
    [{ upper: 'red shirt' }, 'She wears a green t-shirt.', 'colour upper: red shirt / green t-shirt'],
    [{ head: 'black hair' }, 'A girl with blonde hair.', 'colour head: black hair / blonde hair'],
    [{ shoes: 'white sneakers' }, 'His shoes are black.', 'colour shoes: white sneakers / black shoes'],
    [{ lower: 'blue jeans' }, 'A man in a skirt.', 'garment lower: blue jeans / skirt'],
    [{ shoes: 'boots' }, 'White sandals.', 'garment shoes: boots / white sandals'],
    [{ upper: 'white dress' }, 'A white blouse.', 'garment upper: white dress / white blouse'],
    [{ gender: 'man' }, 'A young woman walks.', 'gender gender: man / young woman'],
    [{ gender: 'young woman' }, 'A person walks. He smiles.', 'gender gender: young woman / male'],
    [{ belongings: 'none' }, 'She has a red bag.', 'garment belongings: none / red bag'],
    [{ belongings: 'black backpack' }, 'He has no backpack.', 'garment belongings: black backpack / backpack'],
    [{ belongings: 'red bag' }, 'With a blue backpack.', 'colour belongings: red bag / blue backpack'],
];
for (const [attributes, caption, expected] of YES)
    test(`contradicts: ${expected}`, (t) => t.deepEqual(found(attributes, caption), [expected]));
const NO = [
    [{ upper: 'white shirt' }, 'A man in a white t-shirt.'],
    [{ upper: 'white shirt' }, 'A white top.'],
    [{ upper: 'white shirt' }, 'A black jacket over a white shirt.'],
    [{ upper: 'white shirt' }, 'She wears a black jacket.'],
    [{ upper: 'red shirt' }, 'A blue shirt with red stripes.'],
    [{ upper: 'black shirt' }, 'A shirt.'],
    [{ upper: 'shirt' }, 'A black shirt.'],
    [{ upper: 'black shirt' }, 'A black and white shirt.'],
    [{ lower: 'pants' }, 'Dark jeans.'],
    [{ lower: 'navy trousers' }, 'Blue slacks.'],
    [{ lower: 'tan shorts' }, 'Khaki shorts, or brown shorts.'],
    [{ lower: 'black skirt' }, 'A black skirt over grey leggings.'],
    [{ shoes: 'white sneakers' }, 'White shoes.'],
    [{ shoes: 'sandals' }, 'She has flip flops on.'],
    [{ belongings: 'bag' }, 'A red backpack.'],
    [{ belongings: 'backpack' }, 'She holds a phone.'],
    [{ belongings: 'none' }, 'A man without a bag.'],
    [{ belongings: null, upper: 'unknown', lower: null }, 'A red bag, a red shirt, red shorts.'],
    [{ head: 'black hat' }, 'His hair is grey.'],
    [{ gender: 'man' }, 'A person walks.'],
    [{ gender: 'person' }, 'A woman walks.'],
    [{ gender: 'boy' }, 'A young man walks past a woman.'],
    [{ gender: 'woman' }, 'He or she walks.'],
];
for (const [attributes, caption] of NO)
    test(`agrees: ${JSON.stringify(attributes)} and "${caption}"`, (t) => t.deepEqual(found(attributes, caption), []));
test('each slot is judged by itself', (t) => {
    const attributes = { gender: 'woman', upper: 'red coat', lower: 'white skirt', shoes: 'boots' };
    t.deepEqual(found(attributes, 'A man in a red jacket, white shorts and black boots.'), [
        'gender gender: woman / man',
        'garment lower: white skirt / white shorts',
    ]);
});
//# sourceMappingURL=contradict.test.js.map