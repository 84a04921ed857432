import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { assignStyles, kMeans } from '../../../model/spac/styleAssignment.js';
const TERSE = ['Man in a red shirt', 'Woman with a bag', 'Man in blue jeans', 'Woman in a green coat'];
const CHATTY = [
    'She is a young woman, and she has long hair. She is wearing a white dress, and she carries her bag in her hand.',
    'He is an old man, and he has a beard. He is wearing a black coat, and he holds his umbrella over his head.',
    'She is a girl, and she has a ponytail. She is wearing a pink top, and she walks with her friend along the road.',
    'He is a boy, and he has short hair. He is wearing a yellow shirt, and he pushes his bicycle along the street.',
];
test('in turn: caption j of an image trains style j', (t) => {
    const styles = assignStyles([['a', 'b'], ['c'], ['d', 'e', 'f']], {
        styles: 2,
        how: 'turn',
        random: seededRandom('turn'),
    });
    t.deepEqual(styles, [[0, 1], [0], [0, 1, 0]]);
});
test('by cluster: captions that are written alike train one style, whatever their place, the tersest the first', (t) => {
    const images = TERSE.map((text, i) => (i % 2 === 0 ? [text, CHATTY[i]] : [CHATTY[i], text]));
    for (const seed of ['a', 'b', 'c']) {
        const styles = assignStyles(images, { styles: 2, how: 'cluster', random: seededRandom(seed) });
        t.deepEqual(styles, images.map((own) => own.map((text) => (TERSE.includes(text) ? 0 : 1))));
    }
});
test('k-means finds the three groups of a plane', (t) => {
    const centres = [
        [0, 0],
        [10, 0],
        [20, 10],
    ];
    const random = seededRandom('plane');
    const rows = Array.from({ length: 60 }, (_, i) => centres[i % 3].map((x) => x + random()));
    t.deepEqual(kMeans(rows, 3, random), rows.map((_, i) => i % 3));
    t.deepEqual(kMeans([], 3, random), []);
});
//# sourceMappingURL=styleAssignment.test.js.map