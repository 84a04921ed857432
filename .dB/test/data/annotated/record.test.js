import { join } from 'node:path';
import test from 'ava';
import { readAnnotated } from '../../../data/annotated/read.js';
import { annotationFingerprint, splitByIdentity } from '../../../data/annotated/record.js';
import { seededRandom } from '../../../data/random.js';
const images = (identities, each) => Array.from({ length: identities * each }, (_, i) => ({
    key: `${i}.jpg`,
    path: `/x/${i}.jpg`,
    identity: `id${i % identities}`,
    labels: { gender: [1, 0] },
}));
test('no identity is on both sides, and nothing is lost', (t) => {
    const records = images(50, 3);
    const { train, heldOut } = splitByIdentity(records, 0.2, seededRandom(1));
    const held = new Set(heldOut.map((record) => record.identity));
    t.is(held.size, 10);
    t.is(train.length + heldOut.length, 150);
    t.false(train.some((record) => held.has(record.identity)));
});
test('the split depends on the seed and not on the order of the records', (t) => {
    const records = images(50, 2);
    const held = (rows, seed) => splitByIdentity(rows, 0.2, seededRandom(seed))
        .heldOut.map((record) => record.key)
        .sort();
    t.deepEqual(held(records, 1), held([...records].reverse(), 1));
    t.notDeepEqual(held(records, 1), held(records, 2));
});
test('two identities give one to each side, whatever the fraction', (t) => {
    for (const fraction of [0.01, 0.5, 1]) {
        const { train, heldOut } = splitByIdentity(images(2, 1), fraction, seededRandom(1));
        t.deepEqual([train.length, heldOut.length], [1, 1]);
    }
    t.is(splitByIdentity(images(2, 1), 0, seededRandom(1)).heldOut.length, 0);
});
test('an official split is kept', (t) => {
    const records = images(4, 1).map((record, i) => ({
        ...record,
        split: i === 3 ? 'heldOut' : 'train',
    }));
    const { heldOut } = splitByIdentity(records, 0.5, seededRandom(1));
    t.deepEqual(heldOut.map((record) => record.key), ['3.jpg']);
});
test('the fingerprint changes with a label and not with the order of heads', (t) => {
    const [record] = images(1, 1);
    const both = annotationFingerprint([{ ...record, labels: { hat: [1], gender: [1, 0] } }]);
    t.is(both, annotationFingerprint([{ ...record, labels: { gender: [1, 0], hat: [1] } }]));
    t.not(both, annotationFingerprint([{ ...record, labels: { gender: [1, 0], hat: [0] } }]));
});
test('real sets give the counts that their description names', async (t) => {
    const data = process.env.SYNTHPEDES_DATA;
    if (!data) {
        t.log('skipped: SYNTHPEDES_DATA names no folder of real data');
        t.pass();
        return;
    }
    const peta = await readAnnotated('peta', join(data, 'PETA'));
    t.deepEqual([peta.records.length, new Set(peta.records.map((each) => each.identity)).size], [7544, 2887]);
    const market = await readAnnotated('market-1501-attributes', join(data, 'Market-1501'));
    t.deepEqual([market.records.length, new Set(market.records.map((each) => each.identity)).size], [11068, 631]);
    t.deepEqual([...peta.warnings, ...market.warnings], []);
});
//# sourceMappingURL=record.test.js.map