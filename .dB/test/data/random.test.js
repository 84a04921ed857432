import test from 'ava';
import { hash32, randomInt, seededRandom, shuffle } from '../../data/random.js';
test('the same seed draws the same numbers, another seed others', (t) => {
    const a = seededRandom('a');
    const again = seededRandom('a');
    const b = seededRandom('b');
    const draws = Array.from({ length: 100 }, () => a());
    t.deepEqual(draws, Array.from({ length: 100 }, () => again()));
    t.notDeepEqual(draws, Array.from({ length: 100 }, () => b()));
});
test('draws fill ten bins evenly (chi-square below the 0.1% point of 9 degrees of freedom)', (t) => {
    const random = seededRandom(1);
    const bins = new Array(10).fill(0);
    for (let i = 0; i < 100_000; i++)
        bins[randomInt(random, 10)]++;
    const chiSquare = bins.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    t.true(chiSquare < 27.88, `chi-square ${chiSquare}`);
});
test('the hash is fixed for ever: stored choices depend on it', (t) => {
    t.is(hash32(''), 0);
    t.is(hash32('synthpedes'), hash32('synthpedes'));
    t.not(hash32('ab'), hash32('ba'));
});
test('a shuffle keeps every element', (t) => {
    const items = shuffle(seededRandom(3), Array.from({ length: 50 }, (_, i) => i));
    t.deepEqual([...items].sort((x, y) => x - y), Array.from({ length: 50 }, (_, i) => i));
    t.notDeepEqual(items.slice(0, 5), [0, 1, 2, 3, 4]);
});
//# sourceMappingURL=random.test.js.map