// Captions with another colour of their garment.
import test from 'ava';
import { recolourings } from '../../../data/lexicon/recolour.js';
const CHANGED = [
    ['A man in a red shirt and blue jeans.', ['red', 'green'], ['A man in a green shirt and blue jeans.']],
    ['a woman wearing a dark navy blue jacket', ['blue', 'yellow'], ['a woman wearing a yellow jacket']],
    ['She has a black and white striped shirt on.', ['red'], ['She has a red striped shirt on.']],
    [
        'A man wearing an orange coat, black pants and white shoes.',
        ['red', 'blue'],
        [
            'A man wearing a red coat, black pants and white shoes.',
            'A man wearing a blue coat, black pants and white shoes.',
        ],
    ],
    ['a girl in a black coat', ['orange'], ['a girl in an orange coat']],
    // Without a colour above, that of the lower body; what hangs on "with" stays.
    [
        'A man in a shirt with white stripes and gray pants.',
        ['red'],
        ['A man in a shirt with white stripes and red pants.'],
    ],
    ['White shirt, black pants, a woman.', ['green'], ['Green shirt, black pants, a woman.']],
    ['A man with black hair and white shoes.', ['red'], []],
    ['a person', ['red'], []],
];
for (const [caption, colours, expected] of CHANGED)
    test(`${caption} -> ${colours.join(', ')}`, (t) => t.deepEqual(recolourings(caption, colours), [...expected]));
//# sourceMappingURL=recolour.test.js.map