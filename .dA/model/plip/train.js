import { trainApart } from '../train/process.js';
/** @throws UserError as `openBatches`, and where the loss is not finite; the signal's reason where it was stopped */
export function trainPlip(start, options = {}) {
    const script = new URL('./trainProcess.js', import.meta.url);
    return trainApart(script, start, options);
}
//# sourceMappingURL=train.js.map