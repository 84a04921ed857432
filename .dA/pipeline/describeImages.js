// What a captioner says of any images, outside of a workspace: six attributes, a prompt caption, and a caption in each style.
import { loadTemplates } from '../data/templates/library.js';
import { wholeFile } from '../data/sources/imageTree.js';
import { probabilitiesOf } from '../model/classifier/decide.js';
import { phrasesOf } from '../model/classifier/phrases.js';
import { genderForm, SLOTS, UNKNOWN } from '../schemas/attributes.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SPAC } from '../schemas/spac.js';
import { spacModel } from './attributes.js';
import { batches } from './batches.js';
import { decodingsOf } from './decodings.js';
import { chooseTemplate, promptCaption, situationOf } from './promptCaptions.js';
const CHUNK = 192;
/**
 * Describes images in order, a few hundred at a time: memory does not depend on their number.
 * @throws UserError those of the captioner's folder
 */
export async function* describeImages(context, folder, { files, count }) {
    const found = await readCaptioner(folder);
    const library = loadTemplates(context.config.caption.templates ?? undefined);
    const progress = context.report.start('describe', count, 'images');
    try {
        for (const part of batches(files, CHUNK)) {
            context.signal.throwIfAborted();
            const attributes = await attributesOf(context, { found, folder }, part);
            const captions = await captionsOf(context, { found, folder }, { part, attributes });
            yield* part.map((file, n) => described(file, { attributes: attributes[n], captions: captions[n] }, { library, seed: context.config.caption.seed }));
            progress.advance(part.length);
        }
    }
    finally {
        progress.end();
    }
}
const rangeOf = ({ path }) => wholeFile('', path).bytes;
async function attributesOf(context, { found, folder }, files) {
    const ranges = files.map(rangeOf);
    if (found.kind === SPAC) {
        const said = await context.pool().attributes(ranges, spacModel(context, found, folder));
        return said.map((verdict) => verdict.kind === 'keep' ? { kind: 'keep', value: verdict.value.attributes } : verdict);
    }
    const { heads, calibration, input } = found.captioner;
    const logits = await context.pool().infer(ranges, { path: found.modelPath, ...input, outputs: ['logits'] });
    return logits.map((verdict) => verdict.kind === 'keep'
        ? {
            kind: 'keep',
            value: phrasesOf(probabilitiesOf(verdict.value[0], heads, calibration), heads, calibration).attributes,
        }
        : verdict);
}
/** By image, one a style; none by a captioner that writes no captions. */
async function captionsOf(context, { found, folder }, { part, attributes }) {
    const { pool, config } = context;
    if (found.kind !== SPAC)
        return part.map(() => []);
    const { caption } = config;
    const decodings = decodingsOf(caption, found.spac);
    const images = part.flatMap((file, i) => {
        const said = attributes[i];
        if (said.kind === 'drop')
            return [];
        const wishes = decodings.map((decoding, style) => ({
            style,
            seed: `${caption.seed}/${file.key}/${style + 1}`,
            attributes: said.value,
            decoding,
        }));
        return [{ range: rangeOf(file), wishes }];
    });
    const made = await pool().captions(images, spacModel(context, found, folder), caption.gates);
    const texts = made.map((verdict) => (verdict.kind === 'keep' ? verdict.value.text : ''));
    let next = 0;
    return attributes.map(({ kind }) => (kind === 'drop' ? [] : decodings.map(() => texts[next++])));
}
function described({ key }, { attributes, captions }, { library, seed }) {
    if (attributes.kind === 'drop')
        return { file_path: key, captions: [], dropped: attributes.reason };
    const own = attributes.value;
    const form = genderForm(own.gender);
    const situation = situationOf(own, form);
    const template = library.has(situation) ? chooseTemplate(library, situation, key, seed) : undefined;
    return {
        file_path: key,
        attributes: [SLOTS.map((slot) => own[slot] ?? UNKNOWN).join(',')],
        captions,
        ...(template ? { prompt_caption: [promptCaption(own, form, template)] } : {}),
    };
}
/** What a person reads of one image. */
export function describeDescribed({ file_path, attributes, captions, prompt_caption, dropped }) {
    if (dropped !== undefined)
        return `${file_path}\n  not described: ${dropped}`;
    const named = SLOTS.map((slot, i) => `${slot}: ${attributes[0].split(',')[i]}`).join('; ');
    const lines = captions.map((text, i) => `  style ${i + 1}: ${text === '' ? '(none without a fault)' : text}`);
    const prompt = prompt_caption ? [`  prompt: ${prompt_caption[0]}`] : [];
    return [file_path, `  ${named}`, ...lines, ...prompt].join('\n');
}
//# sourceMappingURL=describeImages.js.map