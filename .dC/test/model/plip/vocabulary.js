// A WordPiece vocabulary of whole words, for tests.
import { vocabularyOf } from '../../../data/tokens/vocabulary.js';
const WORDS = `a the man woman girl with and in is of no without he she wears wearing carrying white black red blue gray long short
 hair shirt jeans pants shoes hat bag t dress cafe pair sneakers person he's - . , & ' ##s ##y back ##pack`;
/** [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, [MASK] 4, then the words above. */
export const SMALL = vocabularyOf(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', ...WORDS.split(/\s+/)]);
//# sourceMappingURL=vocabulary.js.map