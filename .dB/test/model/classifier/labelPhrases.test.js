// Labels of people as the phrases that a captioner learns to say.
import test from 'ava';
import { labelsOf } from '../../../data/annotated/heads.js';
import { attributesOfLabels } from '../../../model/classifier/labelPhrases.js';
test('labels become phrases; what they do not settle is not told', (t) => {
    const labels = labelsOf({
        gender: ['female'],
        hairLength: ['long'],
        hat: false,
        upperColor: ['black', 'white'],
        upperSleeve: ['short'],
        lowerType: ['skirt'],
        backpack: true,
        handbag: false,
    });
    t.deepEqual(attributesOfLabels(labels), {
        gender: 'woman',
        head: 'long hair',
        upper: 'black and white short-sleeved top',
        lower: 'skirt',
        shoes: null,
        belongings: 'backpack',
    });
});
test('nothing is carried only where all bags that are labelled are denied', (t) => {
    t.is(attributesOfLabels(labelsOf({ backpack: false, handbag: false })).belongings, 'none');
    t.is(attributesOfLabels(labelsOf({ gender: ['male'] })).belongings, null);
    t.is(attributesOfLabels(labelsOf({ backpack: false, otherBelonging: true })).belongings, null);
});
test('a top of which only the sleeves are labelled is not told', (t) => {
    t.is(attributesOfLabels(labelsOf({ upperSleeve: ['short'] })).upper, null);
    t.is(attributesOfLabels(labelsOf({ upperSleeve: ['short'], upperType: ['shirt'] })).upper, 'short-sleeved shirt');
});
//# sourceMappingURL=labelPhrases.test.js.map