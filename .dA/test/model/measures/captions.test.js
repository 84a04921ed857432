// Caption measures against numbers worked by hand.
import test from 'ava';
import { bleu } from '../../../model/measures/captions/bleu.js';
import { ciderD } from '../../../model/measures/captions/cider.js';
import { diversity } from '../../../model/measures/captions/diversity.js';
import { meteor } from '../../../model/measures/captions/meteor.js';
import { commonLength, rougeL } from '../../../model/measures/captions/rougeL.js';
import { words } from '../../../model/measures/captions/words.js';
const judged = (candidate, ...references) => ({
    candidate: words(candidate),
    references: references.map(words),
});
test('words: lower case, clitics split, hyphens kept, punctuation left out', (t) => {
    t.deepEqual(words("The man's wearing a T-shirt, (grey) jeans; he doesn't carry 2 bags!"), [
        ...['the', 'man', "'s", 'wearing', 'a', 't-shirt', 'grey', 'jeans', 'he', 'does', "n't", 'carry', '2', 'bags'],
    ]);
    t.deepEqual(words('Café\u2019s «blue» coat'), ['café', "'s", 'blue', 'coat']);
    t.deepEqual(words(' ... '), []);
});
const near = (t, got, expected) => {
    t.true(Math.abs(got - expected) < 1e-6, `${got}, by hand ${expected}`);
};
test('BLEU clips counts by the best reference and takes the closest length', (t) => {
    // Papineni's own example: 2 of 7 words count; the reference of 7 words is the closest one.
    const the = judged('the the the the the the the', 'The cat is on the mat.', 'There is a cat on the mat.');
    near(t, bleu([the])[0], 2 / 7);
    near(t, bleu([the])[1], 0);
    // All words and pairs are right, and two of four words are there: exp(1 - 4/2).
    const short = bleu([judged('the cat', 'the cat sat down')]);
    near(t, short[0], Math.exp(-1));
    near(t, short[1], Math.exp(-1));
    // Counts are added over the corpus before they are divided: (3 + 1) / (3 + 2) words, (2 + 0) / (2 + 1) pairs.
    const corpus = bleu([judged('a red coat', 'a red coat'), judged('blue jeans', 'black jeans')]);
    near(t, corpus[0], 4 / 5);
    near(t, corpus[1], Math.sqrt((4 / 5) * (2 / 3)));
    t.deepEqual(bleu([]), [0, 0, 0, 0]);
});
test('ROUGE-L: the longest common subsequence, recall weighing 1.44 times', (t) => {
    near(t, rougeL([judged('police killed the gunman', 'police kill the gunman')]), 3 / 4);
    near(t, rougeL([judged('the gunman kill police', 'police kill the gunman')]), 2 / 4);
    // P = 1, R = 1/2: 2.44 * 0.5 / (0.5 + 1.44)
    near(t, rougeL([judged('a b c', 'a x b y c z')]), (2.44 * 0.5) / 1.94);
    near(t, rougeL([judged('a b', 'c d'), judged('a b', 'a b')]), 0.5);
    t.is(commonLength(words('a b c b d a b'), words('b d c a b a')), 4);
});
test('CIDEr-D: rare n-grams count, repeated ones are clipped, other lengths are penalised', (t) => {
    // Two images, every n-gram in one of them. Of the four orders, one- and two-word grams exist: (1 + 1) / 4 * 10.
    const two = (candidate) => ciderD([judged(candidate, 'a b'), judged('c d', 'c d')]) * 2 - 5;
    near(t, two('a b'), 5);
    // One of two words: 1 / (sqrt 2 * sqrt 2).
    near(t, two('a x'), (10 / 4) * 0.5);
    // Clipped: 1 * 1 / (2 * sqrt 2).
    near(t, two('a a'), 10 / 4 / (2 * Math.SQRT2));
    // Three pairs of words more: exp(-9 / 72); words 2 / (sqrt 5 * sqrt 2), pairs 1 / (2 * 1).
    near(t, two('a b x y z'), (10 / 4) * Math.exp(-9 / 72) * (2 / Math.sqrt(10) + 1 / 2));
    // What stands in all references tells nothing.
    near(t, ciderD([judged('a b', 'a b'), judged('a b', 'a b')]), 0);
});
test('METEOR: weighted harmonic mean of precision and recall, less for fragments, stems at 0.6', (t) => {
    near(t, meteor([judged('a red coat', 'a red coat')]), 1);
    // Three chunks of four matches: 1 - 0.6 * 0.75^0.2.
    near(t, meteor([judged('a b c d', 'a b d c')]), 1 - 0.6 * 0.75 ** 0.2);
    near(t, meteor([judged('running dogs', 'run dog')]), 0.6);
    // P = 2/2, R = 2/3, one chunk of two: PR / (0.85 P + 0.15 R) * (1 - 0.6 * 0.5^0.2)
    near(t, meteor([judged('red coat', 'a red coat')]), (2 / 3 / (0.85 + 0.1)) * (1 - 0.6 * 0.5 ** 0.2));
    // The repeated word goes where it makes the fewest chunks.
    near(t, meteor([judged('the coat', 'the bag and the coat')]), (2 / 5 / (0.85 + 0.06)) * (1 - 0.6 * 0.5 ** 0.2));
    // The better of the references.
    near(t, meteor([judged('red coat', 'blue hat', 'red coat')]), 1);
    near(t, meteor([judged('x', 'y')]), 0);
    // Two texts that are their references: P = R = 1, two chunks of five words. By definition not 1, as one of them alone is.
    near(t, meteor([judged('a red coat', 'a red coat'), judged('blue jeans', 'blue jeans')]), 1 - 0.6 * 0.4 ** 0.2);
});
test('diversity: a captioner that repeats itself is seen to', (t) => {
    const same = diversity(Array.from({ length: 30 }, () => words('a man in a red coat')));
    t.is(same.vocabulary, 5);
    near(t, same.distinct1, 5 / 180);
    near(t, same.distinct2, 5 / 150);
    near(t, same.selfBleu, 1);
    near(t, same.topOpenings, 1);
    const varied = diversity(['a b c d e', 'f g h i j', 'k l m n o'].map(words));
    near(t, varied.distinct1, 1);
    t.true(varied.selfBleu < 1e-3);
    near(t, varied.topOpenings, 1);
    t.deepEqual(diversity([]), { distinct1: 0, distinct2: 0, selfBleu: 0, vocabulary: 0, topOpenings: 0 });
});
//# sourceMappingURL=captions.test.js.map