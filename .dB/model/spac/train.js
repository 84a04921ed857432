import { trainApart } from '../train/process.js';
/** @param set with at least one captioned picture @throws the signal's reason where it was stopped */
export async function trainSpac(set, settings, { onProgress, signal } = {}) {
    const script = new URL('./trainProcess.js', import.meta.url);
    return trainApart(script, { set, settings }, { onProgress, signal });
}
//# sourceMappingURL=train.js.map