// What a rebuild is made from: sources, captioner, encoder; what of it is missing, where it is had and under which terms.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readAnnotated } from '../data/annotated/read.js';
import { SOURCES } from '../data/sources/catalogue.js';
import { CAPTIONER_FILE } from '../schemas/captioner.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { UserError } from '../schemas/userError.js';
import { checkCaptionerSource } from './captionerData.js';
import { readEncoder } from './encoder.js';
import { workspacePaths } from './workspace.js';
/** The sources that a configuration names. */
export function configuredSources({ sources }) {
    const named = [
        ['luperson-nl', sources.lupersonNl],
        ['lpw', sources.lpw],
        ...sources.folders.map((folder) => ['folder', folder]),
    ];
    return named.filter((source) => source[1] !== null);
}
/** Where the SPAC that writes captions is or, if the configuration names data to train one, will be. */
export function writerFolder({ config, workspace }) {
    const { captioner, train } = config.caption;
    return captioner ?? (train ? workspacePaths(workspace).spac : undefined);
}
/** Where what annotates is or will be: a captioner of its own, else the one that writes captions. */
export function captionerFolder(context) {
    const { folder, train } = context.config.captioner;
    return folder ?? (train ? workspacePaths(context.workspace).captioner : writerFolder(context));
}
/**
 * Settings as the stages of a rebuild see them: with the captioner that was trained for it, and, where no encoder is
 * named, with the captioner's pooled feature as the noise filter's. Where the captioner is not trained yet both stay open.
 */
export function withModels(context) {
    const { config } = context;
    // A folder that is named is complained about where it is opened; one that is being made may stand half done.
    const there = (folder, named) => folder !== undefined && (named !== null || existsSync(join(folder, CAPTIONER_FILE))) ? folder : null;
    const { captioner, caption, denoise } = config;
    const folder = there(captionerFolder(context), captioner.folder);
    const writer = there(writerFolder(context), caption.captioner);
    return {
        ...context,
        config: {
            ...config,
            captioner: { ...captioner, folder },
            caption: { ...caption, captioner: writer },
            denoise: { ...denoise, encoder: denoise.encoder ?? folder },
        },
    };
}
/** Opens the models and the annotated data that the configuration names. */
export async function checkModels({ config }) {
    const { encoder, input } = config.denoise;
    const { folder, train } = config.captioner;
    const looks = [];
    if (encoder !== null)
        looks.push(['encoder', encoder, () => readEncoder(encoder, input)]);
    if (folder !== null)
        looks.push(['captioner', folder, () => readCaptioner(folder)]);
    else if (train)
        looks.push([`${train.kind} annotation`, train.path, () => readAnnotated(train.kind, train.path)]);
    const { captioner: writer, train: spac } = config.caption;
    if (writer !== null)
        looks.push(['captioner', writer, () => readCaptioner(writer)]);
    else
        for (const source of spac?.data ?? [])
            looks.push([source.kind, source.path, () => checkCaptionerSource(source)]);
    const checks = [];
    for (const [name, path, look] of looks) {
        try {
            await look();
            checks.push({ name, path });
        }
        catch (error) {
            if (!(error instanceof UserError))
                throw error;
            checks.push({ name, path, problem: error });
        }
    }
    return checks;
}
/**
 * What a rebuild lacks, each with where it is had and under which terms.
 * @throws UserError missing_input listing all of it at once
 */
export async function requireInputs(context) {
    const { config } = context;
    const sources = configuredSources(config);
    const missing = [...missingSources(sources), ...missingModels(context, sources)];
    for (const { name, path, problem } of await checkModels(context)) {
        if (problem)
            missing.push(`the ${name} ${path}. ${problem.format().replaceAll('\n', '\n    ')}`);
    }
    if (missing.length === 0)
        return;
    throw new UserError('missing_input', {
        what: `A rebuild needs ${missing.length === 1 ? 'one more thing' : `${missing.length} more things`}:\n${missing.map((m) => `  - ${m}`).join('\n')}`,
        fix: 'write them into the configuration (`synthpedes config` prints it with all settings); or look at `synthpedes demo`, which needs nothing',
    });
}
function missingSources(sources) {
    const had = (kind) => kind === 'folder' ? '' : ` ${SOURCES[kind].title} is had at ${SOURCES[kind].home} (${SOURCES[kind].terms}).`;
    if (sources.length === 0) {
        return [`a source: set sources.lupersonNl, sources.lpw or sources.folders.${had('luperson-nl')}${had('lpw')}`];
    }
    return sources
        .filter(([, dir]) => !existsSync(dir))
        .map(([kind, dir]) => `the folder ${dir} of source ${kind}.${had(kind)}`);
}
function missingModels(context, sources) {
    if (captionerFolder(context) !== undefined)
        return [];
    const { encoder, sources: tracked } = context.config.denoise;
    const filters = sources.some(([kind]) => tracked.some((filtered) => filtered === kind));
    return [
        ...(filters && encoder === null
            ? ['an encoder for the noise filter: set denoise.encoder to a Re-ID model in ONNX, or to a captioner folder.']
            : []),
        'a captioner: set captioner.folder, captioner.train to annotated data to train one: PETA (mmlab.ie.cuhk.edu.hk/projects/PETA.html, research only), Market-1501 attributes or PA-100K (research only); or caption.train to captioned data (CUHK-PEDES, ICFG-PEDES).',
    ];
}
//# sourceMappingURL=inputs.js.map