// Attribute precision, recall and F1 against numbers worked by hand.
import test from 'ava';
import { attributeScores } from '../../../model/measures/captions/attributes.js';
const UNKNOWN = {
    ...{ gender: 'unknown', head: 'unknown', upper: 'unknown' },
    ...{ lower: 'unknown', shoes: 'unknown', belongings: 'unknown' },
};
const image = (predicted, ...captions) => ({
    predicted: { ...UNKNOWN, ...predicted },
    captions,
});
const near = (t, got, expected) => {
    t.true(Math.abs(got - expected) < 1e-9, `${got}, by hand ${expected}`);
};
test('what people say in other words is right', (t) => {
    const { slots, mean } = attributeScores([image({ lower: 'navy slacks' }, 'Blue pants.', 'Dark blue jeans.')]);
    // Predicted: pants, blue, both said. Said: pants, blue, jeans; jeans are pants.
    t.deepEqual(slots.lower, { precision: 1, recall: 1, f1: 1, images: 1 });
    t.deepEqual(mean, { precision: 1, recall: 1, f1: 1 });
    t.deepEqual(slots.upper, { precision: 0, recall: 0, f1: 0, images: 0 });
});
test('facts are counted over images: wrong ones cost precision, missing ones recall', (t) => {
    const { slots } = attributeScores([
        // Predicted: shirt, red; said: shirt, green, striped, short sleeved. Right 1 of 2, found 1 of 4.
        image({ upper: 'red shirt' }, 'A short sleeved green striped shirt.'),
        // Predicted: jacket, black, white: white is only the colour of stripes, which is still said. 3 of 3; found 3 of 3.
        image({ upper: 'black and white jacket' }, 'A black jacket with white stripes.'),
        // Nobody speaks of it.
        image({ upper: 'blue coat' }, 'A man walks.'),
        // Said: coat; nothing predicted.
        image({ upper: 'none' }, 'A coat.', 'A coat.'),
    ]);
    // "with white stripes" is a pattern that is not predicted: of jacket, black, striped 2 are found.
    near(t, slots.upper.precision, (1 + 3 + 0) / (2 + 3 + 0));
    near(t, slots.upper.recall, (1 + 2 + 0) / (4 + 3 + 1));
    near(t, slots.upper.f1, (2 * (4 / 5) * (3 / 8)) / (4 / 5 + 3 / 8));
    t.is(slots.upper.images, 3);
});
test('the mean is over the slots that people speak of, and a gender is a fact', (t) => {
    const { slots, mean } = attributeScores([
        image({ gender: 'woman', shoes: 'boots' }, 'A lady in red shoes.'),
        image({ gender: 'woman' }, 'A man.'),
        image({ gender: null }, 'A person without a bag.'),
    ]);
    t.deepEqual(slots.gender, { precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, images: 2 });
    // Boots are shoes; red is not predicted.
    near(t, slots.shoes.f1, 2 / 3);
    t.is(slots.belongings.images, 0, 'what is denied is no fact');
    near(t, mean.f1, (1 / 2 + 2 / 3) / 2);
    t.deepEqual(attributeScores([]).mean, { precision: 0, recall: 0, f1: 0 });
});
//# sourceMappingURL=attributes.test.js.map