// The very small PLIP of the test checkpoints, converted as a user would, with a vocabulary of its own size.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convert } from '../../pipeline/convert.js';
import { temporaryFolder } from '../temporary.js';
import { put } from './world.js';
export const PLIP_CHECKPOINT = fileURLToPath(new URL('../../../test/model/weights/plip.pth.tar', import.meta.url));
const WORDS = 'a man woman person with in and coat jacket jeans hair bag backpack shoes red green blue black white';
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
/** 40 pieces, as many as the checkpoint's text encoder has. */
export const PLIP_WORDS = [...SPECIAL, ...WORDS.split(' '), ...Array.from({ length: 16 }, (_, i) => `[unused${i}]`)];
export function writePlipVocabulary() {
    const path = join(temporaryFolder(), 'vocab.txt');
    put(path, `${PLIP_WORDS.join('\n')}\n`);
    return path;
}
/** The folder. */
export async function convertPlip(context) {
    const out = join(temporaryFolder(), 'plip');
    const request = { path: PLIP_CHECKPOINT, out, onnx: false, vocabulary: writePlipVocabulary() };
    await convert(context, { ...request, kind: 'plip' });
    return out;
}
//# sourceMappingURL=plipFolder.js.map