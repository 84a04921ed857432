/**
 * Trains the attribute classifier in a process of its own, so that the caller's event loop stays alive while ONNX Runtime
 * computes. The same inputs, seed, CPU type and thread count give the same bits.
 */
import { UserError } from '../../schemas/userError.js';
import { logitCount } from '../../schemas/heads.js';
import { trainApart } from '../train/process.js';
/**
 * Trains on `set.train` and predicts `heldOut`.
 * @throws UserError `bad_file` where labels and pictures do not fit each other, `nothing_to_do` without pictures
 * @throws the signal's reason where it aborts; Error with its `cause` where the process crashes
 */
export async function trainClassifier(set, options) {
    checkSet(set, options);
    const { onProgress, signal, ...settings } = options;
    const script = new URL('./trainProcess.js', import.meta.url);
    return trainApart(script, { set, settings }, { onProgress, signal });
}
function checkSet({ count, heads, targets, mask }, { train, heldOut }) {
    if (train.length === 0)
        throw new UserError('nothing_to_do', { what: 'There are no pictures to train the classifier on.' });
    const wrong = [...train, ...heldOut].find((index) => !Number.isInteger(index) || index < 0 || index >= count);
    const fits = targets.length === count * logitCount(heads) && mask.length === count * heads.length;
    if (wrong === undefined && fits)
        return;
    throw new UserError('bad_file', {
        what: 'The training set does not fit together.',
        got: `${count} pictures, ${targets.length} targets, ${mask.length} mask entries, index ${String(wrong)}`,
        fix: 'give count x classes targets, count x heads mask entries and indices below count',
    });
}
//# sourceMappingURL=train.js.map