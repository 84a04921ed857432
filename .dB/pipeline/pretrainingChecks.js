import { existsSync } from 'node:fs';
import { locator } from '../data/locations.js';
import { UserError } from '../schemas/userError.js';
/** @throws UserError missing_input where the data set has no captions of a wanted kind at all */
export function requireCaptioned(database, shares, distributed) {
    const fail = (what, fix) => new UserError('missing_input', { what, fix });
    if (!distributed)
        throw fail('The data set is not made yet.', 'run denoise, annotate, distribute and caption, or synthpedes rebuild');
    const has = (condition) => database.prepare(`SELECT 1 FROM captions WHERE ${condition} LIMIT 1`).get() !== undefined;
    const [prompt = 0, ...generated] = shares;
    const isWritten = generated.some((share) => share > 0) && has('style > 0');
    if (isWritten || (prompt > 0 && has('style = 0')))
        return;
    if (prompt > 0)
        throw fail('The data set has no captions.', 'synthpedes caption');
    throw fail('The data set has no generated captions.', 'synthpedes caption --captioner <a trained SPAC>');
}
/** @throws UserError missing_input, bad_usage */
export function requireTrainable({ identities, images }, { batch, withoutCaption }) {
    const got = `${images} images of ${identities} identities to train on; ${withoutCaption} without a caption`;
    if (identities < 2)
        throw new UserError('missing_input', {
            what: 'A contrast needs people to tell apart.',
            got,
            fix: 'take more identities, or caption those that there are: synthpedes caption',
        });
    if (images < batch)
        throw new UserError('bad_usage', {
            what: `There are fewer images than a batch of ${batch} takes.`,
            got,
            fix: 'a smaller batch, or more identities',
        });
}
/** Files looked for, all over the set. */
const LOOKED_FOR = 100;
/** @throws UserError missing_path where files are gone: a few of many are an accident, which the training copes with */
export function requireFiles(database, images) {
    const count = Math.min(LOOKED_FOR, images.length);
    const some = Array.from({ length: count }, (_, i) => images[Math.floor((i * images.length) / count)]);
    const missing = locator(database)(some).filter(({ path }) => !existsSync(path));
    if (missing.length <= count / 10)
        return;
    throw new UserError('missing_path', {
        what: `Of ${count} images looked for, ${missing.length} are not where they were.`,
        got: missing[0].path,
        fix: 'bring the sources back, or ingest them from where they are now (nothing else is redone)',
    });
}
//# sourceMappingURL=pretrainingChecks.js.map