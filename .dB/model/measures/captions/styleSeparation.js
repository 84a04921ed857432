/**
 * How well styles can be told apart: whether the style encoders (section 3.1) imitate different annotators, or all write
 * the same. A naive Bayes classifier over words, pairs of words and the length guesses the style of captions of images
 * that it has not seen.
 */
import { shuffle } from '../../../data/random.js';
import { pairsOf, stylesOf } from './styledCaption.js';
import { mean, ngrams, words } from './words.js';
const FOLDS = 5;
/** Words by which lengths are told apart. */
const BUCKET = 5;
/** Added to every count: what was never seen in a style is not impossible there (Laplace). */
const SMOOTHING = 1;
/**
 * Share of captions whose style is guessed, 0..1: 1 where styles never look alike, about 0.5 where they are one. Both styles
 * count alike, however many captions each has; of more than two styles, the mean over pairs of them. All captions of an
 * image are in one of five folds, of which each is guessed by what the others teach.
 * @throws RangeError where there are not two styles
 */
export function styleSeparation(captions, random) {
    const styles = stylesOf(captions);
    if (styles.length < 2)
        throw new RangeError('Two styles are needed.');
    const images = shuffle(random, [...new Set(captions.map(({ image }) => image))]);
    const folds = new Map(images.map((image, i) => [image, i % FOLDS]));
    const examples = new Map(styles.map((style) => [style, []]));
    for (const { image, style, caption } of captions)
        examples.get(style).push({ features: featuresOf(caption), fold: folds.get(image) });
    return mean(pairsOf(styles).map(([one, other]) => accuracy([examples.get(one), examples.get(other)])));
}
function featuresOf(caption) {
    const own = words(caption);
    const counts = new Map([...ngrams(own, 1), ...ngrams(own, 2)]);
    // No word has a blank in front.
    return counts.set(` length ${Math.floor(own.length / BUCKET)}`, 1);
}
function accuracy(styles) {
    const right = [0, 0];
    for (let fold = 0; fold < FOLDS; fold++) {
        const guess = train(styles.map((examples) => examples.filter((each) => each.fold !== fold)));
        styles.forEach((examples, style) => {
            for (const { features } of examples.filter((each) => each.fold === fold)) {
                const margin = style === 0 ? guess(features) : -guess(features);
                // Where nothing speaks for either, half of the guesses are right.
                right[style] += margin === 0 ? 0.5 : margin > 0 ? 1 : 0;
            }
        });
    }
    return mean(styles.map(({ length }, style) => right[style] / length));
}
/** Multinomial naive Bayes: how much more likely (a log ratio) features are in the first style than in the second. */
function train(styles) {
    const counts = styles.map((examples) => {
        const sums = new Map();
        for (const { features } of examples)
            for (const [name, times] of features)
                sums.set(name, (sums.get(name) ?? 0) + times);
        return sums;
    });
    const vocabulary = new Set(counts.flatMap((sums) => [...sums.keys()]));
    const totals = counts.map((sums) => [...sums.values()].reduce((a, b) => a + b, 0) + SMOOTHING * vocabulary.size);
    const likelihood = (style, name) => Math.log(((counts[style].get(name) ?? 0) + SMOOTHING) / totals[style]);
    return (features) => {
        let margin = 0;
        // A feature that neither style has shown tells nothing.
        for (const [name, times] of features)
            if (vocabulary.has(name))
                margin += times * (likelihood(0, name) - likelihood(1, name));
        return margin;
    };
}
//# sourceMappingURL=styleSeparation.js.map