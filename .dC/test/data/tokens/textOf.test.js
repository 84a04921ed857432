import test from 'ava';
import { bertVocabulary } from '../../../data/tokens/bertVocabulary.js';
import { textOf } from '../../../data/tokens/textOf.js';
import { encode } from '../../../data/tokens/wordPiece.js';
test('tokens read as a text, and give the same tokens again', (t) => {
    const vocabulary = bertVocabulary();
    const text = "A man's T-shirt, black/white, with \u{1F600} on it (new).";
    const { ids } = encode(text, 32, vocabulary);
    t.is(textOf(ids, vocabulary), "a man's t-shirt, black/white, with \u25a1 on it (new).");
    t.deepEqual(encode(textOf(ids, vocabulary), 32, vocabulary).ids, ids);
    t.is(textOf([vocabulary.start, vocabulary.mask, vocabulary.ids.get('coat'), vocabulary.end], vocabulary), '[MASK] coat');
});
//# sourceMappingURL=textOf.test.js.map