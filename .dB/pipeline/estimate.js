import { existsSync, readdirSync, statSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SPAC } from '../schemas/spac.js';
import { UserError } from '../schemas/userError.js';
import { spacModel } from './attributes.js';
import { isContainer } from './collect.js';
import { readEncoder } from './encoder.js';
import { estimateCaptions } from './estimateCaptions.js';
const TRIAL = 200;
/** Numbers of a feature where no model has been tried. */
const USUAL_FEATURE = 512;
/** Bytes of manifest a row, measured on a workspace of a million images, rounded up. */
const ROW_BYTES = { ingest: 330, embed: 40, denoise: 110, annotate: 200, distribute: 80, caption: 320, export: 700 };
/** Images a second of the stages that run no model: SQLite and pure functions, rounded down. */
const ROWS_A_SECOND = { register: 50_000, denoise: 20_000, distribute: 30_000, caption: 15_000, export: 3_000 };
/** What the sources hold: a scan that reads no image. */
export async function measureSources(context, readers) {
    const { config, report, signal } = context;
    const load = { images: 0, filtered: 0, writtenBytes: 0 };
    const sample = [];
    for (const reader of readers) {
        const progress = report.start(`scan ${reader.kind}`, reader.expectedCount ?? 0, 'images');
        const writes = config.export.images === 'copy' || (config.export.images === 'link' && isContainer(reader));
        const filters = config.denoise.sources.some((kind) => kind === reader.kind);
        let bytes = 0;
        let images = 0;
        const share = Math.ceil(TRIAL / readers.length);
        for await (const image of reader.scan()) {
            images++;
            bytes += image.bytes.length;
            if (images <= share)
                sample.push(image.bytes);
            if (images % 10_000 === 0) {
                progress.advance(10_000);
                signal.throwIfAborted();
            }
        }
        progress.end();
        load.images += images;
        if (filters)
            load.filtered += images;
        if (writes)
            load.writtenBytes += bytes;
    }
    return { ...load, sample };
}
/** What is registered already; nothing to try. */
export function measureManifest({ config }, database) {
    const rows = database
        .prepare(`SELECT s.kind, s.container, count(*) AS images, sum(i.length) AS bytes
         FROM images i JOIN sources s ON s.id = i.source_id GROUP BY s.id`)
        .all();
    const sum = (of, column) => of.reduce((total, row) => total + row[column], 0);
    const { images } = config.export;
    return {
        images: sum(rows, 'images'),
        filtered: sum(rows.filter(({ kind }) => config.denoise.sources.some((filtered) => filtered === kind)), 'images'),
        writtenBytes: sum(rows.filter(({ container }) => images === 'copy' || (images === 'link' && container === 1)), 'bytes'),
        sample: [],
    };
}
/** Bytes of the files of a folder (not below), or of some of them. */
export function folderBytes(dir, names) {
    if (!existsSync(dir))
        return 0;
    const files = (names ?? readdirSync(dir)).map((name) => statSync(join(dir, name), { throwIfNoEntry: false }));
    return files.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}
/**
 * Tries each stage that decodes or infers on the sample and scales it up.
 */
export async function estimate(context, load) {
    const { config, workspace } = context;
    const { images, filtered, sample } = load;
    const perImage = async (run) => {
        if (sample.length === 0)
            return 0;
        await run(sample.slice(0, 16)); // threads start, models load
        const started = performance.now();
        await run(sample);
        return (performance.now() - started) / 1000 / sample.length;
    };
    const infer = (model) => perImage((ranges) => context.pool().infer(ranges, model));
    const encoder = config.denoise.encoder !== null && filtered > 0
        ? await readEncoder(config.denoise.encoder, config.denoise.input)
        : undefined;
    const { folder } = config.captioner;
    const captioner = folder === null ? undefined : await readCaptioner(folder);
    const dimension = encoder ? await featureLength(context, encoder.model, sample) : USUAL_FEATURE;
    const stage = (name, n, seconds, bytes = 0) => ({
        stage: name,
        images: n,
        hours: seconds === undefined ? undefined : (n * seconds) / 3600,
        diskBytes: n * ROW_BYTES[name] + bytes,
    });
    const stages = [
        stage('ingest', images, 1 / ROWS_A_SECOND.register + (await perImage((ranges) => context.pool().verify(ranges)))),
        stage('embed', filtered, encoder ? await infer(encoder.model) : filtered > 0 ? undefined : 0, filtered * dimension * 4),
        stage('denoise', images, 1 / ROWS_A_SECOND.denoise),
        stage('annotate', images, folder === null || !captioner
            ? undefined
            : captioner.kind === SPAC
                ? await perImage((ranges) => context.pool().attributes(ranges, spacModel(context, captioner, folder)))
                : await infer({ path: captioner.modelPath, ...captioner.captioner.input, outputs: ['logits'] })),
        stage('distribute', images, 1 / ROWS_A_SECOND.distribute),
        stage('caption', images, 1 / ROWS_A_SECOND.caption),
        ...(await estimateCaptions(context, load)),
        stage('export', images, 1 / ROWS_A_SECOND.export, load.writtenBytes),
    ];
    const diskBytes = stages.reduce((sum, s) => sum + s.diskBytes, 0);
    return { images, trialImages: sample.length, stages, diskBytes, freeBytes: await freeSpace(workspace) };
}
async function featureLength(context, model, sample) {
    if (sample.length === 0)
        return USUAL_FEATURE;
    const verdicts = await context.pool().infer(sample.slice(0, 8), model);
    const good = verdicts.find((verdict) => verdict.kind === 'keep');
    return good?.kind === 'keep' ? good.value[0].length : USUAL_FEATURE;
}
/** Free bytes of the disk that `dir` is, or will be, on. */
export async function freeSpace(dir) {
    let existing = dir;
    while (!(await stat(existing).catch(() => undefined)))
        existing = dirname(existing);
    const { bavail, bsize } = await statfs(existing);
    return bavail * bsize;
}
/** @throws UserError disk_full when the estimate does not fit. */
export function requireDisk({ diskBytes, freeBytes }, dir) {
    if (diskBytes <= freeBytes)
        return;
    throw new UserError('disk_full', {
        what: 'The disk is too small for this rebuild.',
        got: `${gigabytes(freeBytes)} free at ${dir}, about ${gigabytes(diskBytes)} needed`,
        fix: 'free space, put --workspace on another disk, or set export.images=none',
    });
}
export function gigabytes(bytes) {
    return bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
/** A table of the estimate. */
export function describeEstimate({ images, trialImages, stages, diskBytes, freeBytes }) {
    const hours = (h) => h === undefined
        ? 'unknown until the captioner is trained'
        : h < 0.1
            ? `${(h * 60).toFixed(1)} min`
            : `${h.toFixed(1)} h`;
    const rows = stages.map((s) => `  ${s.stage.padEnd(10)} ${s.images.toLocaleString('en-US').padStart(12)} images  ${hours(s.hours).padStart(9)}  ${gigabytes(s.diskBytes).padStart(9)}`);
    const total = stages.reduce((sum, s) => sum + (s.hours ?? 0), 0);
    const open = stages.filter((s) => s.hours === undefined).map((s) => s.stage);
    const but = open.length > 0 ? ` besides ${open.join(' and ')}` : '';
    return [
        `estimate for ${images.toLocaleString('en-US')} images, from a trial on ${trialImages}:`,
        ...rows,
        `  about ${hours(total)} in all${but}, ${gigabytes(diskBytes)} of disk (${gigabytes(freeBytes)} free); stages that drop images make the later ones shorter`,
    ].join('\n');
}
//# sourceMappingURL=estimate.js.map