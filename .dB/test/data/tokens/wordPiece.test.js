// WordPiece against splits worked by hand, and BERT's published vocabulary.
import test from 'ava';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BERT_VOCABULARY, bertVocabulary, openPublished } from '../../../data/tokens/bertVocabulary.js';
import { readVocabulary, vocabularyOf } from '../../../data/tokens/vocabulary.js';
import { encode, tokenize } from '../../../data/tokens/wordPiece.js';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';
const PIECES = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'a', 'back', 'backpack', '##pack', '##ing', '##s', 't'];
const MORE = ['-', 'shirt', 'cafe', '.', "'", '黑', '衣', 'i', '##y', '[', ']', '¿', 'ss'];
const small = vocabularyOf([...PIECES, ...MORE]);
const split = (text, vocabulary = small) => tokenize(text, vocabulary).map(({ id }) => vocabulary.pieces[id]);
test('words go into the longest pieces that there are, from the left; a rest makes the whole word unknown', (t) => {
    t.deepEqual(split('A backpack'), ['a', 'backpack']);
    t.deepEqual(split('backpacking'), ['backpack', '##ing']);
    t.deepEqual(split('backing backs'), ['back', '##ing', 'back', '##s']);
    t.deepEqual(split('a backpacker backs'), ['a', '[UNK]', 'back', '##s']);
    t.deepEqual(split('pack'), ['[UNK]'], 'a piece that goes on is no beginning');
    t.deepEqual(split('  '), []);
});
test('punctuation is split off, and special tokens that are written out are text', (t) => {
    t.deepEqual(split("T-shirt's."), ['t', '-', 'shirt', "'", '[UNK]', '.']);
    t.deepEqual(split('¿a--a'), ['¿', 'a', '-', '-', 'a']);
    t.deepEqual(split('[MASK]'), ['[', '[UNK]', ']']);
});
test('accents, case, blanks, control and Chinese characters', (t) => {
    t.deepEqual(split('CAFÉ cafe\u0301'), ['cafe', 'cafe']);
    t.deepEqual(split('a\u00a0t\u3000a\ta\r\na\u2028a'), ['a', 't', 'a', 'a', 'a', 'a']);
    t.deepEqual(split('ba\u200bck\u0000 b\ufffdack'), ['back', 'back'], 'what is dropped does not split');
    t.deepEqual(split('a黑衣t'), ['a', '黑', '衣', 't']);
    t.deepEqual(split('İ'), ['i'], 'one character may become several, of which one is an accent');
    t.deepEqual(split('\u0301'), [], 'an accent alone');
});
test('a word over 100 characters is unknown', (t) => {
    const s = (n) => split(`t${'s'.repeat(n)}`);
    t.is(s(99).length, 100);
    t.deepEqual(s(100), ['[UNK]']);
});
test('every token says where it stands in the text as it was', (t) => {
    const text = ' Backpacking\u0000, \u{1F600}CAFE\u0301s İs';
    const vocabulary = vocabularyOf([...small.pieces, ',']);
    const found = tokenize(text, vocabulary).map(({ id, start, end }) => [vocabulary.pieces[id], text.slice(start, end)]);
    t.deepEqual(found, [
        ['backpack', 'Backpack'],
        ['##ing', 'ing'],
        [',', ','],
        ['[UNK]', '\u{1F600}CAFE\u0301s'],
        ['i', 'İ'],
        ['##s', 's'],
    ]);
    t.deepEqual(tokenize('CAFE\u0301s', vocabulary).map(({ start, end }) => [start, end]), [
        [0, 4],
        [5, 6],
    ]);
});
test('a text is begun, ended, padded and cut to its length', (t) => {
    const { ids, mask, tokens } = encode('a backing', 8, small);
    t.deepEqual([...ids], [2, 5, 6, 9, 3, 0, 0, 0]);
    t.deepEqual([...mask], [1, 1, 1, 1, 1, 0, 0, 0]);
    t.is(tokens.length, 3);
    const cut = encode('a backing', 4, small);
    t.deepEqual([...cut.ids], [2, 5, 6, 3]);
    t.deepEqual([...cut.mask], [1, 1, 1, 1]);
    t.deepEqual(cut.tokens, [
        { id: 5, start: 0, end: 1 },
        { id: 6, start: 2, end: 6 },
    ]);
    t.deepEqual([...encode('', 3, small).ids], [2, 3, 0]);
});
test('a vocabulary is read with any line ends, and what is none is refused', (t) => {
    const write = (text) => {
        const path = join(temporaryFolder(), 'vocab.txt');
        writeFileSync(path, text);
        return path;
    };
    for (const text of [PIECES.join('\n'), `${PIECES.join('\r\n')}\r\n`])
        t.like(readVocabulary(write(text)), { pieces: PIECES, pad: 0, unknown: 1, start: 2, end: 3, mask: 4 });
    const refused = (path) => t.throws(() => readVocabulary(path), { instanceOf: UserError }).format();
    t.regex(refused(write('a\nb\n')), /no \[PAD\] in 2 lines/);
    t.regex(refused(write(`${PIECES.join('\n')}\na\n`)), /"a" in lines 6 and 13/);
    t.regex(refused('/nowhere/vocab.txt'), /no vocabulary at/);
});
test("BERT's own vocabulary gives the published ids", (t) => {
    const bert = bertVocabulary();
    t.is(bert.pieces.length, 30_522);
    t.like(bert, { pad: 0, unknown: 100, start: 101, end: 102, mask: 103 });
    const ids = (text) => tokenize(text, bert).map(({ id }) => id);
    t.deepEqual(ids('Black white WOMAN! shirt, unknown'), [2304, 2317, 2450, 999, 3797, 1010, 4242]);
    t.deepEqual(ids('gray grey jeans pants backpack sneakers'), [3897, 4462, 6312, 6471, 13383, 28130]);
    t.deepEqual(split('a t-shirt', bert), ['a', 't', '-', 'shirt']);
    t.deepEqual(split('unaffable', bert), ['una', '##ffa', '##ble']);
    const edited = join(temporaryFolder(), 'vocab.txt');
    writeFileSync(edited, readFileSync(BERT_VOCABULARY, 'utf8').replace('[unused0]', '[mine]'));
    t.regex(t.throws(() => openPublished(edited), { instanceOf: UserError }).format(), /not BERT's published/);
});
//# sourceMappingURL=wordPiece.test.js.map