/**
 * Captions of drawn people as two annotators would write them, for SPAC's style encoders (section 3.1): one terse, in a
 * sentence that lists what is worn; one chatty, in several sentences, with other words and in another order.
 */
import { pick } from '../random.js';
import { asPair, withArticle } from '../templates/nounPhrase.js';
import { describePerson } from './captionWords.js';
const TERSE = {
    habits: { head: 0.8, sleeves: 0.4, pattern: 0.9, lower: 0.96, shoes: 0.75, bag: 0.9 },
    vocabulary: {
        male: ['man', 'male', 'man'],
        female: ['woman', 'female', 'woman'],
        grey: 'grey',
        trousers: ['trousers'],
        sweater: ['sweater'],
        sneakers: ['sneakers', 'trainers'],
        leatherShoes: ['leather shoes'],
        backpack: ['backpack'],
        shoulderBag: ['shoulder bag'],
        handbag: ['handbag'],
        plasticBag: ['plastic bag'],
        suitcase: ['suitcase'],
    },
};
const CHATTY = {
    habits: { head: 0.85, sleeves: 0.6, pattern: 0.95, lower: 0.97, shoes: 0.85, bag: 0.92 },
    vocabulary: {
        male: ['man', 'guy', 'gentleman'],
        female: ['woman', 'lady', 'girl'],
        grey: 'gray',
        trousers: ['pants', 'slacks', 'pants'],
        sweater: ['sweater', 'pullover'],
        sneakers: ['sneakers', 'athletic shoes'],
        leatherShoes: ['dress shoes', 'leather shoes'],
        backpack: ['backpack', 'rucksack'],
        shoulderBag: ['shoulder bag', 'satchel'],
        handbag: ['purse', 'handbag'],
        plasticBag: ['plastic bag', 'shopping bag'],
        suitcase: ['suitcase', 'rolling suitcase'],
    },
};
/** {slot}: its phrase, with an article; [..]: left out where a slot inside is not told. */
const TERSE_FORMS = [
    '{who}[ with {head}] in {worn}[, with {bag}].',
    '{who}[ with {head}] wearing {worn}[ and carrying {bag}].',
    '{who} in {worn}[, with {head}][, carrying {bag}].',
    '{who} dressed in {worn}[, with {head}][, plus {bag}].',
    '{who}[ with {bag}] in {worn}[, {head}].',
    '{who} wearing {worn}[, with {head}][ and {bag}].',
    '{who} carrying {bag}[, with {head}], in {worn}.',
    '{who}[, {head}], in {worn}[, {bag}].',
    '{who} walking in {worn}[, with {head}][, holding {bag}].',
    'Pedestrian: {who}[ with {head}] in {worn}[, {bag}].',
    'In {worn}: {who}[ with {head}][ and {bag}].',
    'With {head}, {who} in {worn}[, {bag}].',
    '{who}[ has {head},] wears {worn}[, carries {bag}].',
];
const OPENINGS = [
    'This person is {who}.',
    'I can see {who} here.',
    'There is {who} in this picture.',
    'It looks like {who} to me.',
    'The person that is shown here is {who}.',
    'What we have here is {who} who is out on the street.',
    'Someone is passing by, and I think it is {who}.',
    'You are looking at {who}.',
    'The camera has caught {who}.',
    'Here we see {who} from some distance.',
    'Judging by the look, this is {who}.',
    'The picture seems to show {who}.',
];
const SENTENCES = {
    upper: [
        '{He} has on {upper}.',
        'On {his} upper body there is {upper}.',
        '{He} is wearing {upper} up top.',
        'For a top {he} has picked {upper}.',
    ],
    lower: [
        '{He} is also wearing {lower}.',
        '{His} legs are covered by {lower}.',
        'On the bottom {he} has {lower}.',
        'There is {lower} to go with it.',
    ],
    shoes: [
        'On {his} feet {he} has {shoes}.',
        'As for footwear, it is {shoes}.',
        '{He} is walking in {shoes}.',
        '{His} feet are in {shoes}.',
    ],
    head: ['{He} has {head}.', 'One can make out {head}.', 'What is more, {he} has got {head}.', 'I notice {head}.'],
    bag: [
        '{He} is carrying {bag} as well.',
        '{He} has {bag} with {him}.',
        'There is also {bag} that {he} has brought along.',
        'I would say that it is {bag} that {he} is holding.',
    ],
};
const ORDERS = [
    ['upper', 'lower', 'shoes', 'head', 'bag'],
    ['bag', 'upper', 'lower', 'shoes', 'head'],
    ['upper', 'head', 'lower', 'bag', 'shoes'],
    ['head', 'bag', 'upper', 'lower', 'shoes'],
];
const PRONOUNS = {
    male: { He: 'He', he: 'he', His: 'His', his: 'his', him: 'him' },
    female: { He: 'She', he: 'she', His: 'Her', his: 'her', him: 'her' },
};
/** The caption of each annotator, style 1 first. The same labels and generator state give the same sentences. */
export function drawnCaptions(labels, random) {
    return [terse(describePerson(labels, TERSE, random), random), chatty(labels, random)];
}
function terse(description, random) {
    const { who, upper, lower, shoes, head, bag } = description;
    const worn = [upper, lower, shoes].flatMap((phrase) => (phrase === undefined ? [] : [withArticle(phrase)]));
    const slots = { ...articled({ who, head, bag }), worn: series(worn) };
    const forms = TERSE_FORMS.flatMap((form) => fill(form, slots) ?? []);
    return capitalised(pick(random, forms));
}
function chatty(labels, random) {
    const { lower, shoes, ...others } = describePerson(labels, CHATTY, random);
    const pair = (phrase) => phrase && asPair(phrase);
    const slots = { ...PRONOUNS[labels.gender], ...articled(others), lower: pair(lower), shoes: pair(shoes) };
    const sentences = [pick(random, OPENINGS), ...pick(random, ORDERS).map((part) => pick(random, SENTENCES[part]))];
    return sentences.flatMap((sentence) => fill(sentence, slots) ?? []).join(' ');
}
const articled = (phrases) => Object.fromEntries(Object.entries(phrases).map(([name, phrase]) => [name, phrase && withArticle(phrase)]));
const series = (items) => items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
const capitalised = (sentence) => sentence[0].toUpperCase() + sentence.slice(1);
/** The form with its slots filled; undefined where one outside of brackets is not told. */
function fill(form, slots) {
    const plain = (text) => {
        const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        if (names.some((name) => slots[name] === undefined))
            return undefined;
        return text.replace(/\{(\w+)\}/g, (_, name) => slots[name]);
    };
    return plain(form.replace(/\[([^\]]*)\]/g, (_, inside) => plain(inside) ?? ''));
}
//# sourceMappingURL=captions.js.map