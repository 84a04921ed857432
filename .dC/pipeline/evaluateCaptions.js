import { existsSync } from 'node:fs';
import { readGenerated } from '../data/captioned/generated.js';
import { captionedDifferences, openCaptioned } from '../data/captioned/read.js';
import { seededRandom } from '../data/random.js';
import { attributeScores } from '../model/measures/captions/attributes.js';
import { bleu } from '../model/measures/captions/bleu.js';
import { ciderD } from '../model/measures/captions/cider.js';
import { diversity } from '../model/measures/captions/diversity.js';
import { meteor } from '../model/measures/captions/meteor.js';
import { rougeL } from '../model/measures/captions/rougeL.js';
import { styleBleu } from '../model/measures/captions/styleBleu.js';
import { stylesOf } from '../model/measures/captions/styledCaption.js';
import { styleSeparation } from '../model/measures/captions/styleSeparation.js';
import { words } from '../model/measures/captions/words.js';
import { writeWhole } from '../model/weights/safetensors.js';
import { SLOTS } from '../schemas/attributes.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SPAC } from '../schemas/spac.js';
import { UserError } from '../schemas/userError.js';
import { captionFit, describeFit } from './captionFit.js';
import { describeImages } from './describeImages.js';
import { openDualEncoder } from './dualEncoder.js';
/**
 * @throws UserError missing_path, bad_layout, bad_file, bad_model of the encoders; nothing_to_do where no image has a
 *   generated caption
 */
export async function evaluateCaptions(context, request) {
    const { split, encoders } = request;
    // What is wrong with a model is said before anything is read.
    const model = encoders && (await openDualEncoder(context, encoders));
    const { images, inSplit, warnings } = await readJudged(context, request);
    const captions = images.flatMap(({ key, captions: own }) => own.flatMap((caption, i) => (caption === '' ? [] : [{ image: key, style: i + 1, caption }])));
    const styles = stylesOf(captions).map((style) => {
        const judged = images.flatMap(({ captions: own, references }) => (own[style - 1] ?? '') === '' ? [] : [{ candidate: words(own[style - 1]), references: references.map(words) }]);
        return [String(style), scores(judged)];
    });
    return {
        split,
        images: { inSplit, judged: images.length },
        styles: Object.fromEntries(styles),
        apart: styles.length < 2 ? undefined : apart(captions),
        fit: model && (await captionFit(context, model, images)),
        attributes: attributesOf(images),
        warnings,
    };
}
function attributesOf(images) {
    const given = images.flatMap(({ attributes, references }) => {
        if (attributes === undefined)
            return [];
        const phrases = attributes.split(',');
        const predicted = Object.fromEntries(SLOTS.map((slot, i) => [slot, phrases[i]]));
        return [{ predicted, captions: references }];
    });
    return given.length > 0 ? attributeScores(given) : undefined;
}
/** Seeded, so that the same captions have the same scores. */
function apart(captions) {
    return {
        separation: styleSeparation(captions, seededRandom('style separation')),
        bleu: styleBleu(captions, seededRandom('style BLEU')),
    };
}
async function readJudged(context, { kind, path, split, generated: from }) {
    const generated = 'captions' in from ? await readGenerated(from.captions) : await generate(context, { kind, path, split }, from);
    const set = openCaptioned(kind, path);
    const progress = context.report.start('read', 0, 'images');
    const images = [];
    let [inSplit, count] = [0, 0];
    try {
        for await (const record of set.records()) {
            progress.advance(1);
            if (record.split !== split)
                continue;
            context.signal.throwIfAborted();
            inSplit++;
            count += record.captions.length;
            const own = generated.get(record.key);
            if (own && own.captions.some((text) => text !== ''))
                images.push({ key: record.key, path: record.path, ...own, references: record.captions });
        }
    }
    finally {
        progress.end();
    }
    if (images.length === 0)
        throw new UserError('nothing_to_do', {
            what: `None of the ${inSplit} images of ${split} has a generated caption.`,
            got: `captions of ${generated.size} images, such as ${[...generated.keys()][0] ?? 'none'}`,
            fix: "`file_path` must be the annotation's own",
        });
    return { images, inSplit, warnings: captionedDifferences(kind, { [split]: [inSplit, count] }) };
}
/** Every caption is judged as it was written first: gates would choose those that are easy. */
const NO_GATES = { attempts: 0, minWords: 0, plainText: false, gender: false, contradiction: false };
/** Lets a captioner describe the images of the split. */
async function generate(context, { kind, path, split }, { captioner, out }) {
    const { kind: writer } = await readCaptioner(captioner);
    if (writer !== SPAC)
        throw new UserError('bad_model', {
            what: 'This captioner says attributes, and writes no captions.',
            got: captioner,
            fix: 'give a SPAC: synthpedes train captioner',
        });
    const files = [];
    for await (const record of openCaptioned(kind, path).records())
        if (record.split === split && existsSync(record.path))
            files.push({ key: record.key, path: record.path });
    const found = new Map();
    const lines = [];
    const { caption } = context.config;
    const config = { ...context.config, caption: { ...caption, gates: { ...caption.gates, ...NO_GATES } } };
    for await (const said of describeImages({ ...context, config }, captioner, { files, count: files.length })) {
        found.set(said.file_path, { captions: said.captions, attributes: said.attributes?.[0] });
        lines.push(`${JSON.stringify(said)}\n`);
    }
    if (out !== undefined)
        writeWhole(out, [Buffer.from(lines.join(''))]);
    return found;
}
function scores(judged) {
    const [bleu1, bleu2, bleu3, bleu4] = bleu(judged);
    return {
        ...{ bleu1, bleu2, bleu3, bleu4 },
        meteor: meteor(judged),
        rougeL: rougeL(judged),
        ciderD: ciderD(judged),
        ...diversity(judged.map(({ candidate }) => candidate)),
    };
}
/** The text of `synthpedes evaluate captions`. */
export function describeEvaluation({ split, images, styles, apart, fit, attributes, warnings }) {
    const names = Object.keys(styles);
    const rows = Object.keys(styles[names[0]]);
    const cell = (name, value) => name === 'vocabulary' ? value.toLocaleString('en-US') : value.toFixed(3);
    const line = (cells) => cells.map((text) => text.padStart(14)).join('');
    return [
        ...warnings,
        ...(attributes ? describeAttributes(attributes) : []),
        `${images.judged.toLocaleString('en-US')} of ${images.inSplit.toLocaleString('en-US')} images of ${split}`,
        line(['', ...names.map((name) => `style ${name}`)]),
        ...rows.map((row) => line([row, ...names.map((name) => cell(row, styles[name][row]))])),
        ...(apart ? [describeApart(apart)] : []),
        ...(fit ? describeFit(fit) : []),
    ].join('\n');
}
function describeAttributes({ slots, mean }) {
    const line = (cells) => cells.map((text) => text.padStart(14)).join('');
    const row = (name, { precision, recall, f1 }, images) => line([name, ...[precision, recall, f1].map((value) => value.toFixed(3)), images]);
    return [
        'attributes, as facts that people say of the same images',
        line(['', 'precision', 'recall', 'F1', 'images']),
        ...SLOTS.map((slot) => row(slot, slots[slot], String(slots[slot].images))),
        row('mean', mean, ''),
    ];
}
function describeApart({ separation, bleu: { within, across } }) {
    return `styles told apart in ${(100 * separation).toFixed(1)}% of captions (50%: they are one); BLEU-4 of captions of other images ${within.toFixed(3)} inside a style, ${across.toFixed(3)} across`;
}
//# sourceMappingURL=evaluateCaptions.js.map