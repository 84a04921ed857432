import test from 'ava';
import { END_OF_TEXT, openVocabulary, tokensOf } from '../../../data/tokens/bytePairs.js';
test("the whole vocabulary has GPT-2's numbers", (t) => {
    const vocabulary = openVocabulary();
    t.is(vocabulary.tokens.length, 50_257);
    t.is(vocabulary.end, END_OF_TEXT);
    // "Ġblack" is 2042 and "Ġman" 582 in GPT-2's encoder.json.
    t.deepEqual(vocabulary.encode('black man'), [2042, 582]);
    t.is(vocabulary.decode([2042, 582, vocabulary.end]), 'black man');
});
test('a vocabulary of some texts numbers their words anew, and leaves out all others', (t) => {
    const texts = ['A man in a red shirt.', 'a woman'];
    const vocabulary = openVocabulary(tokensOf(texts));
    for (const text of texts)
        t.is(vocabulary.decode(vocabulary.encode(text)), text);
    t.is(vocabulary.end, vocabulary.tokens.length - 1);
    t.true(vocabulary.encode(texts[0]).every((id) => id < vocabulary.end));
    t.is(vocabulary.decode(vocabulary.encode('A purple man')), 'A man');
    t.deepEqual(vocabulary.tokens, tokensOf([...texts].reverse()), 'whatever the order of the texts');
});
test('what looks like the end of text in a text is letters', (t) => {
    const vocabulary = openVocabulary();
    t.false(vocabulary.encode('<|endoftext|>').includes(vocabulary.end));
});
test('without an end it is no vocabulary', (t) => {
    t.throws(() => openVocabulary([1, 2, 3]), { message: /end of text/ });
});
//# sourceMappingURL=bytePairs.test.js.map