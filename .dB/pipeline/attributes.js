import { locator } from '../data/locations.js';
import { probabilitiesOf } from '../model/classifier/decide.js';
import { phrasesOf, PHRASE_RULES } from '../model/classifier/phrases.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SLOTS } from '../schemas/attributes.js';
import { SPAC } from '../schemas/spac.js';
/** Runs the configured captioner over the images that denoise kept; undefined where none is configured. */
export async function annotateStage(context, { database }) {
    const dir = context.config.captioner.folder;
    if (dir === null)
        return undefined;
    const found = await readCaptioner(dir);
    const { fingerprint, say } = found.kind === SPAC ? spacJudge(context, found, dir) : classifierJudge(context, found);
    const locate = locator(database);
    return {
        name: 'annotate',
        fingerprint,
        source: `SELECT d.image_id AS id, hex(c.sha256) AS sha256 FROM denoised d JOIN contents c USING (image_id)
      WHERE d.identity_id IS NOT NULL`,
        outputs: [{ table: 'attributes', column: 'image_id' }],
        batchSize: 256,
        judge: (items) => say(locate(items.map((item) => item.id))),
        writer(db) {
            const insert = db.prepare(`INSERT INTO attributes (image_id, ${SLOTS.join(', ')}, confidences) VALUES (?, ${SLOTS.map(() => '?').join(', ')}, ?)`);
            return ({ id }, { attributes, confidence }) => {
                const rounded = SLOTS.map((slot) => (confidence[slot] === null ? null : Number(confidence[slot].toFixed(4))));
                insert.run(id, ...SLOTS.map((slot) => attributes[slot]), JSON.stringify(rounded));
            };
        },
    };
}
function classifierJudge(context, { captioner, modelPath }) {
    const { heads, calibration, input, training, licence } = captioner;
    const model = { path: modelPath, ...input, outputs: ['logits'] };
    const fingerprint = {
        version: 1,
        model: captioner.model.sha256,
        ...{ input, calibration },
        phraseRules: PHRASE_RULES,
        // What the data-set card says of where the attributes are from; a model's hash covers both.
        training: training.map(setOf),
        licence,
    };
    return {
        fingerprint: JSON.stringify(fingerprint),
        say: async (ranges) => (await context.pool().infer(ranges, model)).map((verdict) => verdict.kind === 'drop'
            ? verdict
            : {
                kind: 'keep',
                value: phrasesOf(probabilitiesOf(verdict.value[0], heads, calibration), heads, calibration),
            }),
    };
}
function spacJudge(context, found, dir) {
    const { spac } = found;
    const fingerprint = {
        version: 2,
        spac: [spac.weights.sha256, spac.encoder.sha256],
        input: spac.input,
        phraseWords: spac.phraseWords,
        training: spac.training.map(setOf),
        licence: spac.licence,
        ...ownWeights(context),
    };
    return {
        fingerprint: JSON.stringify(fingerprint),
        say: (ranges) => context.pool().attributes(ranges, spacModel(context, found, dir)),
    };
}
/** Of a set that a captioner has learned from, what its results record. */
export const setOf = ({ kind, folder, fingerprint }) => ({
    ...{ kind, folder, fingerprint },
});
/** What a result depends on where the weights are not as they were trained. */
export const ownWeights = ({ config: { caption } }) => caption.weights === 'float32' ? {} : { weights: caption.weights };
/** A trained SPAC as the workers take it. */
export const spacModel = ({ config }, { spac }, folder) => ({
    folder,
    weights: config.caption.weights,
    sha256: spac.weights.sha256,
    height: spac.input.height,
    width: spac.input.width,
});
//# sourceMappingURL=attributes.js.map