/** BERT's vocabulary as it is published: `vocab.txt`, one piece a line, whose number is its id. */
import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../../schemas/userError.js';
/** @throws UserError missing_path; bad_file where a special piece is missing, or a piece stands twice */
export function readVocabulary(path) {
    if (!existsSync(path))
        throw new UserError('missing_path', {
            what: `There is no vocabulary at ${path}.`,
            fix: "give the text encoder's own vocab.txt",
        });
    const lines = readFileSync(path, 'utf8').split('\n');
    if (lines.at(-1) === '')
        lines.pop();
    return vocabularyOf(lines.map((line) => line.replace(/\r$/, '')), path);
}
/** @param name what errors call it */
export function vocabularyOf(pieces, name = 'the vocabulary') {
    const fail = (got) => new UserError('bad_file', {
        what: `${name} is no WordPiece vocabulary.`,
        got,
        fix: 'give a vocab.txt: one piece a line, with [PAD], [UNK], [CLS] and [SEP]',
    });
    const ids = new Map();
    pieces.forEach((piece, id) => {
        if (ids.has(piece))
            throw fail(`${JSON.stringify(piece)} in lines ${ids.get(piece) + 1} and ${id + 1}`);
        ids.set(piece, id);
    });
    const special = (piece) => {
        const id = ids.get(piece);
        if (id === undefined)
            throw fail(`no ${piece} in ${pieces.length} lines`);
        return id;
    };
    return {
        ...{ pieces, ids },
        pad: special('[PAD]'),
        unknown: special('[UNK]'),
        start: special('[CLS]'),
        end: special('[SEP]'),
        mask: ids.get('[MASK]'),
    };
}
//# sourceMappingURL=vocabulary.js.map