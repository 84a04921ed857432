// The Re-ID encoder whose features the Seed Filter compares: any ONNX model with an [n,3,h,w] input, or a captioner folder.
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { hashFile } from '../data/hashFile.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { UserError } from '../schemas/userError.js';
/**
 * Reads what is needed to run an encoder. The features are its output `feature` in a captioner folder, else the
 * model's first output.
 * @throws UserError missing_path, bad_model
 */
export async function readEncoder(path, input) {
    if (!existsSync(path)) {
        throw new UserError('missing_path', {
            what: 'The encoder is not there.',
            got: path,
            fix: 'name a Re-ID model exported to ONNX, or a captioner folder made by `synthpedes train classifier`',
        });
    }
    if (statSync(path).isDirectory()) {
        const found = await readCaptioner(path);
        return found.kind === 'spac'
            ? describe(found.encoderPath, found.spac.input, 'feature')
            : describe(found.modelPath, found.captioner.input, 'feature');
    }
    return describe(path, input, undefined);
}
async function describe(path, input, output) {
    const { height, width, mean, std } = input;
    const content = { sha256: await hashFile(path), input: { height, width, mean, std }, output };
    return {
        name: createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16),
        model: { path, height, width, mean, std, outputs: output === undefined ? [] : [output] },
        fingerprint: { file: basename(path), ...content },
    };
}
//# sourceMappingURL=encoder.js.map