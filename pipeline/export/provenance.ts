// Where every image of an export is from: one JSON line an image, read back to find an image by its exported path.
import { createReadStream, existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SourceKind } from '../../data/sources/record.js';
import type { WorkspacePaths } from '../workspace.js';

export const PROVENANCE = 'provenance.jsonl';

export interface Origin {
  /** Relative to the export's folder. */
  readonly file_path: string;
  readonly source: SourceKind;
  /** LMDB key, or path below the source's folder. */
  readonly key: string;
  /** Of the source's bytes, hexadecimal. */
  readonly sha256: string;
}

export function originLine(origin: Origin): string {
  return `${JSON.stringify(origin)}\n`;
}

/** The first origin of an export that matches; streams, as an export may have millions. */
export async function findOrigin(out: string, matches: (origin: Origin) => boolean): Promise<Origin | undefined> {
  const path = join(out, PROVENANCE);
  if (!existsSync(path)) return undefined;
  const input = createReadStream(path);
  try {
    for await (const line of createInterface({ input })) {
      const origin = JSON.parse(line) as Origin;
      if (matches(origin)) return origin;
    }
  } finally {
    input.destroy();
  }
  return undefined;
}

/** Notes in the workspace where its last export went. */
export async function rememberExport(paths: WorkspacePaths, out: string): Promise<void> {
  await writeFile(paths.lastExport, `${out}\n`);
}

/** Undefined where nothing has been exported yet. */
export async function lastExport(paths: WorkspacePaths): Promise<string | undefined> {
  return existsSync(paths.lastExport) ? (await readFile(paths.lastExport, 'utf8')).trimEnd() : undefined;
}
