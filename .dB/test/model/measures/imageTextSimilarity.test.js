import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { imageTextSimilarity } from '../../../model/measures/captions/imageTextSimilarity.js';
const row = (...values) => Float32Array.from(values);
const near = (t, got, expected) => void t.true(Math.abs(got - expected) < 1e-6, `${got}, by hand ${expected}`);
test('mean cosine of captions and their images, whatever the lengths; with two images the control is the other one', (t) => {
    const images = new Map([
        ['a', row(3, 4)],
        ['b', row(0, 0.1)],
    ]);
    const captions = [
        { image: 'a', embedding: row(5, 0) },
        { image: 'a', embedding: row(6, 8) },
        { image: 'b', embedding: row(-2, 0) },
    ];
    const { matching, shuffled } = imageTextSimilarity(images, captions, seededRandom(0));
    near(t, matching, (3 / 5 + 1 + 0) / 3);
    near(t, shuffled, (0 + 4 / 5 - 3 / 5) / 3);
});
test('the control is never the own image, and every image stands in once', (t) => {
    const count = 9;
    const axis = (i) => Float32Array.from({ length: count }, (_, k) => (k === i ? 2 : 0));
    const images = new Map(Array.from({ length: count }, (_, i) => [String(i), axis(i)]));
    for (let seed = 0; seed < 20; seed++) {
        const own = Array.from({ length: count }, (_, i) => ({ image: String(i), embedding: axis(i) }));
        t.deepEqual(imageTextSimilarity(images, own, seededRandom(seed)), { matching: 1, shuffled: 0 });
        // Captions that all fit image 4 alone: as a control it stands in for exactly one of the nine.
        const four = own.map(({ image }) => ({ image, embedding: axis(4) }));
        near(t, imageTextSimilarity(images, four, seededRandom(seed)).shuffled, 1 / count);
    }
});
test('one image has no control, and zeros are like nothing', (t) => {
    const images = new Map([['a', row(0, 0)]]);
    const captions = [{ image: 'a', embedding: row(1, 0) }];
    t.deepEqual(imageTextSimilarity(images, captions, seededRandom(0)), { matching: 0, shuffled: null });
});
//# sourceMappingURL=imageTextSimilarity.test.js.map