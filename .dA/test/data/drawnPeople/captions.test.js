// Captions of drawn people: true, well formed, told apart by their style, and varied inside it.
import test from 'ava';
import { drawnCaptions } from '../../../data/drawnPeople/captions.js';
import { PALETTE, randomPerson } from '../../../data/drawnPeople/person.js';
import { seededRandom } from '../../../data/random.js';
const MAN = {
    gender: 'male',
    hairLength: 'short',
    hairColor: 'black',
    hat: true,
    upperColor: 'orange',
    upperType: 'shirt',
    upperSleeve: 'long',
    upperPattern: 'striped',
    lowerColor: 'grey',
    lowerType: 'trousers',
    shoeColor: 'white',
    shoeType: 'sneakers',
    backpack: true,
    shoulderBag: false,
    handbag: false,
    plasticBag: false,
    suitcase: false,
};
test('everything told, and the first of all wordings', (t) => {
    t.deepEqual(drawnCaptions(MAN, () => 0), [
        'A man with short black hair and a hat in a long-sleeved orange striped shirt, grey trousers and white sneakers, with a backpack.',
        'This person is a man. He has on a long-sleeved orange striped shirt. He is also wearing a pair of gray pants. ' +
            'On his feet he has a pair of white sneakers. He has short black hair and a hat. He is carrying a backpack as well.',
    ]);
});
test('nothing told that may be left out', (t) => {
    // Draws of almost 1: every habit fails, and the last wording that fits is taken.
    const [terse, chatty] = drawnCaptions({ ...MAN, gender: 'female' }, () => 0.999);
    t.is(terse, 'A woman wears an orange shirt.');
    t.is(chatty, 'The picture seems to show a girl. For a top she has picked an orange shirt.');
});
const COLOURS = [...Object.keys(PALETTE), 'gray', 'blonde'];
const BAGS = {
    backpack: /backpack|rucksack/,
    shoulderBag: /shoulder bag|satchel/,
    handbag: /handbag|purse/,
    plasticBag: /plastic bag|shopping bag/,
    suitcase: /suitcase/,
};
test('captions of all kinds of people say what is true, in whole sentences with the right articles', (t) => {
    for (let i = 0; i < 800; i++) {
        const { labels } = randomPerson(seededRandom(`who ${i}`));
        const both = drawnCaptions(labels, seededRandom(i));
        t.deepEqual(drawnCaptions(labels, seededRandom(i)), both, 'the same seed, the same words');
        const [terse, chatty] = both.map((caption) => caption.match(/\./g).length);
        t.is(terse, 1, both[0]);
        t.true(chatty >= 2 && chatty <= 6, both[1]);
        const colours = [labels.hairColor, labels.upperColor, labels.lowerColor, labels.shoeColor];
        for (const caption of both) {
            const wrong = (what) => `${what}: ${caption}`;
            t.regex(caption, /^[A-Z].*\.$/);
            t.notRegex(caption, /[{}[\]]| {2}| [.,:]|undefined|\.[^ ]/, wrong('marks'));
            t.notRegex(caption, /\ba [aeio]|\ban [^aeio]|\bundefined\b/i, wrong('a or an'));
            t.notRegex(caption, /\ba (?:\w+ )?(?:jeans|pants|slacks|trousers|shorts|sneakers|shoes|boots|sandals)\b/, wrong('a pair'));
            for (const word of caption.toLowerCase().match(/[a-z]+/g))
                if (COLOURS.includes(word))
                    t.true(colours.includes(word.replace('gray', 'grey')), wrong(word));
            t.true(caption.replace('gray', 'grey').includes(labels.upperColor), wrong('the top is always told'));
            for (const [bag, pattern] of Object.entries(BAGS))
                if (pattern.test(caption))
                    t.true(labels[bag], wrong(bag));
            if (labels.gender === 'male')
                t.notRegex(caption, /\b(?:woman|female|lady|girl|she|her)\b/i);
            else
                t.notRegex(caption, /\b(?:man|male|guy|gentleman|he|his|him)\b/i);
        }
    }
});
test('each annotator has dozens of forms and leaves things out, and neither writes as the other does', (t) => {
    const both = Array.from({ length: 2000 }, (_, i) => drawnCaptions(MAN, seededRandom(i)));
    // What is left when the phrases are taken out.
    const form = (caption) => caption.replace(/\b(?:a |an )?(?:pair of |long-sleeved )*(?:short|orange|gr[ae]y|white|backpack|rucksack)(?: (?:black|hair|striped|shirt|pants|slacks|trousers|sneakers|trainers|athletic|shoes))*/g, '_');
    const forms = [0, 1].map((style) => new Set(both.map((captions) => form(captions[style]))));
    t.true(forms[0].size >= 24, `${forms[0].size} terse forms`);
    t.true(forms[1].size >= 500, `${forms[1].size} chatty forms`);
    const openings = new Set(both.map(([, chatty]) => chatty.split('. ')[0].replace(/a (man|guy|gentleman)/, '_')));
    t.is(openings.size, 12);
    t.deepEqual([...forms[0]].filter((each) => forms[1].has(each)), []);
    for (const style of [0, 1]) {
        const share = (pattern) => both.filter((each) => pattern.test(each[style])).length / both.length;
        const [hair, shoes] = [share(/hair/), share(/sneakers|trainers|shoes/)];
        t.true(hair > 0.7 && hair < 0.95 && shoes > 0.65 && shoes < 0.95, `hair ${hair}, shoes ${shoes}`);
    }
});
//# sourceMappingURL=captions.test.js.map