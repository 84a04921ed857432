// A trained SPAC on real people (CUHK-PEDES val), in each way to choose words, beside two captioners that have learned
// nothing: the caption of the training image that looks most alike to a Re-ID model, and the most frequent phrases in a template.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCaptioned } from '../../data/captioned/read.js';
import { captionAttributes } from '../../data/lexicon/phrases.js';
import { seededRandom, shuffle } from '../../data/random.js';
import { wholeFile } from '../../data/sources/imageTree.js';
import { loadTemplates } from '../../data/templates/library.js';
import { loadConfig } from '../../pipeline/config.js';
import { openContext } from '../../pipeline/context.js';
import { readEncoder } from '../../pipeline/encoder.js';
import { describeEvaluation, evaluateCaptions } from '../../pipeline/evaluateCaptions.js';
import { openReporter } from '../../pipeline/progress.js';
import { chooseTemplate, promptCaption, situationOf } from '../../pipeline/promptCaptions.js';
import { genderForm, SLOTS } from '../../schemas/attributes.js';
import { DECODING_METHODS } from '../../schemas/choices.js';
import { temporaryFolder } from '../temporary.js';
/**
 * `SYNTHPEDES_DATA`: the folder of the sets; `SYNTHPEDES_SPAC`: the captioner's, made by `synthpedes train captioner`;
 * `SYNTHPEDES_OUT`: a folder for what it says.
 */
export async function* cases() {
    const { SYNTHPEDES_DATA: data, SYNTHPEDES_SPAC: captioner } = process.env;
    if (data === undefined || captioner === undefined) {
        process.stderr.write('spac: set SYNTHPEDES_DATA and SYNTHPEDES_SPAC (a folder of train captioner)\n');
        return;
    }
    const dir = temporaryFolder();
    const context = openContext({
        ...{ config: loadConfig(undefined, []), workspace: dir, resume: 'changed', dryRun: false },
        ...{ report: openReporter(true), signal: new AbortController().signal },
    });
    try {
        const path = join(data, 'CUHK-PEDES');
        const records = [];
        for await (const record of openCaptioned('cuhk-pedes', path).records())
            if (existsSync(record.path))
                records.push(record);
        const part = (split) => records.filter((record) => record.split === split);
        const [train, val] = [part('train'), part('val')];
        const file = (name, lines) => {
            const to = join(dir, `${name}.jsonl`);
            writeFileSync(to, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
            return to;
        };
        const nearest = await nearestCaptions(context, join(data, 'models', 'osnet_x0_25_msmt17.onnx'), { train, val });
        const said = (method) => join(process.env.SYNTHPEDES_OUT ?? dir, `${method}.jsonl`);
        const judged = {
            'nearest training image': { generated: { captions: file('nearest', nearest) } },
            'most frequent phrases': { generated: { captions: file('frequent', frequentCaptions(train, val)) } },
            ...Object.fromEntries(DECODING_METHODS.flatMap((method) => [
                [`SPAC, ${method}`, { generated: { captioner, out: said(method) }, method }],
                // What wording alone is worth: only what lies above it was seen.
                [`SPAC, ${method}, of other images`, { generated: { captions: join(dir, `other ${method}.jsonl`) } }],
            ])),
            'SPAC, greedy, int8 weights': {
                generated: { captioner, out: join(dir, 'int8.jsonl') },
                ...{ method: 'greedy', weights: 'int8' },
            },
        };
        for (const [name, { generated, method, weights = 'float32' }] of Object.entries(judged)) {
            const started = performance.now();
            const evaluation = await evaluateCaptions(withMethod(context, method, weights), {
                ...{ kind: 'cuhk-pedes', path, split: 'val', generated },
            });
            const seconds = (performance.now() - started) / 1000;
            if (method && weights === 'float32')
                file(`other ${method}`, ofOtherImages(readFileSync(said(method), 'utf8')));
            process.stderr.write(`\n${name}\n${describeEvaluation(evaluation)}\n`);
            const none = { suite: 'spac', peer: null, ratio: null };
            yield {
                ...none,
                case: `${name}: judged of ${val.length} images`,
                ours: evaluation.images.judged,
                unit: 'images',
            };
            for (const [style, { ciderD }] of Object.entries(evaluation.styles))
                yield { ...none, case: `${name}, style ${style}: CIDEr-D`, ours: ciderD, unit: '' };
            yield { ...none, case: `${name}: attribute F1`, ours: evaluation.attributes?.mean.f1 ?? 0, unit: '' };
            if (method)
                yield { ...none, case: `${name}: attributes and captions`, ours: val.length / seconds, unit: 'images/s' };
        }
    }
    finally {
        await context.close();
    }
}
/** The settings, with all styles written in one way. */
function withMethod(context, method, weights) {
    const { caption } = context.config;
    if (method === undefined)
        return context;
    const styles = caption.styles.map((style) => ({ ...style, method }));
    return { ...context, config: { ...context.config, caption: { ...caption, styles, weights } } };
}
/** Every image gets what was said of another one. */
function ofOtherImages(text) {
    const lines = text.trim().split('\n');
    const all = shuffle(seededRandom('other images'), lines.map((line) => JSON.parse(line)));
    return all.map(({ file_path }, i) => ({ ...all[(i + 1) % all.length], file_path }));
}
const sixOf = (attributes) => [SLOTS.map((slot) => attributes[slot]).join(',')];
/** What people wrote of the training image with the most similar feature. */
async function nearestCaptions({ pool, config }, model, { train, val }) {
    const encoder = await readEncoder(model, config.denoise.input);
    const features = async (records) => {
        const found = await pool().infer(records.map(({ path }) => wholeFile('', path).bytes), encoder.model);
        return found.map((verdict) => (verdict.kind === 'keep' ? unit(verdict.value[0]) : new Float32Array(0)));
    };
    const [known, asked] = [await features(train), await features(val)];
    return val.map(({ key }, i) => {
        const similarity = known.map((each) => each.reduce((sum, x, d) => sum + x * asked[i][d], 0));
        const { captions } = train[similarity.indexOf(Math.max(...similarity))];
        return { file_path: key, captions: captions.slice(0, 2), attributes: sixOf(captionAttributes(captions)) };
    });
}
function unit(vector) {
    const norm = Math.hypot(...vector);
    return vector.map((x) => x / norm);
}
/** Of each slot the phrase that is written most often, for everybody; in two templates. */
function frequentCaptions(train, val) {
    const all = train.map(({ captions }) => captionAttributes(captions));
    const most = (slot) => {
        const counts = new Map();
        for (const each of all) {
            const phrase = each[slot] ?? 'unknown';
            if (phrase !== 'unknown' && phrase !== 'none')
                counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
        }
        return [...counts].sort((a, b) => b[1] - a[1])[0][0];
    };
    const attributes = Object.fromEntries(SLOTS.map((slot) => [slot, most(slot)]));
    const form = genderForm(attributes.gender);
    const library = loadTemplates();
    const caption = (key) => promptCaption(attributes, form, chooseTemplate(library, situationOf(attributes, form), key));
    return val.map(({ key }) => ({
        file_path: key,
        captions: [caption(key), caption(`${key} again`)],
        attributes: sixOf(attributes),
    }));
}
//# sourceMappingURL=spac.js.map