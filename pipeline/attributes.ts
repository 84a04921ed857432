// Stage "annotate": six attributes for every image that has an identity (section 3.1 of the paper, "SPAC").
import { locator } from '../data/locations.js';
import { probabilitiesOf } from '../model/classifier/decide.js';
import { phrasesOf, PHRASE_RULES, type Phrases } from '../model/classifier/phrases.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SLOTS } from '../schemas/attributes.js';
import type { Context } from './context.js';
import type { Stage } from './stage.js';
import type { Workspace } from './workspace.js';

interface Item {
  id: number;
  sha256: string;
}

/** Runs the configured captioner over the images that denoise kept; undefined where none is configured. */
export async function annotateStage(
  context: Context,
  { database }: Workspace,
): Promise<Stage<Item, Phrases> | undefined> {
  const dir = context.config.captioner.folder;
  if (dir === null) return undefined;
  const { captioner, modelPath } = await readCaptioner(dir);
  const locate = locator(database);
  const say = (logits: Float32Array): Phrases =>
    phrasesOf(probabilitiesOf(logits, captioner.heads, captioner.calibration), captioner.heads, captioner.calibration);
  const model = { path: modelPath, ...captioner.input, outputs: ['logits'] };
  return {
    name: 'annotate',
    fingerprint: JSON.stringify({
      version: 1,
      model: captioner.model.sha256,
      input: captioner.input,
      calibration: captioner.calibration,
      phraseRules: PHRASE_RULES,
      // What the data-set card says of where the attributes are from; a model's hash covers both.
      training: captioner.training.map(({ kind }) => kind),
      licence: captioner.licence,
    }),
    source: `SELECT d.image_id AS id, hex(c.sha256) AS sha256 FROM denoised d JOIN contents c USING (image_id)
      WHERE d.identity_id IS NOT NULL`,
    outputs: [{ table: 'attributes', column: 'image_id' }],
    batchSize: 256,
    async judge(items) {
      const verdicts = await context.pool().infer(locate(items.map((item) => item.id)), model);
      return verdicts.map((verdict) =>
        verdict.kind === 'keep' ? { kind: 'keep', value: say(verdict.value[0]) } : verdict,
      );
    },
    writer(db) {
      const insert = db.prepare(
        `INSERT INTO attributes (image_id, ${SLOTS.join(', ')}, confidences) VALUES (?, ${SLOTS.map(() => '?').join(', ')}, ?)`,
      );
      return ({ id }, { attributes, confidence }) => {
        const rounded = SLOTS.map((slot) => (confidence[slot] === null ? null : Number(confidence[slot].toFixed(4))));
        insert.run(id, ...SLOTS.map((slot) => attributes[slot]), JSON.stringify(rounded));
      };
    },
  };
}
