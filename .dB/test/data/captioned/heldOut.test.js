// Nobody of an evaluated part is trained on, whichever set the picture comes by.
import { join } from 'node:path';
import test from 'ava';
import { leakOf, namesOf, tracesOf } from '../../../data/captioned/heldOut.js';
import { temporaryFolder } from '../../temporary.js';
import { put } from '../../pipeline/world.js';
const dir = temporaryFolder();
const at = (name) => join(dir, name);
put(at('val.jpg'), 'the picture');
put(at('copy.jpg'), 'the picture');
put(at('other.jpg'), 'another picture');
const VAL = [
    {
        kind: 'cuhk-pedes',
        key: 'Market/1263_c4s5_049660_00.jpg',
        identity: '11010',
        captions: ['A Woman walks, slowly.'],
        path: at('val.jpg'),
    },
];
test('by identity, also where another set has the person under its own number', async (t) => {
    const traces = await tracesOf(VAL);
    const own = { kind: 'cuhk-pedes', key: 'cam_a/1.png', identity: '11010', captions: ['new'], path: at('other.jpg') };
    t.is(await leakOf(own, traces), 'identity');
    t.is(await leakOf({ ...own, kind: 'icfg-pedes' }, traces), undefined, 'numbers of another set are other people');
    const market = { kind: 'market-1501-attributes', key: 'x.jpg', identity: 'market:1263', captions: [] };
    t.is(await leakOf(market, traces), 'identity');
    t.is(await leakOf({ ...market, identity: 'market:0002' }, traces), undefined);
    // A text without a picture tells by the name of the picture that it was written for.
    t.is(await leakOf({ kind: 'captions', key: 'Market/1263_c1s1_000001_00.jpg', captions: ['x'] }, traces), 'identity');
    t.deepEqual(namesOf(VAL[0]), ['cuhk-pedes:11010', 'market:1263']);
});
test('by caption, whatever its case and punctuation, and by the bytes of the picture', async (t) => {
    const traces = await tracesOf(VAL);
    const text = { kind: 'captions', captions: ['something else', 'a woman walks slowly'] };
    t.is(await leakOf(text, traces), 'caption');
    const picture = { kind: 'peta', key: 'y.png', identity: 'VIPeR:1', captions: [], path: at('copy.jpg') };
    t.is(await leakOf(picture, traces), 'image');
    t.is(await leakOf({ ...picture, path: at('other.jpg') }, traces), undefined);
    t.is(await leakOf({ ...picture, path: at('missing.jpg') }, traces), undefined);
});
//# sourceMappingURL=heldOut.test.js.map