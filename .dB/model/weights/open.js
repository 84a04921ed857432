/** Opens a checkpoint of any known form; the form is told by the first bytes, not by the name. */
import { existsSync, statSync } from 'node:fs';
import { UserError } from '../../schemas/userError.js';
import { readSafetensors } from './safetensors.js';
import { badCheckpoint, readRange } from './stored.js';
import { LEGACY_MAGIC, readTorchLegacy, readTorchZip } from './torchFile.js';
/** @throws UserError missing_path, bad_file */
export async function openCheckpoint(path) {
    if (!existsSync(path) || statSync(path).isDirectory())
        throw new UserError('missing_path', {
            what: `There is no checkpoint at ${path}.`,
            fix: 'give a .safetensors file, or a file of torch.save (.pth, .pt, .bin, .pth.tar)',
        });
    const { size } = statSync(path);
    const head = readRange(path, 0, Math.min(size, 512));
    if (head.subarray(0, 2).toString('latin1') === 'PK')
        return { form: 'torch', tensors: await readTorchZip(path) };
    if (head.subarray(0, LEGACY_MAGIC.length).equals(LEGACY_MAGIC))
        return { form: 'torch, before 1.6', tensors: readTorchLegacy(path) };
    if (head[8] === 0x7b)
        return { form: 'safetensors', tensors: readSafetensors(path) };
    throw badCheckpoint(path, describeHead(head), 'give a .safetensors file, or a file of torch.save');
}
function describeHead(head) {
    if (head.length === 0)
        return 'an empty file';
    if (head.subarray(257, 262).toString('latin1') === 'ustar')
        return "a tar archive (PyTorch's form before 0.1.10)";
    if (/^\s*(<|\{|version https:\/\/git-lfs)/.test(head.toString('latin1')))
        return `text: ${JSON.stringify(head.subarray(0, 40).toString('latin1'))}; the download was no file, but a page or a pointer`;
    if (head[0] === 0x80)
        return 'a pickle that torch.save has not made';
    return `bytes ${head.subarray(0, 8).toString('hex')}`;
}
//# sourceMappingURL=open.js.map