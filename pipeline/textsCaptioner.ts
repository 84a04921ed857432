// Which captioner wrote the texts of a data set, and what that one had learned from: a model that learns from the texts inherits it.
import type { Database } from 'better-sqlite3';
import { basename } from 'node:path';
import { readCaptioner } from '../schemas/captionerFolder.js';
import type { TrainedOn } from '../schemas/plip.js';
import { SPAC } from '../schemas/spac.js';
import { UserError } from '../schemas/userError.js';
import type { Context } from './context.js';
import { captionerFolder, writerFolder } from './inputs.js';

/** null: nobody knows which one it was. */
export async function textsCaptioner(context: Context, database: Database): Promise<TrainedOn['captioner']> {
  const generated = database.prepare<[], number>('SELECT count(*) FROM generated_captions').pluck().get()!;
  // Prompt captions only: what says the attributes is what has learned.
  const folder = generated > 0 ? writerFolder(context) : captionerFolder(context);
  if (folder === undefined) return { folder: '', weights: null, trainedOn: null };
  try {
    const found = await readCaptioner(folder);
    if (found.kind !== SPAC) {
      const { training, model } = found.captioner;
      return { folder: basename(folder), weights: model.sha256, trainedOn: training.map(nameOf) };
    }
    const { training, weights } = found.spac;
    return { folder: basename(folder), weights: weights.sha256, trainedOn: training.map(nameOf) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.report.warn(`pretrain: what the captioner has learned from is not recorded: ${error.message}`);
    return { folder: basename(folder), weights: null, trainedOn: null };
  }
}

const nameOf = ({ kind, folder, fingerprint }: { kind: string; folder: string; fingerprint: string }) => ({
  ...{ kind, folder, fingerprint },
});
