/** The vocabulary that BERT-base, and so PLIP, was trained with. Copies that lie around are often edited: this one is known by its hash. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../schemas/userError.js';
import { readVocabulary } from './vocabulary.js';
export const BERT_VOCABULARY = fileURLToPath(new URL('../../../data/tokens/bert-base-uncased-vocab.txt', import.meta.url));
const SHA256 = '07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3';
let opened;
/**
 * BERT's 30,522 uncased pieces.
 * @throws UserError bad_file where the file of the program is not as it was published
 */
export function bertVocabulary() {
    return (opened ??= openPublished(BERT_VOCABULARY));
}
/** @throws UserError missing_path, bad_file */
export function openPublished(path) {
    const vocabulary = readVocabulary(path);
    const found = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (found === SHA256)
        return vocabulary;
    throw new UserError('bad_file', {
        what: `${path} is not BERT's published vocabulary.`,
        got: `sha256 ${found.slice(0, 12)}... (expected ${SHA256.slice(0, 12)}...)`,
        fix: 'install the program again',
    });
}
//# sourceMappingURL=bertVocabulary.js.map