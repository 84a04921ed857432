// Facts of phrases, and which things and colours may be said for one another.
import test from 'ava';
import { coloursAgree, factsOf } from '../../../data/lexicon/facts.js';
import { compatible, exclusive, kindNamed } from '../../../data/lexicon/lexicon.js';
const plain = { accents: [] };
test('things have one name each, and colours come in families', (t) => {
    const cases = [
        ['lower', 'navy slacks', ['pants'], ['blue']],
        ['lower', 'dark blue trousers', ['pants'], ['blue']],
        ['lower', 'gray pants', ['pants'], ['grey']],
        ['lower', 'blue jean shorts', ['shorts'], ['blue']],
        ['lower', 'khaki capris', ['capris'], ['beige']],
        ['upper', 'maroon tee shirt', ['t-shirt'], ['red']],
        ['upper', 'tan T-shirt', ['t-shirt'], ['beige']],
        ['upper', 'black and white polo shirt', ['polo shirt'], ['black', 'white']],
        ['shoes', 'white tennis shoes', ['sneakers'], ['white']],
        ['shoes', 'trainers', ['sneakers'], []],
        ['shoes', 'black dress shoes', ['dress shoes'], ['black']],
        ['belongings', 'red ruck sack', ['backpack'], ['red']],
        ['belongings', 'green backpack and white handbag', ['backpack', 'handbag'], ['green', 'white']],
        ['belongings', 'grey coat', ['coat'], ['grey']],
        ['head', 'auburn hair', ['hair'], ['brown']],
        ['lower', 'light pink zorps', [], ['pink']],
    ];
    for (const [slot, phrase, garments, colours] of cases)
        t.like(factsOf(slot, phrase), { garments, colours, accents: [] }, phrase);
});
test('lengths, patterns, sleeves, accents and gender', (t) => {
    t.deepEqual(factsOf('upper', 'short sleeved blue shirt with white stripes'), {
        ...{ garments: ['shirt'], colours: ['blue'], accents: ['white'] },
        ...{ pattern: 'striped', sleeve: 'short' },
    });
    t.deepEqual(factsOf('upper', 'checkered sleeveless dress'), {
        ...{ ...plain, garments: ['dress'], colours: [] },
        ...{ pattern: 'plaid', sleeve: 'sleeveless' },
    });
    t.deepEqual(factsOf('head', 'short black hair'), {
        ...plain,
        garments: ['hair'],
        colours: ['black'],
        length: 'short',
    });
    t.is(factsOf('head', 'black hair past her shoulders').length, 'medium');
    t.is(factsOf('head', 'hair down her back').length, 'long');
    t.is(factsOf('lower', 'knee-length skirt').length, 'knee');
    t.deepEqual(factsOf('gender', 'young adult male'), { ...plain, garments: [], colours: [], gender: 'male' });
    t.is(factsOf('gender', 'lady in her 40s').gender, 'female');
    t.is(factsOf('gender', 'young person').gender, undefined);
});
const both = (a, b) => compatible(kindNamed(a), kindNamed(b));
test('a thing may be said for what it is, and for what people confuse with it', (t) => {
    for (const [a, b] of [
        ['shirt', 't-shirt'],
        ['top', 'jacket'],
        ['shoes', 'sneakers'],
        ['bag', 'backpack'],
        ['jeans', 'pants'],
        ['coat', 'jacket'],
        ['uniform', 'shirt'],
        ['blazer', 'suit'],
        ['leggings', 'tights'],
    ])
        t.true(both(a, b) && both(b, a), `${a}, ${b}`);
    for (const [a, b] of [
        ['shorts', 'pants'],
        ['skirt', 'pants'],
        ['shorts', 'skirt'],
        ['boots', 'sneakers'],
        ['hat', 'hair'],
        ['backpack', 'handbag'],
        ['shirt', 'jacket'],
    ])
        t.false(both(a, b) || both(b, a), `${a}, ${b}`);
});
test('only what cannot be worn together excludes', (t) => {
    const excludes = (a, b) => exclusive(kindNamed(a), kindNamed(b));
    t.true(excludes('shorts', 'jeans'));
    t.true(excludes('sneakers', 'sandals') && excludes('boots', 'flats'));
    t.true(excludes('dress', 't-shirt'));
    t.false(excludes('shirt', 'jacket'), 'one over the other');
    t.false(excludes('polo shirt', 't-shirt'), 'both are shirts');
    t.false(excludes('tights', 'skirt'));
    t.false(excludes('backpack', 'phone'));
});
test('colours that people do not keep apart agree', (t) => {
    t.true(coloursAgree('beige', 'brown') && coloursAgree('brown', 'beige'));
    t.true(coloursAgree('multicoloured', 'green'));
    t.false(coloursAgree('blue', 'green'));
    t.false(coloursAgree('black', 'grey'));
});
test('a name that is no kind is a bug', (t) => {
    t.throws(() => kindNamed('zorp'), { message: /zorp/ });
});
//# sourceMappingURL=facts.test.js.map