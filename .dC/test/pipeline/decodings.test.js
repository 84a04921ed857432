// How long a style's captions may be: the default is fitted to the generator, what the user asks for is not.
import test from 'ava';
import { decodingsOf, requireRoomForPhrases } from '../../pipeline/decodings.js';
import { loadConfig } from '../../pipeline/config.js';
import { UserError } from '../../schemas/userError.js';
const spac = (positions, styles = 2) => ({
    net: {
        ...{ picture: [64, 32], body: { width: 4, blocks: [1, 1, 1, 1] }, channels: 8, level: 1, styles },
        generator: { vocabulary: 9, positions, width: 16, layers: 1, heads: 2 },
    },
});
const caption = (styles) => loadConfig(undefined, [`caption.styles=${styles}`]).caption;
test('left out, the words are 64 or as many as there is room for behind a prefix of 23', (t) => {
    const most = (positions) => decodingsOf(caption('[{}]'), spac(positions)).map(({ maxWords }) => maxWords);
    t.deepEqual(most(128), [64, 64]);
    t.deepEqual(most(60), [37, 37]);
});
test('styles beyond the settings write as the last one', (t) => {
    const made = decodingsOf(caption('[{maxWords: 105}, {maxWords: 20, method: beam}]'), spac(128, 3));
    t.deepEqual(made.map(({ maxWords, method }) => [maxWords, method]), [
        [105, 'nucleus'],
        [20, 'beam'],
        [20, 'beam'],
    ]);
});
test('more words than there is room for are a mistake that says how many there may be', (t) => {
    const long = t.throws(() => decodingsOf(caption('[{}, {maxWords: 106}]'), spac(128)), { instanceOf: UserError });
    t.is(long.code, 'bad_config');
    t.regex(long.format(), /in style 2[^]*maxWords 106[^]*128 positions[^]*23[^]*105 or less/);
    const few = t.throws(() => decodingsOf(caption('[{minWords: 30}]'), spac(50)), { instanceOf: UserError });
    t.regex(few.format(), /minWords 30, at most 27 words/);
});
test('phrases must have room too', (t) => {
    t.notThrows(() => requireRoomForPhrases({ ...spac(33), phraseWords: 30 }));
    const error = t.throws(() => requireRoomForPhrases({ ...spac(32), phraseWords: 30 }), { instanceOf: UserError });
    t.is(error.code, 'bad_model');
});
//# sourceMappingURL=decodings.test.js.map