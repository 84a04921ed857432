/** The door to a captioner's folder: an attribute classifier, or SPAC. */
import { CAPTIONER, readClassifier } from './captioner.js';
import { readDescription } from './describedFile.js';
import { readSpac, SPAC } from './spac.js';
/**
 * Reads a captioner's folder and checks its files by hash.
 * @throws UserError `missing_path`, `missing_input` (a file is not there), `bad_file` (`captioner.json` cannot be read)
 * or `bad_model` (its parts do not belong together).
 */
export async function readCaptioner(folder) {
    const fix = 'train one with `synthpedes train classifier` or `synthpedes train captioner`';
    const text = await readDescription(CAPTIONER, folder, fix);
    return kindOf(text) === SPAC ? readSpac(folder, text) : readClassifier(folder, text);
}
/** Of what is no JSON the classifier's reader says what is wrong. */
function kindOf(text) {
    try {
        return JSON.parse(text)?.kind;
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=captionerFolder.js.map