// Stage "annotate": six attributes for every image that has an identity (section 3.1 of the paper, "SPAC").
import type { ByteRange } from '../data/byteRange.js';
import { locator } from '../data/locations.js';
import { probabilitiesOf } from '../model/classifier/decide.js';
import { phrasesOf, PHRASE_RULES, type Phrases } from '../model/classifier/phrases.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SLOTS } from '../schemas/attributes.js';
import type { ClassifierFolder } from '../schemas/captioner.js';
import { SPAC, type SpacFolder } from '../schemas/spac.js';
import type { Context } from './context.js';
import type { SpacModel } from './spacWorker.js';
import type { Stage, Verdict } from './stage.js';
import type { Workspace } from './workspace.js';

interface Item {
  id: number;
  sha256: string;
}

/** What a captioner says of one image. */
type Said = Pick<Phrases, 'attributes' | 'confidence'>;

/** How a kind of captioner judges, and what its verdicts depend on. */
interface Judge {
  readonly fingerprint: string;
  say(ranges: readonly ByteRange[]): Promise<Array<Verdict<Said>>>;
}

/** Runs the configured captioner over the images that denoise kept; undefined where none is configured. */
export async function annotateStage(context: Context, { database }: Workspace): Promise<Stage<Item, Said> | undefined> {
  const dir = context.config.captioner.folder;
  if (dir === null) return undefined;
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

function classifierJudge(context: Context, { captioner, modelPath }: ClassifierFolder): Judge {
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
    say: async (ranges) =>
      (await context.pool().infer(ranges, model)).map((verdict) =>
        verdict.kind === 'drop'
          ? verdict
          : {
              kind: 'keep',
              value: phrasesOf(probabilitiesOf(verdict.value[0], heads, calibration), heads, calibration),
            },
      ),
  };
}

function spacJudge(context: Context, found: SpacFolder, dir: string): Judge {
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
export const setOf = ({ kind, folder, fingerprint }: { kind: string; folder: string; fingerprint: string }) => ({
  ...{ kind, folder, fingerprint },
});

/** What a result depends on where the weights are not as they were trained. */
export const ownWeights = ({ config: { caption } }: Pick<Context, 'config'>): { weights?: string } =>
  caption.weights === 'float32' ? {} : { weights: caption.weights };

/** A trained SPAC as the workers take it. */
export const spacModel = ({ config }: Pick<Context, 'config'>, { spac }: SpacFolder, folder: string): SpacModel => ({
  folder,
  weights: config.caption.weights,
  sha256: spac.weights.sha256,
  height: spac.input.height,
  width: spac.input.width,
});
