/** The door to a captioner's folder: an attribute classifier, or SPAC. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CAPTIONER_FILE, type ClassifierFolder, missingFile, readClassifier } from './captioner.js';
import { readSpac, SPAC, type SpacFolder } from './spac.js';
import { UserError } from './userError.js';

export type CaptionerFolder = ClassifierFolder | SpacFolder;

/**
 * Reads a captioner's folder and checks its files by hash.
 * @throws UserError `missing_path`, `missing_input` (a file is not there), `bad_file` (`captioner.json` cannot be read)
 * or `bad_model` (its parts do not belong together).
 */
export async function readCaptioner(folder: string): Promise<CaptionerFolder> {
  if (!(await isDirectory(folder)))
    throw new UserError('missing_path', {
      what: `There is no captioner folder ${folder}.`,
      fix: 'train one with `synthpedes train classifier` or `synthpedes train captioner`',
    });
  const text = await readFile(join(folder, CAPTIONER_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw missingFile(folder, CAPTIONER_FILE);
    throw error;
  });
  return kindOf(text) === SPAC ? readSpac(folder, text) : readClassifier(folder, text);
}

/** Of what is no JSON the classifier's reader says what is wrong. */
function kindOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { kind?: unknown } | null)?.kind;
  } catch {
    return undefined;
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
