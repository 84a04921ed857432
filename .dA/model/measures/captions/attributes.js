/**
 * How right predicted attributes are, measured by what people wrote of the same images (a measure of ours: the paper has
 * none). Phrases are compared as facts, so that "navy slacks" and "blue pants" are the same.
 */
import { coloursAgree, factsOf, kindsOf } from '../../../data/lexicon/facts.js';
import { compatible, kindNamed } from '../../../data/lexicon/lexicon.js';
import { captionPhrases } from '../../../data/lexicon/phrases.js';
import { known, SLOTS } from '../../../schemas/attributes.js';
import { mean, sum } from './words.js';
/**
 * A phrase's facts are its things, its colours (accents left out), and its length, pattern, sleeve and gender. Over the
 * images where some caption has a phrase of the slot that says a fact:
 *
 * - precision: of all predicted facts the share that some caption of the image says, accents included;
 * - recall: of all facts that the captions of an image say, each once, the share that is predicted;
 * - f1: their harmonic mean. Without predicted facts all three are 0.
 *
 * Things that are compatible (a t-shirt is a shirt) and colours that people do not keep apart count as the same. What is
 * denied, `none`, `unknown` and null have no facts. All numbers are in 0..1.
 */
export function attributeScores(images) {
    const counts = new Map(SLOTS.map((slot) => [slot, []]));
    for (const { predicted, captions } of images) {
        const phrases = captions.flatMap(phrasesOf).filter(({ negated }) => !negated);
        for (const slot of SLOTS) {
            const said = phrases.filter((each) => each.slot === slot).map(({ phrase }) => factsOf(slot, phrase));
            const count = compare(slot, predicted[slot], said);
            if (count.said > 0)
                counts.get(slot).push(count);
        }
    }
    const slots = Object.fromEntries(SLOTS.map((slot) => [slot, scores(counts.get(slot))]));
    const judged = SLOTS.map((slot) => slots[slot]).filter((each) => each.images > 0);
    const over = (part) => mean(judged.map((each) => each[part]));
    return { slots, mean: { precision: over('precision'), recall: over('recall'), f1: over('f1') } };
}
function compare(slot, predicted, said) {
    const phrase = known(predicted);
    const ours = phrase === undefined ? [] : atoms(factsOf(slot, phrase));
    const theirs = distinct(said.flatMap(atoms));
    const support = [...theirs, ...said.flatMap(({ accents }) => accents.map((each) => ['colour', each]))];
    return {
        predicted: ours.length,
        supported: ours.filter((a) => support.some((b) => sameFact(a, b))).length,
        said: theirs.length,
        found: theirs.filter((a) => ours.some((b) => sameFact(a, b))).length,
    };
}
function atoms(facts) {
    const single = ['length', 'pattern', 'sleeve', 'gender'].flatMap((what) => {
        const value = facts[what];
        return value === undefined ? [] : [[what, value]];
    });
    return [
        ...kindsOf(facts).map(({ name }) => ['garment', name]),
        ...facts.colours.map((each) => ['colour', each]),
        ...single,
    ];
}
const distinct = (facts) => [...new Map(facts.map((fact) => [fact.join(':'), fact])).values()];
function sameFact([what, a], [other, b]) {
    if (what !== other)
        return false;
    if (what === 'garment')
        return compatible(kindNamed(a), kindNamed(b));
    return what === 'colour' ? coloursAgree(a, b) : a === b;
}
function scores(counts) {
    const total = (part) => sum(counts.map((each) => each[part]));
    const ratio = (a, b) => (b === 0 ? 0 : a / b);
    const [precision, recall] = [ratio(total('supported'), total('predicted')), ratio(total('found'), total('said'))];
    return { precision, recall, f1: ratio(2 * precision * recall, precision + recall), images: counts.length };
}
/** Captions that were read, as several predictors are measured on the same ones. */
const READ = new Map();
const KEPT = 200_000;
function phrasesOf(caption) {
    const known = READ.get(caption);
    if (known)
        return known;
    if (READ.size >= KEPT)
        READ.clear();
    const phrases = captionPhrases(caption);
    READ.set(caption, phrases);
    return phrases;
}
//# sourceMappingURL=attributes.js.map