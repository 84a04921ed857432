import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { printTable } from '../model/classifier/metrics.js';
import { UserError } from '../schemas/userError.js';
import { describePending, performStage } from './context.js';
import { denoiseStage, embedStage, openFeatures } from './denoise.js';
import { readEncoder } from './encoder.js';
import { filterSetting, sampleFeatures } from './filterSetting.js';
import { sweep, sweepGrid } from './seedFilter/sweep.js';
import { centred } from './seedFilter/vectors.js';
/**
 * Denoises everything that waits.
 * @throws UserError missing_input where a tracked source has images and no encoder is named
 */
export async function denoise(context, workspace) {
    const { database } = workspace;
    requireEncoder(context, database);
    const embed = await embedStage(context, workspace);
    const embedded = embed && (await performStage(context, database, embed, 'images'));
    const plan = await planDenoise(context, workspace, !context.dryRun);
    const denoised = await performStage(context, database, plan.stage, 'scenes');
    if (!context.dryRun)
        removeOldFeatures(workspace);
    const { setting, calibration } = plan;
    if (calibration?.enough === false)
        context.report.warn('too few images to calibrate the noise filter on: labels are left as they are (--thresholds sets your own)');
    return {
        embed: embedded,
        denoise: denoised,
        thresholds: setting && { ...setting.options, origin: setting.origin, meanRemoved: setting.mean !== undefined },
        calibration,
        ...countOutcomes(database),
    };
}
/** Are there images of tracked sources, but no encoder named? */
export function lacksEncoder({ config }, database) {
    if (config.denoise.encoder !== null)
        return false;
    const kinds = database.prepare('SELECT DISTINCT kind FROM sources').pluck().all();
    return config.denoise.sources.some((kind) => kinds.includes(kind));
}
function requireEncoder(context, database) {
    if (!lacksEncoder(context, database))
        return;
    throw new UserError('missing_input', {
        what: 'denoise needs an encoder: the identities of a tracked source are to be cleaned.',
        got: `images of ${context.config.denoise.sources.join(', ')}, no encoder`,
        fix: '--encoder <model.onnx>, a Re-ID model with an [n,3,h,w] input, or --encoder <captioner folder>',
    });
}
/** The denoise stage with its thresholds set; see `filterSetting` for `write`. */
export async function planDenoise(context, workspace, write) {
    const { encoder: path, input } = context.config.denoise;
    const encoder = path === null ? undefined : await readEncoder(path, input);
    const reader = encoder && openFeatures(workspace, encoder);
    if (!encoder || !reader)
        return { stage: denoiseStage(context, workspace, undefined) };
    const { setting, calibration } = filterSetting(context, workspace.database, { encoder, reader, write });
    return { stage: denoiseStage(context, workspace, { setting, reader, encoder }), setting, calibration };
}
/** Files of encoders that the manifest no longer refers to. */
function removeOldFeatures({ database, paths }) {
    const used = new Set(database.prepare('SELECT DISTINCT encoder FROM features').pluck().all());
    if (!existsSync(paths.features))
        return;
    for (const name of readdirSync(paths.features))
        if (!used.has(name.split('.')[0]))
            rmSync(join(paths.features, name));
}
function countOutcomes(database) {
    const rows = database.prepare('SELECT outcome, count(*) AS n FROM denoised GROUP BY outcome').all();
    const count = (sql) => database.prepare(sql).pluck().get();
    return {
        outcomes: Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n])),
        mergers: count('SELECT count(*) FROM merges'),
        identities: {
            before: count('SELECT count(DISTINCT t.identity_id) FROM denoised d JOIN images i ON i.id = d.image_id JOIN tracklets t ON t.id = i.tracklet_id'),
            after: count('SELECT count(DISTINCT identity_id) FROM denoised'),
        },
    };
}
/** The text of `synthpedes denoise`. */
export function describeDenoise(summary) {
    const number = (n) => n.toLocaleString('en-US');
    const { thresholds, outcomes, identities, mergers, calibration } = summary;
    const lines = [];
    if (calibration)
        lines.push(describeCalibration(calibration));
    if (thresholds) {
        const { filter, reassign, merge, origin, meanRemoved } = thresholds;
        lines.push(`thresholds (${origin}): filter ${filter}, reassign ${reassign}, merge ${merge}; mean ${meanRemoved ? 'removed' : 'kept'}`);
    }
    for (const part of [summary.embed, summary.denoise]) {
        if (part?.pending)
            lines.push(`${part.stage}: would judge ${describePending(part.pending)}`);
    }
    if (summary.denoise.pending)
        return lines.join('\n');
    lines.push(...Object.entries(outcomes).map(([outcome, n]) => `  ${number(n)} images ${outcome}`));
    lines.push(`  ${number(identities.before)} identities became ${number(identities.after)} (${number(mergers)} pairs merged)`);
    return lines.join('\n');
}
/** The histograms that a calibration rests on, as bars of text. */
function describeCalibration({ histograms, identities, images, enough, chosen }) {
    const lines = [
        `calibration on ${images.toLocaleString('en-US')} images of ${identities.toLocaleString('en-US')} identities`,
    ];
    if (!enough)
        lines.push('  too few to tell: labels are left as they are');
    else
        lines.push(`  estimated: ${percent(chosen.noise)} of the labels wrong; the filter catches ${percent(chosen.caught)} of strangers and loses ${percent(chosen.cleanLost)} of clean images`);
    for (const { of, counts } of histograms) {
        const top = Math.max(1, ...counts);
        const bars = counts.map((n) => ' .:-=+*#%@'[n === 0 ? 0 : 1 + Math.floor((8 * n) / top)]).join('');
        lines.push(`  -1 |${bars}| 1  ${of}`);
    }
    return lines.join('\n');
}
function percent(share) {
    return `${(100 * share).toFixed(1)}%`;
}
/**
 * What other thresholds would do to the features that are there, tried on the calibration's sample; changes nothing.
 * @throws UserError missing_input when the encoder has made no features yet
 */
export async function sweepThresholds(context, { database, ...workspace }) {
    const { encoder: path, input } = context.config.denoise;
    const encoder = path === null ? undefined : await readEncoder(path, input);
    const reader = encoder && openFeatures({ database, ...workspace }, encoder);
    if (!encoder || !reader) {
        throw new UserError('missing_input', {
            what: 'There are no features of this encoder to try thresholds on.',
            fix: 'run denoise with the same --encoder first',
        });
    }
    const { setting } = filterSetting(context, database, { encoder, reader, write: false });
    const identities = [...sampleFeatures(context, database, reader)].map((identity) => ({
        ...identity,
        features: centred(identity.features, setting.mean ?? null),
    }));
    return sweep(identities, sweepGrid(setting.options));
}
/** A table of the sweep; the first row is the present setting. */
export function describeSweep(rows) {
    return printTable(rows.map(({ options: { filter, reassign, merge }, images, excluded, reassigned, returned, mergers, identitiesBefore, identitiesAfter, }) => ({
        filter,
        reassign,
        merge,
        images,
        excluded,
        reassigned,
        returned,
        mergers,
        'identities before': identitiesBefore,
        after: identitiesAfter,
    })));
}
//# sourceMappingURL=denoiseRun.js.map