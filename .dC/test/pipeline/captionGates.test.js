// Gates on one caption: each has its own reason and can be switched off.
import test from 'ava';
import { faultOf } from '../../pipeline/captionGates.js';
import { configSchema } from '../../schemas/config.js';
const GATES = configSchema.parse({}).caption.gates;
const MAN = {
    gender: 'man',
    head: 'short black hair',
    upper: 'black shirt',
    lower: 'pink shorts',
    shoes: 'unknown',
    belongings: 'none',
};
const reason = (caption, gates = {}) => faultOf(caption, MAN, { ...GATES, ...gates })?.reason;
test('a caption that fits has no fault', (t) => {
    t.is(reason('The man is wearing a black shirt and pink shorts.'), undefined);
    t.is(reason('He has short black hair and wears a pair of shorts.'), undefined);
});
test('what did not come to an end, or is too short', (t) => {
    t.is(reason(undefined), 'unfinished');
    t.is(reason('A man.'), 'too_short');
    t.deepEqual(faultOf('A man walks.', MAN, GATES), { reason: 'too_short', score: 3, threshold: 6 });
    t.is(reason('A man.', { minWords: 0 }), undefined);
});
test('other scripts, markup and code', (t) => {
    for (const text of [
        'The man wears a black 衬衫 and pink shorts.',
        'The man wears a <b>black</b> shirt and shorts.',
        'The man wears a black shirt = shirt[0] and shorts.',
        'The man wears a black shirt, see https://example.org now.',
        'The man wears a black shirt &amp; pink shorts today.',
        'The man calls print() in a black shirt here.',
    ])
        t.is(reason(text), 'not_plain_text', text);
    t.is(reason('The man wears a <b>black</b> shirt and shorts.', { plainText: false }), undefined);
    t.is(reason("The man's t-shirt (black) is 100% cotton; he looks well!"), undefined);
});
test('the voted gender, by noun and by pronoun', (t) => {
    t.is(reason('The woman is wearing a black shirt and pink shorts.'), 'wrong_gender');
    t.is(reason('The person has black hair and she wears pink shorts.'), 'wrong_gender');
    t.is(reason('The person has black hair and wears pink shorts.'), undefined);
    const woman = faultOf('The woman is wearing a black shirt and pink shorts.', { ...MAN, gender: 'woman' }, GATES);
    t.is(woman, undefined);
    const anyone = faultOf('The woman is wearing a black shirt and pink shorts.', { ...MAN, gender: 'unknown' }, GATES);
    t.is(anyone, undefined);
    t.is(reason('The woman is wearing a black shirt and pink shorts.', { gender: false, contradiction: false }), undefined);
});
test('what contradicts the attributes, as in the sample that the authors published', (t) => {
    const sample = 'The man is wearing a black shirt and light pink trousers.';
    t.deepEqual(faultOf(sample, MAN, GATES), { reason: 'contradicts_attributes', score: 1, threshold: 0 });
    t.is(reason(sample, { maxContradictions: 1 }), undefined);
    t.is(reason(sample, { contradiction: false }), undefined);
    t.is(reason('The man is wearing a white shirt and pink shorts.'), 'contradicts_attributes');
});
//# sourceMappingURL=captionGates.test.js.map