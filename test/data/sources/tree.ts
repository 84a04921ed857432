import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceImage, SourceReader } from '../../../data/sources/record.js';
import { UserError } from '../../../schemas/userError.js';
import { temporaryFolder } from '../../temporary.js';

/** A temporary folder with these files; those of a list are empty, those of an object have the given content. */
export function makeTree(files: readonly string[] | Readonly<Record<string, string | Buffer>>): string {
  const root = temporaryFolder();
  const contents = Array.isArray(files)
    ? files.map((file: string): [string, string] => [file, ''])
    : Object.entries(files);
  for (const [file, content] of contents) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

export interface Scanned {
  readonly images: SourceImage[];
  readonly keys: string[];
  readonly ignored: string[];
}

export async function scanAll(reader: SourceReader): Promise<Scanned> {
  const images: SourceImage[] = [];
  const ignored: string[] = [];
  for await (const image of reader.scan((path) => ignored.push(path))) images.push(image);
  return { images, keys: images.map(({ key }) => key), ignored };
}

/** What the user sees when something is refused, with the temporary folder's name taken out. */
export async function complaint(root: string, action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.format().replaceAll(root, 'DIR')}`;
    throw error;
  }
  return 'none';
}

/** Bytewise order of UTF-8, by Buffer. */
export function isAscending(keys: readonly string[]): boolean {
  return keys.every((key, i) => i === 0 || Buffer.compare(Buffer.from(keys[i - 1]), Buffer.from(key)) < 0);
}
