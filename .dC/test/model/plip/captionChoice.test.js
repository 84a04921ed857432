// Which text of an image is drawn, against shares worked by hand.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { CAPTION_SHARES, drawCaption } from '../../../model/plip/captionChoice.js';
const PROMPT = { style: 0, text: 'prompt' };
const [FIRST, SECOND, THIRD] = [1, 2, 3].map((style) => ({ style, text: `style ${style}` }));
const ALL = [PROMPT, FIRST, SECOND, THIRD];
/** How often each is drawn, in tenths of a percent. */
const drawn = (captions, shares) => {
    const counts = {};
    const random = seededRandom('draws');
    for (let i = 0; i < 20_000; i++) {
        const text = drawCaption(captions, shares, random) ?? 'none';
        counts[text] = (counts[text] ?? 0) + 1 / 20_000;
    }
    return counts;
};
const close = (a, b) => Math.abs(a - b) < 0.015;
test("the paper's four settings", (t) => {
    t.deepEqual(Object.keys(drawn(ALL, CAPTION_SHARES.PC)), ['prompt']);
    t.deepEqual(Object.keys(drawn(ALL, CAPTION_SHARES.GC)), ['style 1']);
    const two = drawn(ALL, CAPTION_SHARES['PC+GC']);
    t.deepEqual(Object.keys(two).sort(), ['prompt', 'style 1']);
    t.true(close(two.prompt, 1 / 2));
    const three = drawn(ALL, CAPTION_SHARES['PC+2GC']);
    t.deepEqual(Object.keys(three).sort(), ['prompt', 'style 1', 'style 2']);
    for (const share of Object.values(three))
        t.true(close(share, 1 / 3));
});
test('what an image lacks falls to its others: of generated ones those that it has count, whatever their style', (t) => {
    t.deepEqual(Object.keys(drawn([PROMPT, THIRD], CAPTION_SHARES.GC)), ['style 3']);
    t.deepEqual(Object.keys(drawn([PROMPT], CAPTION_SHARES.GC)), ['none']);
    t.deepEqual(Object.keys(drawn([], CAPTION_SHARES.PC)), ['none']);
    const shares = [2, 3, 5];
    t.true(close(drawn(ALL, shares).prompt, 0.2));
    t.true(close(drawn([PROMPT, SECOND], shares).prompt, 2 / 5));
    t.true(close(drawn([FIRST, SECOND], shares)['style 2'], 5 / 8));
});
test('a draw uses one random number whatever there is, so that what follows does not hang on it', (t) => {
    for (const captions of [ALL, [PROMPT], []]) {
        const random = seededRandom(7);
        drawCaption(captions, [1, 1], random);
        const other = seededRandom(7);
        other();
        t.is(random(), other());
    }
});
//# sourceMappingURL=captionChoice.test.js.map