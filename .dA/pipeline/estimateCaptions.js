// What the captions of a trained SPAC will cost: hours from a trial on a few images, disk from rows that were measured.
import { availableParallelism } from 'node:os';
import { UNKNOWN, SLOTS } from '../schemas/attributes.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SPAC } from '../schemas/spac.js';
import { spacModel } from './attributes.js';
import { decodingsOf } from './decodings.js';
/** Images of a thread's trial: as many as are captioned together, so that the trial is as quick as the work. */
const TRIAL = 48;
/** Bytes of manifest a caption, measured on 40,000 of 40 words, rounded up. */
const ROW_BYTES = { generate: 330, review: 60 };
/** Captions a second of the review: SQLite and pure functions, rounded down. */
const REVIEWED_A_SECOND = 20_000;
/** Of the stages `generate` and `review`; none where no SPAC writes captions. Hours are open where it is still to be trained. */
export async function estimateCaptions(context, { images, sample }) {
    const { caption, captioner } = context.config;
    const folder = caption.captioner ?? (caption.train ? null : captioner.folder);
    const found = folder === null ? undefined : await readCaptioner(folder);
    if (found === undefined ? !caption.train : found.kind !== SPAC)
        return [];
    const spac = found?.kind === SPAC ? found : undefined;
    const styles = spac ? spac.spac.net.styles : caption.train.styles;
    const seconds = spac && (await secondsOf(context, spac, { folder: folder, sample }));
    const stage = (name, ofImage) => ({
        stage: name,
        images,
        hours: ofImage === undefined ? undefined : (images * ofImage) / 3600,
        diskBytes: images * styles * ROW_BYTES[name],
    });
    return [stage('generate', seconds), stage('review', styles / REVIEWED_A_SECOND)];
}
/** Seconds an image: it is looked at, its attributes are said, and of those alone its captions are timed. */
async function secondsOf(context, found, { folder, sample }) {
    if (sample.length === 0)
        return 0;
    const [pool, model] = [context.pool(), spacModel(context, found, folder)];
    const { caption, threads } = context.config;
    const decodings = decodingsOf(caption, found.spac);
    const ranges = sample.slice(0, TRIAL * (threads ?? availableParallelism()));
    const said = await pool.attributes(ranges, model);
    const images = ranges.map((range, i) => {
        const verdict = said[i];
        const attributes = verdict.kind === 'keep' ? verdict.value.attributes : NOTHING;
        return {
            range,
            wishes: decodings.map((decoding, style) => ({ style, seed: `trial/${i}/${style}`, attributes, decoding })),
        };
    });
    const started = performance.now();
    await pool.captions(images, model, caption.gates);
    return (performance.now() - started) / 1000 / images.length;
}
const NOTHING = Object.fromEntries(SLOTS.map((slot) => [slot, UNKNOWN]));
//# sourceMappingURL=estimateCaptions.js.map